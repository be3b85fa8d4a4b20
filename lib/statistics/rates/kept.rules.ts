import { headingCodes } from '@/lib/activity/outreach/heading.rules'
import type { Rate } from '@/lib/core/rate'
import { type Day, lastOfMonth, monthOf, yearOf } from '@/lib/core/time'
import type { Grouping } from './facts.rules'
import type { FiguresBy } from './parts.rules'
import { type FigureCode, type Figures, type Flat, noFigures, rateCodes } from './rate.rules'

const sums = [
  'awaitingRecord',
  'otherForms',
  'stillPlanned',
  'awaitingReview',
  'outputsAwaitingReview',
  'worksAwaitingReview',
  'notRecorded',
  'makeUpsEnded',
  'setAside',
  'madeUp',
] as const satisfies (FigureCode & keyof Figures)[]
const fractions = ['communitiesWithAdviser', 'planItems'] as const satisfies (FigureCode & keyof Figures)[]

/** Every figure of a cell, as a lock keeps it. */
export function flatOf(figures: Figures): Flat {
  const flat: Flat = {}
  const put = (code: FigureCode, value: number) => {
    if (value !== 0) flat[code] = value
  }
  const putRate = (code: FigureCode, { numerator, denominator }: Rate) => {
    if (numerator !== 0 || denominator !== 0) flat[code] = [numerator, denominator]
  }
  for (const code of rateCodes) putRate(code, figures.rates[code])
  for (const code of fractions) putRate(code, figures[code])
  for (const code of headingCodes) put(code, figures.headings[code])
  for (const code of sums) put(code, figures[code])
  return flat
}

/** The figures that were kept; those in which `live` differs say so. */
export function figuresOfFlat(flat: Flat, live: Flat): Figures {
  const figures = noFigures()
  const corrected: Flat = {}
  const rateAt = (code: FigureCode): Rate => {
    const rate = rateIn(flat[code])
    if (isSame(flat[code], live[code])) return rate
    corrected[code] = live[code] ?? [0, 0]
    return { ...rate, corrected: rateIn(live[code]) }
  }
  const sumAt = (code: FigureCode): number => {
    if (!isSame(flat[code], live[code])) corrected[code] = live[code] ?? 0
    return Number(flat[code] ?? 0)
  }
  for (const code of rateCodes) figures.rates[code] = rateAt(code)
  for (const code of fractions) figures[code] = rateAt(code)
  for (const code of headingCodes) figures.headings[code] = sumAt(code)
  for (const code of sums) figures[code] = sumAt(code)
  if (Object.keys(corrected).length > 0) figures.corrected = corrected
  return figures
}

function rateIn(value: Flat[FigureCode]): Rate {
  const [numerator, denominator] = Array.isArray(value) ? value : [0, 0]
  return { numerator, denominator }
}

export function isSame(a: Flat[FigureCode], b: Flat[FigureCode]): boolean {
  return String(a ?? 0) === String(b ?? 0)
}

/** `unitId|month|alone`: the cells of a year, `month` empty for the whole of it. */
export type Cells = Map<string, Flat>

export function cellKey(unitId: number | string, month: string, isAlone: boolean): string {
  return `${unitId}|${month}|${isAlone ? 1 : 0}`
}

/** The kept cell: of 本级 it is kept apart only where it differs from that of the unit with all below it. */
export function cellAt(cells: Cells, unitId: number | string, month: string, isAlone: boolean): Flat {
  const whole = cells.get(cellKey(unitId, month, false)) ?? {}
  return isAlone ? (cells.get(cellKey(unitId, month, true)) ?? whole) : whole
}

export type Span = { from: Day; to: Day; month?: string }

/**
 * The month of the kept cells under a filter and its groups, empty for the year, or `each` where groups name it; null where
 * the span is neither the year nor made of whole months, of which no sum is kept.
 */
export function keptMonth({ from, to, month }: Span, groups: Grouping[]): string | 'each' | null {
  const isOfMonths = from.endsWith('-01') && lastOfMonth(yearOf(to), monthOf(to)) === to
  if (!isOfMonths || groups.some(group => group !== 'unit' && group !== 'month')) return null
  if (groups.includes('month')) return 'each'
  if (month) return month
  if (from.slice(0, 7) === to.slice(0, 7)) return from.slice(0, 7)
  return from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31` ? '' : null
}

type Asked = Span & { unitId: number; alone?: boolean }

/**
 * Puts what a lock keeps in the place of what was counted now, for groups of units and months; of the figures that were
 * not counted nothing is said.
 */
export function putKept(
  found: FiguresBy,
  cells: Cells,
  asked: Asked,
  groups: Grouping[],
  isCounted: (code: FigureCode) => boolean = () => true,
): void {
  const kept = keptMonth(asked, groups)
  if (kept === null) return
  const isAlone = asked.alone === true
  const isOfUnits = groups.includes('unit') && !isAlone
  for (const [unitId, month] of placesIn(cells)) {
    if (!isOfUnits && unitId !== asked.unitId) continue
    if (kept === 'each' ? !isMonthOf(asked, month) : month !== kept) continue
    const key = groups.map(group => (group === 'unit' ? unitId : month)).join('|')
    if (!found.has(key)) found.set(key, noFigures())
  }
  for (const [key, counted] of found) {
    const parts = key.split('|')
    const at = (group: Grouping) => (groups.includes(group) ? parts[groups.indexOf(group)] : undefined)
    const cell = cellAt(cells, at('unit') ?? asked.unitId, at('month') ?? kept, isAlone)
    const live = flatOf(counted)
    for (const code of Object.keys({ ...cell, ...live }) as FigureCode[])
      if (!isCounted(code)) live[code] = cell[code]
    found.set(key, figuresOfFlat(cell, live))
  }
}

function isMonthOf({ from, to, month }: Span, of: string): boolean {
  return month ? of === month : of !== '' && from.slice(0, 7) <= of && of <= to.slice(0, 7)
}

/** The units and months of which there are cells. */
function placesIn(cells: Cells): [unitId: number, month: string][] {
  return [...cells.keys()].map(key => {
    const [unitId = '', month = ''] = key.split('|')
    return [Number(unitId), month]
  })
}

/** One figure that differs between two moments. */
export type Moved = {
  unitId: number
  /** `YYYY-MM`; empty: the year. */
  month: string
  isAlone: boolean
  code: FigureCode
  before: Flat[FigureCode]
  after: Flat[FigureCode]
}

/** Every figure of any cell that differs, the year before its months. */
export function movedBetween(before: Cells, after: Cells): Moved[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(byCell)
  return keys.flatMap(key => {
    const [unitId = '', month = '', alone] = key.split('|')
    const isAlone = alone === '1'
    const [was, is] = [cellAt(before, unitId, month, isAlone), cellAt(after, unitId, month, isAlone)]
    const codes = [...new Set([...Object.keys(was), ...Object.keys(is)])] as FigureCode[]
    return codes
      .filter(code => !isSame(was[code], is[code]))
      .map(code => ({
        ...{ unitId: Number(unitId), month, isAlone, code },
        ...{ before: was[code] ?? 0, after: is[code] ?? 0 },
      }))
  })
}

function byCell(a: string, b: string): number {
  const [unitA = '', monthA = '', aloneA = ''] = a.split('|')
  const [unitB = '', monthB = '', aloneB = ''] = b.split('|')
  return monthA.localeCompare(monthB) || Number(unitA) - Number(unitB) || aloneA.localeCompare(aloneB)
}
