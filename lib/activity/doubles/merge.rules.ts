import type { ActivityStatus } from '@/lib/activity/activity.rules'

export type MergeRefusal =
  | 'notStanding'
  | 'hasLeave'
  | 'keepMarked'
  | 'headsAsked'
  | 'marksAsked'
  | 'keptClosed'

type Side = {
  id: number
  status: ActivityStatus
  heads: number | null
  consultations: number | null
}
export type Counted = { heads: number | null; consultations: number | null }

/** Whether two may be merged at all, as they stand. */
export function mayMerge(a: Pick<Side, 'status'>, b: Pick<Side, 'status'>): boolean {
  const stands = ({ status }: Pick<Side, 'status'>) => ['scheduled', 'held', 'closed'].includes(status)
  return stands(a) && stands(b)
}

/** Whether the numbers of heads are to be asked: both have one, and they differ. */
export function asksHeads(a: Counted, b: Counted): boolean {
  const differs = (one: number | null, other: number | null) =>
    one !== null && other !== null && one !== other
  return differs(a.heads, b.heads) || differs(a.consultations, b.consultations)
}

/** The numbers of the merged one: of the one that has them, or as chosen (`sum`, or the id of one); null: to be asked. */
export function countedTogether(kept: Side, other: Side, chosen: string): Counted | null {
  const sides = [kept, other]
  const asked = asksHeads(kept, other)
  if (asked && chosen !== 'sum' && !sides.some(each => String(each.id) === chosen)) return null
  const together = (of: 'heads' | 'consultations') => {
    const [a, b] = [kept[of], other[of]]
    if (a === null || b === null) return a ?? b
    if (a === b && !asked) return a
    if (chosen === 'sum') return a + b
    return chosen === String(other.id) ? b : a
  }
  return { heads: together('heads'), consultations: together('consultations') }
}

type Found = { marks: { kept: number; other: number }; taken: number[] | null; counted: Counted | null }

export function mergeRefusal(kept: Side, other: Side, { marks, taken, counted }: Found): MergeRefusal | null {
  if (!mayMerge(kept, other)) return 'notStanding'
  if (marks.other > 0 && marks.kept === 0) return 'keepMarked'
  if (taken === null) return 'marksAsked'
  // What a confirmed roll says is corrected on the roll, where a reason is asked.
  if (taken.length > 0 && kept.status === 'closed') return 'keptClosed'
  return counted === null ? 'headsAsked' : null
}
