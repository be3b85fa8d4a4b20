import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { planKinds } from '@/lib/plan/plan.rules'
import { importKinds } from '@/lib/spreadsheet/importer.rules'
import { kindOfValue, LEAVE } from './folder-kind.rules'

const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const year = z.coerce
  .number('import.form.notAYear')
  .int('import.form.notAYear')
  .min(1900, 'import.form.notAYear')
  .max(2199, 'import.form.notAYear')

/** The fields beside the files of an upload; without a folder a new one is made. */
export const uploadFolderInput = z.object({
  folderId: z.union([z.literal('').transform(() => undefined), id]).optional(),
  year: z.union([z.literal('').transform(() => undefined), year]).optional(),
  name: typedText()
    .trim()
    .max(100)
    .optional()
    .transform(given => given || undefined),
  path: typedText().max(1000).optional(),
  /** Of the upload: its first file, sent again, makes no second folder. */
  idempotencyKey: typedText().max(64).default(''),
})

/** A file may be of a kind, a plan of one of the three, or not imported. */
const kindSaid = z.enum(
  [...importKinds.filter(each => each !== 'plan'), ...planKinds.map(each => `plan ${each}` as const), LEAVE],
  'common.form.notAChoice',
)

/** What was said of the files of the page: `file-0` is one, with its `kind-0` and `year-0`. */
export const folderFilesInput = z
  .looseObject({ folderId: id, back: typedText().max(200).default('') })
  .transform(({ folderId, back, ...fields }) => ({
    folderId,
    back,
    files: Object.keys(fields).flatMap(name => {
      const of = /^file-(\d{1,4})$/.exec(name)?.[1]
      const file = id.safeParse(fields[name])
      const kind = kindSaid.safeParse(fields[`kind-${of}`])
      if (of === undefined || !file.success || !kind.success) return []
      const said = year.safeParse(fields[`year-${of}`])
      const chosen = kindOfValue(kind.data)
      return [
        {
          id: file.data,
          kind: chosen?.kind,
          plan: chosen?.plan,
          year: said.success ? said.data : undefined,
        },
      ]
    }),
  }))
export type FolderFilesInput = z.infer<typeof folderFilesInput>

/** Ids of photos, several of a group in one field; '' as activity: they wait. */
export const assignInput = z
  .object({
    folderId: id,
    photos: z.union([z.array(typedText()), typedText().transform(one => [one])]).default([]),
    activity: typedText().max(400).default(''),
  })
  .transform(({ photos, ...input }) => ({
    ...input,
    photos: photos.flatMap(each => each.split(',')).map(Number),
  }))
export type AssignInput = z.infer<typeof assignInput>

/** How many rows the button said it writes. */
export const commitFolderInput = z.object({
  folderId: id,
  writes: z.coerce.number('common.form.notAChoice').int().min(0),
})
export type CommitFolderInput = z.infer<typeof commitFolderInput>

export const folderInput = z.object({ folderId: id })
