import { and, eq, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { unit } from '@/db/schema/roster'
import type { Answer, Request } from '@/db/socket'
import { inScope, systemViewer } from '../access/queries'
import type { Viewer } from '../access/rules'
import { now } from '../clock'
import { NotFound } from '../errors'
import { sayIn } from '../i18n/rules'
import { loadKnown } from '../import/known'
import { textOfFault } from '../import/rules'
import { settingOf } from '../setting/queries'
import { type Day, dayOf, monthsOf, yearOf } from '../time/rules'
import {
  countedRows,
  examRows,
  type Filter,
  groupedKey,
  heldActivities,
  planTimes,
  scopeCte,
} from './counting'
import { type Figures, headingCodes, noFigures, percentText, rateCodes } from './rules'

export type Grouping = 'unit' | 'month' | 'form' | 'person'

/** What a viewer may ask for: a unit of the own scope, or the own person. Throws NotFound otherwise. */
export async function filterFor(
  viewer: Viewer,
  asked: { unitId?: number; personId?: number; from: Day; to: Day; asOf: Day },
  on: On = db,
): Promise<Filter & { unitName: string; unitId: number }> {
  const { from, to, asOf, personId } = asked
  const own = personId !== undefined && personId === viewer.personId
  const [found] = await on
    .select()
    .from(unit)
    .where(
      and(
        asked.unitId === undefined ? undefined : eq(unit.id, asked.unitId),
        own ? undefined : inScope(viewer, unit.path),
      ),
    )
    .orderBy(unit.treeOrder)
    .limit(1)
  if (!found) throw new NotFound()
  return { unitPath: found.path, unitId: found.id, unitName: found.name, from, to, asOf, personId }
}

/** Every figure under the filter, one entry a group; `[]` makes one group with the key `''`. Keys join by `|`. */
export async function figuresBy(
  filter: Filter,
  groups: Grouping[],
  on: On = db,
): Promise<Map<string, Figures>> {
  const share = await settingOf('excellentShare', 90, on)
  const found = new Map<string, Figures>()
  const of = (key: unknown): Figures => {
    const name = String(key)
    const there = found.get(name) ?? noFigures()
    found.set(name, there)
    return there
  }
  if (groups.length === 0) of('')
  const key = groupedKey(groups)
  const all = <T>(query: SQL) => on.all<T & { key: string }>(query)
  const activityGroups = groups.every(group => group !== 'person')
  const [rows, people, topics, taught, online, awaiting, exams, plans, held, outputs, advisers] =
    await Promise.all([
      all<{
        required: number
        came: number
        studied: number
        aside: number
        best: number
        madeUp: number
      }>(sql`
      ${scopeCte(filter)}, counted as (${countedRows(filter, groups)})
      select ${key} as key, count(*) as required, sum(came) as came, sum(studied) as studied, sum(aside) as aside, sum(best) as best,
        sum(studied and not came) as madeUp from counted group by 1`),
      all<{ people: number; complete: number }>(sql`
      ${scopeCte(filter)}, counted as (${countedRows(filter, groups)}),
      person_whole as (select ${key} as key, person_id, min(studied) as complete from counted group by 1, 2)
      select key, count(*) as people, sum(complete) as complete from person_whole group by 1`),
      on.all<{ count: number }>(sql`
      select count(distinct topic_id) as count from must_learn_topic where year between ${filter.from.slice(0, 4)} and ${filter.to.slice(0, 4)}`),
      all<{ pairs: number }>(sql`
      ${scopeCte(filter)}, counted as (${countedRows(filter, groups)})
      select ${key} as key, count(distinct person_id || '/' || t.topic_id) as pairs
      from counted join activity_topic t on t.activity_id = counted.activity_id
      where studied and t.topic_id in (select topic_id from must_learn_topic where year between ${filter.from.slice(0, 4)} and ${filter.to.slice(0, 4)})
      group by 1`),
      all<{ required: number; completed: number }>(sql`
      ${scopeCte(filter)}, counted as (${countedRows(filter, groups, 'online')})
      select ${key} as key, count(*) as required, sum(completed) as completed from counted group by 1`),
      all<{ count: number }>(sql`
      ${scopeCte(filter)}, counted as (${countedRows(filter, groups, 'awaiting')})
      select ${key} as key, count(distinct activity_id) as count from counted group by 1`),
      all<{ required: number; sat: number; passed: number; excellent: number; first: number }>(sql`
      ${scopeCte(filter)}, ${examRows(filter, groups, share)}
      select ${key} as key, count(*) as required, sum(sat) as sat, sum(passed) as passed, sum(excellent) as excellent, sum(first_passed) as first
      from candidate group by 1`),
      activityGroups
        ? all<{ due: number; done: number; items: number; whole: number }>(sql`
          ${scopeCte(filter)}, ${planTimes(filter, groups)}
          select key, sum(due) as due, sum(min(held, due)) as done, count(*) as items, sum(held >= due) as whole
          from item_times where due > 0 group by 1`)
        : [],
      activityGroups
        ? all<Record<(typeof headingCodes)[number], number>>(sql`
          ${scopeCte(filter)}, held as (${heldActivities(filter, groups)})
          select ${key} as key,
            sum(form = '宣传咨询活动') as publicEvents,
            sum(form = '法律知识讲座' or (form = '专题讲座' and is_public)) as publicLectures,
            sum(form in ('法治专题讲座', '专题讲座') and not is_public) as officialLectures,
            sum(form = '集中学法') as collectiveStudies,
            sum(form = '中心组学习') as centreGroupStudies,
            sum(form = '领导小组全体会议') as plenaryMeetings,
            sum(coalesce(heads, 0)) as heads, sum(coalesce(consultations, 0)) as consultations
          from held group by 1`)
        : [],
      activityGroups && !groups.includes('form')
        ? all<{ banners: number; leaflets: number; textMessages: number }>(sql`
          ${scopeCte(filter)}
          select ${key} as key,
            sum(case when name in ('横幅', '标语') then quantity else 0 end) as banners,
            sum(case when name in ('普法资料', '资料') then quantity else 0 end) as leaflets,
            sum(case when name = '短信' then quantity else 0 end) as textMessages
          from (
            select o.quantity, c.name, substr(o.day, 1, 7) as month, ${groups.includes('unit') ? sql`scope.id` : sql`0`} as group_unit
            from output o join channel c on c.id = o.channel_id join scope on scope.leaf = o.unit_id ${groups.includes('unit') ? sql`` : sql`and scope.id = scope.top`}
            where o.day between ${filter.from} and ${filter.to} and o.day <= ${filter.asOf} ${filter.month ? sql`and substr(o.day, 1, 7) = ${filter.month}` : sql``}
          ) group by 1`)
        : [],
      groups.length === 0 || (groups.length === 1 && groups[0] === 'unit')
        ? all<{ communities: number; served: number }>(sql`
          ${scopeCte(filter)}
          select ${key} as key, count(*) as communities, sum(served) as served from (
            select ${groups.includes('unit') ? sql`scope.id` : sql`0`} as group_unit, exists (
              select 1 from adviser a join unit s on s.id = a.unit_id
              where s.path like u.path || '%' and a.from_day <= ${filter.asOf} and (a.to_day is null or a.to_day >= ${filter.asOf})) as served
            from unit u join scope on scope.leaf = u.id ${groups.includes('unit') ? sql`` : sql`and scope.id = scope.top`}
            where u.kind = 'community'
          ) group by 1`)
        : [],
    ])
  const topicCount = topics[0]?.count ?? 0
  for (const row of rows) {
    const to = of(row.key)
    to.rates.attendanceRate = { numerator: row.came, denominator: row.required }
    to.rates.participationRate = { numerator: row.studied, denominator: row.required - row.aside }
    to.rates.bestStillPossible = { numerator: row.best, denominator: row.required }
    to.setAside = row.aside
    to.madeUp = row.madeUp
  }
  for (const row of people) {
    of(row.key).rates.fullParticipationRate = { numerator: row.complete, denominator: row.people }
    of(row.key).rates.mustLearnCoverage = { numerator: 0, denominator: row.people * topicCount }
  }
  for (const row of taught) of(row.key).rates.mustLearnCoverage.numerator = row.pairs
  for (const row of online)
    of(row.key).rates.onlineStudyRate = { numerator: row.completed, denominator: row.required }
  for (const row of awaiting) of(row.key).awaitingRecord = row.count
  for (const row of exams) {
    const { rates } = of(row.key)
    rates.examParticipationRate = { numerator: row.sat, denominator: row.required }
    rates.passRate = { numerator: row.passed, denominator: row.required }
    rates.passRateOfSat = { numerator: row.passed, denominator: row.sat }
    rates.excellentRate = { numerator: row.excellent, denominator: row.sat }
    rates.firstTimePassRate = { numerator: row.first, denominator: row.sat }
  }
  for (const row of plans) {
    of(row.key).rates.planCompletionRate = { numerator: row.done, denominator: row.due }
    of(row.key).planItems = { numerator: row.whole, denominator: row.items }
  }
  for (const row of held)
    for (const code of headingCodes) if (row[code] !== undefined) of(row.key).headings[code] = row[code]
  for (const row of outputs)
    Object.assign(of(row.key).headings, {
      banners: row.banners,
      leaflets: row.leaflets,
      textMessages: row.textMessages,
    })
  for (const row of advisers)
    of(row.key).communitiesWithAdviser = { numerator: row.served, denominator: row.communities }
  return found
}

/** All figures of one unit and what is below it. */
export async function figuresOf(filter: Filter, on: On = db): Promise<Figures> {
  return (await figuresBy(filter, [], on)).get('') ?? noFigures()
}

type Asked = { year: number; unit?: string; asOf?: Day }

/** The year's figures as JSON for the command line: of the unit, of every unit below it, and by month. */
export async function answerFigures(request: Request): Promise<Answer> {
  const { year, unit: name, asOf: asked } = request as unknown as Asked
  const today = dayOf(now())
  // A bare year is as of its last day, or today in the current year.
  const asOf = asked ?? (yearOf(today) === year ? today : `${year}-12-31`)
  const viewer = await systemViewer('命令行')
  const known = name === undefined ? null : (await loadKnown(db, { aliases: {} })).unitNamed(name)
  if (known && !known.ok)
    return { exit: 2, say: textOfFault(sayIn('zh'), { row: 0, field: null, ...known.fault }) }
  let filter: Awaited<ReturnType<typeof filterFor>>
  try {
    filter = await filterFor(viewer, {
      unitId: known?.value.id,
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      asOf,
    })
  } catch (error) {
    if (error instanceof NotFound) return { exit: 2, say: sayIn('zh').t('import.terminal.noUnits') }
    throw error
  }
  const [whole, units, months, below] = await Promise.all([
    figuresOf(filter),
    figuresBy(filter, ['unit']),
    figuresBy(filter, ['month']),
    db
      .select({ id: unit.id, name: unit.name })
      .from(unit)
      .where(sql`${unit.path} like ${filter.unitPath} || '_%'`)
      .orderBy(unit.treeOrder),
  ])
  const lastMonth = asOf < `${year}-12-31` ? asOf : `${year}-12-31`
  return {
    exit: 0,
    out: {
      year,
      unit: filter.unitName,
      asOf,
      awaitingRecord: whole.awaitingRecord,
      setAside: whole.setAside,
      planItems: whole.planItems,
      figures: listOf(whole, true),
      byUnit: below.map(each => {
        const figures = units.get(String(each.id)) ?? noFigures()
        return { unit: each.name, awaitingRecord: figures.awaitingRecord, figures: listOf(figures, true) }
      }),
      byMonth: monthsOf(`${year}-01-01`, lastMonth).map(month => ({
        month,
        // An adviser is in office on a day, which is none of the month's.
        figures: listOf(months.get(month) ?? noFigures(), false),
      })),
    },
  }
}

/** Every rate with its fraction, every heading with its unit word. */
function listOf({ rates, headings, communitiesWithAdviser }: Figures, withAdvisers: boolean) {
  const say = sayIn('zh')
  return [
    ...rateCodes.map(code => ({
      code,
      name: say.term(`rate.${code}`),
      ...rates[code],
      text: percentText(rates[code]),
    })),
    ...headingCodes.map(code => ({
      code,
      name: say.term(`heading.${code}`),
      value: headings[code],
      unitWord: say.term(`unitWord.${code}`),
    })),
    ...(withAdvisers
      ? [
          {
            code: 'communitiesWithAdviser',
            name: say.term('heading.communitiesWithAdviser'),
            value: communitiesWithAdviser.numerator,
            unitWord: say.term('unitWord.communitiesWithAdviser'),
            ...communitiesWithAdviser,
            text: percentText(communitiesWithAdviser),
          },
        ]
      : []),
  ]
}
