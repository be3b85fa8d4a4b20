import { and, eq, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { headingCodes } from '@/lib/activity/outreach/heading.rules'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import {
  communityRows,
  countedRows,
  examRows,
  type Filter,
  type Grouping,
  groupedKey,
  handedOutUnder,
  heldActivities,
  heldUnder,
  heldUnderNone,
  ledgerRows,
  mustLearnTopics,
  plannedActivities,
  planTimes,
  scopeCte,
  unreviewedActivities,
  unreviewedOutputs,
} from './counting.sql'
import { fullTimeCounted, heldSums, ledgerSums, summed, worksCounted } from './legal-work.sql'
import { FiguresBy, type Part, partsOf, withSound } from './parts.rules'
import { type FigureCode, type Figures, figureCodes, noFigures } from './rate.rules'
import { isTouched, type ReadPart, type Reads, type Touches } from './touched.rules'
import { touchesOfDamage } from './touched.sql'

export type { Grouping } from './counting.sql'

export type Asked = { unitId?: number } & Pick<
  Filter,
  'from' | 'to' | 'asOf' | 'alone' | 'month' | 'form' | 'personId' | 'examId' | 'activityId'
>

/** The filter for a viewer: a unit in the scope, or the viewer's own person. Throws NotFound otherwise. */
export async function filterFor(
  viewer: Viewer,
  { unitId, ...asked }: Asked,
  on: On = db,
): Promise<Filter & { unitName: string; unitId: number }> {
  const isOwn = asked.personId !== undefined && asked.personId === viewer.personId
  const [found] = await on
    .select()
    .from(unit)
    .where(
      and(
        unitId === undefined ? undefined : eq(unit.id, unitId),
        isOwn ? undefined : inScope(viewer, unit.path),
      ),
    )
    .orderBy(unit.treeOrder)
    .limit(1)
  if (!found) throw new NotFound()
  if (asked.personId !== undefined && !isOwn) {
    // A person who never belonged to the unit is not found, whatever the figures would be.
    const [belongs] = await on.all(sql`
      select 1 from membership m join unit on unit.id = m.unit_id
      where m.person_id = ${asked.personId} and ${inScope(viewer, unit.path)} limit 1`)
    if (!belongs) throw new NotFound()
  }
  // A day after today has no state yet.
  const today = dayOf(now())
  const asOf = asked.asOf < today ? asked.asOf : today
  const filter = { ...asked, asOf, unitPath: found.path } as Filter
  return { ...filter, unitId: found.id, unitName: found.name }
}

/** Figures that count rows and no more. */
const merelyCounted = [
  ['held', plannedActivities, 'stillPlanned'],
  ['held', unreviewedActivities, 'awaitingReview'],
  ['ledger', unreviewedOutputs, 'outputsAwaitingReview'],
] as const

/**
 * Every figure under the filter, one entry per group; `[]` makes one group with the key `''`. Keys are joined
 * by `|`. With `only` the figures of other parts stay zero.
 */
export async function figuresBy(
  filter: Filter,
  groups: Grouping[],
  on: On = db,
  only?: Part[],
): Promise<FiguresBy> {
  const found = new FiguresBy()
  const of = (key: unknown): Figures => {
    const name = String(key)
    const there = found.get(name) ?? noFigures()
    found.set(name, there)
    return there
  }
  if (groups.length === 0) of('')
  const key = groupedKey(groups)
  const scope = scopeCte(filter)
  const ofNobody = groups.every(group => group !== 'person')
  const fits: Partial<Record<Part, boolean>> = {
    plan: ofNobody,
    held: ofNobody,
    ledger: ofNobody && !groups.includes('form'),
    legalWork: ofNobody && !groups.includes('form'),
    advisers: groups.every(group => group === 'unit'),
  }
  const count = async <T>(part: Part, query: () => SQL, put: (to: Figures, row: T) => void) => {
    if ((only && !only.includes(part)) || fits[part] === false) return
    for (const row of await on.all<T & { key: string }>(query())) put(of(row.key), row)
  }
  const excellentShare = !only || only.includes('exams') ? await settingOf('excellentShare', 90, on) : 90
  await Promise.all([
    count<Counted>(
      'rows',
      () => sql`
        ${scope}, counted as (${countedRows(filter, groups)}), of_person as (
          select ${key} as key, person_id, count(*) as required, sum(came) as came, sum(studied) as studied, sum(aside) as aside,
            sum(best) as best, sum(studied and not came) as madeUp, min(studied) as complete
          from counted group by 1, 2)
        select key, sum(required) as required, sum(came) as came, sum(studied) as studied, sum(aside) as aside, sum(best) as best,
          sum(madeUp) as madeUp, count(*) as people, sum(complete) as complete,
          (select count(*) from (${mustLearnTopics(filter)})) as topics
        from of_person group by 1`,
      (to, row) => {
        const { rates } = to
        rates.attendanceRate = { numerator: row.came, denominator: row.required }
        rates.participationRate = { numerator: row.studied, denominator: row.required - row.aside }
        rates.bestStillPossible = { numerator: row.best, denominator: row.required }
        rates.fullParticipationRate = { numerator: row.complete, denominator: row.people }
        rates.mustLearnCoverage.denominator = row.people * row.topics
        to.setAside = row.aside
        to.madeUp = row.madeUp
      },
    ),
    count<{ pairs: number }>(
      'topics',
      () => sql`
        ${scope}, counted as (${countedRows(filter, groups)})
        select ${key} as key, count(distinct person_id || '/' || t.topic_id) as pairs
        from counted join activity_topic t on t.activity_id = counted.activity_id
        where studied and t.topic_id in (${mustLearnTopics(filter)}) group by 1`,
      (to, row) => {
        to.rates.mustLearnCoverage.numerator = row.pairs
      },
    ),
    count<{ required: number; completed: number }>(
      'online',
      () => sql`
        ${scope}, counted as (${countedRows(filter, groups, 'online')})
        select ${key} as key, count(*) as required, sum(completed) as completed from counted group by 1`,
      (to, row) => {
        to.rates.onlineStudyRate = { numerator: row.completed, denominator: row.required }
      },
    ),
    count<{ awaiting: number; notRecorded: number }>(
      'awaiting',
      () => sql`
        ${scope}, counted as (${countedRows(filter, groups, 'awaiting')} union all ${countedRows(filter, groups, 'notRecorded')})
        select ${key} as key, count(distinct activity_id) filter (where not_recorded_reason is null) as awaiting,
          count(distinct activity_id) filter (where not_recorded_reason is not null) as notRecorded from counted group by 1`,
      (to, row) => {
        to.awaitingRecord = row.awaiting
        to.notRecorded = row.notRecorded
      },
    ),
    count<{ count: number }>(
      'ended',
      () => sql`
        ${scope}, counted as (${countedRows(filter, groups)})
        select ${key} as key, count(distinct activity_id) as count from counted
        where make_ups_ended_reason is not null and not studied group by 1`,
      (to, row) => {
        to.makeUpsEnded = row.count
      },
    ),
    count<{ required: number; sat: number; passed: number; excellent: number; first: number }>(
      'exams',
      () => sql`
        ${scope}, ${examRows(filter, groups, excellentShare)}
        select ${key} as key, count(*) as required, sum(sat) as sat, sum(passed) as passed, sum(excellent) as excellent,
          sum(first_passed) as first from candidate group by 1`,
      ({ rates }, row) => {
        rates.examParticipationRate = { numerator: row.sat, denominator: row.required }
        rates.passRate = { numerator: row.passed, denominator: row.required }
        rates.passRateOfSat = { numerator: row.passed, denominator: row.sat }
        rates.excellentRate = { numerator: row.excellent, denominator: row.sat }
        rates.firstTimePassRate = { numerator: row.first, denominator: row.sat }
      },
    ),
    count<{ due: number; done: number; items: number; whole: number }>(
      'plan',
      () => sql`
        ${scope}, ${planTimes(filter, groups)}
        select key, sum(due) as due, sum(min(held, due)) as done, count(*) as items, sum(held >= due) as whole
        from item_times where due > 0 group by 1`,
      (to, row) => {
        to.rates.planCompletionRate = { numerator: row.done, denominator: row.due }
        to.planItems = { numerator: row.whole, denominator: row.items }
      },
    ),
    count<Record<string, number>>(
      'held',
      () => sql`
        ${scope}, held as (${heldActivities(filter, groups)})
        select ${key} as key, ${summed(heldUnder, sql`1`)}, sum(coalesce(heads, 0)) as heads,
          ${heldSums}, sum(coalesce(consultations, 0)) as consultations, sum(${heldUnderNone}) as otherForms
        from held group by 1`,
      (to, row) => {
        putHeadings(to, row)
        to.otherForms = row.otherForms ?? 0
      },
    ),
    ...merelyCounted.map(([part, rows, figure]) =>
      count<{ count: number }>(
        part,
        () => sql`
          ${scope}, counted as (${rows(filter, groups)}) select ${key} as key, count(*) as count from counted group by 1`,
        (to, row) => {
          to[figure] = row.count
        },
      ),
    ),
    count<Record<string, number>>(
      'ledger',
      () => sql`
        ${scope}, ledger as (${ledgerRows(filter, groups)})
        select ${key} as key, ${summed(handedOutUnder, sql`quantity`)}, ${ledgerSums} from ledger group by 1`,
      putHeadings,
    ),
    count<Record<string, number>>('legalWork', () => worksCounted(filter, groups, key), putHeadings),
    count<Record<string, number>>('advisers', () => fullTimeCounted(filter, groups, key), putHeadings),
    count<{ communities: number; served: number }>(
      'advisers',
      () => sql`
        ${scope}, community as (${communityRows(filter, groups)})
        select ${key} as key, count(*) as communities, sum(served) as served from community group by 1`,
      (to, row) => {
        to.communitiesWithAdviser = { numerator: row.served, denominator: row.communities }
      },
    ),
  ])
  const touches = await touchesOfDamage(on)
  if (touches !== null) {
    found.soundOf = key => soundIn(touches, narrowed(filter, groups, key))
    for (const [name, figures] of found) withSound(figures, found.soundOf(name))
  }
  return found
}

/** What the figures of one group are of. */
function narrowed(filter: Filter, groups: Grouping[], key: string): Omit<Reads, 'parts'> {
  const parts = key.split('|')
  const of = (group: Grouping) => (groups.includes(group) ? parts[groups.indexOf(group)] : undefined)
  const [unit, person] = [of('unit'), of('person')]
  return {
    unitId: Number(unit ?? filter.unitPath.split('/').at(-2)),
    alone: filter.alone,
    from: filter.from,
    to: filter.to,
    month: of('month') ?? filter.month,
    personId: person === undefined ? filter.personId : Number(person),
  }
}

function soundIn(touches: Touches, figure: Omit<Reads, 'parts'>): FigureCode[] {
  return figureCodes.filter(code => !isTouched(touches, { ...figure, parts: partsOf[code] }))
}

/** Whether figures under the filter that read these parts read nothing of what is damaged; undefined while nothing is. */
export async function areSound(filter: Filter, parts: ReadPart[], on: On = db): Promise<boolean | undefined> {
  const touches = await touchesOfDamage(on)
  return touches === null ? undefined : !isTouched(touches, { ...narrowed(filter, [], ''), parts })
}

type Counted = Record<
  'required' | 'came' | 'studied' | 'aside' | 'best' | 'madeUp' | 'people' | 'complete' | 'topics',
  number
>

function putHeadings(to: Figures, row: Record<string, number>): void {
  for (const code of headingCodes) if (row[code] !== undefined) to.headings[code] = row[code]
}

/** All figures of one unit and its subtree. */
export async function figuresOf(filter: Filter, on: On = db): Promise<Figures> {
  return (await figuresBy(filter, [], on)).at('')
}
