import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { type Day, yearOf } from '@/lib/core/time'
import { owesMakeUp } from '@/lib/plan/duties/owed.sql'
import { isPastDue, isUntouched } from './past-year.sql'

export type PastActivity = {
  id: number
  title: string
  day: Day
  hostName: string
  people: number
  reason: string | null
}
export type PastYear = {
  year: number
  /** 考勤未登记, without any mark; `people` are due. */
  unrecorded: PastActivity[]
  /** With make-ups owed and none of them still in time; `people` owe one. */
  owing: PastActivity[]
  notRecorded: PastActivity[]
  makeUpsEnded: PastActivity[]
}

const SHOWN = 1000

/**
 * What of each year is over and was never brought to an end, the newest year first; for who may lock the year, and
 * empty for others.
 */
export async function pastYearsOf(viewer: Viewer, today: Day): Promise<PastYear[]> {
  if (!administersAll(viewer)) return []
  const due = sql`r.standing = 'required'`
  const [unrecorded, owing, notRecorded, makeUpsEnded] = await Promise.all([
    listed(isUntouched(today), due, sql`null`),
    listed(isPastDue(today), owesMakeUp(today), sql`null`),
    listed(sql`a.not_recorded_reason is not null`, due, sql`a.not_recorded_reason`),
    listed(sql`a.make_ups_ended_reason is not null`, due, sql`a.make_ups_ended_reason`),
  ])
  const all = [...unrecorded, ...owing, ...notRecorded, ...makeUpsEnded]
  const years = [...new Set(all.map(each => yearOf(each.day)))].sort((a, b) => b - a)
  const of = (rows: PastActivity[], year: number) => rows.filter(each => yearOf(each.day) === year)
  return years.map(year => ({
    year,
    unrecorded: of(unrecorded, year),
    owing: of(owing, year),
    notRecorded: of(notRecorded, year),
    makeUpsEnded: of(makeUpsEnded, year),
  }))
}

/** How many activities of earlier years are unrecorded, for the home page of who may decide on them. */
export async function unrecordedBefore(viewer: Viewer, today: Day): Promise<number> {
  if (!administersAll(viewer)) return 0
  const [found] = await db.all<{ count: number }>(
    sql`select count(*) as count from activity a where ${isUntouched(today)}`,
  )
  return found?.count ?? 0
}

function listed(which: SQL, people: SQL, reason: SQL): Promise<PastActivity[]> {
  return db.all(sql`
    select a.id, a.title, a.day, h.name as hostName, ${reason} as reason,
      (select count(*) from attendance r where r.activity_id = a.id and ${people}) as people
    from activity a join unit h on h.id = a.host_unit_id
    where ${which} order by a.day, a.id limit ${SHOWN}`)
}
