/** Compulsory, and with law in it where its plan leaves theory alone out: it enters rates and is owed when missed. */
export function countsAsStudy(of: {
  compulsory: boolean
  lawContent: boolean
  theoryLeftOut: boolean
}): boolean {
  return of.compulsory && (of.lawContent || !of.theoryLeftOut)
}

/**
 * How a debt is told (attendance.feed_sequence): its thousands count how often a debt of the row began or ended, so an
 * odd number of them is a debt that stands and an even one a debt that is over; the rest counts changes of standing.
 */
export const DEBT_STEP = 1000
