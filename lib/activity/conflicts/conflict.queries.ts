import { and, eq, ne, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { occurrence } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { type Day, onDay, yearOf } from '@/lib/core/time'
import { dueOn } from '@/lib/organisation/audience/audience.sql'
import { dayCorrections } from '@/lib/organisation/settings/setting.queries'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { campaignDaysOf } from '@/lib/plan/campaigns/campaign.queries'
import {
  type Conflicting,
  type ConflictingDay,
  campaignConflict,
  dayOffConflict,
  namedTwice,
  type Other,
  outsideConflict,
  overlaps,
  type Planned,
  type ScheduleConflict,
  sameWords,
  tooManyElsewhere,
} from './conflict.rules'

export type ToBePlanned = Planned & {
  hostUnitId: number
  audienceId: number | null
  isPublic: boolean
  /** The activity that is being moved, to be left out. */
  activityId?: number
  /** The occurrence of the plan to which it would be linked. */
  occurrenceId?: number | null
}

// The number of names shown; the count gives the rest.
const NAMES = 6

/**
 * Schedule conflicts of a day, an hour, a place and a lecturer: outside the span of the plan, another activity
 * with the same lecturer or place, people due elsewhere, a day off, a publicity day. Of an activity that the
 * viewer may not see, only the host is named.
 */
export async function scheduleConflictsOf(
  viewer: Viewer,
  planned: ToBePlanned,
  on: On = db,
): Promise<ScheduleConflict[]> {
  const [others, span, corrections, campaigns, due] = await Promise.all([
    othersOn(viewer, planned, on),
    spanOf(planned, on),
    dayCorrections(on),
    campaignDaysOf(yearOf(planned.day), on),
    planned.audienceId === null ? [] : dueOn(planned.audienceId, planned.day, planned.hostUnitId, on),
  ])
  const meeting = others.filter(other => overlaps(planned, other))
  const same = (kind: 'lecturer' | 'place') =>
    meeting
      .filter(other => sameWords(planned[kind], other[kind]))
      .map(other => ({ kind, name: planned[kind] ?? '', other: namedOther(other) }))
  const required = due.filter(each => each.standing === 'required').map(each => each.personId)
  return [
    ...outsideConflict(planned, span),
    ...dayOffConflict(planned.day, planned.isPublic, corrections),
    ...campaignConflict(planned.day, planned.isPublic, campaigns),
    ...same('lecturer'),
    ...same('place'),
    ...(await peopleElsewhere(required, meeting, on)),
  ]
}

/**
 * The days with conflicts, with other activities or among themselves, as a command's answer; null where there
 * are none.
 */
export async function conflicting(
  viewer: Viewer,
  days: ToBePlanned[],
  on: On = db,
): Promise<Conflicting | null> {
  const found: ConflictingDay[] = []
  const wanted = days.map(each => each.day)
  for (const [n, planned] of days.entries()) {
    const again = wanted.indexOf(planned.day) === n ? namedTwice(wanted, planned.day) : []
    const conflicts = [...again, ...(await scheduleConflictsOf(viewer, planned, on))]
    if (conflicts.length > 0) found.push({ day: planned.day, conflicts })
  }
  return found.length > 0 ? { ok: false, reason: 'conflicts', conflicting: found } : null
}

/** Conflicts of moving an activity to another day at the same hours; none where the viewer may not move it. */
export async function scheduleConflictsOfMove(
  viewer: Viewer,
  activityId: number,
  day: Day,
  on: On = db,
): Promise<ScheduleConflict[]> {
  const [found] = await on
    .select({ activity })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(and(eq(activity.id, activityId), inScope(viewer, unit.path, 'organiser', 'administrator')))
  if (!found || found.activity.day === day) return []
  const of = { ...found.activity, ...onDay(found.activity, day) }
  return scheduleConflictsOf(
    viewer,
    { ...of, activityId, audienceId: of.compulsory ? of.audienceId : null },
    on,
  )
}

/** The span of the occurrence to which it is or would be linked; null for an activity outside any plan. */
async function spanOf({ activityId, occurrenceId }: ToBePlanned, on: On) {
  const joined = activityId ? eq(occurrence.activityId, activityId) : undefined
  const which = occurrenceId ? eq(occurrence.id, occurrenceId) : joined
  if (!which) return null
  const [found] = await on
    .select({ fromDay: occurrence.fromDay, toDay: occurrence.toDay })
    .from(occurrence)
    .where(which)
  return found ?? null
}

type Found = Awaited<ReturnType<typeof othersOn>>[number]

/** Activities on these days by any host: a lecturer may be busy in another community too. */
function othersOn(viewer: Viewer, { day, lastDay, activityId }: ToBePlanned, on: On) {
  return on
    .select({
      id: activity.id,
      title: activity.title,
      day: activity.day,
      lastDay: activity.lastDay,
      startsAt: activity.startsAt,
      endsAt: activity.endsAt,
      place: activity.place,
      lecturer: activity.lecturer,
      hostName: unit.name,
      isShown: sql<number>`(${activity.isPublic} or ${inScope(viewer, unit.path)})`,
    })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(
      and(
        sql`${activity.day} <= ${lastDay} and ${activity.lastDay} >= ${day}`,
        sql`${activity.status} in ('scheduled', 'held', 'closed') and ${activity.deletedAt} is null`,
        // An online study of several weeks, done individually, keeps nobody from a meeting.
        sql`${activity.form} not in (select value from json_each(${JSON.stringify(onlineStudyForms)}))`,
        ne(activity.id, activityId ?? 0),
      ),
    )
    .orderBy(activity.day, activity.startsAt, activity.id)
}

async function peopleElsewhere(personIds: number[], meeting: Found[], on: On): Promise<ScheduleConflict[]> {
  if (personIds.length === 0 || meeting.length === 0) return []
  const rows = await on.all<{ activityId: number; personId: number; name: string }>(sql`
    select r.activity_id as activityId, r.person_id as personId, p.name
    from attendance r join person p on p.id = r.person_id
    where r.activity_id in (select value from json_each(${JSON.stringify(meeting.map(each => each.id))}))
      and r.person_id in (select value from json_each(${JSON.stringify(personIds)})) and r.standing = 'required'
    order by p.position, p.id`)
  const names = new Map(rows.map(row => [row.personId, row.name]))
  if (!tooManyElsewhere(names.size, personIds.length)) return []
  const where = new Set(rows.map(row => row.activityId))
  return [
    {
      kind: 'people',
      count: names.size,
      of: personIds.length,
      names: [...names.values()].slice(0, NAMES),
      others: meeting.filter(each => where.has(each.id)).map(namedOther),
    },
  ]
}

function namedOther({ id, title, hostName, startsAt, isShown }: Found): Other {
  return isShown ? { id, title, hostName, startsAt } : { id: null, title: null, hostName, startsAt }
}
