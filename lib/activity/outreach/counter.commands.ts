import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { idempotent, recordAudit } from '@/lib/access/audit.commands'
import { alterActivity, forOrganiser } from '@/lib/activity/activity.commands'
import { now } from '@/lib/core/clock'
import { Conflict, type Refused } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { waitsForReview } from '@/lib/organisation/review/review.sql'
import { topicIds } from '@/lib/plan/items/topic.commands'
import { splitTopics } from '@/lib/plan/items/topic.rules'
import type { CountInput, StallInput } from './counter.input'
import { added, type CountRefusal, type Counts, countRefusal } from './counter.rules'

/**
 * Adds what one helper has counted since the last request. The version of the activity stays the same: a form
 * about its facts cannot overwrite a count, and `recordHeads` compares the counts that its form showed.
 */
export async function addHeads(
  viewer: Viewer,
  { idempotencyKey, ...input }: CountInput,
): Promise<({ ok: true } & Counts) | Refused<CountRefusal>> {
  return write(tx =>
    idempotent(tx, viewer, `heads ${input.activityId} ${idempotencyKey}`, async () => {
      const before = await forOrganiser(tx, viewer, input.activityId)
      const refusal = countRefusal(before, dayOf(now()))
      if (refusal) return { ok: false, reason: refusal } as const
      const after = added(before, input)
      if (after === null) return { ok: false, reason: 'belowZero' } as const
      const waits =
        before.review === null && (await waitsForReview(tx, viewer, 'activities', before.hostUnitId))
      await tx
        .update(activity)
        .set({ ...after, ...(waits ? { review: 'waiting' } : {}) })
        .where(eq(activity.id, before.id))
      await recordAudit(tx, viewer, {
        action: 'stall.count',
        subject: 'activity',
        subjectId: before.id,
        before: { heads: before.heads, consultations: before.consultations },
        after,
      })
      return { ok: true, heads: after.heads ?? 0, consultations: after.consultations ?? 0 } as const
    }),
  )
}

/** Saves topics, co-hosts and the summary of a stall. Idempotent. Throws Conflict on an older version. */
export async function saveStall(viewer: Viewer, input: StallInput): Promise<{ ok: true; id: number }> {
  return write(tx =>
    idempotent(tx, viewer, `stall ${JSON.stringify(input)}`, () => putStall(tx, viewer, input)),
  )
}

async function putStall(tx: Tx, viewer: Viewer, input: StallInput): Promise<{ ok: true; id: number }> {
  const before = await forOrganiser(tx, viewer, input.id)
  if (before.version !== input.version) throw new Conflict(before)
  const named = await topicIds(tx, splitTopics(input.newTopics))
  const coHosts = input.coHosts
    .split(/[、,，;；]/)
    .map(name => name.trim())
    .filter(Boolean)
  await alterActivity(tx, viewer, before, { remark: input.remark }, undefined, {
    coHosts,
    topicIds: [...input.topics, ...named],
  })
  return { ok: true, id: before.id } as const
}
