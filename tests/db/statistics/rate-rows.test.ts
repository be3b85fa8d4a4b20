import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headingCodes } from '@/lib/activity/outreach/heading.rules'
import { addDays } from '@/lib/core/time'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { figuresBy, type Grouping } from '@/lib/statistics/rates/rate.queries'
import {
  type Behind,
  type FigureCode,
  type Figures,
  isOfPeople,
  rateCodes,
  sides,
} from '@/lib/statistics/rates/rate.rules'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import { closeWorld, openWorld } from '../../world'
import { type RandomWorld, randomWorld } from './rate-world'
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
