import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { slices } from '@/db/pause'
import { importRun } from '@/db/schema/import'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { correctFor } from '@/lib/core/correction'
import { Forbidden, type Refused } from '@/lib/core/errors'
import type { Instant } from '@/lib/core/time'
import { runOf } from './run.queries'
import { type UndoRefusal, vocabulary } from './undo.rules'
import { type Part, partsOf, Schema } from './undo.sql'
import { changedSince, isUsed, settledSince } from './undo-check.sql'
import { brokenInvariants } from './undo-invariants.sql'
import { isOutside, needsOf } from './undo-scope.sql'
import { Undoing } from './undoing.commands'

type Undone = { ok: true; runId: number } | Refused<UndoRefusal>

/**
 * 撤销这次导入: gives every row back as it was before, and takes what the import made away, all in one transaction or
 * nothing. Refused where something rests on it since. Idempotent: an import that is undone already stays so.
 */
export async function undoImport(
  viewer: Viewer,
  { runId, reason }: { runId: number; reason?: string },
): Promise<Undone> {
  return write(async (tx): Promise<Undone> => {
    const run = await runOf(viewer, runId, tx)
    if (run.undoneAt !== null) return { ok: true, runId } as const
    if (!run.mayUndo) throw new Forbidden()
    if (run.erasedAt !== null) return { ok: false, reason: 'erased' } as const
    if (!run.isKept) return { ok: false, reason: 'tooOld' } as const
    const parts = await partsOf(tx, runId)
    if (await isOutside(tx, viewer, parts)) return { ok: false, reason: 'outsideScope' } as const
    const schema = await Schema.read(tx)
    if (await isResting(tx, schema, run, parts)) return { ok: false, reason: 'resting' } as const
    if (!reason && (await needsOf(tx, runId, parts)).length > 0)
      return { ok: false, reason: 'reasonNeeded', field: 'reason' } as const
    correctFor(tx, reason)
    const before = await brokenInvariants(tx, runId)
    await new Undoing(tx, viewer, schema, { runId, parts, reason: reason || null }).run()
    if ((await brokenInvariants(tx, runId)) > before) throw new Taken()
    await tx
      .update(importRun)
      .set({ undoneAt: now(), undoneBy: viewer.accountId })
      .where(eq(importRun.id, runId))
    return { ok: true, runId } as const
  }).catch((error): Undone => {
    if (error instanceof Taken || isTaken(error)) return { ok: false, reason: 'taken' }
    throw error
  })
}

/** What an old row would need again is with somebody else by now. */
class Taken extends Error {}

function isTaken(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if (at.message.includes('UNIQUE constraint failed')) return true
  return false
}

async function isResting(
  tx: Tx,
  schema: Schema,
  { id, writtenAt }: { id: number; writtenAt: Instant },
  parts: Part[],
): Promise<boolean> {
  const pause = slices()
  for (const part of parts) {
    await pause()
    if (vocabulary.has(part.table)) continue
    if ((await changedSince(tx, schema, part, 1)).length > 0) return true
    if (await isUsed(tx, schema, id, part)) return true
    if ((await settledSince(tx, id, writtenAt, part)).length > 0) return true
  }
  return false
}
