import { and, asc, eq, sql } from 'drizzle-orm'
import { checkForReport } from '@/db/check'
import { db, type On } from '@/db/client'
import { account } from '@/db/schema/access'
import { lockedYear, otherFigure } from '@/db/schema/report'
import { person } from '@/db/schema/roster'
import { canAdminister, canOrganise, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { reportPassRateOf } from '@/lib/organisation/settings/setting.queries'
import { areSound, figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import type { ReportFigure } from './report.rules'

/** The years with activities or plans, newest first, without future years. */
export async function reportYears(on: On = db): Promise<number[]> {
  const rows = await on.all<{ year: number }>(sql`
    select distinct cast(substr(day, 1, 4) as integer) as year from activity union select distinct year from plan order by 1 desc`)
  const thisYear = yearOf(dayOf(now()))
  return rows.map(row => row.year).filter(year => year <= thisYear)
}

/** The figures of the year for the viewer's highest unit. Throws NotFound where the viewer has no scope. */
export async function reportOf(viewer: Viewer, year: number, unitId?: number, on: On = db) {
  await checkForReport()
  const today = dayOf(now())
  const asOf = today < `${year}-12-31` ? today : `${year}-12-31`
  const filter = await filterFor(
    viewer,
    { unitId, from: `${year}-01-01`, to: `${year}-12-31`, asOf, isDefaultDay: true },
    on,
  )
  const [figures, passRate, others, [locked]] = await Promise.all([
    figuresOf(filter, on),
    reportPassRateOf(on),
    on
      .select()
      .from(otherFigure)
      .where(and(eq(otherFigure.year, year), eq(otherFigure.unitId, filter.unitId)))
      .orderBy(asc(otherFigure.id)),
    on
      .select({
        at: lockedYear.lockedAt,
        by: person.name,
        figures: lockedYear.figures,
        keepsAll: sql<number>`exists (select 1 from locked_figure f where f.year = ${lockedYear.year} and f.lock_unit_id = ${lockedYear.unitId})`,
      })
      .from(lockedYear)
      .leftJoin(account, eq(account.id, lockedYear.lockedBy))
      .leftJoin(person, eq(person.id, account.personId))
      .where(and(eq(lockedYear.year, year), eq(lockedYear.unitId, filter.unitId))),
  ])
  const [kept, typed, places] = await Promise.all([
    areSound(filter, ['kept'], on),
    areSound(filter, ['typed'], on),
    areSound(filter, ['plan', 'advisers'], on),
  ])
  return {
    filter,
    asOf: filter.asOf,
    computedAt: now(),
    figures,
    passRate,
    others,
    locked: locked
      ? {
          at: locked.at,
          by: locked.by,
          keepsAll: locked.keepsAll === 1,
          figures: JSON.parse(locked.figures) as Partial<Record<ReportFigure, string>>,
        }
      : null,
    /** While the database is damaged: whether what is not among the figures reads nothing of it. */
    isSound: { kept, typed, places },
    canEdit: canOrganise(viewer, filter.unitPath),
    canLock: canAdminister(viewer, filter.unitPath),
  }
}
export type Report = Awaited<ReturnType<typeof reportOf>>
