import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { write } from '@/db/write'
import { headingCodes } from '@/lib/activity/outreach/heading.rules'
import { addDays, instantOf } from '@/lib/core/time'
import { goalWay } from '@/lib/statistics/goal/goal.queries'
import { goalCodes, type Undone } from '@/lib/statistics/goal/goal.rules'
import { tableRates } from '@/lib/statistics/overview.queries'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { figuresBy, type Grouping } from '@/lib/statistics/rates/rate.queries'
import {
  type Behind,
  type FigureCode,
  type Figures,
  isOfPeople,
  noFigures,
  rateCodes,
  sides,
} from '@/lib/statistics/rates/rate.rules'
import { noReasons, reasonsByUnit } from '@/lib/statistics/rates/reason.queries'
import { reasonCodes } from '@/lib/statistics/rates/reason.rules'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import { ratesByTag, ratesByTopic } from '@/lib/statistics/rates/tag-and-topic.queries'
import { atTime, closeWorld, openWorld } from '../../world'
import { type RandomWorld, randomWorld, windowsOf } from './rate-world'
import { buildWorld } from './rate-world-written'

beforeAll(openWorld)
afterAll(closeWorld)

const groupings: Grouping[][] = [[], ['unit'], ['month'], ['form'], ['person'], ['unit', 'month']]
const codes: FigureCode[] = [
  ...rateCodes,
  ...headingCodes,
  'planItems',
  'setAside',
  'madeUp',
  'awaitingRecord',
  'communitiesWithAdviser',
]

test('the rows behind a figure taken at random add up to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async g => {
      const street = randomWorld(g)
      await buildWorld(street)
      const filter = {
        unitPath: pathOf(street, 1),
        from: '2023-01-01',
        to: '2023-12-31',
        asOf: addDays('2023-02-01', g(fc.nat, { max: 150 })),
      } as Filter
      for (const groups of groupings) {
        const found = [...(await figuresBy(filter, groups))]
        if (found.length === 0) continue
        const [key, figures] = found[g(fc.nat, { max: found.length - 1 })] as (typeof found)[number]
        const narrowed = narrow(street, filter, groups, key)
        // Under a form neither exams nor the ledger have a figure of their own; by '' there is nothing to open.
        if (groups.includes('form') && key === '') continue
        for (const code of codes) {
          if (narrowed.personId !== undefined && !isOfPeople(code)) continue
          if (
            (code === 'communitiesWithAdviser' || code === 'fullTimeAdvisers') &&
            !groups.every(group => group === 'unit')
          )
            continue
          const behind = await everyRow(narrowed, code)
          expect(sumOf(behind.rows), `${code} by ${groups.join(' and ')} ${key}`).toEqual(
            figureOf(figures, code),
          )
          expect(behind.totals.rows).toBe(behind.rows.length)
          expect(behind.totals).toMatchObject(sumOf(behind.rows))
        }
      }
      const missed = await reasonsByUnit(filter)
      const unitId = g(fc.nat, { max: 4 }) + 1
      const ofUnit = missed.get(String(unitId)) ?? noReasons
      const inUnit = { ...filter, unitPath: pathOf(street, unitId) }
      for (const code of reasonCodes)
        expect(sumOf((await everyRow(inUnit, code)).rows).numerator, `${code} of ${unitId}`).toBe(
          ofUnit[code],
        )
      for (const { kind, count } of ofUnit.kinds)
        expect((await rowsBehind(inUnit, 'leaves', { target: kind })).totals.numerator, kind).toBe(count)
      const ofAlone = missed.get('') ?? noReasons
      expect((await everyRow({ ...filter, alone: true }, 'absences')).totals.numerator).toBe(ofAlone.absences)

      const cuts = { tag: await ratesByTag(filter), topic: await ratesByTopic(filter) }
      for (const view of ['tag', 'topic'] as const) {
        const cut = cuts[view][g(fc.nat, { max: Math.max(0, cuts[view].length - 1) })]
        if (!cut) continue
        const [name, id] = cut.key.split(':')
        const narrowed = { ...filter, [`${name}Id`]: id === 'none' ? id : Number(id) }
        for (const code of tableRates[view])
          expect(sumOf((await everyRow(narrowed, code)).rows), `${code} of ${cut.key}`).toEqual(
            cut.figures.rates[code],
          )
      }
    }),
    { numRuns: 8, interruptAfterTimeLimit: 60_000 },
  )
}, 120_000)

test('the sides of a figure hold every row once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async g => {
      const street = randomWorld(g)
      await buildWorld(street)
      const filter = {
        ...{ unitPath: '/1/', from: '2023-01-01', to: '2023-12-31', asOf: '2023-04-01' },
      } as Filter
      for (const code of rateCodes) {
        const [all, ...parts] = await Promise.all(
          sides.map(side => rowsBehind(filter, code, { side, limit: 1e6 })),
        )
        const sizes = parts.map(part => part.rows.length)
        expect(
          sizes.reduce((total, size) => total + size, 0),
          code,
        ).toBe(all?.rows.length)
        for (const part of parts) expect(part.listed).toBe(part.rows.length)
        const [numerator, rest, aside] = parts as [Behind, Behind, Behind]
        expect(numerator.rows.every(row => row.n >= row.d && row.n > 0)).toBe(true)
        expect(rest.rows.every(row => row.n < row.d)).toBe(true)
        expect(aside.rows.every(row => row.n === 0 && row.d === 0)).toBe(true)
      }
    }),
    { numRuns: 5 },
  )
}, 120_000)

// Most is possible on the very last day of something.
const lastDays = ({ exams, records }: RandomWorld) =>
  fc.constantFrom(
    '2023-03-15',
    ...exams.flatMap(each => [each.closingDay, each.makeUpOn ?? each.closingDay]),
    ...Object.values(records).flatMap(each => each.makeUpDue ?? []),
  )
const unitIds = () => fc.constantFrom(1, 1, 3)
const goals = () => fc.constantFrom(7500, 9800, 10_000, 10_000)

test('what 反算 names brings the rate to where it says, and no more is possible than the figures say', async () => {
  atTime('2024-01-10T09:00:00+08:00')
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.gen(), async g => {
      const street = randomWorld(g)
      const filter = {
        unitPath: pathOf(street, g(unitIds)),
        from: '2023-01-01',
        to: '2023-12-31',
        asOf: g(lastDays, street),
      } as Filter
      const goal = g(goals)
      await buildWorld(street)
      const before = (await figuresBy(filter, [])).at('').rates
      for (const code of goalCodes) {
        const { rate, way, possible } = await goalWay(filter, code, goal)
        expect(rate, code).toEqual(before[code])
        if (code === 'participationRate')
          expect(possible).toBe(before.bestStillPossible.numerator - before.participationRate.numerator)
        if (code === 'onlineStudyRate') expect(possible).toBe(rate.denominator - rate.numerator)
        if (way.acts === 0) continue
        const undone = way.chosen.flatMap(each => each.undone)
        const after = await onceDone(street, filter, undone)
        expect(after[code], code).toEqual(way.rate)
        seen.add(code)
      }
    }),
    // Under this seed there is something to do for most rates; GOAL_SEED tries another.
    { numRuns: 10, seed: Number(process.env.GOAL_SEED ?? 9) },
  )
  expect(seen.size, 'something was to be done for most of them').toBeGreaterThan(4)
}, 60_000)

/** The rates with all of it made up, completed and passed on the day, as it could have happened. */
async function onceDone(street: RandomWorld, filter: Filter, undone: Undone[]) {
  let rates = noFigures().rates
  const back = new Error('taken back')
  const { asOf } = filter
  await write(async tx => {
    for (const { kind, id, personId } of undone) {
      const exam = street.exams.find(each => kind === 'exam' && each.id === id)
      if (exam) {
        const { closesAt, makeUpClosesAt } = windowsOf(exam)
        const last = Math.max(closesAt, makeUpClosesAt ?? 0)
        expect(last).toBeGreaterThanOrEqual(instantOf(asOf))
        await tx.run(sql`
          insert into attempt (exam_id, person_id, number, submitted_at, day, score, pass_mark, passed, source)
          values (${id}, ${personId}, 99, ${Math.min(last, instantOf(asOf, '12:00'))}, ${asOf}, 100, 60, 1, 'typed')`)
      } else
        await tx.run(sql`
          update attendance set ${kind === 'online' ? sql`completed_on` : sql`made_up_on`} = ${asOf}
          where activity_id = ${id} and person_id = ${personId}`)
    }
    rates = (await figuresBy(filter, [], tx)).at('').rates
    throw back
  }).catch(error => {
    if (error !== back) throw error
  })
  return rates
}

/** All rows, page by page as a reader would open them. */
async function everyRow(filter: Filter, code: FigureCode) {
  const rows: { n: number; d: number }[] = []
  for (let offset = 0; ; offset += 7) {
    const page = await rowsBehind(filter, code, { limit: 7, offset })
    rows.push(...page.rows)
    if (page.rows.length < 7) return { rows, totals: page.totals }
  }
}

function sumOf(rows: { n: number; d: number }[]) {
  return {
    numerator: rows.reduce((total, row) => total + row.n, 0),
    denominator: rows.reduce((total, row) => total + row.d, 0),
  }
}

function figureOf(figures: Figures, code: FigureCode) {
  if (code in figures.rates) return figures.rates[code as keyof Figures['rates']]
  if (code === 'planItems' || code === 'communitiesWithAdviser') return figures[code]
  const value =
    code === 'setAside' || code === 'madeUp' || code === 'awaitingRecord'
      ? figures[code]
      : figures.headings[code as keyof Figures['headings']]
  return { numerator: value, denominator: 0 }
}

function narrow(street: RandomWorld, filter: Filter, groups: Grouping[], key: string): Filter {
  const parts = key.split('|')
  const narrowed = { ...filter }
  groups.forEach((group, at) => {
    const part = parts[at] ?? ''
    if (group === 'unit') narrowed.unitPath = pathOf(street, Number(part))
    if (group === 'month') narrowed.month = part
    if (group === 'form') narrowed.form = part
    if (group === 'person') narrowed.personId = Number(part)
  })
  return narrowed
}

function pathOf(street: RandomWorld, unitId: number): string {
  return street.units.find(each => each.id === unitId)?.path as string
}
