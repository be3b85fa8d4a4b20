import { and, count, eq, isNull } from 'drizzle-orm'
import { db, type On, type Tx } from '@/db/client'
import { activityHeads } from '@/db/schema/activity'
import { evidence } from '@/db/schema/output'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { activityById } from '@/lib/activity/activity.queries'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { itemOf } from '@/lib/plan/plan.queries'
import type { AttachmentInput } from './attachment.input'
import { attachmentById, mayProve } from './attachment.queries'
import { type FileFault, fileNameOf, isProof, mayAttachToItem, mostOf, storable } from './attachment.rules'
import { withStoredFile } from './file-store.commands'

export type AttachmentRefusal = FileFault | 'notKept' | 'planClosed' | 'noUnit' | 'tooMany'
export type Added = { ok: true; id: number } | Refused<AttachmentRefusal>
export type Given = AttachmentInput & { bytes: Uint8Array; fileName: string }

/**
 * Attaches a file to an activity, to a person's leave or make-up, or to an item of a plan. The file is on disk
 * before its row is written, so no row is without a file. Idempotent: the same key, or the same content at the same
 * place, returns the first row. A full disk is refused as `notKept`, and nothing is left half done.
 */
export async function addAttachment(viewer: Viewer, given: Given): Promise<Added> {
  // Checked before any byte is stored, and again in the transaction.
  const refusal = await refusalFor(viewer, given, db)
  if (refusal) return { ok: false, reason: refusal }
  const fit = storable(given.bytes, given.kind)
  if (!fit.ok) return fit
  const { bytes, ...facts } = fit.file
  try {
    return await withStoredFile(bytes, hash =>
      write(tx =>
        putAttachment(tx, viewer, given, {
          ...facts,
          hash,
          size: bytes.length,
          name: fileNameOf(given.fileName, facts.mediaType),
        }),
      ),
    )
  } catch (error) {
    if (isDiskFault(error)) return { ok: false, reason: 'notKept' }
    throw error
  }
}

/**
 * Removes it from every page; the file stays on disk, and the log says who and why. An attachment that
 * completed an item of a closed plan cannot be removed.
 */
export async function removeAttachment(
  viewer: Viewer,
  { id, reason }: { id: number; reason: string | null },
) {
  return write(async tx => {
    const found = await attachmentById(viewer, id, tx)
    const { activityId, planItemId, planId, kind, name, personId } = found
    if (!found.mayRemove) throw new Forbidden()
    if (planItemId !== null && (await itemOf(viewer, planItemId, dayOf(now()), tx)).plan.status === 'closed')
      return { ok: false, reason: 'planClosed' } as const
    await tx.update(evidence).set({ removedAt: now() }).where(eq(evidence.id, id))
    await tx.update(activityHeads).set({ evidenceId: null }).where(eq(activityHeads.evidenceId, id))
    await recordAudit(tx, viewer, {
      action: 'evidence.remove',
      ...subjectOf({ id, kind, activityId, planItemId }),
      reason,
      before: { id, kind, name, personId },
    })
    return { ok: true, activityId, planItemId, planId } as const
  })
}

export type Facts = Pick<
  typeof evidence.$inferInsert,
  'hash' | 'mediaType' | 'size' | 'name' | 'width' | 'height'
>

/** Writes the row of a file that is on disk, in the transaction of its caller: see `addAttachment`. */
export async function putAttachment(
  tx: Tx,
  viewer: Viewer,
  given: AttachmentInput,
  facts: Facts,
): Promise<Added> {
  const refusal = await refusalFor(viewer, given, tx)
  if (refusal) return { ok: false, reason: refusal }
  const { kind, activityId, planItemId, unitId } = given
  const personId = isProof(kind) ? given.personId : null
  // The key is scoped to the sender's account: guessing one must not reveal what somebody else has sent.
  const idempotencyKey = given.idempotencyKey === '' ? null : `${viewer.accountId}:${given.idempotencyKey}`
  const sent =
    idempotencyKey === null
      ? []
      : await tx.select().from(evidence).where(eq(evidence.idempotencyKey, idempotencyKey))
  if (sent[0]) return { ok: true, id: sent[0].id }
  const there = await tx
    .select({ id: evidence.id, hash: evidence.hash })
    .from(evidence)
    .where(
      and(
        eq(evidence.kind, kind),
        activityId === null ? isNull(evidence.activityId) : eq(evidence.activityId, activityId),
        planItemId === null ? isNull(evidence.planItemId) : eq(evidence.planItemId, planItemId),
        personId === null ? isNull(evidence.personId) : eq(evidence.personId, personId),
        isNull(evidence.removedAt),
      ),
    )
  const same = there.find(each => each.hash === facts.hash)
  if (!same && there.length >= mostOf(kind)) return { ok: false, reason: 'tooMany' }
  const id =
    same?.id ??
    (await insert(tx, viewer, { ...facts, kind, activityId, planItemId, personId, idempotencyKey }))
  if (kind === 'paperList' && activityId !== null && unitId !== null)
    await tx
      .update(activityHeads)
      .set({ evidenceId: id })
      .where(and(eq(activityHeads.activityId, activityId), eq(activityHeads.unitId, unitId)))
  return { ok: true, id }
}

async function insert(
  tx: Tx,
  viewer: Viewer,
  row: Omit<typeof evidence.$inferInsert, 'id' | 'addedBy' | 'addedAt'>,
): Promise<number> {
  const [made] = await tx
    .insert(evidence)
    .values({ ...row, addedBy: viewer.accountId, addedAt: now() })
    .returning({ id: evidence.id })
  const { id } = made as { id: number }
  const { kind = 'photo', activityId = null, planItemId = null, name, size } = row
  await recordAudit(tx, viewer, {
    action: 'evidence.add',
    ...subjectOf({ id, kind, activityId, planItemId }),
    after: { id, kind, name, size, personId: row.personId ?? null },
  })
  return id
}

type Place = {
  id: number
  kind: (typeof evidence.$inferSelect)['kind']
  activityId: number | null
  planItemId: number | null
}

/**
 * The subject in the audit log: many people read an activity's history, so the proof of a person's leave has
 * its own.
 */
export function subjectOf({ id, kind, activityId, planItemId }: Place) {
  if (isProof(kind)) return { subject: 'evidence', subjectId: id }
  if (activityId !== null) return { subject: 'activity', subjectId: activityId }
  return { subject: 'planItem', subjectId: planItemId ?? 0 }
}

/** Why the file may not be attached there; throws NotFound and Forbidden like every command. */
async function refusalFor(viewer: Viewer, given: AttachmentInput, on: On): Promise<AttachmentRefusal | null> {
  const { kind, activityId, planItemId, personId, unitId } = given
  if (planItemId !== null) {
    if (isProof(kind)) throw new NotFound()
    const { plan, item } = await itemOf(viewer, planItemId, dayOf(now()), on)
    if (plan.status === 'closed') return 'planClosed'
    if (!mayAttachToItem(viewer, plan, item)) throw new Forbidden()
    return null
  }
  if (activityId === null) throw new NotFound()
  if (isProof(kind)) {
    if (personId === null || !(await mayProve(viewer, activityId, personId, on))) throw new NotFound()
    return null
  }
  const { unit: host } = await activityById(viewer, activityId, on)
  if (!canOrganise(viewer, host.path)) throw new Forbidden()
  if (unitId === null) return null
  const [heads] = await on
    .select({ units: count() })
    .from(activityHeads)
    .where(and(eq(activityHeads.activityId, activityId), eq(activityHeads.unitId, unitId)))
  return heads?.units === 1 ? null : 'noUnit'
}

// On a full disk the engine rolls the transaction back by itself; our own rollback then finds it closed.
const diskFaults = new Set(
  `ENOSPC EDQUOT EFBIG EROFS EACCES EPERM EIO ENOTDIR EEXIST SQLITE_FULL SQLITE_IOERR TRANSACTION_CLOSED`.split(
    ' ',
  ),
)

export function isDiskFault(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if (diskFaults.has((at as NodeJS.ErrnoException).code ?? '')) return true
  return false
}
