/** Due people of a roll that a sheet leaves without any mark. */
export type Rest = { title: string; due: number; rest: number }

/** What becomes of them; `open`: the roll is not confirmed with this sheet. */
export const restAnswers = ['open', 'unmarked', 'absent', 'leave'] as const
export type RestAnswer = (typeof restAnswers)[number]

/**
 * Whether a sheet holds only part of a roll, so that confirming it would count people as not having come of whom it
 * says nothing: more than a fifth are left, and more than two.
 */
export function isPart({ due, rest }: Pick<Rest, 'due' | 'rest'>): boolean {
  return rest > 2 && rest * 5 > due
}

/** The answers, first the one that holds until another is given: a part confirms nothing by itself. */
export function restChoices(of: Pick<Rest, 'due' | 'rest'>): RestAnswer[] {
  const [open, ...closing] = restAnswers
  return isPart(of) ? [open, ...closing] : [...closing, open]
}
