import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.rules'
import type { Instant } from '@/lib/core/time'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { lockOver } from '@/lib/statistics/rates/kept.sql'
import { type Moves, toldOf } from './correction.rules'

/** Who corrected what in a locked year, when and why; of figures alone that the viewer may see. */
export type Correction = {
  id: number
  at: Instant
  by: string | null
  reason: string | null
  moves: Moves
  more: number
}

/** So many corrections are listed, the newest first, with so many figures each. */
const MOST = 50
const MOST_MOVES = 12

/** The lock that holds for the unit and span, with its corrections; null where there is none. */
export async function lockShown(
  viewer: Viewer,
  filter: Pick<Filter, 'unitPath' | 'from' | 'to'> & { unitId: number },
  on: On = db,
) {
  const lock = await lockOver(filter, on)
  if (!lock) return null
  const { year, unitId: lockUnitId } = lock
  const [[made], rows, seen] = await Promise.all([
    on.all<{ by: string | null; unitName: string; cells: number }>(sql`
      select p.name as by, u.name as unitName, exists (
        select 1 from locked_figure f where f.year = l.year and f.lock_unit_id = l.unit_id) as cells
      from locked_year l join unit u on u.id = l.unit_id left join account a on a.id = l.locked_by left join person p on p.id = a.person_id
      where l.year = ${year} and l.unit_id = ${lockUnitId}`),
    on.all<{ id: number; at: number; by: string | null; reason: string | null; moved: string }>(sql`
      select e.id, e.at, coalesce(p.name, t.actor) as by, t.reason, c.moved
      from figure_correction c join audit e on e.id = c.audit_id left join audit_text t on t.audit_id = e.id
        left join account a on a.id = e.account_id left join person p on p.id = a.person_id
      where c.year = ${year} and c.lock_unit_id = ${lockUnitId} order by c.audit_id desc`),
    on.all<{ id: number; name: string; path: string }>(sql`
      select unit.id, unit.name, unit.path from unit where ${inScope(viewer, sql`unit.path`)}`),
  ])
  const names = new Map(
    seen.filter(each => isWithin(each.path, filter.unitPath)).map(each => [each.id, each.name]),
  )
  const all = rows.flatMap(({ moved, ...entry }): Correction[] => {
    const { figures, typed } = JSON.parse(moved) as Moves
    const isSeen = ({ unitId }: { unitId: number }) => names.has(unitId)
    const told = toldOf({ figures: figures.filter(isSeen), typed: [] }, filter.unitId)
    const moves = { figures: told.slice(0, MOST_MOVES), typed: typed.filter(isSeen).slice(0, MOST_MOVES) }
    const more = told.length - moves.figures.length
    return moves.figures.length + moves.typed.length > 0 ? [{ ...entry, moves, more }] : []
  })
  return {
    ...lock,
    by: made?.by ?? null,
    unitName: made?.unitName ?? '',
    /** A lock of an earlier release kept the figures of the annex alone. */
    keepsAll: Boolean(made?.cells),
    corrections: all.slice(0, MOST),
    moreCorrections: Math.max(0, all.length - MOST),
    names,
  }
}
export type LockShown = NonNullable<Awaited<ReturnType<typeof lockShown>>>

/** The units that the viewer may see, by name: of others no figure is told. */
export async function seenNames(viewer: Viewer, on: On = db): Promise<Map<number, string>> {
  const rows = await on.all<{ id: number; name: string }>(
    sql`select unit.id, unit.name from unit where ${inScope(viewer, sql`unit.path`)}`,
  )
  return new Map(rows.map(each => [each.id, each.name]))
}
