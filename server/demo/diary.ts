import { at } from '@/lib/core/clock'
import { isOrdinaryWorkday } from '@/lib/core/holidays'
import { addDays, type Day, type Instant, instantOf } from '@/lib/core/time'

/** Something that somebody in the office does at a given instant, and the deeds that follow from it. */
export type Deed = { at: Instant; does: () => Promise<Deed[] | undefined> }

export function deed(day: Day, time: string, does: Deed['does']): Deed {
  return { at: instantOf(day, time), does }
}

/** Runs in order the deeds up to `until`; later ones have not happened yet. */
export async function live(deeds: readonly Deed[], until: Instant): Promise<void> {
  const agenda = [...deeds]
  for (;;) {
    agenda.sort((a, b) => a.at - b.at)
    const next = agenda.shift()
    if (!next || next.at > until) return
    agenda.push(...((await at(next.at, next.does)) ?? []))
  }
}

type Answer = { ok: true } | { ok: false; reason: string }

/** The answer of a command that must succeed. Throws where it is refused: that is a fault of the demo. */
export async function mustDo<T extends Answer>(command: Promise<T>): Promise<Extract<T, { ok: true }>> {
  const answer = await command
  if (!answer.ok) throw new Error(`The demo was refused: ${JSON.stringify(answer)}`)
  return answer as Extract<T, { ok: true }>
}

/** The nearest ordinary working day between the two, the later one of two equally near. */
export function workday(wanted: Day, from: Day, to: Day): Day {
  for (let away = 0; away <= 31; away++)
    for (const day of [addDays(wanted, away), addDays(wanted, -away)])
      if (from <= day && day <= to && isOrdinaryWorkday(day)) return day
  return wanted
}

export function nextWorkday(day: Day): Day {
  return workday(addDays(day, 1), addDays(day, 1), addDays(day, 20))
}
