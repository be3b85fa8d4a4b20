/** The revision that an address asks for; null for the plan as it stands, NaN for what is no revision. */
export function revisionIn(asked: unknown): number | null {
  if (asked === undefined || asked === null || asked === '') return null
  return typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : Number.NaN
}
