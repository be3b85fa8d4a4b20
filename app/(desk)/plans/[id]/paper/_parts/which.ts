/** The revision in the address; null for the current plan, NaN for an invalid one. */
export function revisionIn(asked: unknown): number | null {
  if (asked === undefined || asked === null || asked === '') return null
  return typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : Number.NaN
}
