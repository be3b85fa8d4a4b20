import type { ActivityStatus } from '../activity/rules'
import type { Day, Instant } from '../time/rules'

export type RegroupRefusal =
  | 'notAhead'
  | 'rollOpen'
  | 'nobodyGoes'
  | 'nobodyStays'
  | 'notPeople'
  | 'notCompulsory'
  | 'sameMoment'
  | 'inPast'

/** People are put elsewhere only while an activity lies ahead and its list is not frozen. null says yes. */
export function regroupRefusal(
  { status }: { status: ActivityStatus },
  isFrozen: boolean,
): RegroupRefusal | null {
  if (status !== 'scheduled' && status !== 'postponed') return 'notAhead'
  return isFrozen ? 'rollOpen' : null
}

/** The words of two audiences together, each word once. */
export function joinedWords(a: string, b: string): string {
  const words = `${a}、${b}`.split('、').map(word => word.trim())
  return words.filter((word, at) => word !== '' && words.indexOf(word) === at).join('、')
}

/** A second session at the very hour of the first would be none. */
export function isSameMoment(
  a: { day: Day; startsAt: Instant | null },
  b: { day: Day; startsAt: Instant | null },
): boolean {
  return a.day === b.day && a.startsAt === b.startsAt
}
