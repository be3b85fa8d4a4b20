import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { importDraft } from '@/db/schema/import'
import type { Viewer } from '@/lib/access/access.rules'
import type { Facts } from '@/lib/activity/attachments/attachment.commands'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { type WrittenFolder, writeFolder } from './folder.commands'
import type { CommitFolderInput } from './folder.input'
import { changesOf } from './folder.rules'
import { keptOf, type Opened, openFolder, removeRows } from './folder-draft.commands'
import { folderOf } from './folder-draft.queries'
import type { DraftPhoto, FolderFiles, FolderOutcome } from './folder-draft.sql'
import { givenWithin } from './folder-given.rules'
import { folderPreview, forgetFolder } from './folder-preview.queries'

type Committed = { ok: true; folderId: number } | { ok: false; reason: 'faultsLeft' | 'countsChanged' }

/**
 * Writes all sheets of a folder, and the photos that have an activity; or nothing. Idempotent: whoever presses again while
 * it is written, or afterwards, is answered alike.
 */
export async function commitFolder(viewer: Viewer, input: CommitFolderInput): Promise<Committed> {
  const isWritten = async () => (await folderOf(viewer, input.folderId)).writtenAt !== null
  if (await isWritten()) return { ok: true, folderId: input.folderId }
  try {
    return await commitNow(viewer, input)
  } catch (error) {
    // The cells that it was about to read went into the tables with another press.
    if (error instanceof NotFound && (await isWritten())) return { ok: true, folderId: input.folderId }
    throw error
  }
}

async function commitNow(viewer: Viewer, { folderId, writes }: CommitFolderInput): Promise<Committed> {
  const { folder, files, isOpen, contradictions } = await folderPreview(viewer, folderId)
  if (isOpen) return { ok: false, reason: 'faultsLeft' } as const
  const sheets = files.sheets.filter(each => !each.isLeft)
  const given = { year: folder.year, sheets, photos: files.photos, said: folder.ofAll }
  const answer = await writeFolder(viewer, given, factsOf, {
    isDone: async tx => (await folderOf(viewer, folderId, tx)).writtenAt !== null,
    after: async (tx, done) => {
      const now = await openFolder(viewer, folderId, tx)
      if (!sameFiles(now.files, files) || changesOf(done.sheets) !== writes) return false
      await settle(tx, now, done, contradictions)
      return true
    },
  })
  if (!answer.ok) return answer
  forgetFolder(folderId)
  return { ok: true, folderId } as const
}

const factsOf = ({ stored }: DraftPhoto): Facts => stored

function sameFiles(a: FolderFiles, b: FolderFiles): boolean {
  const facts = ({ sheets, photos }: FolderFiles) =>
    JSON.stringify([sheets.map(({ readSheets: _, ...each }) => each), photos])
  return facts(a) === facts(b)
}

/** Names behind a contradiction that are kept with what was written. */
const MOST_NAMES = 50

/** The folder is written: rows that were left stay with their sheet, which is one of its own from now on. */
async function settle(
  tx: Tx,
  { folder, files }: Opened,
  { runId, sheets, attached }: WrittenFolder<DraftPhoto>,
  contradictions: FolderOutcome['contradictions'],
): Promise<void> {
  const at = now()
  const counts = new Map(sheets.map(each => [each.id, each.counts]))
  const withRowsLeft = files.sheets.filter(each => counts.has(each.id) && each.mending.aside.length > 0)
  for (const { id } of withRowsLeft) {
    const { file: _, ...options } = await keptOf(tx, id)
    await tx
      .update(importDraft)
      .set({
        folderId: null,
        writtenAt: at,
        outcome: JSON.stringify(counts.get(id)),
        options: JSON.stringify(options),
      })
      .where(eq(importDraft.id, id))
  }
  const stays = new Set(withRowsLeft.map(each => each.id))
  const gone = [...files.sheets, ...files.left].map(each => each.id).filter(id => !stays.has(id))
  await removeRows(tx, [...gone, ...attached.map(({ photo }) => photo.id)])
  const outcome: FolderOutcome = {
    files: sheets.map(({ path, kind, counts }) => ({ path, kind, counts })),
    photos: attached.length,
    left: files.left.map(({ id: _, ...each }) => each),
    contradictions: contradictions.map(each => ({ ...each, names: each.names.slice(0, MOST_NAMES) })),
    given: givenWithin(files.sheets.filter(each => counts.has(each.id))),
  }
  await tx
    .update(importDraft)
    .set({ writtenAt: at, outcome: JSON.stringify(outcome), runId })
    .where(eq(importDraft.id, folder.id))
}
