import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { footing, isFooter } from './footing.rules'
import { type Columns, type HeadMissing, headIn, headKey, type Places } from './heads.rules'
import { matchKey, trimmed } from './match.rules'
import { type IsTitle, isSection, type Range, sectionOf } from './section.rules'
import { finished, type Steps } from './steps.rules'

/**
 * Why a row of the sheet is skipped. `title`: a title that is repeated on the next page; `section`: it stands over a part
 * of the table; `otherTable`: a table of the document without the heads.
 */
export type LeftOutReason = 'blank' | 'repeatedHead' | 'title' | 'section' | 'sum' | 'note' | 'otherTable'
/** `text` is the first filled cell; consecutive blank rows are one entry up to `lastRow`. */
export type LeftOut = { row: number; lastRow: number; why: LeftOutReason; text: string }

export type SheetRow<F extends string> = {
  /** The row's number in the sheet. */
  row: number
  /** The cell of each field that the sheet has, trimmed, 同上 resolved; '' where empty. */
  cells: Partial<Record<F, string>>
  /** The title of its part of the table: 一、司法所（2人） is 司法所. */
  section?: string
  /** The nearest value above an empty cell, of fields that may be meant so. */
  above?: Partial<Record<F, string>>
}

export type Sheet<F extends string> = {
  ok: true
  headRow: number
  /** The head's text in the sheet, by field. */
  heads: Partial<Record<F, string>>
  unknownHeads: string[]
  rows: SheetRow<F>[]
  leftOut: LeftOut[]
}

export function readRows<F extends string>(table: RawTable, spec: Columns<F>): Sheet<F> | HeadMissing {
  return finished(rowsIn(table, spec))
}

/** Finds the head of a sheet and reads the rows below it; lists the rows it skips, and why. */
export function* rowsIn<F extends string>(table: RawTable, spec: Columns<F>): Steps<Sheet<F> | HeadMissing> {
  const head = yield* headIn(table, spec)
  return head.ok ? yield* rowsBelow(head, spec) : head
}

/** `over`: titles that stand in another table beside this one and over its rows as well, by the number of their row. */
export type Below<F extends string> = {
  table: RawTable
  index: number
  places: Places<F>
  isTitle?: IsTitle
  range?: Range
  over?: ReadonlyMap<number, string>
}

/** The rows below a head that was found, of a table or of those of its columns that `places` names. */
export function* rowsBelow<F extends string>(
  { table, index, places, isTitle, range, over }: Below<F>,
  spec: Columns<F>,
): Steps<Sheet<F>> {
  const headTexts = table.rows[index] ?? []
  const fields = [...places].sort((a, b) => a[1] - b[1])
  const rows: SheetRow<F>[] = []
  const leftOut: LeftOut[] = []
  const titles = new Set(table.rows.slice(0, index).map(onlyText).filter(Boolean))
  let above: Partial<Record<F, string>> = {}
  let section: string | undefined
  let filled: Partial<Record<F, string>> = {}
  for (let at = index + 1; at < table.rows.length; at++) {
    yield
    const row = table.rowNumbers[at] ?? 0
    noteGap(leftOut, (table.rowNumbers[at - 1] ?? 0) + 1, row - 1)
    const texts = (table.rows[at] ?? []).map(trimmed)
    const cells = Object.fromEntries(
      fields.map(([field, column]) => [field, texts[column] ?? '']),
    ) as typeof above
    section = over?.get(row) ?? section
    const repeats = repeatsHead(cells, { spec, places, headTexts })
    const why = reasonToLeaveOut(texts, cells, spec, { titles, isTitle, range, repeats })
    if (why === 'blank') noteGap(leftOut, row, row)
    else if (why) {
      if (why === 'section') {
        section = sectionOf(firstOf(texts.slice(range?.from, range?.to)))
        filled = withText(cells)
      }
      leftOut.push({ row, lastRow: row, why, text: firstOf(texts) })
    } else {
      for (const [field] of fields)
        if (isSameAsAbove(cells[field] ?? '')) cells[field] = above[field] ?? cells[field]
      const empty = (spec.fillsDown ?? []).filter(field => cells[field] === '' && filled[field])
      rows.push({
        row,
        cells,
        ...(section === undefined ? {} : { section }),
        ...(empty.length === 0 ? {} : { above: withText(filled, empty) }),
      })
      above = cells
      filled = { ...filled, ...withText(cells) }
    }
  }
  const taken = new Set(places.values())
  return {
    ok: true,
    headRow: table.rowNumbers[index] ?? 0,
    heads: Object.fromEntries(
      fields.map(([field, column]) => [field, trimmed(headTexts[column] ?? '')]),
    ) as Sheet<F>['heads'],
    unknownHeads: headTexts.filter((text, column) => !taken.has(column) && trimmed(text) !== '').map(trimmed),
    rows,
    leftOut,
  }
}

function withText<F extends string>(cells: Partial<Record<F, string>>, of?: F[]): typeof cells {
  const found = Object.entries(cells).filter(([field, text]) => text && (!of || of.includes(field as F)))
  return Object.fromEntries(found) as typeof cells
}

function reasonToLeaveOut<F extends string>(
  texts: string[],
  cells: Partial<Record<F, string>>,
  spec: Columns<F>,
  {
    titles,
    isTitle,
    range,
    repeats,
  }: Pick<Below<F>, 'isTitle' | 'range'> & { titles: Set<string>; repeats: boolean },
): LeftOutReason | null {
  if (texts.every(text => text === '')) return 'blank'
  // Rows of a form not filled in yet, which only have their number.
  if (
    Object.values(cells).every(text => text === '') &&
    texts.every(text => /^(?:\d{1,4}[.、]?)?$/.test(text))
  )
    return 'blank'
  if (repeats) return 'repeatedHead'
  if (titles.has(onlyText(texts))) return 'title'
  const ofBlock = texts.slice(range?.from, range?.to)
  return footing(texts, cells, spec) ?? (isSection(ofBlock, cells, isTitle) ? 'section' : null)
}

/** Whether parts of a table below its head have titles; of tables side by side any of them. */
export function hasSections(
  { rows }: Pick<RawTable, 'rows'>,
  index: number,
  { isTitle, name, ranges = [{}] }: { isTitle: IsTitle; name?: number | undefined; ranges?: Range[] },
): boolean {
  const offset = name === undefined ? undefined : name - (ranges[0]?.from ?? 0)
  return rows
    .slice(index + 1)
    .map(row => row.map(trimmed))
    .some(texts => {
      if (isFooter(firstOf(texts))) return false
      return ranges.some(({ from, to }) => {
        const own = texts.slice(from, to)
        return isSection(own, offset === undefined ? {} : { name: own[offset] ?? '' }, isTitle)
      })
    })
}

/** Whether every filled cell repeats the head of its column, as it stands there or by another of its names. */
function repeatsHead<F extends string>(
  cells: Partial<Record<F, string>>,
  { spec, places, headTexts }: { spec: Columns<F>; places: Places<F>; headTexts: string[] },
) {
  const filled = [...places].filter(([field]) => cells[field])
  return (
    filled.length >= Math.min(2, places.size) &&
    filled.every(([field, column]) => {
      const key = headKey(cells[field] ?? '')
      const names = spec.columns.find(each => each.field === field)?.heads ?? []
      return [headTexts[column] ?? '', ...names].some(head => headKey(head) === key)
    })
  )
}

function noteGap(leftOut: LeftOut[], row: number, lastRow: number) {
  if (lastRow < row) return
  const last = leftOut.at(-1)
  if (last?.why === 'blank' && last.lastRow === row - 1) last.lastRow = lastRow
  else leftOut.push({ row, lastRow, why: 'blank', text: '' })
}

function isSameAsAbove(text: string) {
  return /^(?:同上|同前|["“”″〃']{1,2})$/.test(matchKey(text))
}

function firstOf(texts: string[]) {
  return texts.find(text => text !== '') ?? ''
}

/** The text of a row that has only one, as a title over merged cells. */
function onlyText(texts: string[]) {
  const filled = new Set(texts.map(matchKey).filter(Boolean))
  return filled.size === 1 ? ([...filled][0] ?? '') : ''
}
