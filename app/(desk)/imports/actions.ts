'use server'
import { action } from '@/app/_forms/action'
import {
  changeOptions,
  commitDraft,
  dropDraft,
  setFaultyAside,
  settleFault,
  takeBack,
} from '@/lib/import/import.commands'
import { draftInput, optionsInput, rowInput, settleInput } from '@/lib/import/import.input'

const refused = 'import.refused'
const toPreview = ({ draftId }: { draftId: number }) => `/imports/${draftId}`

export const settleRow = action(settleInput, settleFault, {
  refused,
  goTo: answer => `${toPreview(answer)}#faults`,
})
export const takeRowBack = action(rowInput, takeBack, { refused, goTo: toPreview })
export const setFaultyRowsAside = action(draftInput, setFaultyAside, { refused, goTo: toPreview })
export const saveOptions = action(optionsInput, changeOptions, { refused, goTo: toPreview })
export const importRows = action(draftInput, commitDraft, { refused, goTo: toPreview })
export const dropImport = action(draftInput, dropDraft, { goTo: () => '/imports' })
