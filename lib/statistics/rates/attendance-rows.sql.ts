import { type SQL, sql } from 'drizzle-orm'
import { assignedRows, countedRows, type Filter, leftOutRows } from './counting.sql'
import type { Listing } from './legal-work-rows.sql'
import type { FigureCode } from './rate.rules'
import { NO_KIND } from './reason.rules'

export const byPerson = sql`treeOrder, position, personId`
export const ofPerson = sql`p.id as personId, p.name, p.position, u.name as unitName, u.tree_order as treeOrder`

/** The rows of attendance behind a figure that counts them; null for every other figure. */
export function attendanceListed(filter: Filter, code: FigureCode, target: string): Listing | null {
  switch (code) {
    case 'attendanceRate':
      return rowsOf(filter, sql`came`, sql`1`)
    case 'participationRate':
      return rowsOf(filter, sql`studied`, sql`not aside`)
    case 'bestStillPossible':
      return rowsOf(filter, sql`best`, sql`1`)
    case 'assigned':
      return rowsOf(filter, sql`studied`, sql`1`, sql`1`, assignedRows)
    case 'setAside':
      return rowsOf(filter, sql`1`, sql`0`, sql`aside`)
    case 'madeUp':
      return rowsOf(filter, sql`1`, sql`0`, sql`studied and not came`)
    case 'leaves':
      return rowsOf(filter, sql`1`, sql`0`, sql`c.mark = 'leave' ${ofKind(target)}`)
    case 'absences':
      return rowsOf(filter, sql`1`, sql`0`, sql`c.mark = 'absent'`)
    case 'unmarked':
      return rowsOf(filter, sql`1`, sql`0`, sql`c.mark is null`)
    case 'exempted':
      return rowsOf(filter, sql`1`, sql`0`, sql`c.standing = 'exempt'`, leftOutRows)
    case 'invited':
      return rowsOf(filter, sql`1`, sql`0`, sql`c.standing = 'invited'`, leftOutRows)
    case 'walkIns':
      return rowsOf(filter, sql`1`, sql`0`, sql`c.standing = 'walkIn'`, leftOutRows)
    default:
      return null
  }
}

function ofKind(kind: string): SQL {
  if (kind === '') return sql``
  return kind === NO_KIND ? sql`and c.leave_kind is null` : sql`and c.leave_kind = ${kind}`
}

function rowsOf(
  filter: Filter,
  n: SQL,
  d: SQL,
  which: SQL = sql`1`,
  of: (filter: Filter) => SQL = countedRows,
): Listing {
  return {
    kind: 'attendance',
    having: sql`counted as (${of(filter)})`,
    listed: sql`
      select ${ofPerson}, a.id as activityId, a.title, a.day, c.mark, c.made_up_on as madeUpOn, c.make_up_due as makeUpDue,
        c.standing, iif(c.standing = 'exempt', c.reason, iif(c.mark = 'leave', c.leave_kind, null)) as why,
        ${n} as n, ${d} as d
      from counted c join person p on p.id = c.person_id join unit u on u.id = c.unit_id join activity a on a.id = c.activity_id
      where ${which}`,
    order: sql`${byPerson}, day, activityId`,
  }
}
