import type { Day } from '@/lib/core/time'
import { parseDayRange } from './days.rules'
import type { Asking } from './doubt.rules'
import { ask, type Choice } from './importer.rules'

export type Span = { fromDay: Day; toDay: Day }
type Proposed = Span & { choice: string }

/**
 * From when to when something is that is made with its sheet: as the lines above say, else asked once, with what its rows
 * and its year propose; a day or two may be typed too. Null where it was asked.
 */
export function spanAsked(
  { faults, options, row }: Asking,
  {
    field,
    reason,
    title,
    above,
    year,
    proposed,
  }: {
    field: string
    reason: string
    title: string
    above: string
    year: number | undefined
    proposed: readonly Proposed[]
  },
): Span | null {
  const said = spanIn(above, year)
  if (said) return said
  const choices = proposed.map(
    ({ fromDay, toDay, choice }): Choice => ({
      value: fromDay === toDay ? fromDay : `${fromDay}至${toDay}`,
      choice,
      places: { from: fromDay, to: toDay },
    }),
  )
  const question = { row, field, reason, isDoubt: true as const, places: { title }, alike: title, choices }
  const answer = ask(faults, options, question, typed => spanIn(typed, year) !== null)
  return answer === null ? null : spanIn(answer, year)
}

function spanIn(text: string, year: number | undefined): Span | null {
  const read = parseDayRange(text, year)
  return read.ok ? { fromDay: read.fromDay, toDay: read.toDay } : null
}
