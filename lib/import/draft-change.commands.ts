import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { importDraft } from '@/db/schema/import'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import type { Mending } from '@/lib/spreadsheet/preview.rules'
import type { Said } from './asked.rules'
import { type Draft, draftOf, type KeptOptions } from './import.queries'
import { forgetJudgement, judgementOf } from './judgement.queries'

export type Change = {
  kind?: ImportKind
  mending?: Mending
  options?: ImportOptions
  said?: Record<string, Said>
}
export type Refusal = { ok: false; reason: 'noSheetChosen' }

/** Changes what was said in a draft that is not written yet, or nothing where `change` says nothing; `back` is the part of the page to return to. */
export async function changeDraft(
  viewer: Viewer,
  { draftId, back = '' }: { draftId: number; back?: string },
  change: (draft: Draft, tx: Tx) => Change | Refusal | Promise<Change | Refusal>,
) {
  return write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    if (draft.writtenAt !== null) return { ok: false, reason: 'alreadyWritten' } as const
    const changed = await change(draft, tx)
    if ('ok' in changed) return changed
    if (Object.keys(changed).length === 0) return { ok: true, draftId, back } as const
    const { kind = draft.kind, mending = draft.mending, options = draft.options, said = draft.said } = changed
    const kindsOpen = changed.kind === undefined ? draft.kindsOpen : undefined
    const isKindGuessed = draft.isKindGuessed && changed.kind === undefined
    // What a folder keeps of its file stays, whatever is said of the sheet.
    const { file: kept } = draft.options as { file?: object }
    // Which kind it is has been said, if that was asked.
    const file = changed.kind === undefined || !kept ? kept : { ...kept, kinds: undefined, why: undefined }
    await tx
      .update(importDraft)
      .set({
        kind,
        mended: JSON.stringify(mending.cells),
        setAside: JSON.stringify(mending.aside),
        options: JSON.stringify({ ...options, file, said, isKindGuessed, kindsOpen } satisfies KeptOptions & {
          file?: unknown
        }),
      })
      .where(eq(importDraft.id, draftId))
    if (kind !== draft.kind) forgetJudgement(draftId)
    return { ok: true, draftId, back } as const
  })
}

/** Judges before the transaction, in which it is then made anew only where something has changed since. */
export async function judgeBefore(viewer: Viewer, draftId: number): Promise<void> {
  const draft = await draftOf(viewer, draftId)
  if (draft.writtenAt === null) await judgementOf(viewer, draft)
}
