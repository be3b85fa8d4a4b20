import { db, type On } from '@/db/client'
import { unit } from '@/db/schema/roster'
import { canOrganise, organisesAll, type Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'
import type { KnownWord, Part, Understood } from '@/lib/organisation/audience/audience.rules'
import { unitsOutside } from '@/lib/organisation/audience/audience.sql'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import { nearest } from '@/lib/spreadsheet/text.rules'

/** The tables in which an audience in words is looked up, beside those of `loadKnown`. */
export const audienceFrom = ['tag', 'person_tag', 'unit_place'] as const

/**
 * The fault for an audience word that is not understood, with the nearest known word; a person, who may be of any unit,
 * only to whoever organises all of them.
 */
export function unknownAudience(
  viewer: Viewer,
  word: string,
  words: KnownWord[],
): Omit<Fault, 'row' | 'field'> {
  const isTold = ({ means }: KnownWord) => (means === 'person' ? organisesAll(viewer) : means !== 'filler')
  const likely = nearest(
    word,
    words.filter(each => isTold(each) && each.word.length > 1).map(each => each.word),
  )
  return {
    reason: 'unknownAudience',
    places: { word },
    asks: { means: 'audience', field: 'audience', word },
    ...(likely ? { likely: { word, meaning: likely } } : {}),
  }
}

/** Words for the units that the viewer organises and for tags: nobody by name, who may be of another unit. */
export async function audienceWordsFor(viewer: Viewer, on: On = db): Promise<string[]> {
  const [book, units] = await Promise.all([
    knownWords(on),
    on.select({ id: unit.id, path: unit.path }).from(unit),
  ])
  const own = new Set(units.filter(each => canOrganise(viewer, each.path)).map(each => each.id))
  const lists = new Set([...(organisesAll(viewer) ? [book.words] : []), ...[...own].map(book.of)])
  const words = [...lists].flat()
  const isOwn = ({ unitId }: Part) => (unitId === null ? organisesAll(viewer) : own.has(unitId))
  const offered = words.filter(
    each =>
      each.means === 'tag' ||
      each.means === 'outsiders' ||
      (each.means === 'units' && each.parts.length > 0 && each.parts.every(isOwn)),
  )
  return [...new Set(offered.map(each => each.word))]
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
