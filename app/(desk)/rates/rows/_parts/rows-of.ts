import type { Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { filterFor } from '@/lib/statistics/rates/rate.queries'
import { isOfPeople } from '@/lib/statistics/rates/rate.rules'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'

export const PAGE = 200

/** The figure that the address names with its rows. NotFound where there is none, or where it is not this person's. */
export async function rowsOf(viewer: Viewer, { given, asked }: RatesAsked, limit = PAGE) {
  const { code, side = 'all', target, page = 1 } = given
  // What belongs to a unit is not narrowed by a person, so naming oneself opens nothing of it.
  if (code === undefined || (asked.personId !== undefined && !isOfPeople(code))) throw new NotFound()
  const filter = await filterFor(viewer, asked)
  const behind = await rowsBehind(filter, code, { side, target, limit, offset: (page - 1) * limit })
  return { code, side, page, filter, behind }
}
