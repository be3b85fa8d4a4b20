import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { attendance, makeUp } from '@/db/schema/attendance'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { addDays, type Day, monthOf, yearOf } from '@/lib/core/time'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'
import { leaveKindsOf } from '@/lib/organisation/settings/setting.queries'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import type { Mark, Standing } from './attendance.rules'
import { leaveFacts } from './leave-kind.rules'

/** A row of a roll as a sheet makes it. */
export type RollRow = {
  personId: number
  unitId: number
  standing: Standing
  byHand: boolean
  mark: Mark | null
  madeUpOn: Day | null
  /** How it was made up, as a 补学登记表 says. */
  madeUpWay?: string | null
  reason: string | null
  /** 登记时间 where the sheet has one. */
  markedAt: number | null
  isNew: boolean
}
export type Roll = { activity: typeof activity.$inferSelect; rows: RollRow[] }

/**
 * Writes the rows of a roll, opens it, and closes it unless told to keep it open; `leavesRoll` does neither, where only
 * make-ups are written. For imports: it neither authorises nor
 * judges.
 */
export async function recordRoll(
  tx: Tx,
  viewer: Viewer,
  { activity: of, rows }: Roll,
  options: { keepOpen?: boolean; leavesRoll?: boolean; reason?: string },
): Promise<void> {
  const was = new Map<number, typeof attendance.$inferSelect>()
  await inParts(
    rows.map(each => each.personId),
    async ids => {
      const before = await tx
        .select()
        .from(attendance)
        .where(and(eq(attendance.activityId, of.id), inArray(attendance.personId, ids)))
      for (const each of before) was.set(each.personId, each)
    },
  )
  const kinds = await leaveKindsOf(tx)
  // Who marked somebody, and when, is not who entered the make-up.
  const leaves = sql`(${options.leavesRoll ? 1 : 0} and mark is excluded.mark)`
  if (rows.length > 0) {
    const facts = {
      day: of.day,
      year: yearOf(of.day),
      month: monthOf(of.day),
      form: of.form,
      makeUpDue: addDays(of.day, of.makeUpDays),
    }
    const written = rows.map(each => ({
      ...each,
      markedAt: each.markedAt ?? now(),
      ...leaveFacts(each.mark, each.reason, kinds, was.get(each.personId)),
    }))
    await inParts(written, part =>
      tx.run(sql`
      insert into attendance (activity_id, person_id, unit_id, day, year, month, form, make_up_due, standing, standing_by_hand, mark, made_up_on,
        leave_kind, leave_rule, reason, how, marked_by, marked_at, feed_changed_at)
      select ${of.id}, r.value ->> 'personId', r.value ->> 'unitId', ${facts.day}, ${facts.year}, ${facts.month}, ${facts.form}, ${facts.makeUpDue},
        r.value ->> 'standing', r.value ->> 'byHand', r.value ->> 'mark', r.value ->> 'madeUpOn', r.value ->> 'leaveKind', r.value ->> 'leaveRule', r.value ->> 'reason', 'import',
        ${viewer.accountId}, r.value ->> 'markedAt', ${now()}
      from json_each(${JSON.stringify(part)}) r where true
      on conflict (activity_id, person_id) do update set
        feed_sequence = feed_sequence + (standing is not excluded.standing), standing = excluded.standing,
        standing_by_hand = excluded.standing_by_hand, mark = excluded.mark, made_up_on = excluded.made_up_on, reason = excluded.reason,
        leave_kind = excluded.leave_kind, leave_rule = excluded.leave_rule,
        how = iif(${leaves}, how, 'import'), marked_by = iif(${leaves}, marked_by, excluded.marked_by),
        marked_at = iif(${leaves}, marked_at, excluded.marked_at), version = version + 1,
        feed_changed_at = case when standing is not excluded.standing then excluded.feed_changed_at else feed_changed_at end`),
    )
    const madeUp = rows.filter(
      each => each.madeUpOn !== null && was.get(each.personId)?.madeUpOn !== each.madeUpOn,
    )
    await inParts(madeUp, part =>
      tx.insert(makeUp).values(
        part.map(each => ({
          activityId: of.id,
          personId: each.personId,
          day: each.madeUpOn as Day,
          way: 'import' as const,
          note: each.madeUpWay ?? null,
          state: 'approved' as const,
          askedAt: now(),
          decidedAt: now(),
          decidedBy: viewer.accountId,
        })),
      ),
    )
    await touchPeople(
      tx,
      rows
        .filter(each => each.isNew || was.get(each.personId)?.standing !== each.standing)
        .map(each => each.personId),
    )
  }
  const isClosing = !options.leavesRoll && !options.keepOpen && of.status !== 'closed'
  const isOpening = !options.leavesRoll && (of.rollOpenedAt === null || of.status === 'scheduled')
  // Importing the same sheet again writes nothing, not even to the log.
  if (rows.length === 0 && !isClosing && !isOpening) return
  if (isClosing || isOpening) {
    await tx
      .update(activity)
      .set({
        status: options.keepOpen && of.status !== 'closed' ? 'held' : 'closed',
        rollOpenedAt: of.rollOpenedAt ?? now(),
        rollClosedAt: isClosing ? now() : of.rollClosedAt,
        version: of.version + 1,
      })
      .where(eq(activity.id, of.id))
  }
  await settleDebts(tx, sql`activity_id = ${of.id}`)
  await recordAudit(tx, viewer, {
    action: isClosing ? 'attendance.importAndClose' : 'attendance.import',
    subject: 'activity',
    subjectId: of.id,
    reason: options.reason,
    before: rows
      .flatMap(each => was.get(each.personId) ?? [])
      .map(({ personId, mark, standing, madeUpOn }) => ({ personId, mark, standing, madeUpOn })),
    after: rows.map(({ personId, mark, standing, madeUpOn }) => ({ personId, mark, standing, madeUpOn })),
  })
}
