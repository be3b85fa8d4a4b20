import type { Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { yearOf } from '@/lib/core/time'
import { type NarrowingNames, narrowingNames } from '@/lib/statistics/rates/narrowing.queries'
import { isNarrowable } from '@/lib/statistics/rates/narrowing.rules'
import { partsOf } from '@/lib/statistics/rates/parts.rules'
import { planRowsBehind } from '@/lib/statistics/rates/plan-rows.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { areSound, filterFor } from '@/lib/statistics/rates/rate.queries'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'

export const PAGE = 200

const noNames: NarrowingNames = { person: null, tag: null, topic: null }

/**
 * The figure named by the address with its rows. NotFound if it does not exist, or is not a figure of a person
 * when one is named.
 */
export async function rowsOf(viewer: Viewer, { given, asked }: RatesAsked, limit = PAGE) {
  const { code, side = 'all', target, page = 1, plan } = given
  if (code === undefined || !isNarrowable(code, asked)) throw new NotFound()
  if (plan !== undefined) {
    const options = { side, limit, offset: (page - 1) * limit }
    const { behind, plans, isSound } = await planRowsBehind(viewer, plan, asked, code, options)
    const [only] = plan === 'all' ? [] : plans
    const { from, to, asOf } = asked
    const filter = { from, to, asOf, planId: plan, unitId: undefined, unitName: null }
    const ofPlans = { id: plan, title: only?.title ?? null, year: yearOf(asked.from) }
    return { code, side, page, filter, behind, isSound, narrowedTo: null, names: noNames, ofPlans }
  }
  const filter = await filterFor(viewer, asked)
  const behind = await rowsBehind(filter, code, { side, target, limit, offset: (page - 1) * limit })
  const isSound = await areSound(filter, partsOf[code])
  const [first] = behind.rows as { title?: string | null }[]
  /** The exam or activity to which the figure is narrowed. */
  const narrowedTo = asked.examId || asked.activityId ? (first?.title ?? null) : null
  const names = await narrowingNames(filter)
  return { code, side, page, filter, behind, isSound, narrowedTo, names, ofPlans: null }
}
