import { cellText } from './cell-text.mjs'
import { loadFormats, shownNumber, shownText } from './number-format.mjs'
import { cellCounter, cellsOf, MAX_MERGES, MAX_SHEETS, MAX_TEXT, Unreadable } from './unreadable.mjs'
import { attribute, readXml } from './xml.mjs'

await loadFormats()

const MAX_ROW = 1_048_576
const MAX_COLUMN = 16_384
// Formats of an XML Spreadsheet that have a name.
const named = new Map([
  ['General Number', 'General'],
  ['General Date', 'yyyy/m/d h:mm'],
  ['Short Date', 'yyyy/m/d'],
  ['Medium Date', 'yyyy/m/d'],
  ['Long Date', 'yyyy/m/d'],
  ['Short Time', 'h:mm'],
  ['Medium Time', 'h:mm'],
  ['Long Time', 'h:mm:ss'],
  ['Fixed', '0.00'],
  ['Standard', '#,##0.00'],
  ['Percent', '0.00%'],
  ['Scientific', '0.00E+00'],
  ['Currency', '"¥"#,##0.00'],
])

/**
 * The worksheets of an XML Spreadsheet 2003, as web platforms send them under the name .xls. They are read at once: the
 * file is one part.
 * @param {AsyncIterable<Uint8Array> | Iterable<Uint8Array>} chunks
 */
export async function openXml2003(chunks) {
  const sheets = []
  const styles = new Map()
  const count = cellCounter()
  let style = null
  let sheet = null
  let row = 0
  let column = 0
  let cell = null
  let inData = false
  let inNote = false
  let total = 0
  let columnAt = 0
  const open = (name, attributes) => {
    if (name === 'Style') {
      style = { format: { id: 0 }, isStruck: false }
      styles.set(attribute(attributes, 'ID'), style)
    } else if (name === 'NumberFormat' && style) style.format = formatOf(attribute(attributes, 'Format'))
    else if (name === 'Font' && style && !cell)
      style.isStruck = attribute(attributes, 'StrikeThrough') === '1'
    else if (name === 'Worksheet') {
      sheet = {
        name: attribute(attributes, 'Name'),
        hidden: false,
        cells: cellsOf(count),
        merges: [],
        hiddenRows: [],
        hiddenColumns: [],
      }
      sheets.push(sheet)
      if (sheets.length > MAX_SHEETS) throw new Unreadable('tooLarge')
      row = 0
      columnAt = 0
    } else if (!sheet) return
    else if (name === 'Column') {
      columnAt = place(attribute(attributes, 'Index') || columnAt + 1, MAX_COLUMN)
      const last = columnAt + Number(attribute(attributes, 'Span') || 0)
      if (attribute(attributes, 'Hidden') === '1') sheet.hiddenColumns.push([columnAt, last])
      columnAt = last
    } else if (name === 'Row') {
      row = place(attribute(attributes, 'Index') || row + 1, MAX_ROW)
      column = 0
      if (attribute(attributes, 'Hidden') === '1') sheet.hiddenRows.push(row)
    } else if (name === 'Cell') {
      column = place(attribute(attributes, 'Index') || column + 1, MAX_COLUMN)
      cell = {
        text: '',
        type: '',
        style: styles.get(attribute(attributes, 'StyleID')),
        isFormula: attribute(attributes, 'Formula') !== '',
      }
      merge(attributes)
    } else if (name === 'Comment') inNote = true
    else if (name === 'Data' && cell && !inNote) {
      cell.type = attribute(attributes, 'Type')
      inData = true
    }
  }
  const merge = attributes => {
    const across = Number(attribute(attributes, 'MergeAcross') || 0)
    const down = Number(attribute(attributes, 'MergeDown') || 0)
    if (across === 0 && down === 0) return
    const area = { top: row, left: column, bottom: row + down, right: column + across }
    place(area.bottom, MAX_ROW)
    place(area.right, MAX_COLUMN)
    sheet.merges.push(area)
    if (sheet.merges.length > MAX_MERGES) throw new Unreadable('tooLarge')
  }
  const text = part => {
    if (inData) {
      cell.text += part
      total += part.length
      if (total > MAX_TEXT) throw new Unreadable('tooLarge')
    } else if (sheet?.isVisibility) sheet.hidden = /hidden/i.test(part)
  }
  const openAny = (name, attributes) => {
    if (name === 'Visible' && sheet) sheet.isVisibility = true
    open(name, attributes)
  }
  const close = name => {
    if (name === 'Style') style = null
    else if (name === 'Data') inData = false
    else if (name === 'Comment') inNote = false
    else if (name === 'Visible' && sheet) sheet.isVisibility = false
    else if (name === 'Cell' && cell) {
      const shown = shownIn(cell)
      const isStruck = cell.style?.isStruck && shown.text !== '' && !shown.trouble
      sheet.cells.add(row, column, isStruck ? { ...shown, trouble: 'struck' } : shown)
      column =
        sheet.merges.at(-1)?.top === row && sheet.merges.at(-1).left === column
          ? sheet.merges.at(-1).right
          : column
      cell = null
    }
  }
  await readXml(chunks, { open: openAny, close, text })
  return sheets.map(({ name, hidden, cells, merges, hiddenRows, hiddenColumns }) => ({
    name,
    hidden,
    read: async () => ({ rows: cells.rows, troubles: cells.troubles, merges, hiddenRows, hiddenColumns }),
  }))
}

function formatOf(code) {
  return code === '' ? { id: 0 } : { id: -1, code: named.get(code) ?? code }
}

function place(given, most) {
  const value = Number(given)
  if (!(Number.isInteger(value) && value >= 1 && value <= most)) throw new Unreadable('badCell')
  return value
}

function shownIn({ text, type, style, isFormula }) {
  const format = style?.format ?? { id: 0 }
  if (type === '') return { text: '', ...(isFormula ? { trouble: 'formulaUnsaved' } : {}) }
  if (type === 'Error') return { text, trouble: 'errorValue' }
  if (type === 'Boolean') return { text: text === '1' ? 'TRUE' : 'FALSE' }
  if (type === 'Number' && text.trim() !== '' && Number.isFinite(Number(text)))
    return shownNumber(Number(text), format, false)
  if (type === 'DateTime') return dateTime(text, format)
  const read = cellText(text)
  const shown = shownText(read.text, format)
  return shown.trouble || shown.text !== read.text ? { ...read, ...shown } : read
}

/** `2023-03-01T09:30:00.000`; a time alone stands on the last day of 1899. */
function dateTime(text, format) {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(text)
  if (!match) return { text, trouble: 'unknownFormat' }
  const at = Date.UTC(...match.slice(1).map((part, index) => Number(part) - (index === 1 ? 1 : 0)))
  const serial = (at - Date.UTC(1899, 11, 31)) / 86_400_000
  // The 29 February 1900 that Excel alone has.
  const shown = shownNumber(serial >= 60 ? serial + 1 : serial, format, false)
  return format.id === 0 && !format.code ? { text: text.slice(0, 10) } : shown
}
