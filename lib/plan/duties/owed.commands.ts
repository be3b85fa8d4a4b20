import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { touch, touchPeople } from '@/lib/organisation/calendar-version.commands'
import { DEBT_STEP } from './owed.rules'
import { owesMakeUp } from './owed.sql'

// As a literal: a bound number is a REAL, and would divide as one.
const STEP = sql.raw(String(DEBT_STEP))

/**
 * Begins and ends debts (待补学, `owesMakeUp`) in the calendars of those whose rows say so now: after a mark, a change of
 * standing, a make-up, a change of the activity. Safe to repeat. `which` speaks of attendance.
 * `feed_changed_at` stays: it says when somebody came on the list, and 我的变化 tells that as news.
 */
export async function settleDebts(tx: Tx, which: SQL): Promise<void> {
  // A leave approved ahead owes nothing before its activity has come.
  const today = dayOf(now())
  // A calendar shows a debt on its last day, so one without a day is on the list of debts alone.
  const owes = sql`(make_up_due is not null and exists (
    select 1 from activity a where a.id = attendance.activity_id and ${owesMakeUp(today, sql`attendance`)}))`
  const changed = await tx.all<{ personId: number }>(sql`
    update attendance set feed_sequence = feed_sequence + ${STEP}
    where ${which} and feed_sequence / ${STEP} % 2 <> ${owes} returning person_id as personId`)
  await touchDebtors(
    tx,
    changed.map(row => row.personId),
  )
}

/** The calendars of these people changed by a debt that began, ended or moved: that is when it was last heard of. */
export async function touchDebtors(tx: Tx, personIds: number[]): Promise<void> {
  if (personIds.length > 0) await touch(tx, 'debts', [...new Set(personIds)])
  await touchPeople(tx, personIds)
}

/** How many days after the activity a make-up is due; a debt that stands in a calendar moves with its deadline. */
export async function setMakeUpDays(tx: Tx, days: number, which: SQL): Promise<void> {
  const due = sql`date(day, ${`+${days} days`})`
  const stands = sql.raw(`feed_sequence / ${DEBT_STEP} % 2`)
  const moved = await tx.all<{ personId: number; stands: number }>(sql`
    update attendance set make_up_due = ${due}, feed_sequence = feed_sequence + ${stands} * ${sql.raw(String(2 * DEBT_STEP))}
    where ${which} and make_up_due is not ${due} returning person_id as personId, ${stands} as stands`)
  await touchDebtors(
    tx,
    moved.flatMap(row => (row.stands === 1 ? [row.personId] : [])),
  )
}
