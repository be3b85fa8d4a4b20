import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { isWithin } from '@/lib/access/unit-path.sql'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { figuresIn, type Grouping } from '@/lib/statistics/rates/facts.rules'
import { factsOf } from '@/lib/statistics/rates/facts.sql'
import { type Cells, cellKey, flatOf } from '@/lib/statistics/rates/kept.rules'
import type { Lock } from '@/lib/statistics/rates/kept.sql'
import type { TypedIn } from './correction.rules'

export type OfLock = Pick<Lock, 'year' | 'path' | 'asOf'>

/** Every figure of a year as its rows say on this connection: of each unit, with all below it and alone, by year and month. */
export async function cellsOf({ year, path, asOf }: OfLock, on: On): Promise<Cells> {
  const span = { from: `${year}-01-01`, to: `${year}-12-31`, asOf }
  // Of no viewer: what is compared here is shown to nobody.
  const filter = { unitPath: path, ...span, isLive: true } as Filter
  const facts = await factsOf(filter, on)
  const cells: Cells = new Map()
  for (const groups of [['unit'], ['unit', 'month']] satisfies Grouping[][]) {
    for (const [key, figures] of figuresIn(facts, groups)) {
      const [unitId = '', month = ''] = key.split('|')
      cells.set(cellKey(unitId, month, false), flatOf(figures))
    }
    const alone = figuresIn(facts, groups, { alone: 'each' })
    for (const [key, whole] of [...cells]) {
      const [unitId = '', month = '', isAlone] = key.split('|')
      if (isAlone === '1' || (month === '') !== (groups.length === 1)) continue
      const own = flatOf(alone.at(groups.length === 1 ? unitId : `${unitId}|${month}`))
      if (JSON.stringify(own) !== JSON.stringify(whole)) cells.set(cellKey(unitId, month, true), own)
    }
  }
  return cells
}

/** The figures of the year that no rows tell, of the unit and all below it. */
export async function typedOf({ year, path }: OfLock, on: On): Promise<TypedIn[]> {
  return on.all<TypedIn>(sql`
    select f.unit_id as unitId, f.name, f.kind, f.value from other_figure f join unit u on u.id = f.unit_id
    where f.year = ${year} and ${isWithin(sql`u.path`, path)} order by u.tree_order, f.id`)
}
