import { type Day, lastOfMonth, monthOf, yearOf } from '@/lib/core/time'
import type { RatesGiven } from '@/lib/statistics/rates/rate.input'
import type { Asked } from '@/lib/statistics/rates/rate.queries'
import type { FigureCode, RateCode } from '@/lib/statistics/rates/rate.rules'
import type { Duty } from '@/lib/statistics/undone/undone.rules'

type Change = Partial<Record<keyof RatesGiven, string | number | null>>

/** The address of the page with some parameters changed; null removes one. */
export function addressOf(
  path: string,
  given: RatesGiven,
  change: Change = {},
  more: Record<string, string | null> = {},
): string {
  const parts = Object.entries({ ...given, ...change, ...more }).filter(
    ([, value]) => value != null && value !== '',
  )
  const query = new URLSearchParams(parts.map(([name, value]) => [name, String(value)]))
  return query.size > 0 ? `${path}?${query}` : path
}

/** The unit, span and day of a figure that stands on a page. */
export type OfFigure = Pick<
  Asked,
  | 'unitId'
  | 'from'
  | 'to'
  | 'asOf'
  | 'alone'
  | 'month'
  | 'personId'
  | 'examId'
  | 'activityId'
  | 'tagId'
  | 'withoutTagId'
  | 'topicId'
> & {
  /** One plan, or all of the year that its reader sees. */
  planId?: number | 'all'
}

/**
 * The address of the rows behind a figure, with explicit span and day, so that the link shows the same tomorrow. The only
 * way to make one (tests/house/figure-links.test.ts).
 */
export function rowsAddress(
  {
    unitId,
    from,
    to,
    asOf,
    alone,
    personId,
    examId,
    activityId,
    tagId,
    withoutTagId,
    topicId,
    planId,
  }: OfFigure,
  code: FigureCode,
  narrowed: Change = {},
): string {
  return addressOf(
    '/rates/rows',
    {},
    {
      code,
      unit: unitId,
      alone: alone ? 1 : null,
      person: personId,
      exam: examId,
      activity: activityId,
      tag: tagId,
      withoutTag: withoutTagId,
      topic: topicId,
      plan: planId,
      from,
      to,
      asOf,
      ...narrowed,
    },
  )
}

/** What a figure of a plan is of: its year, as its pages count it today. */
export function ofPlan(planId: number | 'all', year: number, today: Day): OfFigure {
  return { planId, from: `${year}-01-01`, to: `${year}-12-31`, asOf: today }
}

/** The address of one person's figures of a year, within a unit where one is given. */
export function personYearAddress(personId: number | string | null, year: number, unit?: number): string {
  return addressOf(`/rates/person/${personId}`, {}, { year, unit })
}

/** The address of one person's figures over the same span and day. */
export function personAddress({ unitId, from, to, asOf, alone, month }: OfFigure, personId: number | string) {
  const span = month ? { from: `${month}-01`, to: lastOfMonth(yearOf(month), monthOf(month)) } : { from, to }
  return addressOf(`/rates/person/${personId}`, {}, { unit: unitId, alone: alone ? 1 : null, ...span, asOf })
}

/** The address of 反算 for the same figure. */
export function goalAddress(
  { unitId, from, to, asOf, alone, month, examId, activityId }: OfFigure,
  code: RateCode,
) {
  return addressOf(
    '/rates/goal',
    {},
    {
      code,
      unit: unitId,
      alone: alone ? 1 : null,
      month,
      exam: examId,
      activity: activityId,
      from,
      to,
      asOf,
    },
  )
}

/** The address of 未完成人员 over the same unit, span and day, of one duty where one is given. */
export function undoneAddress({ unitId, from, to, asOf, alone }: OfFigure, duty: Duty | null = null) {
  return addressOf('/rates/undone', {}, { unit: unitId, alone: alone ? 1 : null, from, to, asOf }, { duty })
}

/** The address of one mark, completion or result of a person, where it is put right. */
export function oneOf(kind: 'activity' | 'exam', id: number, personId: number): string {
  return kind === 'exam' ? `/exams/${id}/${personId}` : `/activities/${id}/sheet/${personId}`
}
