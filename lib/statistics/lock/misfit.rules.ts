import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { isRateOverWhole } from '@/lib/spreadsheet/over-whole.rules'
import type { FigureCode, Figures } from '@/lib/statistics/rates/rate.rules'
import { needsType, type Typed } from '@/lib/statistics/typed/typed.rules'

export const misfitKinds = [
  'rollsOpen',
  'stillPlanned',
  'itemsOverdue',
  'activitiesWaiting',
  'outputsWaiting',
  'worksWaiting',
  'doubles',
  'overWhole',
  'unsourced',
  'untyped',
] as const
/** What does not fit before a year is locked: `rows` opens its rows, `names` are of figures typed in. */
export type Misfit = {
  kind: (typeof misfitKinds)[number]
  count: number
  rows?: FigureCode
  names?: string[]
}

/** All of them, without those of which there are none; `doubles`: pairs that may be one event. */
export function misfitsOf(
  figures: Pick<
    Figures,
    | 'awaitingRecord'
    | 'stillPlanned'
    | 'planItems'
    | 'awaitingReview'
    | 'outputsAwaitingReview'
    | 'worksAwaitingReview'
  >,
  typed: Typed[],
  doubles: number,
): Misfit[] {
  const { numerator, denominator } = figures.planItems
  const named = (kind: Misfit['kind'], is: (each: Typed) => boolean): Misfit => {
    const names = typed.filter(is).map(each => each.name)
    return { kind, count: names.length, names }
  }
  const all: Misfit[] = [
    { kind: 'rollsOpen', count: figures.awaitingRecord, rows: 'awaitingRecord' },
    { kind: 'stillPlanned', count: figures.stillPlanned, rows: 'stillPlanned' },
    { kind: 'itemsOverdue', count: denominator - numerator, rows: 'timesMissed' },
    { kind: 'activitiesWaiting', count: figures.awaitingReview, rows: 'awaitingReview' },
    { kind: 'outputsWaiting', count: figures.outputsAwaitingReview, rows: 'outputsAwaitingReview' },
    { kind: 'worksWaiting', count: figures.worksAwaitingReview, rows: 'worksAwaitingReview' },
    { kind: 'doubles', count: doubles },
    named('overWhole', each => isTooHigh(each)),
    named('unsourced', each => isNothing(each.source)),
    named('untyped', each => !isTooHigh(each) && needsType(each)),
  ]
  return all.filter(each => each.count > 0)
}

const isTooHigh = ({ name, value }: Typed) => isRateOverWhole(name, value)
