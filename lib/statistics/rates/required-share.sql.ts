import { type SQL, sql } from 'drizzle-orm'
import { isWithin } from '@/lib/access/unit-path.sql'
import type { Filter } from './counting.sql'

/** The share that the plan of the unit, or of the nearest one above, requires in the span. */
export function requiredShareOf({ unitPath, from, to }: Filter): SQL {
  return sql`
    select p.required_share as share from plan p join unit u on u.id = p.unit_id
    where p.year between ${from.slice(0, 4)} and ${to.slice(0, 4)} and p.kind <> 'workPoints' and p.status <> 'draft'
      and ${isWithin(unitPath, sql`u.path`)}
    order by length(u.path) desc, p.kind = 'officials' desc, p.year desc limit 1`
}
