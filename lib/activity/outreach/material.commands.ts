import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import { channel, output } from '@/db/schema/output'
import { write } from '@/db/write'
import { requireOrganiser } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { idempotent, recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { activityById } from '@/lib/activity/activity.queries'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { reviewAfter } from '@/lib/organisation/review/review.rules'
import { waitingUnits, waitsForReview } from '@/lib/organisation/review/review.sql'
import type { ChangeMaterialInput, MaterialInput, RemoveMaterialInput } from './material.input'
import { materialById } from './material.queries'

type Row = typeof output.$inferSelect
type Facts = Omit<typeof output.$inferInsert, 'id' | 'copy' | 'createdAt'>

/** A new entry of the ledger, for an activity or for a unit alone. */
export async function addMaterial(
  viewer: Viewer,
  { idempotencyKey, ...input }: MaterialInput & { idempotencyKey?: string },
): Promise<{ ok: true; id: number }> {
  return write(tx => {
    const add = async () => {
      await requireMayWrite(tx, viewer, input)
      const made = await putMaterial(tx, viewer, input)
      return { ok: true, id: made.id } as const
    }
    return idempotencyKey ? idempotent(tx, viewer, `${idempotencyKey} ${JSON.stringify(input)}`, add) : add()
  })
}

/** Writes the entry; of two equal rows the second is a second fact and gets the next `copy` number. */
export async function putMaterial(tx: Tx, viewer: Viewer, facts: Facts): Promise<Row> {
  const review = (await waitsForReview(tx, viewer, 'outputs', facts.unitId)) ? 'waiting' : null
  const [made] = await tx
    .insert(output)
    .values({ ...facts, review, copy: (await copiesOf(tx, facts)) + 1, createdAt: now() })
    .returning()
  const row = made as Row
  await recordAudit(tx, viewer, { action: 'output.add', subject: 'output', subjectId: row.id, after: row })
  return row
}

/** Writes many entries whose `copy` numbers are known. For imports: it neither authorises nor judges. */
export async function putMaterials(
  tx: Tx,
  viewer: Viewer,
  given: (Facts & { copy: number })[],
): Promise<void> {
  const at = now()
  const made: Row[] = []
  const units = given.map(each => each.unitId)
  const waiting = await waitingUnits(tx, viewer, 'outputs', units)
  await inParts(given, async part => {
    const review = (unitId: number) => (waiting.has(unitId) ? ('waiting' as const) : null)
    const values = part.map(each => ({ ...each, review: review(each.unitId), createdAt: at }))
    made.push(...(await tx.insert(output).values(values).returning()))
  })
  await recordAudit(
    tx,
    viewer,
    ...made.map(row => ({ action: 'output.add' as const, subject: 'output', subjectId: row.id, after: row })),
  )
}

/** Throws Conflict on an older version. */
export async function changeMaterial(
  viewer: Viewer,
  input: ChangeMaterialInput,
): Promise<{ ok: true; id: number }> {
  const { id, version, ...facts } = input
  return writeVersioned(viewer, 'output.change', input, async tx => {
    const before = await forOrganiser(tx, viewer, id)
    requireVersion(before, version)
    await requireMayWrite(tx, viewer, facts)
    const review = reviewAfter('outputs', before, facts, true)
    const waits = 'review' in review && (await waitsForReview(tx, viewer, 'outputs', facts.unitId))
    const set = { ...facts, ...(waits ? review : {}) }
    const saved = await alterRow(tx, output, eq(output.id, id), version, set)
    await recordAudit(tx, viewer, {
      action: 'output.change',
      subject: 'output',
      subjectId: id,
      before,
      after: saved,
    })
    return { ok: true, id } as const
  })
}

/** Removes an entry from the ledger, as it was seen; the audit log has its content and the reason. */
export async function removeMaterial(viewer: Viewer, input: RemoveMaterialInput): Promise<{ ok: true }> {
  const { id, version, reason } = input
  return writeVersioned(viewer, 'output.remove', input, async tx => {
    const before = await forOrganiser(tx, viewer, id)
    requireVersion(before, version)
    await tx.delete(output).where(eq(output.id, id))
    await recordAudit(tx, viewer, {
      action: 'output.remove',
      subject: 'output',
      subjectId: id,
      reason,
      before,
    })
    return { ok: true } as const
  })
}

async function forOrganiser(tx: Tx, viewer: Viewer, id: number): Promise<Row> {
  const { mayChange } = await materialById(viewer, id, tx)
  if (!mayChange) throw new Forbidden()
  const [row] = await tx.select().from(output).where(eq(output.id, id))
  return row as Row
}

async function requireMayWrite(tx: Tx, viewer: Viewer, { unitId, channelId, activityId }: MaterialInput) {
  await requireOrganiser(viewer, unitId, tx)
  const [way] = await tx.select({ id: channel.id }).from(channel).where(eq(channel.id, channelId))
  if (!way) throw new NotFound()
  if (activityId !== null) await activityById(viewer, activityId, tx)
}

async function copiesOf(tx: Tx, facts: Facts): Promise<number> {
  const [found] = await tx
    .select({ copies: sql<number>`coalesce(max(${output.copy}), 0)` })
    .from(output)
    .where(
      and(
        eq(output.day, facts.day),
        eq(output.channelId, facts.channelId),
        eq(output.quantity, facts.quantity),
        eq(output.unitId, facts.unitId),
        sql`${output.topic} is ${facts.topic ?? null} and ${output.activityId} is ${facts.activityId ?? null}
          and ${output.place} is ${facts.place ?? null} and ${output.reads} is ${facts.reads ?? null}
          and ${output.unitWord} is ${facts.unitWord ?? null}`,
      ),
    )
  return found?.copies ?? 0
}
