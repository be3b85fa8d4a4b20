import type { RatesAsked, RatesGiven } from '@/lib/statistics/rates/rate.input'
import type { FigureCode } from '@/lib/statistics/rates/rate.rules'

type Change = Partial<Record<keyof RatesGiven, string | number | null>>

/** The address of the page with some parameters changed; null removes one. */
export function addressOf(path: string, given: RatesGiven, change: Change = {}): string {
  const parts = Object.entries({ ...given, ...change }).filter(([, value]) => value != null && value !== '')
  const query = new URLSearchParams(parts.map(([name, value]) => [name, String(value)]))
  return query.size > 0 ? `${path}?${query}` : path
}

/** The address of the rows behind a figure, with explicit span and day, so that the link shows the same tomorrow. */
export function rowsAddress(
  { asked }: Pick<RatesAsked, 'asked'>,
  code: FigureCode,
  narrowed: Change = {},
): string {
  const { unitId, from, to, asOf, alone, personId } = asked
  return addressOf(
    '/rates/rows',
    {},
    {
      code,
      unit: unitId,
      alone: alone ? 1 : null,
      person: personId,
      from,
      to,
      asOf,
      ...narrowed,
    },
  )
}
