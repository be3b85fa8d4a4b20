import type { On } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'
import type { KnownWord, Understood } from '@/lib/organisation/audience/audience.rules'
import { unitsOutside } from '@/lib/organisation/audience/audience.sql'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
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
