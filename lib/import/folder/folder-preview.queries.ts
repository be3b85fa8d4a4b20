import { ne } from 'drizzle-orm'
import { stateOf } from '@/db/changes'
import { databaseFile, db } from '@/db/client'
import { slices } from '@/db/pause'
import { setting } from '@/db/schema/setting'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { type Asked, allAsked, isOfSheet, isUnnamed } from '@/lib/import/asked.rules'
import { kindOf } from '@/lib/import/kinds.import'
import {
  type Cells,
  type ImportKind,
  importKinds,
  type MeetingRead,
  type RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import type { Counts } from '@/lib/spreadsheet/preview.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { type Unused, unusedOf } from '@/lib/spreadsheet/unused-columns.rules'
import { bringsUnits, isAsking, type Rehearsed, rehearsalOf } from './folder.commands'
import { folderOf } from './folder-draft.queries'
import {
  type DraftPhoto,
  type DraftSheet,
  type FolderDraft,
  type FolderFiles,
  filesOfFolder,
} from './folder-draft.sql'
import { kindQuestion } from './folder-kind.rules'
import type { InTurn } from './folder-order.commands'
import {
  columnsOpen,
  columnsQuestion,
  REASON,
  REPLACE,
  subjectQuestion,
  unitsMissing,
  unitsQuestion,
  yearQuestion,
} from './folder-questions.rules'

/** What the preview shows of a sheet; its rows are not kept. */
export type SheetSeen = {
  id: number
  path: string
  kind: ImportKind
  isOpen: boolean
  counts: Counts | null
  /** The head of each column by its field. */
  heads: Record<string, string>
  /** Required heads that it lacks. */
  missing: string[]
  /** Its heads stand in the first column. */
  isTurned: boolean
  /** Columns with values that are not read. */
  unused: Unused[]
  notes: { reason: string; places?: RowOutcome['places'] }[]
  /** The meetings of a sheet of marks, with their counts. */
  meetings: MeetingRead[]
  /** The names in rows of which something is open; null where none of its rows are judged yet. */
  namesOpen: string[] | null
  asked: Asked[]
  /** How many more questions of single cells there are than are kept. */
  more: number
}

export type FolderPreview = Omit<Rehearsed<SheetSeen, DraftPhoto>, 'taken'> & {
  folder: FolderDraft
  files: FolderFiles
  sheets: SheetSeen[]
}

type Job = {
  restsOn: string
  isRunning: boolean
  done: number
  total: number
  answer: Promise<FolderPreview>
}
/** The newest at the end. */
type KeptJob = readonly [folderId: number, job: Job]
const shared = globalThis as typeof globalThis & { xuefaFolders?: KeptJob[] }

/** Previews that are kept, with those that are being made; of each no rows are kept. */
const MOST = 3
/** Questions of single cells that are kept of one sheet. */
const MOST_ASKED = 200

export type Seen = { folder: FolderDraft; files: FolderFiles } & (
  | { state: 'ready'; preview: FolderPreview }
  | { state: 'judging'; done: number; total: number }
  | { state: 'written' }
)

/**
 * The preview over all files of the viewer's own folder, as far as it is there after so many milliseconds: it is made once
 * for all who ask, and anew where something that it rests on has changed.
 */
export async function folderSeen(viewer: Viewer, id: number, patience: number): Promise<Seen> {
  const folder = await folderOf(viewer, id)
  const files = await filesOfFolder(folder)
  if (folder.writtenAt !== null) return { folder, files, state: 'written' }
  let isLate = false
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>(resolve => {
    timer = setTimeout(() => {
      isLate = true
      resolve(null)
    }, patience)
  })
  const preview = await Promise.race([previewUnless(() => isLate, viewer, id), late])
  clearTimeout(timer)
  if (preview !== null) return { folder, files, state: 'ready', preview }
  const { done = 0, total = files.sheets.length } = jobOf(id) ?? {}
  return { folder, files, state: 'judging', done, total }
}

/** The same, however long it takes. */
export async function folderPreview(viewer: Viewer, id: number): Promise<FolderPreview> {
  return (await previewUnless(() => false, viewer, id)) as FolderPreview
}

/** One rehearsal of a folder at a time: whoever needs another waits, and begins it unless `isGivenUp` by then. */
async function previewUnless(
  isGivenUp: () => boolean,
  viewer: Viewer,
  id: number,
): Promise<FolderPreview | null> {
  for (;;) {
    const folder = await folderOf(viewer, id)
    const files = await filesOfFolder(folder)
    const restsOn = await baseOf(viewer, folder, files)
    const before = jobOf(id)
    if (before?.restsOn === restsOn) return before.answer
    if (!before?.isRunning) return begun(viewer, folder, files, restsOn).answer
    await before.answer.catch(() => {})
    if (isGivenUp()) return null
  }
}

const jobOf = (id: number) => shared.xuefaFolders?.find(([of]) => of === id)?.[1]

export function forgetFolder(id: number): void {
  keep(jobs => jobs.filter(([of]) => of !== id))
}

function keep(which: (jobs: KeptJob[]) => KeptJob[]): void {
  shared.xuefaFolders = which(shared.xuefaFolders ?? [])
}

function begun(viewer: Viewer, folder: FolderDraft, files: FolderFiles, restsOn: string): Job {
  const sheets = files.sheets.filter(each => !each.isLeft)
  const job: Job = { restsOn, isRunning: true, done: 0, total: sheets.length, answer: undefined as never }
  job.answer = rehearsed(viewer, folder, { ...files, sheets }, () => job.done++).then(answer => ({
    ...answer,
    folder,
    files,
  }))
  keep(jobs => {
    const all = [...jobs.filter(([of]) => of !== folder.id), [folder.id, job] as const]
    return all.filter(([, { isRunning }], at) => isRunning || at >= all.length - MOST)
  })
  const end = () => {
    job.isRunning = false
  }
  // One that failed is not kept; whoever waits for it hears why.
  job.answer.then(end, () => {
    end()
    keep(jobs => jobs.filter(([, of]) => of !== job))
  })
  return job
}

const tables = [...new Set(importKinds.flatMap(kind => kindOf(kind).importer.restsOn))].filter(
  each => each !== 'setting',
)

/** What a preview rests on, as a text: the tables as they stand, the day, who asks, and what was said of the files. */
export async function baseOf(
  viewer: Viewer,
  { id, year, ofAll }: FolderDraft,
  files: FolderFiles,
): Promise<string> {
  const settings = await db.select().from(setting).where(ne(setting.name, 'health')).orderBy(setting.name)
  const sheets = files.sheets.map(({ readSheets: _, said: __, ...each }) => each)
  const photos = files.photos.map(({ id: of, said }) => [of, said])
  const { accountId, grants } = viewer
  return JSON.stringify([
    ...[databaseFile(), stateOf(['import_profile', ...tables]), settings, dayOf(now()), accountId, grants],
    ...[id, year, sheets, photos, ofAll],
  ])
}

async function rehearsed(viewer: Viewer, { year, ofAll }: FolderDraft, files: FolderFiles, step: () => void) {
  let isUnitsOpen = false
  const { taken, ...found } = await rehearsalOf(viewer, { year, said: ofAll, ...files }, async each => {
    step()
    isUnitsOpen ||= bringsUnits(each)
    return seenOf(each, year, administersAll(viewer) && !isUnitsOpen)
  })
  return { ...found, sheets: taken }
}

async function seenOf(each: InTurn<DraftSheet>, year: number, mayMakeUnits: boolean): Promise<SheetSeen> {
  const { file, judgement, subject } = each
  const { id, path, kind, kinds, otherYear } = file
  const ofFile = [
    ...(otherYear === null ? [] : [yearQuestion(otherYear, year)]),
    ...(subject === null || subject.meant !== null ? [] : [subjectQuestion(subject)]),
  ]
  const unused = unusedOf(judgement.reading).map(one => ({ ...one, guess: namedField(file, one.guess) }))
  const isTurned = judgement.reading.sheets.some(one => one.isRead && one.isTurned)
  const { heads } = judgement.reading
  const meetings = judgement.ok ? (judgement.judged.meetings ?? []) : []
  const seen = { id, path, kind, isOpen: isAsking(each), heads, unused, isTurned, meetings, namesOpen: null }
  if (kinds.length > 0)
    return { ...seen, counts: null, missing: [], notes: [], asked: [kindQuestion(kinds)], more: 0 }
  if (!judgement.ok)
    return { ...seen, counts: null, missing: judgement.missing, notes: [], asked: ofFile, more: 0 }
  const left = columnsOpen(judgement.reading, file.options)
  if (left.length > 0) ofFile.push(columnsQuestion(left))
  const { faults, notes, offers = [] } = judgement.judged
  const units = mayMakeUnits ? unitsMissing(faults, file.options) : []
  if (units.length > 0) ofFile.unshift(unitsQuestion(units))
  const cells = new Map(judgement.reading.rows.map(row => [row.row, row.cells]))
  const ofSheet = faults.filter(fault => isOfSheet(fault) && !isUnnamed(fault))
  const needs = [...new Map(ofSheet.map(fault => [needOf(fault.reason), fault]))].map(([key, first]) => ({
    ...{ key, first: { ...first, row: 0, field: key === REASON ? key : null }, text: '', word: null },
    rows: ofSheet.filter(fault => needOf(fault.reason) === key).map(fault => fault.row),
  }))
  const asked = await sliced(
    allAsked({ faults, offers }, row => cells.get(row)),
    slices(),
  )
  return {
    ...seen,
    counts: judgement.counts,
    missing: [],
    notes,
    namesOpen: namesIn(judgement.reading.rows, new Set(faults.map(fault => fault.row))),
    asked: [...ofFile, ...needs, ...asked.slice(0, MOST_ASKED)],
    more: Math.max(0, asked.length - MOST_ASKED),
  }
}

/** Names that are kept of the rows of one sheet that are open. */
const MOST_NAMES = 500

/** Who or what the rows with these numbers bring. */
function namesIn(rows: readonly Cells[], numbers: ReadonlySet<number>): string[] {
  const names = rows.flatMap(({ row, cells }) =>
    numbers.has(row) ? [cells.name ?? '', cells.title ?? ''].filter(Boolean) : [],
  )
  return [...new Set(names.map(matchKey))].slice(0, MOST_NAMES)
}

/** The preferred head of a field. */
function namedField({ kind, options }: DraftSheet, field: string | null): string | null {
  const { columns } = kindOf(kind).columns(options).columns
  return columns.find(each => each.field === field)?.heads[0] ?? null
}

const needOf = (reason: string) => (/NeedsReason$/.test(reason) ? REASON : REPLACE)
