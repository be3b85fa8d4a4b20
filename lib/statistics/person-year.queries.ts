import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.rules'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Mark, Standing } from '@/lib/attendance/attendance.rules'
import { NotFound } from '@/lib/core/errors'
import type { Day } from '@/lib/core/time'
import { personById } from '@/lib/organisation/people/person.queries'
import { type Filter, isInScope, scopeCte } from '@/lib/statistics/rates/counting.sql'
import { type Asked, figuresBy, filterFor } from '@/lib/statistics/rates/rate.queries'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'

/**
 * The year of one person, the viewer or somebody in the scope. Figures and records are limited to units that
 * the viewer may see; the viewer's own are shown whatever the unit.
 */
export async function personYear(viewer: Viewer, personId: number, asked: Asked) {
  const isOwn = viewer.personId === personId
  const filter = isOwn
    ? await filterFor(viewer, { ...asked, unitId: undefined, personId })
    : await filterFor(viewer, { ...asked, unitId: await unitSeen(viewer, personId, asked), personId })
  const [figures, rows, exams, [found]] = await Promise.all([
    figuresBy(filter, ['person']),
    recordsOf(filter, personId),
    rowsBehind(filter, 'passRate'),
    db.all<{ name: string; post: string | null }>(sql`select name, post from person where id = ${personId}`),
  ])
  if (!found) throw new NotFound()
  return { ...found, isOwn, filter, figures: figures.at(String(personId)), rows, exams }
}

/**
 * The highest unit in the viewer's scope to which the person belongs or belonged. Throws NotFound where there
 * is none.
 */
async function unitSeen(viewer: Viewer, personId: number, { unitId, asOf }: Asked): Promise<number> {
  const { memberships } = await personById(viewer, personId, asOf)
  if (unitId !== undefined) return unitId
  const [widest] = viewer.grants
    .filter(grant => memberships.some(each => isWithin(each.unitPath, grant.unitPath)))
    .sort((a, b) => a.unitPath.length - b.unitPath.length)
  if (!widest) throw new NotFound()
  return widest.unitId
}

export type Record = {
  activityId: number
  title: string
  form: string
  day: Day
  status: ActivityStatus
  compulsory: boolean
  lawContent: boolean
  theoryLeftOut: boolean
  makeUpsEndedReason: string | null
  hostName: string
  standing: Standing
  mark: Mark | null
  madeUpOn: Day | null
  makeUpDue: Day | null
  completedOn: Day | null
}

type Flag = 'compulsory' | 'lawContent' | 'theoryLeftOut'
type Stored = Omit<Record, Flag> & { [F in Flag]: number }

/** Every activity with the person on its list, counted or not, by day. */
async function recordsOf(filter: Filter, personId: number): Promise<Record[]> {
  const { from, to } = filter
  const rows = await db.all<Stored>(sql`
    ${scopeCte(filter)}
    select a.id as activityId, a.title, a.form, a.day, a.status, a.compulsory, a.law_content as lawContent,
      a.theory_left_out as theoryLeftOut, a.make_ups_ended_reason as makeUpsEndedReason, h.name as hostName, r.standing, r.mark, r.made_up_on as madeUpOn, r.make_up_due as makeUpDue, r.completed_on as completedOn
    from attendance r join activity a on a.id = r.activity_id join unit h on h.id = a.host_unit_id
    where r.person_id = ${personId} and r.standing <> 'withdrawn' and a.status not in ('draft', 'cancelled')
      and a.day between ${from} and ${to} and ${isInScope(sql`r.unit_id`, sql`a.day`)}
    order by a.day, a.id`)
  return rows.map(row => ({
    ...row,
    compulsory: Boolean(row.compulsory),
    lawContent: Boolean(row.lawContent),
    theoryLeftOut: Boolean(row.theoryLeftOut),
  }))
}
