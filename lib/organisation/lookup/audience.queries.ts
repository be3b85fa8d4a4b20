import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { membership } from '@/db/schema/roster'
import type { Viewer } from '@/lib/access/access.rules'
import { type Day, monthOf } from '@/lib/core/time'
import type { KnownWord, Understood } from '@/lib/organisation/audience/audience.rules'
import { dueOfMeaning, unitsOutside } from '@/lib/organisation/audience/audience.sql'
import { isAsItReads } from '@/lib/spreadsheet/doubt.rules'
import type { Fault, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { nearest } from '@/lib/spreadsheet/text.rules'

/** The tables in which an audience in words is looked up, beside those of `loadKnown`. */
export const audienceFrom = ['tag', 'person_tag'] as const

/** The fault for an audience word that is not understood, with the nearest known word. */
export function unknownAudience(word: string, words: KnownWord[]): Omit<Fault, 'row' | 'field'> {
  const likely = nearest(
    word,
    words.filter(each => each.means !== 'filler' && each.word.length > 1).map(each => each.word),
  )
  return {
    reason: 'unknownAudience',
    places: { word },
    ...(likely ? { likely: { word, meaning: likely } } : {}),
  }
}

/** A fault where a row would put people on a list whom the viewer does not organise. */
export async function audienceOutside(
  viewer: Viewer,
  on: On,
  row: number,
  due: Pick<Understood, 'parts' | 'personIds'>,
  day: Day,
  hostUnitId: number,
): Promise<Fault[]> {
  const outside = await unitsOutside(viewer, due, day, hostUnitId, on)
  const places = { units: outside.join('、') }
  return outside.length > 0 ? [{ row, field: 'audience', reason: 'audienceOutside', places }] : []
}

type Due = Pick<Understood, 'parts' | 'personIds'> & { words: string; day: Day; hostUnitId: number }

/**
 * Asks where people shall be due and nobody is: before anybody is on the roster, or because the audience is nobody on
 * that day. Once a month for each audience, because a sheet of a year has the same few.
 */
export function nobodyAsked(on: On, options: Pick<ImportOptions, 'answers'>) {
  const found = new Map<string, Promise<boolean>>()
  let rosterFrom: Promise<Day | null> | undefined
  const isNobody = ({ words, day, hostUnitId, ...meant }: Due) => {
    const key = `${monthOf(day)} ${words}`
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
