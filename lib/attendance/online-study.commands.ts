import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Conflict, Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { type Day, dayOf } from '@/lib/core/time'
import { isOver } from '@/lib/organisation/audience/frozen.rules'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { theRow } from './attendance.commands'
import { rowOf } from './attendance.queries'
import type { CompletionInput } from './online-study.input'
import { type CompletionRefusal, completionRefusal } from './online-study.rules'

type Row = typeof attendance.$inferSelect

/**
 * 登记完成: sets one person's day of completion by hand, in addition to imported sheets. Idempotent; an older page
 * throws Conflict with the present row. Throws NotFound for an activity that is no online study.
 */
export async function recordCompletion(
  viewer: Viewer,
  input: CompletionInput,
): Promise<{ ok: true; row: Row } | Refused<CompletionRefusal>> {
  return write(async tx => {
    const { activity: study, unit: host, row } = await rowOf(viewer, input.activityId, input.personId, tx)
    if (!isOnlineStudy(study.form)) throw new NotFound()
    if (!canOrganise(viewer, host.path)) throw new Forbidden()
    const refusal = completionRefusal(study, row, input.completedOn, dayOf(now()))
    if (refusal) return { ok: false, reason: refusal, field: 'completedOn' } as const
    if (row.completedOn === input.completedOn) return { ok: true, row } as const
    const [saved] = await tx
      .update(attendance)
      .set({
        completedOn: input.completedOn,
        how: 'sheet',
        markedBy: viewer.accountId,
        markedAt: now(),
        version: input.version + 1,
      })
      .where(and(theRow(input.activityId, input.personId), eq(attendance.version, input.version)))
      .returning()
    if (!saved) throw new Conflict(row)
    // The first completion freezes the list of who is due.
    await tx
      .update(activity)
      .set({ rollOpenedAt: now() })
      .where(and(eq(activity.id, study.id), isNull(activity.rollOpenedAt)))
    await recordAudit(tx, viewer, {
      action: 'study.complete',
      subject: 'attendance',
      subjectId: `${study.id}/${row.personId}`,
      before: row,
      after: saved,
    })
    return { ok: true, row: saved } as const
  })
}

type Study = typeof activity.$inferSelect

/**
 * Writes the completions of a sheet and closes a study that is over, unless it is kept open as the sheet names only part
 * of who is due. For imports: it neither authorises nor judges.
 */
export async function recordCompletions(
  tx: Tx,
  viewer: Viewer,
  {
    study,
    rows,
    isKeptOpen,
  }: { study: Study; rows: { personId: number; completedOn: Day | null }[]; isKeptOpen: boolean },
  reason: string | undefined,
): Promise<void> {
  await inParts(rows, part =>
    tx.run(sql`
      update attendance set completed_on = r.value ->> 'completedOn', how = 'import', marked_by = ${viewer.accountId}, marked_at = ${now()}, version = version + 1
      from json_each(${JSON.stringify(part)}) r where activity_id = ${study.id} and person_id = r.value ->> 'personId'`),
  )
  const isClosing = isOver(study, now()) && study.status !== 'closed' && !isKeptOpen
  if (isClosing || study.rollOpenedAt === null) {
    await tx
      .update(activity)
      .set({
        ...(isClosing ? { status: 'closed' as const, rollClosedAt: now() } : {}),
        rollOpenedAt: study.rollOpenedAt ?? now(),
        version: study.version + 1,
      })
      .where(eq(activity.id, study.id))
  }
  if (rows.length > 0 || isClosing)
    await recordAudit(tx, viewer, {
      action: 'study.import',
      subject: 'activity',
      subjectId: study.id,
      reason,
      after: rows,
    })
}
