import { db } from '@/db/client'
import { type Pause, slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { hashOf } from '@/lib/activity/attachments/file-store.queries'
import { takenOn } from '@/lib/activity/attachments/taken-on.rules'
import type { KindChoice } from '@/lib/import/kind.rules'
import { dayOfPath, meetingOfName, unitOfPath } from '@/lib/import/path-facts.rules'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { nothingMended } from '@/lib/spreadsheet/preview.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { type FileFound, fileFound } from './folder-file.queries'
import { MOST_FILES, MOST_FOLDER_BYTES } from './folder-file.rules'
import type { FolderSheet } from './folder-order.commands'
import { answersFor } from './folder-questions.rules'
import type { Photo } from './photo.rules'

/** A file as it lies in a folder; `refused` says why it is not read. */
export type GivenFile = { path: string; size: number; refused: string | null; read(): Promise<Uint8Array> }

/** What was said of a file; of what nobody has said anything, the file itself does. `photoOf` names an activity. */
export type FileSaid = Partial<ImportOptions> & { leave?: boolean; kind?: ImportKind; photoOf?: string }
export type FolderSaid = Pick<ImportOptions, 'answers' | 'aliases'> & { files: Record<string, FileSaid> }

/** `kinds`: it may be one of these, and somebody has to say which. */
export type SheetInFolder = FolderSheet & {
  unit: string | null
  otherYear: number | null
  kinds: KindChoice[]
}
export type FolderPhoto = Photo & { said?: string }
export type LeftFile = { path: string; reason: string; detail: string }
/** Cells that are kept while a folder is read; what is beyond is read again from its file. */
const CELLS_KEPT = 500_000

type Given = { year: number; files: AsyncIterable<GivenFile>; said: FolderSaid }
type PhotoFile = FolderPhoto & Pick<GivenFile, 'read'>

/** What each file of a folder is. Files with the same bytes are one, unless their names say different meetings, units or days. */
export async function sortedFiles(viewer: Viewer, { year, files, said }: Given) {
  const sheets: SheetInFolder[] = []
  const photos: PhotoFile[] = []
  const left: LeftFile[] = []
  const seen = new Map<string, string>()
  const sizes = { files: 0, bytes: 0 }
  const room = { cells: CELLS_KEPT }
  const pause = slices()
  for await (const file of files) {
    sizes.files++
    sizes.bytes += file.size
    if (sizes.files > MOST_FILES) return { ok: false, reason: 'tooManyFiles' } as const
    if (sizes.bytes > MOST_FOLDER_BYTES) return { ok: false, reason: 'folderTooBig' } as const
    const { path } = file
    const leave = (reason: string, detail = '') => left.push({ path, reason, detail })
    const ofFile = said.files[path] ?? {}
    if (ofFile.leave || file.refused) {
      leave(file.refused ?? 'leftByHand')
      continue
    }
    const bytes = await file.read().catch(() => null)
    if (bytes === null) {
      leave('unreadable.damaged')
      continue
    }
    const key = sameKey(path, bytes)
    await pause()
    const same = seen.get(key)
    if (same !== undefined && bytes.length > 0) {
      leave('sameAs', same)
      continue
    }
    seen.set(key, path)
    const found = await fileFound(viewer, { path, bytes, year, said: saidKind(ofFile) }, db, pause)
    if (found.sort === 'photo')
      photos.push({ ...photoOf(path, bytes, year), said: ofFile.photoOf, read: file.read })
    else if (found.sort === 'other') leave(found.reason, found.detail)
    else
      sheets.push({
        id: 0,
        path,
        fileName: path,
        kind: found.kind,
        kinds: found.kinds,
        mending: nothingMended,
        unit: found.unit,
        otherYear: ofFile.year === undefined ? otherYearOf(found, year) : null,
        options: {
          ...optionsFound(found, year),
          ...withoutFile(ofFile),
          aliases: { ...said.aliases, ...ofFile.aliases },
          answers: { ...answersFor(found.kind, said.answers), ...ofFile.answers },
        },
        readSheets: readingOf(viewer, { file, year, sheets: found.sheets, said: saidKind(ofFile) }, room),
      })
  }
  return { ok: true, year, sheets, photos, left } as const
}

/** The same for files that are one. */
export function sameKey(path: string, bytes: Uint8Array): string {
  const { day = '', name = '' } = meetingOfName(path) ?? {}
  return [hashOf(bytes), unitOfPath(path) ?? '', day || (dayOfPath(path) ?? ''), name].join(' ')
}

export function photoOf(path: string, bytes: Uint8Array, year: number): Photo {
  return { path, namedDay: dayOfPath(path, year), takenDay: takenOn(bytes), unit: unitOfPath(path) }
}

type SheetFound = Extract<FileFound, { sort: 'sheet' }>

/** The year that a file says, where the folder is of another one. */
export function otherYearOf(found: Pick<SheetFound, 'year'>, year: number): number | null {
  return found.year !== null && found.year !== year ? found.year : null
}

/** What a file says of itself, as options of its sheet. */
export function optionsFound(
  { year: named, plan, unit }: Pick<SheetFound, 'year' | 'plan' | 'unit'>,
  year: number,
) {
  return {
    year: named ?? year,
    ...(plan ? { plan } : {}),
    ...(plan === 'communities' && unit ? { unit } : {}),
  }
}

function saidKind({ kind, plan }: FileSaid) {
  return kind === undefined ? undefined : { kind, plan }
}

function withoutFile({ leave: _, kind: __, photoOf: ___, ...options }: FileSaid): Partial<ImportOptions> {
  return options
}

/** The cells from memory while there is room for them, else from the file once more. */
function readingOf(
  viewer: Viewer,
  {
    file,
    year,
    sheets,
    said,
  }: { file: GivenFile; year: number; sheets: FileSheet[]; said: ReturnType<typeof saidKind> },
  room: { cells: number },
): FolderSheet['readSheets'] {
  const cells = sheets.reduce((sum, { table }) => sum + table.rows.length * (table.rows[0]?.length ?? 0), 0)
  if (cells <= room.cells) {
    room.cells -= cells
    return async () => sheets
  }
  return async (_on, pause: Pause) => {
    const found = await fileFound(
      viewer,
      { path: file.path, bytes: await file.read(), year, said },
      db,
      pause,
    )
    return found.sort === 'sheet' ? found.sheets : []
  }
}
