import type { Correction } from '@/lib/core/holidays'
import { addDays, type Day, daysBetween } from '@/lib/core/time'
import { isExamForm } from '@/lib/plan/plan.rules'
import { type Dated, proposalAmong, type Recurrence, readRecurrence } from './recurrence.rules'

type Time = {
  id: number
  fromDay: Day
  toDay: Day
  number: number
  state: string
  activity: { day: Day; status: string } | null
}
type Item = {
  id: number
  form: string
  timeWords: string
  lecturer: string | null
  unitId: number
  audienceWords: string
  occurrences: Time[]
}

/** Constraints for proposing the days of a plan's occurrences. */
export type ProposedBy = {
  today: Day
  corrections: readonly Correction[]
  publicForms: readonly string[]
  /** Single days of 普法宣传节点, which are avoided for studies. */
  campaignDays: readonly Day[]
  /** An item for which the user chose another recurrence than its own words, or allowed 调休 working days. */
  asked?: { itemId: number; repeat: Recurrence | null; swappedToo: boolean }
}

/**
 * The proposed day for each occurrence of a plan that has none and is not over, by its id. Occurrences with the
 * same unit, audience or lecturer avoid each other and the days already scheduled; those with the fewest
 * possible days are placed first.
 */
export function proposedDays(items: readonly Item[], by: ProposedBy): Map<number, Dated> {
  const found = new Map<number, Dated>()
  const dated = items.flatMap(item => takenBy(item).map(day => ({ item, day })))
  for (const { item, time } of inTurn(items, by.today)) {
    const isPublic = by.publicForms.includes(item.form)
    const asked = by.asked?.itemId === item.id ? by.asked : null
    const proposal = proposalAmong(
      item.occurrences,
      time,
      asked ? asked.repeat : readRecurrence(item.timeWords),
      {
        isPublic,
        corrections: by.corrections,
        swappedToo: asked?.swappedToo,
        notBefore: addDays(by.today, 1),
        taken: new Set([
          ...dated.filter(each => standInTheWay(each.item, item)).map(each => each.day),
          ...(isPublic ? [] : by.campaignDays),
        ]),
      },
    )
    found.set(time.id, proposal)
    dated.push({ item, day: proposal.day })
  }
  return found
}

/** Whether a day can be proposed: an activity, not over, and nothing linked yet. */
export function isOpenTime(item: { form: string }, time: { state: string; toDay: Day }, today: Day): boolean {
  const isActivity = item.form !== '' && !isExamForm(item.form)
  return isActivity && (time.state === 'undated' || time.state === 'cancelled') && time.toDay >= today
}

function inTurn(items: readonly Item[], today: Day) {
  const room = ({ fromDay, toDay }: Time) => daysBetween(fromDay, toDay)
  return items
    .flatMap(item =>
      item.occurrences.filter(time => isOpenTime(item, time, today)).map(time => ({ item, time })),
    )
    .sort((a, b) => room(a.time) - room(b.time) || a.time.toDay.localeCompare(b.time.toDay))
}

function takenBy(item: Item): Day[] {
  return item.occurrences.flatMap(({ activity }) =>
    activity && !['cancelled', 'postponed'].includes(activity.status) ? [activity.day] : [],
  )
}

function standInTheWay(a: Item, b: Item): boolean {
  const same = (one: string | null, other: string | null) => Boolean(one) && one === other
  return a.unitId === b.unitId || same(a.audienceWords, b.audienceWords) || same(a.lecturer, b.lecturer)
}
