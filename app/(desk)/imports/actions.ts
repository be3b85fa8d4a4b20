'use server'
import { action } from '@/app/_forms/action'
import { answerQuestions, chooseColumns, chooseSheets } from '@/lib/import/answer.commands'
import { commitSheet } from '@/lib/import/folder/lone-sheet.commands'
import {
  changeKind,
  changeOptions,
  continueDraft,
  dropDraft,
  setFaultyAside,
  takeBack,
} from '@/lib/import/import.commands'
import {
  answerInput,
  columnsInput,
  commitInput,
  draftInput,
  kindInput,
  needsInput,
  optionsInput,
  rowInput,
  runInput,
  sheetsInput,
} from '@/lib/import/import.input'
import { undoImport } from '@/lib/import/undo/undo.commands'

type Done = { draftId: number; back?: string }

const refused = 'import.refused'
const toPreview = ({ draftId }: Done) => `/imports/${draftId}`
const backTo =
  (anchor: string) =>
  ({ draftId, back }: Done) =>
    `/imports/${draftId}${back ? `?${back}` : ''}#${anchor}`

export const saveKind = action(kindInput, changeKind, { refused, goTo: toPreview })
export const saveSheets = action(sheetsInput, chooseSheets, { refused, goTo: backTo('now') })
export const saveColumns = action(columnsInput, chooseColumns, { refused, goTo: backTo('now') })
export const saveAnswers = action(answerInput, answerQuestions, { refused, goTo: backTo('now') })
export const takeRowBack = action(rowInput, takeBack, { refused, goTo: backTo('after') })
export const setFaultyRowsAside = action(draftInput, setFaultyAside, { refused, goTo: backTo('now') })
export const saveOptions = action(optionsInput, changeOptions, { refused, goTo: toPreview })
export const saveNeeds = action(needsInput, changeOptions, { refused, goTo: backTo('after') })
export const importRows = action(commitInput, commitSheet, { refused, redraws: true, goTo: toPreview })
export const continueImport = action(draftInput, continueDraft, { refused, goTo: toPreview })
export const undoRun = action(runInput, undoImport, {
  refused: 'importRun.refused',
  redraws: true,
  goTo: ({ runId }) => `/imports/runs/${runId}`,
})
export const dropImport = action(draftInput, dropDraft, { goTo: () => '/imports' })
