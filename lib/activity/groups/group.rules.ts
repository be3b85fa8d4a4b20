import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Day, Instant } from '@/lib/core/time'

export type GroupRefusal =
  | 'notAhead'
  | 'rollOpen'
  | 'nobodyGoes'
  | 'nobodyStays'
  | 'notPeople'
  | 'notCompulsory'
  | 'sameMoment'
  | 'inPast'

/** People can be moved only while the activity is ahead and its list is not frozen. null: allowed. */
export function groupRefusal({ status }: { status: ActivityStatus }, isFrozen: boolean): GroupRefusal | null {
  if (status !== 'scheduled' && status !== 'postponed') return 'notAhead'
  return isFrozen ? 'rollOpen' : null
}

/** The words of two audiences joined, without duplicates. */
export function joinedWords(a: string, b: string): string {
  const words = `${a}、${b}`.split('、').map(word => word.trim())
  return words.filter((word, at) => word !== '' && words.indexOf(word) === at).join('、')
}

/** Whether a second session would be at the same time as the first, which is refused. */
export function isSameMoment(
  a: { day: Day; startsAt: Instant | null },
  b: { day: Day; startsAt: Instant | null },
): boolean {
  return a.day === b.day && a.startsAt === b.startsAt
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/**
 * Proposed titles of the two sessions: 学法（第一场） and 学法（第二场）; a title that has a number already keeps it, and the
 * other gets the next one.
 */
export function sessionTitles(title: string): { first: string; second: string } {
  const [, base = title, numeral] = /^(.*)（第([一二三四五六七八九十])场）$/.exec(title) ?? []
  const number = Math.max(numerals.indexOf(numeral ?? ''), 0)
  const called = (at: number) => `${base}（第${numerals[at] ?? at + 1}场）`
  return { first: called(number), second: called(number + 1) }
}
