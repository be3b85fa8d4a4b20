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

/** What the days of a plan's times are proposed by. */
export type ProposedBy = {
  today: Day
  corrections: readonly Correction[]
  publicForms: readonly string[]
  /** 普法宣传节点 of one day: a study steps aside from them. */
  campaignDays: readonly Day[]
  /** An item that is dated by another rule than its own words, or on 调休 working days too. */
  asked?: { itemId: number; repeat: Recurrence | null; swappedToo: boolean }
}

/**
 * The day proposed for each time of a plan that has none and is not over, by the id of the time. Times that one unit
 * holds, that one audience or one lecturer comes to, step aside from each other and from what is dated already; the
 * time that has least room chooses first.
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

/** A time that can be proposed a day: of an activity, not over, and nothing stands there. */
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
