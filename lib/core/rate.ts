/** A figure is never shown without its fraction. */
export type Rate = { numerator: number; denominator: number }
