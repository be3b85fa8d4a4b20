import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { countedRows, type Filter, leftOutRows, scopeCte } from './counting.sql'
import { NO_KIND, type ReasonCode } from './reason.rules'

/** Why people of a unit did not come, and who is left out of its rates. */
export type Reasons = Record<ReasonCode, number> & {
  /** 请假 by kind, the commonest first; without a kind NO_KIND. */
  kinds: { kind: string; count: number }[]
}

export const noReasons: Reasons = {
  leaves: 0,
  absences: 0,
  unmarked: 0,
  exempted: 0,
  invited: 0,
  walkIns: 0,
  kinds: [],
}

/** By unit, each with those below it on the row's day; under '' 本级. */
export async function reasonsByUnit(filter: Filter, on: On = db): Promise<Map<string, Reasons>> {
  const rows = await on.all<{ unit: string; what: ReasonCode; kind: string | null; count: number }>(sql`
    ${scopeCte(filter)}, counted as (${countedRows(filter)}), left_out as (${leftOutRows(filter)}), missed as (
      select unit_id, day, case mark when 'leave' then 'leaves' when 'absent' then 'absences' else 'unmarked' end as what,
        iif(mark = 'leave', coalesce(leave_kind, ${NO_KIND}), null) as kind from counted where not came
      union all
      select unit_id, day, case standing when 'exempt' then 'exempted' when 'invited' then 'invited' else 'walkIns' end, null from left_out
    )
    select cast(scope.id as text) as unit, what, kind, count(*) as count
    from missed join scope on scope.leaf = missed.unit_id and missed.day between scope.from_day and scope.to_day group by 1, 2, 3
    union all
    select '', what, kind, count(*) from missed where unit_id = (select id from unit where path = ${filter.unitPath}) group by 1, 2, 3
    order by 4 desc, 3`)
  const found = new Map<string, Reasons>()
  for (const { unit, what, kind, count } of rows) {
    const reasons = found.get(unit) ?? { ...noReasons, kinds: [] }
    found.set(unit, reasons)
    reasons[what] += count
    if (kind !== null) reasons.kinds.push({ kind, count })
  }
  return found
}
