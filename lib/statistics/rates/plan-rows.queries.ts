import { db, type On } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { type Day, yearOf } from '@/lib/core/time'
import { planDocument, plansOf } from '@/lib/plan/plan.queries'
import { itemsDue } from '@/lib/plan/plan.rules'
import { partsOf } from './parts.rules'
import { type Behind, type FigureCode, type RowKinds, type Side, sideOf } from './rate.rules'
import { isSound } from './touched.sql'

type Options = { side?: Side; limit?: number; offset?: number }
type Span = { from: Day; to: Day; asOf: Day }

/** What an item adds to a figure of plans; no other figure is of a plan. */
const adds: Partial<Record<FigureCode, (held: number, due: number) => { n: number; d: number }>> = {
  planCompletionRate: (held, due) => ({ n: Math.min(held, due), d: due }),
  planItems: (held, due) => ({ n: held >= due ? 1 : 0, d: 1 }),
}

/**
 * The items behind a figure of one plan, or of all plans of a year that the viewer sees. They are counted as its own pages
 * count them: drafts and work points too, which no rate of a unit counts, and for everybody who may read the plan.
 */
export async function planRowsBehind(
  viewer: Viewer,
  planId: number | 'all',
  { from, to, asOf }: Span,
  code: FigureCode,
  { side = 'all', limit = 200, offset = 0 }: Options = {},
  on: On = db,
) {
  const counts = adds[code]
  if (!counts) throw new NotFound()
  const plans = await plansFor(viewer, planId, { from, to, asOf }, on)
  const all = plans.flatMap(({ id, title, items }) =>
    itemsDue(items, from, to, asOf).map(({ item, due, held }): RowKinds['plan'] => ({
      ...{ itemId: item.id, planId: id, planTitle: title, content: item.content, form: item.form },
      ...{ timeWords: item.timeWords, unitName: item.unitName, due, held, ...counts(held, due) },
    })),
  )
  const ofSide = (each: Exclude<Side, 'all'>) => all.filter(row => sideOf(row) === each)
  const listed = side === 'all' ? all : ofSide(side)
  const behind: Behind = {
    kind: 'plan',
    rows: listed.slice(offset, offset + limit),
    totals: {
      rows: all.length,
      numerator: all.reduce((sum, { n }) => sum + n, 0),
      denominator: all.reduce((sum, { d }) => sum + d, 0),
      inNumerator: ofSide('numerator').length,
      rest: ofSide('rest').length,
      aside: ofSide('aside').length,
    },
    listed: listed.length,
  }
  const sound = await Promise.all(
    plans.map(({ unitId }) => isSound({ parts: partsOf[code], unitId, from, to }, on)),
  )
  return { behind, plans, isSound: sound.every(each => each !== false) }
}

async function plansFor(viewer: Viewer, planId: number | 'all', { from, asOf }: Span, on: On) {
  if (planId === 'all') return plansOf(viewer, yearOf(from), asOf, on)
  const { plan, items } = await planDocument(viewer, planId, asOf, on)
  return [{ ...plan, items }]
}
