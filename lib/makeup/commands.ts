import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { attendance, makeUp } from '@/db/schema/attendance'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '../access/rules'
import { type Refused, theRow } from '../attendance/commands'
import { rowOf } from '../attendance/queries'
import { type MakeUpRefusal, makeUpRefusal } from '../attendance/rules'
import { recordAudit } from '../audit/commands'
import { now } from '../clock'
import { Forbidden } from '../errors'
import { settleDebts, touchDebtors } from '../feed/commands'
import { DEBT_STEP } from '../feeditem/rules'
import { dayOf } from '../time/rules'
import type { MakeUpInput } from './input'

type Row = typeof attendance.$inferSelect

/** 补学 stands beside the mark, which stays: the rate of the day remains true. Also after the roll was closed. */
export async function recordMakeUp(
  viewer: Viewer,
  input: MakeUpInput,
): Promise<{ ok: true; row: Row } | Refused<MakeUpRefusal>> {
  return write(async tx => {
    const { activity: of, unit: host, row } = await rowOf(viewer, input.activityId, input.personId, tx)
    if (!canOrganise(viewer, host.path)) throw new Forbidden()
    if (row.madeUpOn === input.day) return { ok: true, row } as const
    const refusal = makeUpRefusal(of, row, input.day, dayOf(now()))
    if (refusal) return { ok: false, reason: refusal, field: 'day' } as const
    const [saved] = await tx
      .update(attendance)
      .set({ madeUpOn: input.day, version: row.version + 1 })
      .where(and(theRow(input.activityId, input.personId), eq(attendance.version, row.version)))
      .returning()
    await tx
      .insert(makeUp)
      .values({ ...input, state: 'approved', askedAt: now(), decidedAt: now(), decidedBy: viewer.accountId })
    await settleDebts(tx, sql`activity_id = ${of.id} and person_id = ${row.personId}`)
    await recordAudit(tx, viewer, {
      action: 'attendance.makeUp',
      subject: 'attendance',
      subjectId: `${of.id}/${row.personId}`,
      before: row,
      after: saved,
    })
    return { ok: true, row: saved as Row } as const
  })
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
