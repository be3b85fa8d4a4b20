import { type SQL, sql } from 'drizzle-orm'
import { advisersOf, communityRows, type Filter } from './counting.sql'
import { fullTimeRows, unreviewedWorks, workRows, worksUnder } from './legal-work.sql'
import type { FigureCode, RowKind } from './rate.rules'

export type Listing = { kind: RowKind; having: SQL; listed: SQL; order: SQL }

/** The rows of a figure that is counted from records of legal work or from advisers; null for any other. */
export function recordsListed(filter: Filter, code: FigureCode): Listing | null {
  if (code === 'communitiesWithAdviser') return advisedRows(filter)
  if (code === 'fullTimeAdvisers') return fullTimeListed(filter)
  if (code === 'worksAwaitingReview') return worksListed(filter, sql`1`, unreviewedWorks)
  const which = (worksUnder as Partial<Record<FigureCode, SQL>>)[code]
  return which ? worksListed(filter, which) : null
}

function worksListed(filter: Filter, which: SQL, of = workRows): Listing {
  return {
    kind: 'works',
    having: sql`work as (${of(filter)}), picked as (select * from work where ${which})`,
    listed: sql`
      select w.id, w.day, w.kind, coalesce(v.name, p.name, '') as who, w.matter, w.paper, u.name as unitName, 1 as n, 0 as d
      from picked join legal_work w on w.id = picked.id join unit u on u.id = w.unit_id
        left join adviser v on v.id = w.adviser_id left join person p on p.id = w.person_id`,
    order: sql`day, id`,
  }
}

function fullTimeListed(filter: Filter): Listing {
  return {
    kind: 'advisers',
    having: sql`full_time as (${fullTimeRows(filter)})`,
    listed: sql`
      select v.name, v.firm, v.contract, group_concat(u.name, '、') as unitName, min(v.from_day) as fromDay, v.to_day as toDay,
        min(v.id) as id, 1 as n, 0 as d
      from full_time f join adviser v on v.id = f.id join unit u on u.id = v.unit_id group by v.name`,
    order: sql`id`,
  }
}

function advisedRows(filter: Filter): Listing {
  return {
    kind: 'communities',
    having: sql`community as (${communityRows(filter)})`,
    listed: sql`
      select c.name as unitName, c.tree_order as treeOrder, c.served as n, 1 as d,
        (select group_concat(a.name, '、') from ${advisersOf(filter)}) as advisers
      from community c join unit u on u.id = c.id`,
    order: sql`treeOrder`,
  }
}
