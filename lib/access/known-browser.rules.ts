/** Days for which a browser that signed in once needs no password. */
export const BOUND_DAYS = 180
