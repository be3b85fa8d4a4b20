import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.rules'
import { type Day, yearOf } from '@/lib/core/time'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { settingsOf } from '@/lib/organisation/settings/setting.queries'
import { type Filter, isInScope, scopeCte } from '@/lib/statistics/rates/counting.sql'
import type { Facts } from '@/lib/statistics/rates/facts.rules'
import { type Missed, missedIn } from '@/lib/statistics/rates/missed.rules'
import { partsFor } from '@/lib/statistics/rates/parts.rules'
import { type Asked, filterFor, readingOf } from '@/lib/statistics/rates/rate.queries'
import { type Figures, type RateCode, rateCodes, type View } from '@/lib/statistics/rates/rate.rules'
import { noReasons, type Reasons, reasonsByUnit } from '@/lib/statistics/rates/reason.queries'
import { yearBefore } from '@/lib/statistics/rates/span.rules'
import { rulesIn } from '@/lib/statistics/rates/standard.rules'
import { type Cut, ratesByTag, ratesByTopic } from '@/lib/statistics/rates/tag-and-topic.queries'
import { targetsIn } from '@/lib/statistics/rates/target.rules'
import { weaknessesIn } from './weakness.rules'

/** Rates shown in a table by unit, month, form or person; by person only those that apply to people. */
export const tableRates: Record<Exclude<View, 'months' | 'missed'>, RateCode[]> = {
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
  tag: ['participationRate', 'attendanceRate', 'onlineStudyRate', 'examParticipationRate', 'passRate'],
  topic: ['participationRate', 'attendanceRate', 'onlineStudyRate'],
}

/** Data for the page of rates for one unit and span. */
export async function overviewOf(viewer: Viewer, asked: Asked) {
  const filter = await filterFor(viewer, asked)
  const [reading, lastYear, settings, units] = await Promise.all([
    readingOf(filter),
    readingOf(yearBefore(filter), db, partsFor(...rateCodes)),
    settingsOf(['targets', 'targetsNotHere', 'campaigns', 'spreadLeast', 'rateTargets']),
    unitsFor(viewer),
  ])
  return {
    filter,
    reading,
    whole: reading.by([]).at(''),
    /** 上年同期. */
    before: lastYear.by([]).at(''),
    monthly: reading.by(['month']),
    units: reading.by(['unit']),
    standards: rulesIn(reading.facts),
    targets: targetsIn(settings.rateTargets[yearOf(filter.from)], reading.facts.requiredShare),
    behind: await behindIn(reading.facts),
    weaknesses: weaknessesIn(reading.facts.events, settings),
    below: reading.facts.below,
    /** From the top of the viewer's scope, for the breadcrumb. */
    above: units.filter(each => each.id !== filter.unitId && isWithin(filter.unitPath, each.path)),
    /** All that the viewer may choose. */
    choices: units,
    spreadLeast: settings.spreadLeast,
  }
}
export type Overview = Awaited<ReturnType<typeof overviewOf>>

/** Matrix unit × month: keys `unit|month`, and for the people of the unit itself (本级) by month and in the span. */
export function matrixOf({ reading }: Overview) {
  return {
    all: reading.by(['unit', 'month']),
    alone: reading.by(['month'], { alone: true }),
    aloneWhole: reading.by([], { alone: true }).at(''),
  }
}
export type Cells = ReturnType<typeof matrixOf>

export type TableRow = { key: string; name: string; beside: string | null; figures: Figures }

/** One row per unit, month, form, person, tag or topic, in the office's order; rows without any figure are left out. */
export async function tableOf(
  filter: Filter,
  { reading, below }: Overview,
  view: Exclude<View, 'months' | 'missed'>,
): Promise<TableRow[]> {
  if (view === 'tag') return cutsAsRows(await ratesByTag(filter))
  if (view === 'topic') return cutsAsRows(await ratesByTopic(filter))
  const figures = reading.by([view === 'units' ? 'unit' : view])
  const names = await namesFor(filter, below, view)
  if (view === 'units') figures.set('', reading.by([], { alone: true }).at(''))
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

function cutsAsRows(cuts: Cut[]): TableRow[] {
  return cuts.map(each => ({ ...each, beside: null }))
}

export type ReasonsRow = { key: string; name: string; figures: Figures; reasons: Reasons }

/** Why people missed and who is left out: of the whole, of 本级 and of each unit below where there is anything. */
export async function reasonsTableOf(
  filter: Filter & { unitId: number },
  { reading, below, units }: Overview,
): Promise<ReasonsRow[]> {
  const reasons = await reasonsByUnit(filter)
  const [whole, ...parts] = [
    { key: String(filter.unitId), name: '', figures: units.at(String(filter.unitId)) },
    { key: '', name: '', figures: reading.by([], { alone: true }).at('') },
    ...below.map(({ id, name }) => ({ key: String(id), name, figures: units.at(String(id)) })),
  ].map(each => ({ ...each, reasons: reasons.get(each.key) ?? noReasons }))
  const isThere = ({ figures, reasons: { exempted, invited, walkIns } }: ReasonsRow) =>
    figures.rates.attendanceRate.denominator + figures.awaitingRecord + exempted + invited + walkIns > 0
  return [whole as ReasonsRow, ...parts.filter(isThere)]
}

async function namesFor(filter: Filter, below: UnitBelow[], view: View) {
  if (view === 'units')
    return [
      { key: '', name: '', beside: null },
      ...below.map(({ id, name }) => ({ key: String(id), name, beside: null })),
    ]
  if (view === 'person')
    return (await peopleNamed(filter)).map(({ id, name, unitName }) => ({
      key: String(id),
      name,
      beside: unitName,
    }))
  return null
}

export type UnitBelow = Facts['below'][number]

/** The years in which something was planned, held or sat, and the current year, newest first. */
export async function yearsWithData(today: Day): Promise<number[]> {
  const rows = await db.all<{ year: number }>(sql`
    select ${Number(today.slice(0, 4))} as year union select year from plan union select distinct cast(substr(day, 1, 4) as integer) from activity
    union select distinct cast(substr(closing_day, 1, 4) as integer) from exam order by 1 desc`)
  return rows.map(row => row.year)
}

export type Behind = Missed & {
  name: string
  unitName: string
  total: number
  /** Of all people, the number who studied none of theirs. */
  atZero: number
}

/** 未完成学法人员 by name, those who lack most first. */
export async function behindIn(facts: Facts, limit = 1000): Promise<Behind[]> {
  const behind = missedIn(facts).filter(each => each.missed > 0)
  const rows = JSON.stringify(behind.map(({ personId, unitId }) => [personId, unitId]))
  const named = await db.all<{ personId: number; name: string; unitName: string }>(sql`
    select p.id as personId, p.name, u.name as unitName
    from json_each(${rows}) j join person p on p.id = j.value ->> 0 join unit u on u.id = j.value ->> 1
    order by u.tree_order, p.position, p.id`)
  const missed = new Map(behind.map(each => [each.personId, each]))
  const atZero = behind.filter(each => each.studied === 0).length
  return named
    .map(each => ({ ...(missed.get(each.personId) as Missed), ...each, total: behind.length, atZero }))
    .sort((a, b) => b.missed - b.aside - (a.missed - a.aside) || b.missed - a.missed)
    .slice(0, limit)
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
