import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { importDraft } from '@/db/schema/import'
import type { Facts } from '@/lib/activity/attachments/attachment.commands'
import { sheetsOfDraft } from '@/lib/import/draft-cells.sql'
import type { Draft, KeptOptions } from '@/lib/import/import.queries'
import type { KindChoice } from '@/lib/import/kind.rules'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import type { Counts } from '@/lib/spreadsheet/preview.rules'
import type { Contradiction } from './contradiction.queries'
import type { SaidOfAll } from './folder-questions.rules'
import type { FolderPhoto, LeftFile, SheetInFolder } from './folder-sorting.queries'

/** Kinds of rows that stand for no sheet: the folder itself, a photo that waits, a file that is not read. */
export const FOLDER = 'folder'
export const PHOTO = 'photo'
export const LEFT = 'left'

/** What is kept of a file beside its options; of files with the same key there is one. */
export type FileFacts = { key: string; size: number }
/** `isLeft`: it is not imported, and its cells are kept in case it is. */
export type SheetFacts = FileFacts & {
  unit: string | null
  namedYear: number | null
  isYearSaid: boolean
  isLeft: boolean
  /** Why it is not imported, where the file itself says so. */
  why?: { reason: string; detail: string }
  /** Which of these it is has to be said first. */
  kinds?: KindChoice[]
}
export type KeptSheet = KeptOptions & { file: SheetFacts }
export type KeptPhoto = { file: FileFacts; photo: Omit<FolderPhoto, 'path'>; stored: Facts }
export type KeptLeft = { file: FileFacts; reason: string; detail: string }

/** What was said of a sheet that is written: taken as answered where the same file comes in again, as after an undo. */
export type Given = {
  /** Of the same bytes, unit and meeting. */
  key: string
  kind: ImportKind
  options: DraftSheet['options']
  isYearSaid: boolean
  mending: DraftSheet['mending']
  said: DraftSheet['said']
}

/** What was written, once it was. */
export type FolderOutcome = {
  files: { path: string; kind: ImportKind; counts: Counts }[]
  photos: number
  left: LeftFile[]
  contradictions: Contradiction[]
  /** What was said of its files, for when they come in again. */
  given: Given[]
}

export type FolderDraft = {
  id: number
  name: string
  year: number
  /** Keys of the questions that are asked file by file. */
  split: string[]
  /** What was answered for all of its files. */
  ofAll: SaidOfAll
  createdAt: number
  writtenAt: number | null
  outcome: FolderOutcome | null
  runId: number | null
}

export type DraftSheet = SheetInFolder & Pick<Draft, 'said'> & { isLeft: boolean; file: SheetFacts }
export type DraftPhoto = FolderPhoto & { id: number; stored: Facts }
export type FolderFiles = { sheets: DraftSheet[]; photos: DraftPhoto[]; left: (LeftFile & { id: number })[] }

const { table: _, ...withoutCells } = getTableColumns(importDraft)

/** The files of a folder, without their cells. */
export async function filesOfFolder({ id, year }: FolderDraft, on: On = db): Promise<FolderFiles> {
  const rows = await on
    .select(withoutCells)
    .from(importDraft)
    .where(eq(importDraft.folderId, id))
    .orderBy(asc(importDraft.id))
  const files: FolderFiles = { sheets: [], photos: [], left: [] }
  for (const row of rows) {
    const { fileName: path } = row
    const kept: unknown = JSON.parse(row.options)
    if (row.kind === PHOTO) {
      const { photo, stored } = kept as KeptPhoto
      files.photos.push({ ...photo, id: row.id, path, stored })
    } else if (row.kind === LEFT) {
      const { reason, detail } = kept as KeptLeft
      files.left.push({ id: row.id, path, reason, detail })
    } else files.sheets.push(sheetOf(row, kept as KeptSheet, year))
  }
  return files
}

type Row = Omit<typeof importDraft.$inferSelect, 'table'>

export const unsaid: SheetFacts = {
  key: '',
  size: 0,
  unit: null,
  namedYear: null,
  isYearSaid: false,
  isLeft: false,
}

function sheetOf(
  { id, kind, fileName, mended, setAside }: Row,
  kept: Partial<KeptSheet> & KeptOptions,
  year: number,
): DraftSheet {
  // The page of the sheet alone may have changed its kind, and then nothing else is kept.
  const { file = unsaid, said = {}, isKindGuessed: _guessed, ...options } = kept
  const { unit, namedYear, isYearSaid, isLeft } = file
  return {
    ...{ id, kind: kind as ImportKind, fileName, path: fileName, options, said, unit, isLeft, file },
    kinds: file.kinds ?? [],
    otherYear: !isYearSaid && namedYear !== null && namedYear !== year ? namedYear : null,
    mending: { cells: JSON.parse(mended), aside: JSON.parse(setAside) },
    readSheets: (from, pause) => sheetsOfDraft(id, from, pause),
  }
}

type Sizes = { files: number; bytes: number; same: string | null; isThere: number }

/**
 * How many files a folder has so far, and of how many bytes; another file with this key, and whether the file itself is
 * there. One that is not read has no key.
 */
export async function sizesOf(folderId: number, { path, key }: { path: string; key: string }, on: On) {
  const [sizes] = await on.all<Sizes>(sql`
    select count(*) as files, coalesce(sum(options -> 'file' ->> 'size'), 0) as bytes,
      min(iif(options -> 'file' ->> 'key' = ${key} and options ->> 'reason' is not 'sameAs', file_name, null)) as same,
      coalesce(max(options -> 'file' ->> 'key' = ${key} and file_name = ${path}), 0) as isThere
    from import_draft where folder_id = ${folderId}`)
  return sizes as Sizes
}

/** What the same account said last of each file, by its key, in the folders that are written. */
export async function givenBefore(accountId: number | null, on: On): Promise<Map<string, Given>> {
  const rows = await on
    .select({ outcome: importDraft.outcome })
    .from(importDraft)
    .where(sql`kind = ${FOLDER} and written_at is not null and account_id is ${accountId}`)
    .orderBy(asc(importDraft.id))
  const given = rows.flatMap(
    ({ outcome }) => (JSON.parse(outcome ?? '{}') as Partial<FolderOutcome>).given ?? [],
  )
  return new Map(given.map(each => [each.key, each]))
}
