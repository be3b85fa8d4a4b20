'use server'
import { action } from '@/app/_forms/action'
import {
  assignInput,
  commitFolderInput,
  folderFilesInput,
  folderInput,
} from '@/lib/import/folder/folder.input'
import { answerFolder } from '@/lib/import/folder/folder-answer.commands'
import { commitFolder } from '@/lib/import/folder/folder-commit.commands'
import { assignPhotos, dropFolder, saveFolderFiles } from '@/lib/import/folder/folder-draft.commands'
import { answerInput } from '@/lib/import/import.input'

type Done = { folderId: number; back?: string }

const refused = 'importFolder.refused'
const backTo =
  (anchor: string) =>
  ({ folderId, back }: Done) =>
    `/imports/folder/${folderId}${back ? `?${back}` : ''}#${anchor}`

export const saveFiles = action(folderFilesInput, saveFolderFiles, { refused, goTo: backTo('files') })
export const saveFolderAnswers = action(answerInput, answerFolder, { refused, goTo: backTo('asked') })
export const savePhotos = action(assignInput, assignPhotos, { refused, goTo: backTo('photos') })
export const writeFolder = action(commitFolderInput, commitFolder, {
  refused,
  redraws: true,
  goTo: ({ folderId }) => `/imports/folder/${folderId}`,
})
export const dropAll = action(folderInput, dropFolder, { goTo: () => '/imports' })
