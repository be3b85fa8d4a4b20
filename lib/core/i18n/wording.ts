/** The shape of a subject's messages, with any text in its places. */
export type Wording<T> = { [K in keyof T]: T[K] extends string ? string : Wording<T[K]> }
