import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { storable } from '@/lib/activity/attachments/attachment.rules'
import { kindOf as pictureKindOf } from '@/lib/activity/attachments/image.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { sheetsOf } from '@/lib/import/file.import'
import { mayImport } from '@/lib/import/import.queries'
import {
  type KindChoice,
  type KindFound,
  kindFound,
  type Looked,
  type Seeming,
} from '@/lib/import/kind.rules'
import { nameOf, stemOf, unitOfPath, withNames } from '@/lib/import/path-facts.rules'
import { yearOfPath } from '@/lib/import/path-year.rules'
import { looksOf, titledYear } from '@/lib/import/recognise.queries'
import { beginsAsZip } from '@/lib/spreadsheet/formats/archive.mjs'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { isForCommunities } from './folder-file.rules'

/** What a file of a folder is, by what it holds; its name and folders decide between what its heads leave open. */
export type FileFound =
  | {
      sort: 'sheet'
      sheets: FileSheet[]
      kind: ImportKind
      plan?: ImportOptions['plan']
      /** It may be one of these, the likeliest first, and somebody has to say which; empty where that is known. */
      kinds: KindChoice[]
      /** The year that name, folders or title say; null where none or several do. */
      year: number | null
      unit: string | null
    }
  | { sort: 'photo' }
  /** Not read; `reason` is a step below `import.refused` or `importFolder.left`. A sheet of no known kind has its cells. */
  | { sort: 'other'; reason: string; detail: string; sheets?: FileSheet[] }

/** Looks at one file. A kind that was said is not questioned. */
export async function fileFound(
  viewer: Viewer,
  {
    path,
    bytes,
    year,
    said,
  }: {
    path: string
    bytes: Uint8Array
    year: number
    said?: Pick<ImportOptions, 'plan'> & { kind: ImportKind }
  },
  on: On,
  pause: Pause,
): Promise<FileFound> {
  if (bytes.length === 0) return { sort: 'other', reason: 'empty', detail: '' }
  const picture = pictureKindOf(bytes)
  if (picture === 'application/pdf') return { sort: 'other', reason: 'pdf', detail: '' }
  if (picture !== null) {
    const fit = storable(bytes, 'photo')
    return fit.ok ? { sort: 'photo' } : { sort: 'other', reason: `photo.${fit.reason}`, detail: '' }
  }
  const read = await sheetsOf(bytes, nameOf(path), pause)
  if (!read.ok) {
    const unknown = beginsAsZip(bytes) ? 'nestedZip' : 'noSheet'
    return {
      sort: 'other',
      reason: read.reason === 'unreadable.notASheet' ? unknown : read.reason,
      detail: read.places.detail,
    }
  }
  const unit = unitOfPath(path)
  const sheets = withNames(read.sheets, path)
  const found = await kindIn(viewer, { path, sheets, year }, on, pause)
  const seems = found.is === 'kind' ? found.seems : null
  const [likely] = found.is === 'asked' ? found.kinds : []
  const kind = said?.kind ?? seems?.kind ?? likely?.kind
  if (kind === undefined) {
    const { sort, detail } = found as Extract<KindFound, { is: 'other' }>
    const isText = sheets.every(({ table }) => table.rows.every(row => new Set(row.filter(Boolean)).size < 2))
    const unknown = isText ? 'onlyText' : 'notKnown'
    return { sort: 'other', reason: sort === null ? unknown : `seems.${sort}`, detail, sheets }
  }
  if (!mayImport(viewer, kind)) return { sort: 'other', reason: 'notYours', detail: '' }
  const plan = kind === 'plan' ? { plan: said?.plan ?? planOf(path, sheets, seems ?? likely ?? null) } : {}
  const kinds = said || found.is !== 'asked' ? [] : found.kinds
  return {
    sort: 'sheet',
    sheets,
    kind,
    ...plan,
    kinds: kinds.map(each =>
      each.kind === 'plan' ? { kind: each.kind, plan: planOf(path, sheets, each) } : { kind: each.kind },
    ),
    unit,
    year: yearOfPath(path) ?? (await sliced(titledYear(sheets, { kind, ...plan }), pause)),
  }
}

/** What the file is by its name and its sheets, one after the other: a workbook may have many. */
async function kindIn(
  viewer: Viewer,
  { path, sheets, year }: { path: string; sheets: FileSheet[]; year: number },
  on: On,
  pause: Pause,
): Promise<KindFound> {
  const looks: Looked[] = []
  for (const each of sheets) {
    await pause()
    looks.push(...(await looksOf(viewer, [each], on, pause)))
  }
  const file = { stem: stemOf(path), sheets: looks }
  return kindFound(file, { today: dayOf(now()), year: yearOfPath(path) ?? year })
}

function planOf(path: string, sheets: FileSheet[], seems: Seeming | null): ImportOptions['plan'] {
  if (seems?.kind === 'plan' && seems.plan === 'workPoints' && seems.fits) return 'workPoints'
  const title = sheets.flatMap(each => each.table.rows.slice(0, 2).map(row => row[0] ?? '')).join(' ')
  return isForCommunities(path) || isForCommunities(title) ? 'communities' : 'officials'
}
