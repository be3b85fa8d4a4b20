import { and, asc, desc, eq, lt, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { account } from '@/db/schema/access'
import { otherFigure, report, reportVersion } from '@/db/schema/report'
import { person, unit } from '@/db/schema/roster'
import { isWithin } from '@/lib/access/unit-path.sql'
import { type Day, yearOf } from '@/lib/core/time'
import { reportPassRateOf } from '@/lib/organisation/settings/setting.queries'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
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
export async function firstParagraphs(filter: ReportFilter, on: On = db): Promise<Paragraph[]> {
  const { unitId, from, to } = filter
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
  const exams = (await narrowedTo(filter, on)).filter(each => each.kind === 'exam').map(each => each.title)
  return templateFor({ of, isYear: isWholeYear(from, to), passRate, exams: exams.filter(canBeNamed) })
}

/** The figures that no rows tell, typed in with their source. */
export async function typedFiguresOf({ from, unitId }: ReportFilter, on: On = db) {
  return on
    .select()
    .from(otherFigure)
    .where(and(eq(otherFigure.year, yearOf(from)), eq(otherFigure.unitId, unitId)))
    .orderBy(asc(otherFigure.id))
}

/** Exams and online studies of the span with people of the unit. */
export async function narrowedTo({ unitPath, from, to }: ReportFilter, on: On = db) {
  const forms = sql.join(
    onlineStudyForms.map(form => sql`${form}`),
    sql`, `,
  )
  return on.all<{ kind: 'exam' | 'activity'; id: number; title: string; isOnline: number }>(sql`
    select 'exam' as kind, e.id, e.title, 0 as isOnline from exam e
    where e.status = 'scheduled' and e.closing_day between ${from} and ${to} and exists (
      select 1 from exam_candidate c join unit u on u.id = c.unit_id where c.exam_id = e.id and ${isWithin(sql`u.path`, unitPath)})
    union all
    select 'activity', a.id, a.title, a.form in (${forms}) from activity a
    where a.status = 'closed' and a.day between ${from} and ${to} and exists (
      select 1 from attendance r join unit u on u.id = r.unit_id where r.activity_id = a.id and ${isWithin(sql`u.path`, unitPath)})
    order by 1 desc, 2`)
}

/** The exam or activity of that title; null unless there is one alone. */
export async function oneNamed(kind: 'exam' | 'activity', title: string, filter: ReportFilter, on: On = db) {
  const found = (await narrowedTo(filter, on)).filter(each => each.kind === kind && each.title === title)
  return found.length === 1 ? (found[0]?.id ?? null) : null
}

/** Titles that can stand in a mark. */
export const canBeNamed = (title: string) => !/[〔〕·=>\n]/.test(title)
