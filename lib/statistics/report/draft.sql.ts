import { and, asc, desc, eq, lt, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { account } from '@/db/schema/access'
import { otherFigure, report, reportVersion } from '@/db/schema/report'
import { person, unit } from '@/db/schema/roster'
import { type Day, yearOf } from '@/lib/core/time'
import { reportPassRateOf } from '@/lib/organisation/settings/setting.queries'
import type { filterFor } from '@/lib/statistics/rates/rate.queries'
import type { Values } from './mark.rules'
import { isWholeYear } from './span.rules'
import { type ForUnit, type Paragraph, templateFor } from './template.rules'

/** Made for a viewer: what is read under it is what they may see. */
export type ReportFilter = Awaited<ReturnType<typeof filterFor>>

export type Version = {
  number: number
  state: 'draft' | 'final'
  paragraphs: Paragraph[]
  figures: Values
  asOf: Day
  by: string | null
  madeBy: number | null
  madeAt: number
  reason: string | null
}

/** The stored report of this unit and span with its versions, newest first; none before the first save. */
export async function storedReport({ unitId, from, to }: ReportFilter, on: On = db) {
  const [found] = await on
    .select({ id: report.id, version: report.version })
    .from(report)
    .where(and(eq(report.unitId, unitId), eq(report.fromDay, from), eq(report.toDay, to)))
  return found ? { ...found, versions: await versionsOf(found.id, on) } : null
}

async function versionsOf(reportId: number, on: On): Promise<Version[]> {
  const rows = await on
    .select({
      number: reportVersion.number,
      state: reportVersion.state,
      paragraphs: reportVersion.paragraphs,
      figures: reportVersion.figures,
      asOf: reportVersion.asOf,
      madeBy: reportVersion.madeBy,
      madeAt: reportVersion.madeAt,
      reason: reportVersion.reason,
      by: person.name,
    })
    .from(reportVersion)
    .leftJoin(account, eq(account.id, reportVersion.madeBy))
    .leftJoin(person, eq(person.id, account.personId))
    .where(eq(reportVersion.reportId, reportId))
    .orderBy(desc(reportVersion.number))
  return rows.map(row => ({
    ...row,
    paragraphs: JSON.parse(row.paragraphs) as Paragraph[],
    figures: JSON.parse(row.figures) as Values,
  }))
}

/**
 * The paragraphs with which a report begins: those of the unit's last report over the same days of an earlier year, which is
 * the office's own template, else the template of its kind.
 */
export async function firstParagraphs({ unitId, from, to }: ReportFilter, on: On = db): Promise<Paragraph[]> {
  const [before] = await on
    .select({ paragraphs: reportVersion.paragraphs })
    .from(report)
    .innerJoin(reportVersion, eq(reportVersion.reportId, report.id))
    .where(
      and(
        eq(report.unitId, unitId),
        lt(report.fromDay, from),
        sql`substr(${report.fromDay}, 5) = ${from.slice(4)} and substr(${report.toDay}, 5) = ${to.slice(4)}`,
      ),
    )
    .orderBy(desc(report.fromDay), desc(reportVersion.number))
    .limit(1)
  if (before) return JSON.parse(before.paragraphs) as Paragraph[]
  const [[own], passRate] = await Promise.all([
    on.select({ kind: unit.kind }).from(unit).where(eq(unit.id, unitId)),
    reportPassRateOf(on),
  ])
  const of: ForUnit = own?.kind === 'street' ? 'street' : 'community'
  return templateFor({ of, isYear: isWholeYear(from, to), passRate })
}

/** The figures that no rows tell, typed in with their source. */
export async function typedFiguresOf({ from, unitId }: ReportFilter, on: On = db) {
  return on
    .select()
    .from(otherFigure)
    .where(and(eq(otherFigure.year, yearOf(from)), eq(otherFigure.unitId, unitId)))
    .orderBy(asc(otherFigure.id))
}
