import type { Viewer } from '@/lib/access/access.rules'
import { commitDraft } from '@/lib/import/import.commands'
import type { CommitInput } from '@/lib/import/import.input'
import { folderOfSheet } from './folder-draft.queries'

/** Writes a sheet that came alone: one of a folder is written with the folder. */
export async function commitSheet(viewer: Viewer, input: CommitInput) {
  if ((await folderOfSheet(viewer, input.draftId)) !== null) return { ok: false, reason: 'inFolder' } as const
  return commitDraft(viewer, input)
}
