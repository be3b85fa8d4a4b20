import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { reachCtes } from '@/lib/access/unit-place.sql'
import type { Day } from '@/lib/core/time'

type Span = { unitId: number; from: Day; to: Day }

/** The unit of this name that was the unit of the report, or below it, on a day of the span; null where several were. */
export async function unitNamedThen(
  viewer: Viewer,
  name: string,
  { unitId, from, to }: Span,
  on: On,
): Promise<number | null> {
  const found = await on.all<{ id: number }>(sql`
    with recursive ${reachCtes}
    select distinct u.id from unit u join reach r on r.leaf = u.id and r.id = ${unitId}
    where u.name = ${name} and r.from_day <= ${to} and r.to_day >= ${from}
      and (u.first_day is null or u.first_day <= ${to}) and (u.last_day is null or u.last_day >= ${from})
      and ${inScope(viewer, sql`u.path`)} limit 2`)
  return found.length === 1 ? (found[0]?.id ?? null) : null
}

/** The units that stood directly below the unit on a day of the span, in the office's order. */
export async function unitsBelowThen(
  { unitId, from, to }: Span,
  on: On,
): Promise<{ id: number; name: string }[]> {
  return on.all(sql`
    with recursive ${reachCtes}
    select u.id, u.name from unit u where exists (select 1 from place p
      where p.unit_id = u.id and p.parent_id = ${unitId} and p.from_day <= ${to} and p.to_day >= ${from})
    order by u.tree_order`)
}
