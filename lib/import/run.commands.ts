import { eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { endRecording, startRecording } from '@/db/recording'
import { importDraft, importRun } from '@/db/schema/import'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import type { RunPart } from './run.rules'

type Written = RunPart & { draftId?: number }

/**
 * Runs what writes one sheet or many as one import, in the transaction of its caller, and keeps which rows it changed:
 * so it can be undone as a whole. `add` names each sheet. Where nothing changed no import is kept.
 */
export async function recordRun<T>(
  tx: Tx,
  viewer: Viewer,
  work: (add: (part: Written) => void) => Promise<T>,
): Promise<{ answer: T; runId: number | null }> {
  const [made] = await tx
    .insert(importRun)
    .values({ accountId: viewer.accountId, writtenAt: now(), parts: '[]' })
    .returning({ id: importRun.id })
  const { id: runId } = made as { id: number }
  const written: Written[] = []
  await startRecording(tx, runId)
  const answer = await work(part => written.push(part))
  const count = await endRecording(tx, runId)
  if (count === 0) {
    await tx.delete(importRun).where(eq(importRun.id, runId))
    return { answer, runId: null }
  }
  const parts: RunPart[] = written.map(({ draftId: _, unread = [], ...part }) => ({
    ...part,
    ...(unread.length > 0 ? { unread } : {}),
  }))
  await tx
    .update(importRun)
    .set({ parts: JSON.stringify(parts) })
    .where(eq(importRun.id, runId))
  const drafts = written.flatMap(({ draftId }) => draftId ?? [])
  if (drafts.length > 0) await tx.update(importDraft).set({ runId }).where(inArray(importDraft.id, drafts))
  return { answer, runId }
}
