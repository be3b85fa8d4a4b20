/**
 * A figure is never shown without its fraction. `sound`: while the database is damaged, reads nothing of what is; a rate
 * that does not say so may be wrong then. `corrected`: of a locked year, what it is now, where a listed correction moved it.
 */
export type Rate = { numerator: number; denominator: number; sound?: true; corrected?: Rate }
