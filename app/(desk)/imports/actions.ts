'use server'
import { action } from '@/app/_forms/action'
import { pressPreview } from '@/lib/import/folder/press.commands'
import { changeKind, continueDraft } from '@/lib/import/import.commands'
import { draftInput, kindInput, pressInput, runInput } from '@/lib/import/import.input'
import { undoImport } from '@/lib/import/undo/undo.commands'

type Done = { draftId: number; back?: string; at?: string }

const refused = 'import.refused'
const toPreview = ({ draftId, back, at }: Done) =>
  `/imports/${draftId}${back ? `?${back}` : ''}${at ? `#${at}` : ''}`

export const saveKind = action(kindInput, changeKind, { refused, goTo: toPreview })
export const savePreview = action(pressInput, pressPreview, {
  refused,
  redraws: true,
  goTo: done =>
    done.at === 'gone'
      ? '/imports'
      : 'folderId' in done
        ? `/imports/folder/${done.folderId}#file-${done.draftId}`
        : toPreview(done),
})
export const continueImport = action(draftInput, continueDraft, { refused, goTo: toPreview })
export const undoRun = action(runInput, undoImport, {
  refused: 'importRun.refused',
  redraws: true,
  goTo: ({ runId }) => `/imports/runs/${runId}`,
})
