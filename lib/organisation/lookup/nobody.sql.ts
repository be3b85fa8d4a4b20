import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { membership } from '@/db/schema/roster'
import { type Day, monthOf } from '@/lib/core/time'
import type { Understood } from '@/lib/organisation/audience/audience.rules'
import { dueOfMeaning } from '@/lib/organisation/audience/audience.sql'
import { isAsItReads } from '@/lib/spreadsheet/doubt.rules'
import type { Fault, ImportOptions } from '@/lib/spreadsheet/importer.rules'

type Due = Pick<Understood, 'parts' | 'personIds'> & { words: string; day: Day; hostUnitId: number }

/**
 * Asks where people shall be due and nobody is: before anybody is on the roster, or because the audience is nobody on
 * that day. Once a month for each audience, because a sheet of a year has the same few.
 */
export function nobodyAsked(on: On, options: Pick<ImportOptions, 'answers'>) {
  const found = new Map<string, Promise<boolean>>()
  let rosterFrom: Promise<Day | null> | undefined
  const isNobody = ({ words, day, hostUnitId, ...meant }: Due) => {
    const key = `${monthOf(day)} ${hostUnitId} ${words}`
    const is = found.get(key) ?? dueOfMeaning(meant, day, hostUnitId, on).then(due => due.length === 0)
    found.set(key, is)
    return is
  }
  return async (due: Due, { row, dayField, faults }: { row: number; dayField: string; faults: Fault[] }) => {
    const { words, day } = due
    rosterFrom ??= firstDayOfRoster(on)
    const from = await rosterFrom
    const asking = { faults, options, row }
    if (from === null || day < from)
      isAsItReads(asking, dayField, { reason: 'beforeRoster', places: { day }, alike: 'roster' })
    else if (await isNobody(due))
      isAsItReads(asking, 'audience', { reason: 'audienceNobody', places: { words, day }, alike: words })
  }
}

async function firstDayOfRoster(on: On): Promise<Day | null> {
  const [first] = await on.select({ day: sql<Day | null>`min(${membership.fromDay})` }).from(membership)
  return first?.day ?? null
}
