import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { storable } from '@/lib/activity/attachments/attachment.rules'
import { kindOf as pictureKindOf } from '@/lib/activity/attachments/image.rules'
import { sheetsOf } from '@/lib/import/file.import'
import { mayImport } from '@/lib/import/import.queries'
import { kindOf } from '@/lib/import/kinds.import'
import { likeliestOf, type Seeming, seemingOf } from '@/lib/import/recognise.queries'
import { beginsAsZip } from '@/lib/spreadsheet/formats/archive.mjs'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { type FileSheet, fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import {
  isForCommunities,
  kindOfName,
  meetingOfName,
  nameOf,
  unitOfPath,
  withLinesAbove,
  yearOfPath,
} from './folder-file.rules'

/** What a file of a folder is, by what it holds; its name and folders decide between what its heads leave open. */
export type FileFound =
  | {
      sort: 'sheet'
      sheets: FileSheet[]
      kind: ImportKind
      plan?: ImportOptions['plan']
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
    said,
  }: { path: string; bytes: Uint8Array; said?: Pick<ImportOptions, 'plan'> & { kind: ImportKind } },
  on: On,
  pause: Pause,
): Promise<FileFound> {
  if (bytes.length === 0) return { sort: 'other', reason: 'empty', detail: '' }
  const picture = pictureKindOf(bytes)
  if (picture === 'application/pdf') return { sort: 'other', reason: 'notKnown', detail: '' }
  if (picture !== null) {
    const fit = storable(bytes, 'photo')
    return fit.ok ? { sort: 'photo' } : { sort: 'other', reason: `photo.${fit.reason}`, detail: '' }
  }
  const read = await sheetsOf(bytes, nameOf(path), pause)
  if (!read.ok) {
    const unknown = beginsAsZip(bytes) ? 'nestedZip' : 'notKnown'
    return {
      sort: 'other',
      reason: read.reason === 'unreadable.notASheet' ? unknown : read.reason,
      detail: read.places.detail,
    }
  }
  const unit = unitOfPath(path)
  const { sheets, seems } = await fittingSheets(viewer, { path, sheets: read.sheets, unit }, on, pause)
  const kind = said?.kind ?? seems?.kind
  if (kind === undefined) return { sort: 'other', reason: 'notKnown', detail: '', sheets }
  if (!mayImport(viewer, kind)) return { sort: 'other', reason: 'notYours', detail: '' }
  const plan = kind === 'plan' ? { plan: said?.plan ?? planOf(path, sheets, seems) } : {}
  return {
    sort: 'sheet',
    sheets,
    kind,
    ...plan,
    unit,
    year: yearOfPath(path) ?? yearOfTitle(sheets, kind, plan),
  }
}

/** The sheets as they are; with what the file's name says of their unit or meeting where they lack that alone. */
async function fittingSheets(
  viewer: Viewer,
  { path, sheets, unit }: { path: string; sheets: FileSheet[]; unit: string | null },
  on: On,
  pause: Pause,
): Promise<{ sheets: FileSheet[]; seems: Seeming | null }> {
  // One sheet after the other: a workbook may have many.
  const seeming = async (all: FileSheet[]) => {
    const found: Seeming[][] = []
    for (const each of all) {
      await pause()
      found.push(...(await seemingOf(viewer, [each], on)))
    }
    return likelyOf(path, found)
  }
  const plain = await seeming(sheets)
  const meeting = meetingOfName(path)
  const lines = [
    ...(unit ? [`单位：${unit}`] : []),
    ...(meeting ? [`会议名称：${meeting.name}`, `时间：${meeting.day}`] : []),
  ]
  const named = kindOfName(path)
  const isAsNamed = plain?.fits && (named === null || plain.kind === named)
  if (isAsNamed || lines.length === 0) return { sheets, seems: plain }
  const told = withLinesAbove(sheets, lines)
  const seems = await seeming(told)
  // A list of names that fits a roster as it is may be the sign-in sheet that its name says.
  const isBetter = seems?.fits && (!plain?.fits || seems.kind === named)
  return isBetter ? { sheets: told, seems } : { sheets, seems: plain }
}

/** The likeliest kind; among those whose heads are all there the one that the file's name says. */
function likelyOf(path: string, seeming: Seeming[][]): Seeming | null {
  const named = kindOfName(path)
  const fitting = seeming.flat().find(each => each.fits && each.kind === named)
  const likeliest = likeliestOf(seeming)
  if (fitting && !(likeliest?.fits && likeliest.known > fitting.known + MANY_MORE)) return fitting
  return likeliest && likeliest.known >= LEAST_KNOWN ? likeliest : null
}

/** Columns that are understood, from which on heads are no chance: a letter may well hold a table. */
const LEAST_KNOWN = 2
const MANY_MORE = 2

function planOf(path: string, sheets: FileSheet[], seems: Seeming | null): ImportOptions['plan'] {
  if (seems?.kind === 'plan' && seems.plan === 'workPoints' && seems.fits) return 'workPoints'
  const title = sheets.flatMap(each => each.table.rows.slice(0, 2).map(row => row[0] ?? '')).join(' ')
  return isForCommunities(path) || isForCommunities(title) ? 'communities' : 'officials'
}

function yearOfTitle(
  sheets: FileSheet[],
  kind: ImportKind,
  plan: Pick<ImportOptions, 'plan'>,
): number | null {
  const tops = sheets.map(({ table, ...each }) => ({
    ...each,
    table: { ...table, rows: table.rows.slice(0, 40), rowNumbers: table.rowNumbers.slice(0, 40) },
  }))
  const read = finished(fileIn(tops, kindOf(kind).columns(plan), { answers: {}, remembered: new Map() }))
  const years = new Set(
    read.sheets.flatMap(each => (each.isRead && each.title.year ? [each.title.year] : [])),
  )
  return years.size === 1 ? ([...years][0] ?? null) : null
}
