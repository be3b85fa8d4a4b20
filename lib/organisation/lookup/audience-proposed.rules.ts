/** Words for an audience, and whom they mean. */
export type Worded = { words: string; due: readonly number[] }
export type Proposed = {
  words: string
  due: number
  /** Of those who are due: who is not in the sheet. */
  absent: number
  /** Of the people of the sheet: who is not due. */
  others: number
}

// With the people of the sheet as the last answer they are buttons, and no list.
const MOST = 5
/** Of the people of a sheet: the share that words have to mean in order to be proposed for it. */
const LEAST_SHARE = 0.9

/**
 * For whom something may have been that is known by its sheet alone: words that mean nearly everybody in it, those first
 * that leave out fewest of them, then the fewest people. A sheet with 40 of 42 officials was rather for the officials than
 * for the street.
 */
export function audiencesProposed(named: readonly number[], known: readonly Worded[]): Proposed[] {
  const ofSheet = new Set(named)
  const proposed = known.flatMap(({ words, due }) => {
    const both = due.filter(each => ofSheet.has(each)).length
    const isFit = ofSheet.size > 0 && both >= ofSheet.size * LEAST_SHARE
    return isFit ? [{ words, due: due.length, absent: due.length - both, others: ofSheet.size - both }] : []
  })
  return proposed.sort((a, b) => a.others - b.others || a.absent - b.absent).slice(0, MOST)
}
