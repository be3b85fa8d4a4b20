import { blocksOf } from './block.rules'
import { type Cross, crossBelow, crossedColumns } from './cross-sheet.rules'
import type { RawTable } from './formats/workbook'
import { guessesOf } from './guess.rules'
import { type Columns, headIn, headKey, isMet, type SaidHeads } from './heads.rules'
import { columnLetters, placeNumber } from './place.rules'
import { type LeftOut, rowsBelow, type SheetRow, trimmed } from './rows.rules'
import type { Steps } from './steps.rules'
import { type TitleFacts, titleOf } from './title.rules'

/** A sheet of a file. */
export type FileSheet = { name: string; isHidden: boolean; table: RawTable }

/** The columns of a kind of sheet, and how its other forms become its rows. */
export type KindColumns = {
  columns: Columns<string>
  /** Its form as a 横表. */
  cross?: Cross
  /** Fields that the lines above the heads give, for every row of the sheet. */
  given?(title: TitleFacts): Record<string, string>
  /** What the cells of a row mean together, such as a signature beside the name. */
  meant?(cells: Record<string, string>): Record<string, string>
}

/** What somebody said of this file, by the keys below, and what was said of such heads earlier. */
export type SaidOfFile = {
  answers: Readonly<Record<string, string>>
  remembered: ReadonlyMap<string, string | null>
}

/** `all`: the sheets that are proposed are the right ones. */
export const SHEETS = 'sheets'
/** Whether a sheet is read: `read` or `leave`. */
export const sheetKey = (name: string) => `sheet ${name}`
/** The number of the row of heads. */
export const headRowKey = (name: string) => `heads ${name}`
/** The field of a column; '' leaves it alone, `= 7月9日 中心组学习` reads it under this head. */
export const columnKey = (name: string, column: number) => `column ${columnLetters(column)} ${name}`

export type ColumnRead = {
  /** Index in the sheet. */
  at: number
  head: string
  field: string | null
  /**
   * `known` by its name, `said` by the user, `remembered` from an earlier sheet, `meeting` of a 横表, `guessed`: only
   * proposed, `left` alone because it means nothing here.
   */
  how: 'known' | 'said' | 'remembered' | 'meeting' | 'guessed' | 'left'
  /** The field that is proposed. */
  guess: string | null
  /** The first three filled cells. */
  samples: string[]
}

export type SheetRead = {
  name: string
  isHidden: boolean
  /** Rows that are not blank. */
  size: number
  isRead: boolean
  /** The number of the row of heads; null where nothing looks like one. */
  headRow: number | null
  columns: ColumnRead[]
  /** Tables side by side. */
  blocks: number
  /** Required heads that it lacks, alternatives joined by ` / `. */
  missing: string[]
  /** Another sheet with the same cells. */
  sameAs: string | null
  title: TitleFacts
}

export type FactRow = { row: number; cells: Record<string, string> }

export type FileReading = {
  sheets: SheetRead[]
  rows: FactRow[]
  leftOut: LeftOut[]
  /** The head's text of each field, from the first sheet that has it. */
  heads: Record<string, string>
  /** Several sheets look right, and nobody has said which are read. */
  asksSheets: boolean
  /** What the sheets that are read lack: nothing, or no row is judged. */
  missing: string[]
}

type OneSheet = { read: SheetRead; rows: FactRow[]; leftOut: LeftOut[]; heads: Record<string, string> }

/** Reads the sheets of a file: those that were chosen, else every visible one that has the heads. */
export function* fileIn(sheets: FileSheet[], kind: KindColumns, said: SaidOfFile): Steps<FileReading> {
  const all: OneSheet[] = []
  for (const [at, sheet] of sheets.entries()) all.push(yield* sheetIn(sheet, at, kind, said))
  for (const [at, { read }] of all.entries())
    read.sameAs = sheets.slice(0, at).find(each => isSame(each.table, sheets[at]?.table))?.name ?? null
  const isSaid = sheets.some(each => said.answers[sheetKey(each.name)] === 'read')
  const fitting = all.filter(
    ({ read }) => read.missing.length === 0 && !read.isHidden && read.sameAs === null,
  )
  const likely = fitting.length > 0 ? fitting : [mostLikely(all)].filter(each => each !== undefined)
  const chosen = isSaid ? all.filter(({ read }) => said.answers[sheetKey(read.name)] === 'read') : likely
  for (const { read } of chosen) read.isRead = true
  return {
    sheets: all.map(each => each.read),
    rows: chosen.flatMap(each => each.rows),
    leftOut: chosen.flatMap(each => each.leftOut),
    heads: Object.assign({}, ...[...chosen].reverse().map(each => each.heads)),
    asksSheets: !isSaid && said.answers[SHEETS] === undefined && fitting.length > 1,
    missing: chosen.find(({ read }) => read.missing.length > 0)?.read.missing ?? [],
  }
}

function isSame(one: RawTable, other: RawTable | undefined): boolean {
  return (
    other !== undefined &&
    one.rows.length === other.rows.length &&
    one.rows.every(
      (row, at) =>
        row.length === other.rows[at]?.length &&
        row.every((text, column) => text === other.rows[at]?.[column]),
    )
  )
}

/** The visible sheet with the most columns that are understood. */
function mostLikely(all: OneSheet[]): OneSheet | undefined {
  const known = ({ read }: OneSheet) =>
    read.columns.filter(each => each.field !== null || each.guess !== null).length
  return [...all].filter(each => !each.read.isHidden).sort((a, b) => known(b) - known(a))[0] ?? all[0]
}

function* sheetIn(
  { name, isHidden, table }: FileSheet,
  at: number,
  kind: KindColumns,
  said: SaidOfFile,
): Steps<OneSheet> {
  const chosenRow = Number(said.answers[headRowKey(name)]) || undefined
  const chosen = new Map<number, string | null>()
  const heads = new Map<number, string>()
  for (const column of (table.rows[0] ?? []).keys()) {
    const answer = said.answers[columnKey(name, column)]
    if (answer?.startsWith('= ')) heads.set(column, answer.slice(2))
    else if (answer !== undefined) chosen.set(column, answer || null)
  }
  const saidHeads: SaidHeads<string> = {
    ...(chosenRow === undefined ? {} : { row: chosenRow }),
    columns: chosen,
    remembered: said.remembered,
  }
  const parts: OneSheet[] = []
  let above: Found | null = null
  for (const part of partsOf(table)) {
    const found: Found = yield* foundIn(withHeads(part, chosenRow, heads), kind, saidHeads)
    // A table that goes on after a page break has no heads of its own.
    const goesOn =
      found.missing.length > 0 &&
      above !== null &&
      above.missing.length === 0 &&
      widthOf(part) === widthOf(above.table)
    const used: Found = goesOn && above ? continued(above, part) : found
    parts.push(yield* readFound(used, { name, isHidden, at }, kind, said))
    above = used
  }
  const whole = parts.find(each => each.read.missing.length === 0) ?? parts[0]
  if (!whole) throw new Error('A sheet has a part at least.')
  const fitting = parts.filter(each => each.read.missing.length === 0)
  return {
    read: { ...whole.read, size: table.rows.length },
    heads: whole.heads,
    rows: fitting.flatMap(each => each.rows),
    leftOut: parts.flatMap((each, part) =>
      fitting.length === 0 || fitting.includes(each) ? each.leftOut : asOtherTable(partsOf(table)[part], at),
    ),
  }
}

/** The rows of a table of a document that is none of this kind. */
function asOtherTable(table: RawTable | undefined, sheet: number): LeftOut[] {
  return (table?.rows ?? []).map((texts, at) => {
    const row = placeNumber({ sheet, column: 0, row: table?.rowNumbers[at] ?? 0 })
    return { row, lastRow: row, why: 'otherTable' as const, text: texts.map(trimmed).find(Boolean) ?? '' }
  })
}

function partsOf({ parts = [], ...table }: RawTable): RawTable[] {
  if (parts.length < 2) return [table]
  return parts
    .map((from, at) => {
      const isIn = (number: number) => number >= from && number < (parts[at + 1] ?? Number.POSITIVE_INFINITY)
      return {
        ...table,
        rows: table.rows.filter((_, row) => isIn(table.rowNumbers[row] ?? 0)),
        rowNumbers: table.rowNumbers.filter(isIn),
      }
    })
    .filter(part => part.rows.length > 0)
}

/** The index of the last column that any row fills. */
function widthOf({ rows }: RawTable): number {
  return Math.max(...rows.map(row => row.findLastIndex(text => trimmed(text) !== '')))
}

/** The heads that somebody wrote in place of those of the sheet. */
function withHeads(table: RawTable, row: number | undefined, heads: Map<number, string>): RawTable {
  const index = row === undefined ? -1 : table.rowNumbers.indexOf(row)
  if (index === -1 || heads.size === 0) return table
  const rows = [...table.rows]
  rows[index] = (rows[index] ?? []).map((text, column) => heads.get(column) ?? text)
  return { ...table, rows }
}

type Found = {
  table: RawTable
  /** Of the heads in `table`; -1 where no row looks like them. */
  index: number
  headRow: number | null
  places: Map<string, number>
  spec: Columns<string>
  isCross: boolean
  missing: string[]
  given: Record<string, string>
  title: TitleFacts
}

function continued(above: Found, part: RawTable): Found {
  const head = above.table.rows[above.index] ?? []
  return {
    ...above,
    index: 0,
    table: { ...part, rows: [head, ...part.rows], rowNumbers: [part.rowNumbers[0] ?? 0, ...part.rowNumbers] },
  }
}

/** The heads of a table: of a sheet of this kind, of a 横表, or of one whose lines above say what its columns lack. */
function* foundIn(
  given: RawTable,
  { columns, cross, given: givenBy }: KindColumns,
  said: SaidHeads<string>,
): Steps<Found> {
  const head = yield* headIn(given, columns, said)
  if (head.ok) return { ...headOf(given, head), spec: columns, isCross: false, missing: [], given: {} }
  if (cross) {
    const crossed = yield* headIn(given, cross.columns, said)
    if (crossed.ok && crossedColumns(crossed, cross).length > 0)
      return { ...headOf(given, crossed), spec: cross.columns, isCross: true, missing: [], given: {} }
  }
  const constants = givenBy?.(titleOf(given, head.index)) ?? {}
  const required = columns.required.filter(each => !isMet(each, field => field in constants))
  if (required.length < columns.required.length) {
    const relaxed = yield* headIn(given, { ...columns, required }, said)
    if (relaxed.ok)
      return {
        ...headOf(given, relaxed),
        spec: { ...columns, required },
        isCross: false,
        missing: [],
        given: constants,
      }
  }
  return { ...headOf(given, head), spec: columns, isCross: false, missing: head.missing, given: {} }
}

function headOf(
  given: RawTable,
  { table, index, places }: { table: RawTable; index: number; places: Map<string, number> },
) {
  const fallback =
    index === -1 ? given.rows.findIndex(row => new Set(row.map(trimmed).filter(Boolean)).size > 1) : index
  return {
    table,
    index: fallback,
    headRow: given.rowNumbers[fallback] ?? null,
    places,
    title: titleOf(given, fallback),
  }
}

function* readFound(
  found: Found,
  { name, isHidden, at }: { name: string; isHidden: boolean; at: number },
  kind: KindColumns,
  said: SaidOfFile,
): Steps<OneSheet> {
  const { table, index, places, spec, headRow, missing, title } = found
  const texts = (table.rows[index] ?? []).map(trimmed)
  const rows: FactRow[] = []
  const leftOut: LeftOut[] = []
  const heads: Record<string, string> = {}
  const meetings = new Set<number>()
  const blocks = missing.length > 0 ? [] : blocksOf(texts, places, spec)
  const put = (row: number, column: number, cells: Record<string, string>) => {
    const all = { ...found.given, ...cells }
    rows.push({ row: placeNumber({ sheet: at, column, row }), cells: { ...all, ...kind.meant?.(all) } })
  }
  for (const [number, block] of blocks.entries()) {
    const next = blocks[number + 1]?.column ?? texts.length
    const ofBlock =
      number === 0 && blocks.length === 1
        ? table
        : withoutOthers(table, index, block.column, next, block.places)
    const head = { table: ofBlock, index, places: block.places }
    const isRow = (cells: SheetRow<string>['cells']) => block.own.some(field => cells[field])
    const crossed = found.isCross && kind.cross ? yield* crossBelow(head, kind.cross) : null
    const sheet = crossed ?? (yield* rowsBelow(head, spec))
    Object.assign(heads, sheet.heads)
    if (number === 0) leftOut.push(...sheet.leftOut.map(each => placed(each, at)))
    if (crossed && kind.cross) {
      for (const { column } of crossedColumns(head, kind.cross)) meetings.add(column)
      for (const { row, column, own, cells } of crossed.rows) if (isRow(own)) put(row, column, cells)
    } else
      for (const { row, cells } of sheet.rows)
        if (isRow(cells)) put(row, block.column, cells as Record<string, string>)
    yield
  }
  const read: SheetRead = {
    name,
    isHidden,
    size: table.rows.length,
    isRead: false,
    headRow,
    columns: columnsRead(found, { name, blocks: blocks.map(each => each.places), meetings }, said),
    blocks: blocks.length,
    missing,
    sameAs: null,
    title,
  }
  return { read, rows, leftOut, heads }
}

function placed(left: LeftOut, sheet: number): LeftOut {
  const numberOf = (row: number) => placeNumber({ sheet, column: 0, row })
  return { ...left, row: numberOf(left.row), lastRow: numberOf(left.lastRow) }
}

/** The table with the columns of other blocks emptied. */
function withoutOthers(
  table: RawTable,
  index: number,
  from: number,
  to: number,
  places: Map<string, number>,
): RawTable {
  const own = new Set(places.values())
  const rows = table.rows.map((row, at) =>
    at < index
      ? row
      : row.map((text, column) => (own.has(column) || (column >= from && column < to) ? text : '')),
  )
  return { ...table, rows }
}

function columnsRead(
  { table, index, spec, places }: Found,
  { name, blocks, meetings }: { name: string; blocks: Map<string, number>[]; meetings: Set<number> },
  said: SaidOfFile,
): ColumnRead[] {
  const heads = (table.rows[index] ?? []).map(trimmed)
  const fieldOf = new Map<number, string>()
  for (const each of blocks.length > 0 ? blocks : [places])
    for (const [field, column] of each) fieldOf.set(column, field)
  const isOpen = (at: number) =>
    !fieldOf.has(at) && !meetings.has(at) && said.answers[columnKey(name, at)] === undefined
  const unknown = [...heads.entries()].filter(
    ([at, head]) => head !== '' && isOpen(at) && said.remembered.get(headKey(head)) !== null,
  )
  const guesses = guessesOf(new Map(unknown), spec, field => !places.has(field))
  return heads.flatMap((head, at) => {
    const samples = samplesOf(table, index, at)
    if (head === '' && samples.length === 0) return []
    const field = fieldOf.get(at) ?? null
    const guess = guesses.get(at) ?? null
    const isSaid = said.answers[columnKey(name, at)] !== undefined
    const known = meetings.has(at) ? 'meeting' : guess !== null ? 'guessed' : howKnown(head, field, spec)
    return [{ at, head, field, how: isSaid ? 'said' : known, guess, samples }]
  })
}

function howKnown(head: string, field: string | null, { columns }: Columns<string>): ColumnRead['how'] {
  if (field === null) return 'left'
  const isName = columns.some(
    each => each.field === field && each.heads.some(word => headKey(word) === headKey(head)),
  )
  return isName ? 'known' : 'remembered'
}

const SAMPLES = 3
const LOOKED_AT = 200

function samplesOf({ rows }: RawTable, index: number, column: number): string[] {
  const samples: string[] = []
  for (let at = index + 1; at < Math.min(rows.length, index + LOOKED_AT) && samples.length < SAMPLES; at++) {
    const text = trimmed(rows[at]?.[column] ?? '')
    if (text !== '') samples.push(text.slice(0, 40))
  }
  return samples
}
