import { eq, sql } from 'drizzle-orm'
import { activity } from '@/db/schema/activity'
import { meetingRecord } from '@/db/schema/attendance'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { requireVersion } from '@/lib/access/versioned.commands'
import { forOrganiser } from '@/lib/activity/activity.commands'
import { now } from '@/lib/core/clock'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import type { StudyRecordInput } from './study-record.input'
import { recordFields } from './study-record.rules'
import { recordOf } from './study-record.sql'

/**
 * 学习记录, and whether the meeting had legal content (含学法内容). Idempotent; a record that somebody else has changed
 * throws Conflict with the newer one. A session of theory alone is left out of 参学率 only where its plan says so.
 */
export async function saveStudyRecord(viewer: Viewer, input: StudyRecordInput) {
  return write(async tx => {
    const of = await forOrganiser(tx, viewer, input.activityId)
    if (of.status === 'draft' || of.status === 'cancelled')
      return { ok: false, reason: of.status === 'draft' ? 'notScheduled' : 'cancelled' } as const
    const before = await recordOf(of.id, tx)
    const written = Object.fromEntries(recordFields.map(field => [field, input[field]]))
    const same = recordFields.every(field => (before?.[field] ?? '') === input[field])
    if (same && of.lawContent === input.lawContent) return { ok: true, id: of.id } as const
    // The flag affects closed figures as marks do: to change it the roll must be reopened.
    if (of.status === 'closed' && of.lawContent !== input.lawContent && of.theoryLeftOut)
      return { ok: false, reason: 'rollClosed', field: 'lawContent' } as const
    requireVersion({ ...before, version: before?.version ?? 0, lawContent: of.lawContent }, input.version)
    const after = { ...written, version: input.version + 1, changedBy: viewer.accountId, changedAt: now() }
    await tx
      .insert(meetingRecord)
      .values({ activityId: of.id, ...after })
      .onConflictDoUpdate({ target: meetingRecord.activityId, set: after })
    if (of.lawContent !== input.lawContent) {
      await tx.update(activity).set({ lawContent: input.lawContent }).where(eq(activity.id, of.id))
      await settleDebts(tx, sql`activity_id = ${of.id}`)
    }
    await recordAudit(tx, viewer, {
      action: 'activity.record',
      subject: 'activity',
      subjectId: of.id,
      before: { ...before, lawContent: of.lawContent },
      after: { ...written, lawContent: input.lawContent },
    })
    return { ok: true, id: of.id } as const
  })
}
