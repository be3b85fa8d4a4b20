import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { importDraft } from '@/db/schema/import'
import { holds, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { isOwn } from '@/lib/import/import.queries'
import { FOLDER, type FolderDraft } from './folder-draft.sql'

type FolderKept = Pick<FolderDraft, 'year'> & Partial<Pick<FolderDraft, 'split' | 'ofAll'>>

/** The viewer's own folder; throws NotFound for somebody else's. */
export async function folderOf(viewer: Viewer, id: number, on: On = db): Promise<FolderDraft> {
  const [found] = await on
    .select()
    .from(importDraft)
    .where(and(eq(importDraft.id, id), eq(importDraft.kind, FOLDER), isOwn(viewer)))
  // As draftOf: a role that has ended ends what it had begun.
  if (!found || !holds(viewer, 'organiser', 'administrator')) throw new NotFound()
  const { fileName: name, options, outcome, createdAt, writtenAt, runId } = found
  const { year, split = [], ofAll = { units: {}, answers: {} } } = JSON.parse(options) as FolderKept
  return {
    id,
    name,
    year,
    split,
    ofAll,
    createdAt,
    writtenAt,
    runId,
    outcome: outcome === null ? null : JSON.parse(outcome),
  }
}

/** The viewer's folders, newest first. */
export function foldersOf(viewer: Viewer, limit = 10) {
  return db
    .select({
      id: importDraft.id,
      name: importDraft.fileName,
      createdAt: importDraft.createdAt,
      writtenAt: importDraft.writtenAt,
    })
    .from(importDraft)
    .where(and(eq(importDraft.kind, FOLDER), isOwn(viewer)))
    .orderBy(desc(importDraft.id))
    .limit(limit)
}

/** The folder of a sheet that came with one; null where it came alone. */
export async function folderOfSheet(viewer: Viewer, draftId: number, on: On = db): Promise<number | null> {
  const [found] = await on
    .select({ folderId: importDraft.folderId })
    .from(importDraft)
    .where(and(eq(importDraft.id, draftId), isNotNull(importDraft.folderId), isOwn(viewer)))
  return found?.folderId ?? null
}
