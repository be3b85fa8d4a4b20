import { cellText, pictured } from './cell-text.mjs'
import { loadFormats, shownNumber, shownText } from './number-format.mjs'
import { cellCounter, cellsOf, MAX_MERGES, MAX_SHEETS, Unreadable } from './unreadable.mjs'
import { openRecords, readBook } from './xls-records.mjs'

await loadFormats()

const id = {
  formula: 0x06,
  bof: 0x809,
  eof: 0x0a,
  colInfo: 0x7d,
  mulRk: 0xbd,
  rString: 0xd6,
  mergeCells: 0xe5,
  labelSst: 0xfd,
  number: 0x203,
  label: 0x204,
  boolErr: 0x205,
  string: 0x207,
  row: 0x208,
  array: 0x221,
  table: 0x236,
  window: 0x23e,
  rk: 0x27e,
  sharedFormula: 0x4bc,
}
const CALC_ON_LOAD = 2
// What JXL writes where Excel keeps the order of reckoning.
const MADE_BY_JXL = 0xfce00000
const EMPTY_TEXT = 3
const SHOWS_ZEROS = 0x10
const ROW_HIDDEN = 0x20
const MAX_COLUMN = 256
const errors = new Map([
  [0, '#NULL!'],
  [7, '#DIV/0!'],
  [15, '#VALUE!'],
  [23, '#REF!'],
  [29, '#NAME?'],
  [36, '#NUM!'],
  [42, '#N/A'],
])

/**
 * The worksheets of an Excel 97–2003 workbook (MS-XLS, BIFF8), by a reader of our own: hucre's drops number formats,
 * hidden sheets and formulas without a result, and SheetJS's on npm is unmaintained (docs/decisions/0039).
 * @param {Uint8Array} stream the stream `Workbook`
 */
export function openXls(stream) {
  const records = openRecords(stream)
  const book = readBook(records)
  if (book.sheets.length > MAX_SHEETS) throw new Unreadable('tooLarge')
  const count = cellCounter()
  return book.sheets.map(({ name, hidden, position }) => ({
    name,
    hidden,
    read: async () => readSheet(records, position, { ...book, count }),
  }))
}

function readSheet(records, position, book) {
  const cells = cellsOf(book.count)
  const merges = []
  const hiddenRows = []
  const hiddenColumns = []
  const { showsZeros, hasResults } = factsOf(records, position)
  const add = (row, column, style, shown) => {
    if (column >= MAX_COLUMN) throw new Unreadable('badCell')
    const isStruck = book.styles[style]?.isStruck && shown.text !== '' && !shown.trouble
    cells.add(row + 1, column + 1, isStruck ? { ...shown, trouble: 'struck' } : shown)
  }
  const number = (row, column, style, value) => {
    const known = book.styles[style]
    if (!known) throw new Unreadable('damaged', 'style missing')
    if (value === 0 && !showsZeros) return add(row, column, style, { text: '', trouble: 'hiddenValue' })
    if (!Number.isFinite(value)) throw new Unreadable('damaged', 'no number')
    const shown = shownNumber(value, known.format, book.since1904)
    add(row, column, style, known.font ? { ...shown, ...cellText(pictured(shown.text, known.font)) } : shown)
  }
  const text = (row, column, style, given) => {
    const { font = null, format } = book.styles[style] ?? {}
    const read = cellText(font ? pictured(given, font) : given)
    const shown = shownText(read.text, format)
    add(row, column, style, shown.trouble || shown.text !== read.text ? { ...read, ...shown } : read)
  }

  for (const record of records.from(position)) {
    const { id: kind, data } = record
    if (kind === id.eof) {
      const { since1904 } = book
      return { rows: cells.rows, troubles: cells.troubles, merges, hiddenRows, hiddenColumns, since1904 }
    }
    if (kind === id.labelSst) {
      const shared = book.strings[data.u32(6)]
      if (shared === undefined) throw new Unreadable('damaged', 'shared string missing')
      text(data.u16(0), data.u16(2), data.u16(4), shared)
    } else if (kind === id.label || kind === id.rString)
      text(data.u16(0), data.u16(2), data.u16(4), records.longText(record, 6))
    else if (kind === id.number) number(data.u16(0), data.u16(2), data.u16(4), data.f64(6))
    else if (kind === id.rk) number(data.u16(0), data.u16(2), data.u16(4), rkValue(data.u32(6)))
    else if (kind === id.mulRk) {
      const last = data.u16(data.length - 2)
      for (let column = data.u16(2), at = 4; column <= last; column++, at += 6)
        number(data.u16(0), column, data.u16(at), rkValue(data.u32(at + 2)))
    } else if (kind === id.boolErr) add(data.u16(0), data.u16(2), data.u16(4), truthOrError(data, 6))
    else if (kind === id.formula) readFormula(record)
    else if (kind === id.row && data.u16(12) & ROW_HIDDEN) hiddenRows.push(data.u16(0) + 1)
    else if (kind === id.colInfo && data.u16(8) & 1)
      hiddenColumns.push([data.u16(0) + 1, Math.min(data.u16(2) + 1, MAX_COLUMN)])
    else if (kind === id.mergeCells) {
      for (let each = 0, at = 2; each < data.u16(0); each++, at += 8)
        merges.push({
          top: data.u16(at) + 1,
          bottom: data.u16(at + 2) + 1,
          left: data.u16(at + 4) + 1,
          right: data.u16(at + 6) + 1,
        })
      if (merges.length > MAX_MERGES) throw new Unreadable('tooLarge')
    }
  }
  throw new Unreadable('damaged', 'sheet breaks off')

  function readFormula(record) {
    const { data } = record
    const [row, column, style] = [data.u16(0), data.u16(2), data.u16(4)]
    const unsaved = { text: '', trouble: 'formulaUnsaved' }
    if (data.u16(12) !== 0xffff) {
      const value = data.f64(6)
      // POI and JXL reckon nothing: they write 0, or 4, and ask Excel to reckon when it opens the file.
      const isMade = value === 0 || (value === 4 && data.u32(16) === MADE_BY_JXL)
      if (isMade && data.u16(14) & CALC_ON_LOAD) return add(row, column, style, unsaved)
      return number(row, column, style, value)
    }
    if (isEmptyResult(data)) return hasResults ? undefined : add(row, column, style, unsaved)
    const kind = data.u8(6)
    if (kind === 0) {
      const result = records.after(record, [id.sharedFormula, id.array, id.table])
      if (result?.id !== id.string) throw new Unreadable('damaged', 'result of a formula missing')
      return text(row, column, style, records.longText(result, 0))
    }
    if (kind === 1) return add(row, column, style, { text: data.u8(8) ? 'TRUE' : 'FALSE' })
    if (kind === 2) return add(row, column, style, errorOf(data.u8(8)))
    throw new Unreadable('damaged', 'result of a formula')
  }
}

/**
 * What is known of a sheet only after its cells: whether zeros are shown, and whether any formula has a result. xlwt
 * writes an empty text as the result of every formula.
 */
function factsOf({ scan, buffer }, position) {
  let showsZeros = true
  let hasResults = false
  // A chart among the cells has records of the same kinds.
  let depth = 0
  scan(position, (kind, start, length) => {
    if (kind === id.bof) depth++
    else if (kind === id.eof) return --depth === 0
    if (depth !== 1) return false
    if (kind === id.window && length >= 2) showsZeros = (buffer.readUInt16LE(start) & SHOWS_ZEROS) !== 0
    else if (kind === id.formula && length >= 14)
      hasResults ||= buffer.readUInt16LE(start + 12) !== 0xffff || buffer[start + 6] !== EMPTY_TEXT
    return false
  })
  return { showsZeros, hasResults }
}

function isEmptyResult(data) {
  return data.u16(12) === 0xffff && data.u8(6) === EMPTY_TEXT
}

function truthOrError(data, at) {
  if (data.u8(at + 1) === 1) return errorOf(data.u8(at))
  return { text: data.u8(at) ? 'TRUE' : 'FALSE' }
}

function errorOf(code) {
  return { text: errors.get(code) ?? '#ERR!', trouble: 'errorValue' }
}

/** A number of 30 bits: whole or the upper half of a double, perhaps of hundredths (MS-XLS 2.5.198). */
function rkValue(rk) {
  let value = rk >> 2
  if ((rk & 2) === 0) {
    const view = new DataView(new ArrayBuffer(8))
    view.setUint32(4, rk & 0xfffffffc, true)
    value = view.getFloat64(0, true)
  }
  return rk & 1 ? value / 100 : value
}
