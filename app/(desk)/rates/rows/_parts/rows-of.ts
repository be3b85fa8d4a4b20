import type { Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { narrowingNames } from '@/lib/statistics/rates/narrowing.queries'
import { isNarrowable } from '@/lib/statistics/rates/narrowing.rules'
import { partsOf } from '@/lib/statistics/rates/parts.rules'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { areSound, filterFor } from '@/lib/statistics/rates/rate.queries'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'

export const PAGE = 200

/**
 * The figure named by the address with its rows. NotFound if it does not exist, or is not a figure of a person
 * when one is named.
 */
export async function rowsOf(viewer: Viewer, { given, asked }: RatesAsked, limit = PAGE) {
  const { code, side = 'all', target, page = 1 } = given
  if (code === undefined || !isNarrowable(code, asked)) throw new NotFound()
  const filter = await filterFor(viewer, asked)
  const behind = await rowsBehind(filter, code, { side, target, limit, offset: (page - 1) * limit })
  const isSound = await areSound(filter, partsOf[code])
  const [first] = behind.rows as { title?: string | null }[]
  /** The exam or activity to which the figure is narrowed. */
  const narrowedTo = asked.examId || asked.activityId ? (first?.title ?? null) : null
  const names = await narrowingNames(filter)
  return { code, side, page, filter, behind, isSound, narrowedTo, names }
}
