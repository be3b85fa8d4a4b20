/** The type of a subject's messages with every text widened to string. */
export type Wording<T> = { [K in keyof T]: T[K] extends string ? string : Wording<T[K]> }
