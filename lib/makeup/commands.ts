import { and, eq } from 'drizzle-orm'
import { attendance, makeUp } from '@/db/schema/attendance'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '../access/rules'
import { type Refused, theRow } from '../attendance/commands'
import { rowOf } from '../attendance/queries'
import { type MakeUpRefusal, makeUpRefusal } from '../attendance/rules'
import { recordAudit } from '../audit/commands'
import { now } from '../clock'
import { Forbidden } from '../errors'
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
