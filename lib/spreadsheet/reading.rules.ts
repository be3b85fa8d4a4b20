import { blocksOf } from './block.rules'
import { type ColumnRead, columnsRead } from './columns-read.rules'
import { crossBelow, crossedColumns } from './cross-sheet.rules'
import { formAsTable } from './form-sheet.rules'
import type { RawTable, TroubleReason } from './formats/workbook'
import {
  continued,
  type Found,
  foundIn,
  type KindColumns,
  partsOf,
  titleBy,
  widthOf,
} from './found-heads.rules'
import { unitsIn } from './head-units.rules'
import type { SaidHeads } from './heads.rules'
import { withJoinedDays } from './joined-days.rules'
import { trimmed } from './match.rules'
import { placeNumber } from './place.rules'
import { type LeftOut, rowsBelow, type SheetRow } from './rows.rules'
import { columnKey, headRowKey, leftAlone, type SaidOfFile, SHEETS, sheetKey } from './said.rules'
import { sectionOf } from './section.rules'
import { areOneByName, chosenAmong, mostLikely } from './sheet-choice.rules'
import { titlesOver, withoutOthers } from './side-by-side.rules'
import { type Stated, statedDay } from './stated-day.rules'
import type { Steps } from './steps.rules'
import { isUnitOf, linesAbove, type TitleFacts } from './title.rules'
import { EMPTY, troublesOf, withTroubles } from './troubles.rules'
import { isTurned } from './turned.rules'

/** A sheet of a file. */
export type FileSheet = { name: string; isHidden: boolean; table: RawTable }

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
  /** Required heads that it lacks and that are asked about instead. */
  lacks: string[]
  /** Another sheet with the same cells. */
  sameAs: string | null
  title: TitleFacts
  /** Its heads stand in the first column: it lacks them where rows are read. */
  isTurned: boolean
  /** Forms of one event each, filled in behind their labels. */
  isForm?: true
  /** As of which day the lines above and below it say that it is. */
  stated: Stated | null
}

export type FactRow = {
  row: number
  cells: Record<string, string>
  /** Fields whose cell cannot be read right, and why. */
  troubles?: Record<string, TroubleReason>
  /** What stands above its empty cells, of fields that may be meant so. */
  above?: Record<string, string>
  /** What the lines above the table only propose. */
  proposed?: Record<string, string>
}

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
  const nearly = all.filter(({ read }) => read.missing.length === 0 && !read.isHidden && read.sameAs === null)
  const whole = nearly.filter(({ read }) => read.lacks.length === 0)
  const fitting = whole.length > 0 ? whole : nearly
  const likely = fitting.length > 0 ? fitting : [mostLikely(all)].filter(each => each !== undefined)
  const chosen = isSaid
    ? all.filter(({ read }) => said.answers[sheetKey(read.name)] === 'read')
    : chosenAmong(likely, said.answers[SHEETS])
  for (const { read } of chosen) read.isRead = true
  const seen = all.filter(({ read }) => !read.isHidden && read.sameAs === null)
  const isPlain = seen.length === fitting.length && areOneByName(seen.map(({ read }) => read.name))
  return {
    sheets: all.map(each => each.read),
    rows: chosen.flatMap(each => each.rows),
    leftOut: chosen.flatMap(each => each.leftOut),
    heads: Object.assign({}, ...[...chosen].reverse().map(each => each.heads)),
    asksSheets: !isSaid && said.answers[SHEETS] === undefined && fitting.length > 1 && !isPlain,
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
    heads,
    remembered: said.remembered,
  }
  const parts: OneSheet[] = []
  let above: Found | null = null
  for (const part of partsOf(table)) {
    const form = kind.form && chosenRow === undefined ? formAsTable(part, kind.columns) : null
    const found: Found = yield* foundIn(form?.table ?? withJoinedDays(part), kind, saidHeads, said.units)
    // A table that goes on after a page break has no heads of its own.
    const goesOn =
      found.missing.length > 0 &&
      above !== null &&
      above.missing.length === 0 &&
      widthOf(part) === widthOf(above.table)
    const used: Found = goesOn && above ? continued(above, part) : found
    const read = yield* readFound(used, { name, isHidden, at }, kind, said)
    if (form?.rest) read.leftOut.push(...asOtherTable(form.rest, at))
    parts.push(read)
    above = used
  }
  const whole = parts.find(each => each.read.missing.length === 0) ?? parts[0]
  if (!whole) throw new Error('A sheet has a part at least.')
  const fitting = parts.filter(each => each.read.missing.length === 0)
  return {
    read: {
      ...whole.read,
      size: table.rows.length,
      isTurned: whole.read.missing.length > 0 && isTurned(table, kind.columns),
    },
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

function* readFound(
  found: Found,
  { name, isHidden, at }: { name: string; isHidden: boolean; at: number },
  kind: KindColumns,
  said: SaidOfFile,
): Steps<OneSheet> {
  const { index, places, spec, headRow, missing, title, proposed } = found
  const table = withTroubles(found.table)
  const texts = (table.rows[index] ?? []).map(trimmed)
  const rows: FactRow[] = []
  const leftOut: LeftOut[] = []
  const heads: Record<string, string> = {}
  const meetings = new Set<number>()
  const left = leftAlone(said, name, texts.length)
  const blocks = missing.length > 0 ? [] : blocksOf(texts, places, spec)
  const troubleAt = troublesOf(table)
  const withUnits = unitsIn(texts, places, spec)
  const bySigns = kind.signs?.(found.table.rows, index)
  const isKnown = (text: string) => isUnitOf(said.units ?? [], text)
  const isTitle = kind.section === undefined ? isKnown : titleBy(said.units ?? [])
  const inSection = (section: string | undefined): Record<string, string> => {
    if (section === undefined || kind.section === undefined || places.has(kind.section)) return {}
    // 一、上半年 is no unit, nor is 一、社区党委 in the sheet of a community.
    const isNamed = found.given[kind.section] === undefined || isKnown(section)
    return { ...(isNamed ? { [kind.section]: section } : {}), section }
  }
  const put = (
    row: number,
    column: number,
    cells: Record<string, string>,
    columnOf: Iterable<[string, number]>,
    { section, above = goesOn(section) }: Pick<SheetRow<string>, 'section' | 'above'>,
  ) => {
    const troubles: Record<string, TroubleReason> = {}
    const own: Record<string, string> = { ...found.given, ...inSection(section), ...withUnits(cells) }
    Object.assign(own, bySigns?.(own), table.isForm ? kind.form?.(title, own) : {})
    for (const [field, of] of columnOf) {
      const reason = troubleAt(row, of)
      if (!reason) continue
      troubles[field] = reason
      if (own[field] === EMPTY) own[field] = ''
    }
    rows.push({
      row: placeNumber({ sheet: at, column, row }),
      cells: { ...own, ...kind.meant?.(own) },
      ...(Object.keys(troubles).length > 0 ? { troubles } : {}),
      ...(above ? { above: above as Record<string, string> } : {}),
      ...(Object.keys(proposed).length > 0 ? { proposed } : {}),
    })
  }
  // A list that goes on at the top of the next table may still be of the last title of the one before.
  let before: LeftOut[] = []
  const goesOn = (section: string | undefined): Record<string, string> | undefined => {
    const last =
      section === undefined && kind.section && !places.has(kind.section) ? before.at(-1) : undefined
    return last && kind.section ? { [kind.section]: sectionOf(last.text) } : undefined
  }
  for (const [number, block] of blocks.entries()) {
    const range = { from: block.from, to: blocks[number + 1]?.from ?? texts.length }
    const ofBlock = blocks.length === 1 ? table : withoutOthers(table, index, range, block.places)
    const over = titlesOver(table, index, before, { isTitle, name: block.places.get('name'), range })
    if (over) before = []
    const head = { table: ofBlock, index, places: block.places, isTitle, range, ...(over ? { over } : {}) }
    const isRow = (cells: SheetRow<string>['cells']) => block.own.some(field => cells[field])
    const crossed = found.cross ? yield* crossBelow(head, found.cross, left) : null
    const sheet = crossed ?? (yield* rowsBelow(head, spec))
    Object.assign(heads, sheet.heads)
    const titles = sheet.leftOut.filter(each => each.why === 'section')
    const skipped = number > 0 ? titles : sheet.leftOut.filter(each => !table.isForm || each.why !== 'blank')
    leftOut.push(...skipped.map(each => placed(each, at, block.column)))
    if (crossed && found.cross) {
      for (const { column, beside = [] } of crossedColumns(head, found.cross, left))
        for (const of of [{ column }, ...beside]) meetings.add(of.column)
      for (const { row, column, own, cells, ...more } of crossed.rows)
        if (isRow(own)) put(row, column, cells, [...block.places, [found.cross.value, column]], more)
    } else
      for (const { row, cells, ...more } of sheet.rows)
        if (isRow(cells)) put(row, block.column, cells as Record<string, string>, block.places, more)
    if (titles.length > 0) before = titles
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
    lacks: found.lacks ?? [],
    sameAs: null,
    title,
    isTurned: false,
    ...(table.isForm ? { isForm: true as const } : {}),
    stated: statedDay([
      ...linesAbove(table, index),
      ...leftOut.filter(each => each.why === 'note').map(each => each.text),
    ]),
  }
  return { read, rows, leftOut, heads }
}

function placed(left: LeftOut, sheet: number, column: number): LeftOut {
  const numberOf = (row: number) => placeNumber({ sheet, column, row })
  return { ...left, row: numberOf(left.row), lastRow: numberOf(left.lastRow) }
}
