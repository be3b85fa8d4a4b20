import type { Day } from '@/lib/core/time'
import { type Slot, timesDone } from './occurrences/occurrence.rules'
import {
  isHeld,
  isSat,
  type Joined,
  type JoinedActivity,
  type Moment,
  occurrenceState,
  type PlanKind,
} from './plan.rules'

type Noted = { doneOn: Day | null; doneNote: string | null }
type Time = Slot & Noted & { activityId: number | null; examId: number | null }

/**
 * The times of an item with what holds or does each, and the days that count for its progress. Material handed out or
 * sent for a work point does one of its times by itself, and so does a note of the whole item.
 */
export function timesOf<
  T extends Time,
  A extends JoinedActivity & { id: number },
  E extends Joined & { id: number },
>(
  item: Noted & { kind: PlanKind },
  own: T[],
  { activities, exams, sent }: { activities: A[]; exams: E[]; sent: { day: Day }[] },
  moment: Moment,
) {
  const { asOf } = moment
  const joinedTo = (one: T) => ({
    activity: activities.find(each => each.id === one.activityId) ?? null,
    exam: exams.find(each => each.id === one.examId) ?? null,
  })
  const isFree = (one: T) => {
    const { activity, exam } = joinedTo(one)
    return [activity, exam].every(each => !each || ['cancelled', 'postponed'].includes(each.status))
  }
  const notes = item.doneOn !== null && item.doneOn <= asOf ? [item.doneOn] : []
  const deeds = [...notes, ...sent.map(each => each.day).filter(day => day <= asOf)]
  const loose = timesDone(
    own.filter(one => one.doneOn === null && isFree(one)),
    deeds,
  )
  const ofItem = [...loose].find(([, day]) => day === notes[0])?.[0]
  const times = own.map(one => {
    const { activity, exam } = joinedTo(one)
    const noted = one.doneOn !== null && one.doneOn <= asOf ? one.doneOn : null
    const doneOn = noted ?? loose.get(one) ?? null
    const state = occurrenceState(one, { activity, exam, isDone: doneOn !== null }, moment)
    const day =
      activity && isHeld(activity, moment) ? activity.day : exam && isSat(exam, asOf) ? exam.day : doneOn
    const { doneOn: notedOn, doneNote } = one === ofItem ? item : one
    return {
      ...one,
      ...{ doneOn: notedOn, doneNote, activity, exam, state },
      /** The day on which this time was held or done. */
      heldOn: state === 'held' ? day : null,
      /** Recorded for the item as a whole, and done so by this time alone. */
      isOfItem: one === ofItem,
    }
  })
  // A work point asks each of its times for its own; of a study item all that is held counts (rates.md, 计划完成率).
  const heldOn =
    item.kind === 'workPoints'
      ? times.flatMap(each => each.heldOn ?? [])
      : [
          ...activities.filter(each => isHeld(each, moment)).map(each => each.day),
          ...exams.filter(each => isSat(each, asOf)).map(each => each.day),
          ...deeds,
        ]
  return { times, heldOn }
}
