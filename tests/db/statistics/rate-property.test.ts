import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Rate } from '@/lib/core/rate'
import { addDays, monthsOf } from '@/lib/core/time'
import { tableRates } from '@/lib/statistics/overview.queries'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { figuresBy, figuresOf, type Grouping } from '@/lib/statistics/rates/rate.queries'
import { type Figures, noFigures, rateCodes } from '@/lib/statistics/rates/rate.rules'
import { noReasons, reasonsByUnit } from '@/lib/statistics/rates/reason.queries'
import { ratesByTag, ratesByTopic } from '@/lib/statistics/rates/tag-and-topic.queries'
import { closeWorld, openWorld } from '../../world'
import { forms, type RandomWorld, randomWorld } from './rate-world'
import { buildWorld } from './rate-world-written'
import { reasonsIn } from './reckoned-reasons'
import { advised, fullTime, type Question, reckon } from './reckoning'

beforeAll(openWorld)
afterAll(closeWorld)

const spans = [
  ['2023-01-01', '2023-12-31'],
  ['2023-02-01', '2023-04-15'],
  ['2022-12-01', '2024-02-28'],
] as const
// Most errors occur exactly on the day on which something falls due.
const anyOf = (days: string[]) => fc.constantFrom(...days)
const daysOf = (street: RandomWorld) => [
  '2023-03-15',
  '2023-06-30',
  ...street.activities.flatMap(each => [each.day, each.lastDay]),
  ...street.exams.map(each => each.closingDay),
  ...street.places.map(each => each.toDay),
  ...Object.values(street.records).flatMap(each => [each.makeUpDue ?? [], each.madeUpOn ?? []].flat()),
]
const groupings: Grouping[][] = [
  [],
  ['unit'],
  ['month'],
  ['form'],
  ['person'],
  ['unit', 'month'],
  ['unit', 'form'],
]

test('the figures of the database equal a plain reckoning, for every group', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async g => {
      const street = randomWorld(g)
      const [from, to] = spans[g(fc.nat, { max: spans.length - 1 })] as (typeof spans)[number]
      const asOf = g(anyOf, daysOf(street))
      const unitId = [1, 1, 3, 5][g(fc.nat, { max: 3 })] as number
      const question = { from, to, asOf, unitId }
      await buildWorld(street)

      for (const groups of groupings) {
        const found = await figuresBy(filterOf(street, question), groups)
        const wanted = reckonBy(street, question, groups)
        const empty = JSON.stringify(noFigures())
        const filled = (figures: Map<string, Figures>) =>
          Object.fromEntries([...figures].filter(([, each]) => JSON.stringify(each) !== empty).sort())
        expect(filled(found), `by ${groups.join(' and ') || 'nothing'}`).toEqual(filled(wanted))
      }
    }),
    { numRuns: Number(process.env.RATE_RUNS ?? 60), interruptAfterTimeLimit: 60_000 },
  )
}, 120_000)

test('months, forms and people add up to the whole, and no rate passes 100%', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async g => {
      const street = randomWorld(g)
      const question = {
        from: '2023-01-01',
        to: '2023-12-31',
        asOf: addDays('2023-03-01', g(fc.nat, { max: 90 })),
        unitId: 1,
      }
      await buildWorld(street)
      const filter = filterOf(street, question)

      const whole = await figuresOf(filter)

      for (const code of rateCodes) {
        const { numerator, denominator } = whole.rates[code]
        expect(numerator, code).toBeGreaterThanOrEqual(0)
        expect(numerator, code).toBeLessThanOrEqual(denominator)
      }
      for (const group of ['month', 'form', 'person'] as const) {
        const parts = [...(await figuresBy(filter, [group])).values()]
        for (const code of [
          'attendanceRate',
          'participationRate',
          'bestStillPossible',
          'onlineStudyRate',
          'passRate',
        ] as const)
          expect(added(parts.map(each => each.rates[code])), `${code} by ${group}`).toEqual(whole.rates[code])
        if (group === 'person') continue
        for (const code of ['publicEvents', 'publicLectures', 'officialLectures', 'heads'] as const)
          expect(parts.reduce((total, each) => total + each.headings[code], 0)).toBe(whole.headings[code])
      }

      const reasons = await reasonsByUnit(filter)
      for (const { id } of street.units) {
        const { kinds, ...counts } = reasons.get(String(id)) ?? noReasons
        const found = { ...counts, kinds: Object.fromEntries(kinds.map(each => [each.kind, each.count])) }
        expect(found, `unit ${id}`).toEqual(reasonsIn(street, { ...question, unitId: id, withinId: 1 }))
      }

      const cuts = [...(await ratesByTag(filter)), ...(await ratesByTopic(filter))]
      for (const { key, figures } of cuts) {
        const wanted = reckon(street, { ...question, ...cutOf(key) })
        for (const code of tableRates[key.startsWith('topic') ? 'topic' : 'tag'])
          expect(figures.rates[code], `${code} of ${key}`).toEqual(wanted.rates[code])
      }
      // Together the whole, and nobody is left out.
      const byRank = cuts.filter(each => ['tag:1', 'withoutTag:1'].includes(each.key))
      for (const code of tableRates.tag)
        expect(added(byRank.map(each => each.figures.rates[code])), code).toEqual(whole.rates[code])
    }),
    { numRuns: 40, interruptAfterTimeLimit: 60_000 },
  )
}, 120_000)

function filterOf(street: RandomWorld, { unitId, ...span }: Question) {
  return { ...span, unitPath: street.units.find(each => each.id === unitId)?.path } as Filter
}

function reckonBy(street: RandomWorld, question: Question, groups: Grouping[]): Map<string, Figures> {
  const keys: Record<Grouping, (string | number)[]> = {
    unit: street.units.map(each => each.id),
    month: monthsOf(question.from, question.to),
    form: ['', '会议', ...forms],
    person: street.people,
  }
  const places = groups.reduce<(string | number)[][]>(
    (before, group) => before.flatMap(each => keys[group].map(key => [...each, key])),
    [[]],
  )
  return new Map(
    places.map(place => {
      const narrowed: Question = { ...question, withinId: question.unitId }
      groups.forEach((group, at) => {
        Object.assign(narrowed, {
          [group === 'unit' ? 'unitId' : group === 'person' ? 'personId' : group]: place[at],
        })
      })
      const figures = reckon(street, narrowed)
      if (groups.every(group => group === 'unit')) {
        figures.communitiesWithAdviser = advised(street, narrowed, question.asOf)
        figures.headings.fullTimeAdvisers = fullTime(street, narrowed, question.asOf)
      }
      return [place.join('|'), figures]
    }),
  )
}

/** What the key of a cut narrows a question to. */
function cutOf(key: string): Partial<Question> {
  const [name, id] = key.split(':')
  return { [`${name}Id`]: id === 'none' ? id : Number(id) }
}

const added = (rates: Rate[]): Rate =>
  rates.reduce(
    (total, each) => ({
      numerator: total.numerator + each.numerator,
      denominator: total.denominator + each.denominator,
    }),
    { numerator: 0, denominator: 0 },
  )
