import { numberIn } from '@/app/_forms/or-not-found'
import { NotFound } from '@/lib/core/errors'
import { isDay, yearOf } from '@/lib/core/time'
import type { OfReport } from '@/lib/statistics/report/draft.queries'
import { isWholeYear } from '@/lib/statistics/report/span.rules'

type Params = Record<string, string | string[] | undefined>

/** The report in an address: `/reports/2023`, with `from` and `to` a part of the year, with `unit` of another unit. */
export function reportAsked(year: string, { from, to, unit }: Params): OfReport {
  if (!/^20\d\d$|^2100$/.test(year)) throw new NotFound()
  const isSpan = typeof from === 'string' && typeof to === 'string' && isDay(from) && isDay(to) && from <= to
  const unitId = numberIn(unit)
  return {
    ...(unitId !== null && { unitId }),
    from: isSpan ? from : `${year}-01-01`,
    to: isSpan ? to : `${year}-12-31`,
  }
}

/** The address of a report, of a page below it, or of its page with something opened. */
export function reportAddress(
  { unitId, from, to }: OfReport,
  below = '',
  opened: Record<string, string | number | undefined> = {},
): string {
  const span = isWholeYear(from, to) ? {} : { from, to }
  const parts = Object.entries({ ...span, unit: unitId, ...opened }).filter(
    ([, value]) => value !== undefined,
  )
  const query = new URLSearchParams(parts.map(([name, value]) => [name, String(value)]))
  return `/reports/${yearOf(from)}${below}${query.size > 0 ? `?${query}` : ''}`
}
