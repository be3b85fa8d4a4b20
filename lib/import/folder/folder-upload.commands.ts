import { db, type Tx } from '@/db/client'
import { slices } from '@/db/pause'
import { importDraft } from '@/db/schema/import'
import { write } from '@/db/write'
import { holds, type Viewer } from '@/lib/access/access.rules'
import { idempotent } from '@/lib/access/audit.commands'
import { withStoredFiles } from '@/lib/activity/attachments/file-store.commands'
import { kindOf as pictureKindOf } from '@/lib/activity/attachments/image.rules'
import { now } from '@/lib/core/clock'
import { Forbidden } from '@/lib/core/errors'
import { mayImport } from '@/lib/import/import.queries'
import { textOfSheets } from '@/lib/spreadsheet/draft.rules'
import type { DraftRefusal, Kept } from '@/lib/spreadsheet/draft-room.rules'
import { noDraftRoom } from '@/lib/spreadsheet/draft-room.sql'
import { MAX_FILE_BYTES } from '@/lib/spreadsheet/formats/workbook'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { withoutNotKept } from '@/lib/spreadsheet/not-kept.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { storedPhoto } from './folder.commands'
import { folderOf } from './folder-draft.queries'
import {
  FOLDER,
  type FolderDraft,
  givenBefore,
  type KeptLeft,
  type KeptPhoto,
  type KeptSheet,
  LEFT,
  PHOTO,
  sizesOf,
} from './folder-draft.sql'
import { type FileFound, fileFound } from './folder-file.queries'
import { isOfNobody, MOST_FILES, MOST_FOLDER_BYTES } from './folder-file.rules'
import { withGiven } from './folder-given.rules'
import { type GivenFile, optionsFound, photoOf, sameKey } from './folder-sorting.queries'

type NewFolder = { name: string; year: number; idempotencyKey?: string }

/** A new folder; the one made before with the same key, where the answer was lost. */
async function newFolder(tx: Tx, viewer: Viewer, given: NewFolder): Promise<number> {
  const { idempotencyKey = '' } = given
  if (idempotencyKey === '') return madeFolder(tx, viewer, given)
  const { id } = await idempotent(tx, viewer, `folder ${idempotencyKey}`, async () => ({
    id: await madeFolder(tx, viewer, given),
  }))
  return id
}

async function madeFolder(tx: Tx, viewer: Viewer, { name, year }: NewFolder): Promise<number> {
  const row = { kind: FOLDER, fileName: name, options: JSON.stringify({ year }), table: '', createdAt: now() }
  const [made] = await tx
    .insert(importDraft)
    .values({ ...row, accountId: viewer.accountId })
    .returning({ id: importDraft.id })
  return (made as { id: number }).id
}

/** What the account said of the files of its earlier folders, read once for all files of a request. */
export type AnswersOfBefore = () => ReturnType<typeof givenBefore>

export function answersOfBefore({ accountId }: Viewer): AnswersOfBefore {
  let found: ReturnType<typeof givenBefore> | undefined
  return () => {
    found ??= givenBefore(accountId, db)
    return found
  }
}

type AddRefusal = 'tooManyFiles' | 'folderTooBig' | 'alreadyWritten'
type Row = {
  kind: string
  options: KeptSheet | KeptPhoto | KeptLeft
  table?: string
  mended?: string
  setAside?: string
}

type Added = { ok: true; folderId: number | null } | { ok: false; reason: AddRefusal } | DraftRefusal

/** Adds a file to a folder, or to a new one that is made with it: a sheet with its cells, a photo with its file on the disk, or why it is not read. */
export async function addToFolder(
  viewer: Viewer,
  into: number | NewFolder,
  given: GivenFile,
  answers: AnswersOfBefore = answersOfBefore(viewer),
): Promise<Added> {
  if (!holds(viewer, 'organiser', 'administrator')) throw new Forbidden()
  if (isOfNobody(given.path)) return { ok: true, folderId: typeof into === 'number' ? into : null }
  const there = typeof into === 'number' ? await folderOf(viewer, into) : null
  const refusal = there && (await refusalFor(there, given.size))
  if (refusal) return { ok: false, reason: refusal }
  const { year } = there ?? (into as NewFolder)
  const bytes = given.refused === null ? await given.read().catch(() => null) : null
  const pause = slices()
  const key = bytes === null ? '' : sameKey(given.path, bytes)
  await pause()
  const put = (row: Row) => putRow(viewer, { into, path: given.path, size: given.size, key }, row)
  const file = { key, size: given.size }
  const leave = (reason: string, detail = '') => put({ kind: LEFT, options: { file, reason, detail } })
  if (bytes === null) return leave(given.refused ?? 'unreadable.damaged')
  if (bytes.length > MAX_FILE_BYTES) return leave('tooBig')
  // Before its cells are read, so that a small archive of large sheets is not unpacked to be thrown away.
  const kept = pictureKindOf(bytes) === null ? 'sheets' : 'photos'
  const full = await noDraftRoom(viewer.accountId, { kept, bytes: bytes.length }, db)
  if (full) return full
  const found = await fileFound(viewer, { path: given.path, bytes, year }, db, pause)
  await pause()
  if (found.sort === 'photo')
    return withStoredFiles(async store => {
      const stored = await storedPhoto(bytes, given.path, store)
      if (stored === null) return leave('photo.damaged')
      const { path: _, ...photo } = photoOf(given.path, bytes, year)
      return put({ kind: PHOTO, options: { file, photo, stored } })
    })
  if (found.sort === 'sheet') return put(await sheetRow(viewer, found, { file, year, answers }))
  if (!found.sheets) return leave(found.reason, found.detail)
  // Whoever knows better says of which kind it is.
  const { reason, detail, sheets } = found
  const unknown = { kind: 'outputs' as const, sheets, kinds: [], year: null, unit: null }
  return put(await sheetRow(viewer, { ...unknown, why: { reason, detail } }, { file, year, answers }))
}

async function refusalFor({ id, writtenAt }: FolderDraft, size: number): Promise<AddRefusal | null> {
  if (writtenAt !== null) return 'alreadyWritten'
  const { files, bytes } = await sizesOf(id, { path: '', key: '' }, db)
  if (files >= MOST_FILES) return 'tooManyFiles'
  return bytes + size > MOST_FOLDER_BYTES ? 'folderTooBig' : null
}

type Found = Pick<Extract<FileFound, { sort: 'sheet' }>, 'plan' | 'year' | 'unit' | 'kinds'> & {
  kind: ImportKind
  sheets: FileSheet[]
  /** Why it is not imported. */
  why?: { reason: string; detail: string }
}

async function sheetRow(
  viewer: Viewer,
  { kind, kinds, sheets, why, ...said }: Found,
  { file, year, answers }: { file: KeptLeft['file']; year: number; answers: AnswersOfBefore },
): Promise<Row> {
  const facts = {
    ...{ ...file, unit: said.unit, namedYear: said.year, isYearSaid: false, isLeft: why !== undefined },
    ...(why ? { why } : {}),
    ...(kinds.length > 0 ? { kinds } : {}),
  }
  const pause = slices()
  const before = (await answers()).get(file.key)
  const found = optionsFound(said, year)
  const again = before && mayImport(viewer, before.kind) ? withGiven(before, facts, found) : {}
  return {
    kind,
    options: { ...found, aliases: {}, file: facts },
    table: await textOfSheets(await sliced(withoutNotKept(sheets), pause), pause),
    ...again,
  }
}

function neededBy({ kind, options, table = '' }: Row, size: number): { kept: Kept; bytes: number } {
  if (kind === PHOTO) return { kept: 'photos', bytes: size }
  return {
    kept: 'sheets',
    bytes:
      kind === LEFT ? Buffer.byteLength(JSON.stringify(options)) : Math.max(Buffer.byteLength(table), size),
  }
}

type Place = { into: number | NewFolder; path: string; size: number; key: string }

async function putRow(viewer: Viewer, { into, path, size, key }: Place, row: Row): Promise<Added> {
  const needed = neededBy(row, size)
  return write(async tx => {
    const full = await noDraftRoom(viewer.accountId, needed, tx)
    if (full) return full
    const folderId = typeof into === 'number' ? into : await newFolder(tx, viewer, into)
    const folder = await folderOf(viewer, folderId, tx)
    if (folder.writtenAt !== null) return { ok: false, reason: 'alreadyWritten' } as const
    const { files, bytes, same, isThere } = await sizesOf(folderId, { path, key }, tx)
    // Sent again, as its answer was lost.
    if (isThere === 1) return { ok: true, folderId } as const
    if (files >= MOST_FILES) return { ok: false, reason: 'tooManyFiles' } as const
    if (bytes + size > MOST_FOLDER_BYTES) return { ok: false, reason: 'folderTooBig' } as const
    const isSame = same !== null && key !== '' && size > 0
    const twin: Row = { kind: LEFT, options: { file: { key, size }, reason: 'sameAs', detail: same ?? '' } }
    const { kind, options, table = '', ...mending } = isSame ? twin : row
    await tx.insert(importDraft).values({
      ...{ folderId, kind, table, accountId: viewer.accountId, fileName: path, createdAt: folder.createdAt },
      options: JSON.stringify(options),
      ...mending,
    })
    return { ok: true, folderId } as const
  })
}
