/** A phone that signed in once needs no password for so long. */
export const BOUND_DAYS = 180
