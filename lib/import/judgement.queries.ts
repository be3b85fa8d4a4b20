import { ne } from 'drizzle-orm'
import { stateOf } from '@/db/changes'
import { databaseFile, db, type On } from '@/db/client'
import { type Pause, slices } from '@/db/pause'
import { setting } from '@/db/schema/setting'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { fitText, isFit } from '@/lib/core/text'
import { dayOf, yearOf } from '@/lib/core/time'
import {
  type Cells,
  type Fault,
  type ImportKind,
  type ImportOptions,
  type Judged,
  questionKey,
} from '@/lib/spreadsheet/importer.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import {
  type Counts,
  countsOf,
  inRowOrder,
  type Mending,
  type Reading,
  readSheets,
} from '@/lib/spreadsheet/preview.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { butSheet, onlySheet, SHEETS } from '@/lib/spreadsheet/said.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { yearsToChoose, yearTitled } from './asked.rules'
import { kindOf } from './kinds.import'
import { rememberedHeads } from './remembered-heads.sql'
import { filledDown, withColumns, withDays, withSerial, withSpan } from './rows-asked.import'
import { withSheetYears } from './sheet-years.import'
import { unitWords } from './unit-words.sql'
import { wholeColumns } from './whole-columns.rules'

/** The rows judged; not ok where the sheets that are read lack required heads. */
export type Judgement =
  | { ok: true; reading: Reading; judged: Judged<unknown>; counts: Counts }
  | { ok: false; reading: Reading; missing: string[] }
type Kept = { id: number; restsOn: string; answer: Judgement }
/** What was judged last, the newest at the end. */
export type Shelf = { kept: Kept[] }

/** What is judged: a draft, or the file of the command line, which has the id 0 and is kept by its caller. */
export type Judgeable = {
  id: number
  kind: ImportKind
  options: ImportOptions
  mending: Mending
  readSheets(on: On, pause: Pause): Promise<FileSheet[]>
}

// In memory and not in the row of the draft: what is judged holds the whole sheet several times over, and reading a
// page would have to wait for its turn to write. Lost with the process, it is made once more.
const shared = globalThis as typeof globalThis & { xuefaJudgements?: Shelf }

/** Drafts at work at the same time; more would hold too much memory. */
const MOST = 4

export function forgetJudgement(draftId: number): void {
  takeOff(judgements(), draftId)
}

/**
 * The rows of a file judged against the database. Made anew only where
 * something that it rests on has changed since: otherwise the kept one is returned, which nobody alters.
 */
export async function judgementOf(
  viewer: Viewer,
  draft: Judgeable,
  on: On = db,
  { shelf = judgements(), pause = slices() }: { shelf?: Shelf; pause?: Pause } = {},
): Promise<Judgement> {
  // Outside a transaction a write between two slices may tear what was read; then it is judged once more, and what
  // is torn again is shown but not kept, so that a commit does not rest on it.
  for (let isSecond = false; ; isSecond = true) {
    const restsOn = await baseOf(viewer, draft, on)
    const before = shelf.kept.find(each => each.id === draft.id && each.restsOn === restsOn)
    if (before) return before.answer
    const answer = await judge(viewer, draft, on, pause)
    const isWhole = restsOn !== null && (await baseOf(viewer, draft, on)) === restsOn
    if (isWhole) putOn(shelf, { id: draft.id, restsOn, answer })
    if (isWhole || isSecond || restsOn === null) return answer
  }
}

/**
 * What a judgement rests on, as a text: the tables of its kind as they stand (counted by commit and not by the last
 * entry of the audit log, which holds neither remembered words nor lists brought in step), the day, who asks with
 * their rights, and what was said and mended in the draft. Null where other processes may write too.
 */
async function baseOf(viewer: Viewer, { kind, options, mending }: Judgeable, on: On): Promise<string | null> {
  const file = databaseFile()
  if (file === null) return null
  const { restsOn } = kindOf(kind).importer
  const settings = restsOn.includes('setting') ? await settingsOf(on) : []
  // An exam is over at its hour, not at the end of its day.
  const time = kind === 'exams' ? Math.floor(now() / 60_000) : dayOf(now())
  return JSON.stringify([
    file,
    stateOf(['import_profile', 'unit', 'unit_alias', ...restsOn.filter(each => each !== 'setting')]),
    settings,
    time,
    viewer,
    options,
    mending,
  ])
}

// The few rows themselves: the server's health check writes to this table all day (server/health.ts).
function settingsOf(on: On) {
  return on.select().from(setting).where(ne(setting.name, 'health')).orderBy(setting.name)
}

function judgements(): Shelf {
  shared.xuefaJudgements ??= { kept: [] }
  return shared.xuefaJudgements
}

function putOn(shelf: Shelf, made: Kept): void {
  takeOff(shelf, made.id)
  shelf.kept = [...shelf.kept, made].slice(-MOST)
}

function takeOff(shelf: Shelf, id: number): void {
  shelf.kept = shelf.kept.filter(each => each.id !== id)
}

/** Judges a file as the tables of `on` stand; nothing of it is kept. */
export async function judge(
  viewer: Viewer,
  { kind, options: given, mending, readSheets: sheetsOf }: Judgeable,
  on: On,
  pause: Pause,
): Promise<Judgement> {
  const { answers = {} } = given
  const options = { ...given, year: given.year ?? (Number(answers[YEAR]) || undefined) }
  const { importer, columns: columnsOf, answers: answersOf = {} } = kindOf(kind)
  const columns = columnsOf(options)
  const said = { answers, remembered: await rememberedHeads(on, kind), units: await unitWords(on) }
  const sheets = await sheetsOf(on, pause)
  const isSince1904 = (row: number) => sheets[placeOf(row).sheet]?.table.since1904 === true
  const reading = await readSheets(sheets, columns, mending, said, pause)
  if (reading.missing.length > 0) return { ok: false, reading, missing: reading.missing }
  const { fit, faults } = await withoutUnfit(reading.rows, pause)
  // A plan has its own year, a roster its own day.
  const year =
    options.year ?? (datedKinds.has(kind) ? yearTitled(reading.sheets, yearOf(dayOf(now()))) : undefined)
  const ofYear = year === undefined ? options : { ...options, year }
  const ofSheets = datedKinds.has(kind)
    ? await withSheetYears(fit, reading.sheets, options, pause)
    : { dated: fit, open: [] }
  const dated = await withDays(ofSheets.dated, ofYear, isSince1904, pause)
  const above = await filledDown(dated, columns.columns, options, pause)
  const { filled, open, offers, either } = await withColumns(above.filled, columns, options, {
    answersOf,
    on,
    pause,
  })
  const stated = { ...ofYear, ...statedIn(reading) }
  const judged = await importer.judge(on, viewer, filled, stated, pause)
  const sooner = await askedEitherWay(either, open, rows => importer.judge(on, viewer, rows, stated, pause))
  await pause()
  const asked = reading.asksSheets ? [sheetsQuestion(reading)] : []
  const all = inRowOrder([
    ...asked,
    ...judged.faults,
    ...faults,
    ...ofSheets.open,
    ...above.open,
    ...open,
    ...sooner,
  ]).map(each =>
    withSpan(withYears(withSerial(each, String(each.places?.text ?? ''), isSince1904(each.row)), reading)),
  )
  const whole = await sliced(wholeColumns(all, reading.rows, options), pause)
  judged.faults = whole.faults
  if (offers.length > 0) judged.offers = [...offers, ...(judged.offers ?? [])]
  judged.outcomes.push(...whole.left)
  await pause()
  return { ok: true, reading, judged, counts: countsOf(reading, judged) }
}

/** Rows that lack a column are judged with two answers as well, while they are no more than these. */
const MOST_EITHER = 2000

/**
 * What is asked of the rows that wait for the answer to a missing column, whatever the answer is: asked with it, and not one
 * round later.
 */
async function askedEitherWay(
  [first, second]: [Cells[], Cells[]],
  open: readonly Fault[],
  judged: (rows: Cells[]) => Promise<Judged<unknown>>,
): Promise<Fault[]> {
  if (first.length === 0 || first.length > MOST_EITHER) return []
  const waiting = new Set(open.map(each => each.field))
  const asked = async (rows: Cells[]) =>
    (await judged(rows)).faults.filter(each => each.row !== 0 && !waiting.has(each.field))
  const keyOf = (fault: Fault) => `${fault.row} ${questionKey(fault)}`
  const others = new Set((await asked(second)).map(keyOf))
  return (await asked(first)).filter(each => others.has(keyOf(each)))
}

const datedKinds = new Set<string>(['activities', 'attendance', 'study', 'exams', 'results', 'outputs'])

/** The day that a sheet states for all of its rows, that as of which it is first. */
function statedIn({ sheets }: Reading): Pick<ImportOptions, 'stated'> {
  const all = sheets.flatMap(each => (each.isRead && each.stated ? [each.stated] : []))
  const stated = all.find(each => each.by === 'asOf') ?? all[0]
  return stated ? { stated } : {}
}

/** The key of the answer to every day without a year. */
const YEAR = 'year'

/** Which sheets are read; of the file as a whole, so it stands before its first row. */
function sheetsQuestion({ sheets }: Reading): Fault {
  const proposed = sheets.filter(each => each.isRead).map(each => each.name)
  return {
    row: 0,
    field: null,
    reason: 'severalSheets',
    places: { names: proposed.join('、') },
    key: SHEETS,
    isDoubt: true,
    choices: [
      { value: 'all', choice: 'allSheets', places: { count: proposed.length } },
      ...proposed.map(name => ({ value: onlySheet(name), choice: 'onlySheet', places: { name } })),
      ...(proposed.length > 2
        ? proposed.map(name => ({ value: butSheet(name), choice: 'butSheet', places: { name } }))
        : []),
    ],
  }
}

/** A day without a year: one answer holds for all, the year of the lines above the heads first. */
function withYears(fault: Fault, { sheets }: Reading): Fault {
  if (fault.reason !== 'noYear') return fault
  const titled = sheets.flatMap(each => (each.isRead && each.title.year ? [each.title.year] : []))
  const years = yearsToChoose(titled, yearOf(dayOf(now())))
  return {
    ...fault,
    key: YEAR,
    choices: years.map(year => ({ value: String(year), choice: 'year', places: { year } })),
  }
}

/**
 * Rows with a cell that cannot be read right, or a character that cannot be stored, are faulty, whatever their kind;
 * importers do not see them.
 */
async function withoutUnfit(rows: Cells[], pause: Pause): Promise<{ fit: Cells[]; faults: Fault[] }> {
  const fit: Cells[] = []
  const faults: Fault[] = []
  for (const each of rows) {
    await pause()
    const before = faults.length
    for (const [field, reason] of Object.entries(each.troubles ?? {}))
      faults.push({ row: each.row, field, reason, places: { text: fitText(each.cells[field] ?? '') } })
    for (const [field, text] of Object.entries(each.cells))
      if (!isFit(text) && !each.troubles?.[field])
        faults.push({ row: each.row, field, reason: 'unfit', places: { text: fitText(text) } })
    if (faults.length === before) fit.push(each)
  }
  return { fit, faults }
}
