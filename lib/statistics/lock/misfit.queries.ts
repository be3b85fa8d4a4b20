import { db, type On } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { doublesBetween } from '@/lib/activity/doubles/double.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { typedFiguresOf } from '@/lib/statistics/report/draft.sql'
import { type Misfit, misfitsOf } from './misfit.rules'

/** What does not fit in the year of a unit and all below it; of doubles those of all that the viewer organises. Throws NotFound outside of the viewer's scope. */
export async function misfits(viewer: Viewer, year: number, unitId?: number, on: On = db): Promise<Misfit[]> {
  const [from, to] = [`${year}-01-01`, `${year}-12-31`]
  const today = dayOf(now())
  const filter = await filterFor(
    viewer,
    { unitId, from, to, asOf: to < today ? to : today, isDefaultDay: true, isLive: true },
    on,
  )
  const doubles = await doublesBetween(viewer, { from, to }, on)
  return misfitsOf(await figuresOf(filter, on), await typedFiguresOf(filter, on), doubles.length)
}
