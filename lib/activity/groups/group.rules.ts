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

/** People are put elsewhere only while an activity lies ahead and its list is not frozen. null says yes. */
export function groupRefusal({ status }: { status: ActivityStatus }, isFrozen: boolean): GroupRefusal | null {
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

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/**
 * What the two sessions are called, as a proposal: 学法（第一场） and 学法（第二场）; one that has a number already keeps
 * it, and the other has the next.
 */
export function sessionTitles(title: string): { first: string; second: string } {
  const [, base = title, numeral] = /^(.*)（第([一二三四五六七八九十])场）$/.exec(title) ?? []
  const number = Math.max(numerals.indexOf(numeral ?? ''), 0)
  const called = (at: number) => `${base}（第${numerals[at] ?? at + 1}场）`
  return { first: called(number), second: called(number + 1) }
}
