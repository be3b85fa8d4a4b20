import { and, asc, eq, or, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import type { Day } from '@/lib/core/time'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import type { LeaveRule } from '@/lib/organisation/settings/study.rules'
import { countedRows, type Filter, isInScope, scopeCte } from '@/lib/statistics/rates/counting.sql'
import { type FiguresBy, partsFor } from '@/lib/statistics/rates/parts.rules'
import { type Asked, figuresBy, figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import type { Figures, RateCode } from '@/lib/statistics/rates/rate.rules'
import { weaknessesOf } from './weakness.queries'

export type View = 'months' | 'units' | 'month' | 'form' | 'person'

/** Rates shown in a table by unit, month, form or person; by person only those that apply to people. */
export const tableRates: Record<Exclude<View, 'months'>, RateCode[]> = {
  units: [
    'participationRate',
    'attendanceRate',
    'fullParticipationRate',
    'onlineStudyRate',
    'examParticipationRate',
    'passRate',
    'planCompletionRate',
  ],
  month: [
    'participationRate',
    'attendanceRate',
    'onlineStudyRate',
    'examParticipationRate',
    'passRate',
    'planCompletionRate',
  ],
  form: ['participationRate', 'attendanceRate', 'onlineStudyRate', 'planCompletionRate'],
  person: [
    'participationRate',
    'attendanceRate',
    'onlineStudyRate',
    'examParticipationRate',
    'passRate',
    'mustLearnCoverage',
  ],
}

/** Data for the page of rates for one unit and span. */
export async function overviewOf(viewer: Viewer, asked: Asked, view: View, rate: RateCode) {
  const filter = await filterFor(viewer, { ...asked, month: undefined, form: undefined, personId: undefined })
  const [whole, monthly, standards, behind, weaknesses, below, above, spreadLeast] = await Promise.all([
    figuresOf(filter),
    figuresBy(filter, ['month'], db, partsFor('participationRate', rate)),
    standardsOf(filter),
    behindOf(filter),
    weaknessesOf(filter),
    unitsBelow(filter),
    unitsAbove(viewer, filter.unitPath),
    settingOf('spreadLeast', 20),
  ])
  const units = await figuresBy(
    filter,
    ['unit'],
    db,
    partsFor('participationRate', rate, ...(view === 'units' ? tableRates.units : [])),
  )
  return {
    filter,
    whole,
    monthly,
    units,
    standards,
    behind,
    weaknesses,
    below,
    above,
    spreadLeast,
  }
}
export type Overview = Awaited<ReturnType<typeof overviewOf>>

/** Matrix unit × month: keys `unit|month`, and by month for the people of the unit itself (本级). */
export async function matrixOf(
  filter: Filter,
  rate: RateCode,
): Promise<{ all: FiguresBy; alone: FiguresBy }> {
  const [all, alone] = await Promise.all([
    figuresBy(filter, ['unit', 'month'], db, partsFor(rate)),
    figuresBy({ ...filter, alone: true }, ['month'], db, partsFor(rate)),
  ])
  return { all, alone }
}

export type TableRow = { key: string; name: string; beside: string | null; figures: Figures }

/** One row per unit, month, form or person, in the office's order; rows without any figure are left out. */
export async function tableOf(
  filter: Filter & { unitId: number },
  view: Exclude<View, 'months'>,
): Promise<TableRow[]> {
  const parts = partsFor(...tableRates[view])
  const group = view === 'units' ? 'unit' : view
  const [figures, names] = await Promise.all([figuresBy(filter, [group], db, parts), namesFor(filter, view)])
  if (view === 'units') {
    const alone = await figuresBy({ ...filter, alone: true }, [], db, parts)
    figures.set('', alone.at(''))
  }
  const given =
    names ??
    [...figures.keys()]
      .filter(Boolean)
      .sort()
      .map(key => ({ key, name: key, beside: null }))
  return given
    .map(each => ({ ...each, figures: figures.at(each.key) }))
    .filter(({ figures: { rates } }) => tableRates[view].some(code => rates[code].denominator > 0))
}

async function namesFor(filter: Filter & { unitId: number }, view: View) {
  if (view === 'units') {
    const below = await unitsBelow(filter)
    return [
      { key: '', name: '', beside: null },
      ...below.map(({ id, name }) => ({ key: String(id), name, beside: null })),
    ]
  }
  if (view === 'person')
    return (await peopleNamed(filter)).map(({ id, name, unitName }) => ({
      key: String(id),
      name,
      beside: unitName,
    }))
  return null
}

export type UnitBelow = { id: number; name: string; kind: string }

/** The units that were directly below one in the span, in the office's order. */
function unitsBelow({ unitId, from, to }: Filter & { unitId: number }): Promise<UnitBelow[]> {
  return db
    .select({ id: unit.id, name: unit.name, kind: unit.kind })
    .from(unit)
    .where(
      and(
        or(
          eq(unit.parentId, unitId),
          sql`${unit.id} in (select w.unit_id from unit_place w where w.parent_id = ${unitId} and w.to_day >= ${from})`,
        ),
        sql`coalesce(${unit.firstDay} <= ${to}, true) and coalesce(${unit.lastDay} >= ${from}, true)`,
      ),
    )
    .orderBy(asc(unit.treeOrder))
}

/** The path from the top of the viewer's scope down to the unit, for the breadcrumb. */
export function unitsAbove(viewer: Viewer, unitPath: string): Promise<UnitBelow[]> {
  return db
    .select({ id: unit.id, name: unit.name, kind: unit.kind })
    .from(unit)
    .where(sql`${unitPath} like ${unit.path} || '_%' and (${inScope(viewer, unit.path)})`)
    .orderBy(asc(unit.treeOrder))
}

/** The years in which something was planned, held or sat, and the current year, newest first. */
export async function yearsWithData(today: Day): Promise<number[]> {
  const rows = await db.all<{ year: number }>(sql`
    select ${Number(today.slice(0, 4))} as year union select year from plan union select distinct cast(substr(day, 1, 4) as integer) from activity
    union select distinct cast(substr(closing_day, 1, 4) as integer) from exam order by 1 desc`)
  return rows.map(row => row.year)
}

/**
 * The rules behind the figures of the span: the plan's required share (90 without a plan), the leave rules of
 * the counted activities with their number, and the kinds of leave among them with a rule of their own.
 */
async function standardsOf(filter: Filter) {
  const [[plan], found] = await Promise.all([
    db.all<{ share: number }>(sql`
      select p.required_share as share from plan p join unit u on u.id = p.unit_id
      where p.year between ${filter.from.slice(0, 4)} and ${filter.to.slice(0, 4)} and p.kind <> 'workPoints' and p.status <> 'draft'
        and ${isWithin(filter.unitPath, sql`u.path`)}
      order by length(u.path) desc, p.kind = 'officials' desc, p.year desc limit 1`),
    db.all<
      | { what: 'rule'; rule: LeaveRule; kind: null; count: number }
      | { what: 'kind'; rule: LeaveRule; kind: string; count: 0 }
      | { what: 'theory'; rule: null; kind: null; count: number }
    >(sql`
      ${scopeCte(filter)}, counted as materialized (${countedRows(filter)}), left_out as (${countedRows(filter, 'theory')})
      select 'rule' as what, leave_rule as rule, null as kind, count(distinct activity_id) as count from counted group by leave_rule
      union all
      select distinct 'kind', kind_rule, leave_kind, 0 from counted
      where mark = 'leave' and kind_rule is not null and kind_rule <> leave_rule
      union all
      select 'theory', null, null, count(distinct activity_id) from left_out
      order by 4 desc, 3, 2`),
  ])
  const rules = found.filter(row => row.what === 'rule')
  return {
    requiredShare: plan?.share ?? 90,
    leaveRules: rules.map(row => row.rule),
    /** Sessions of theory alone (不含学法内容) left out by their plan. */
    theoryLeftOut: found.find(row => row.what === 'theory')?.count ?? 0,
    leaveKinds: found.filter(row => row.what === 'kind').map(({ kind, rule }) => ({ kind, rule })),
    counted: rules.reduce((total, row) => total + row.count, 0),
  }
}

export type Behind = {
  personId: number
  name: string
  unitName: string
  required: number
  studied: number
  /** Not studied: leaves and absences together, and how many of them are leaves not counted for now. */
  missed: number
  aside: number
  /** Missed activities that can still be made up in time, and the nearest deadline. */
  open: number
  until: Day | null
  total: number
  /** Of all people, the number who studied none of theirs. */
  atZero: number
}

/** 未完成学法人员 by name, those who lack most first. */
export function behindOf(filter: Filter, limit = 1000): Promise<Behind[]> {
  return db.all<Behind>(sql`
    ${scopeCte(filter)}, counted as (${countedRows(filter)}), whole as (
      select person_id, max(unit_id) as unit_id, count(*) as required, sum(studied) as studied, sum(not studied) as missed, sum(aside) as aside,
        sum(not studied and best) as open, min(case when not studied and best then make_up_due end) as until
      from counted group by 1 having missed > 0)
    select w.person_id as personId, p.name, u.name as unitName, required, studied, missed, aside, open, until, count(*) over () as total,
      sum(studied = 0) over () as atZero
    from whole w join person p on p.id = w.person_id join unit u on u.id = w.unit_id
    order by missed - aside desc, missed desc, u.tree_order, p.position, p.id limit ${limit}`)
}

export type Named = { id: number; name: string; post: string | null; unitName: string }

/** Names of the people whose figures are shown, in the office's order. */
function peopleNamed(filter: Filter): Promise<Named[]> {
  return db.all<Named>(sql`
    ${scopeCte(filter)}, there as (
      select r.person_id, u.name, u.tree_order, row_number() over (partition by r.person_id order by r.day desc) as place
      from attendance r join unit u on u.id = r.unit_id
      where ${isInScope(sql`r.unit_id`, sql`r.day`)} and r.day between ${filter.from} and ${filter.to} and r.standing = 'required'
    ), sitting as (
      select c.person_id, u.name, u.tree_order, 1 as place from exam_candidate c join unit u on u.id = c.unit_id join exam e on e.id = c.exam_id
      where ${isInScope(sql`c.unit_id`, sql`e.closing_day`)} and c.standing = 'required'
    ), named as (
      select * from there where place = 1 union all select * from sitting where person_id not in (select person_id from there)
    )
    select p.id, p.name, p.post, n.name as unitName from named n join person p on p.id = n.person_id
    group by p.id order by min(n.tree_order), p.position, p.id`)
}
