import { type Day, lastOfMonth, monthOf, yearOf } from '@/lib/core/time'

/** A year, its halves and its quarters, each by one press. */
export const spanParts = ['year', 'firstHalf', 'secondHalf', 'q1', 'q2', 'q3', 'q4'] as const
export type SpanPart = (typeof spanParts)[number]

type Span = { from: Day; to: Day }

const monthsIn: Record<SpanPart, [first: number, last: number]> = {
  year: [1, 12],
  firstHalf: [1, 6],
  secondHalf: [7, 12],
  q1: [1, 3],
  q2: [4, 6],
  q3: [7, 9],
  q4: [10, 12],
}

export function spanOfPart(year: number, part: SpanPart): Span {
  const [first, last] = monthsIn[part]
  return { from: `${year}-${String(first).padStart(2, '0')}-01`, to: lastOfMonth(year, last) }
}

/** Which part of a year the span is; null where it is none. */
export function partOfYear({ from, to }: Span): SpanPart | null {
  return (
    spanParts.find(part => {
      const span = spanOfPart(yearOf(from), part)
      return span.from === from && span.to === to
    }) ?? null
  )
}

/** 上年同期: the same days of the year before, cut off at the same day; the last day of a month stays the last. */
export function yearBefore<S extends Span & { asOf: Day }>({ from, to, asOf, ...rest }: S) {
  return { ...rest, from: aYearBefore(from), to: aYearBefore(to), asOf: aYearBefore(asOf) }
}

function aYearBefore(day: Day): Day {
  const [year, month] = [yearOf(day), monthOf(day)]
  const last = lastOfMonth(year - 1, month)
  const same = `${year - 1}${day.slice(4)}`
  return day === lastOfMonth(year, month) || same > last ? last : same
}
