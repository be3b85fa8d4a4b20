import { cellText, pictured } from './cell-text.mjs'
import { loadFormats, shownNumber, shownText } from './number-format.mjs'
import { cellCounter, cellsOf, MAX_MERGES, MAX_SHEETS, Unreadable } from './unreadable.mjs'
import {
  decodeEscapes,
  isTrue,
  partOf,
  readStrings,
  readStyles,
  readWorkbook,
  relations,
  resolve,
  struck,
  target,
} from './xlsx-parts.mjs'
import { attribute, readXml } from './xml.mjs'

/**
 * The worksheets of an .xlsx, read one by one by a streaming reader of our own: hucre's stream ignores merged cells and
 * number formats; its full read needs 200 MB for 100,000 rows with borders and loses the formats built into a Chinese
 * Excel (2023年3月 would become the first of March).
 * @param {Awaited<ReturnType<typeof import('./zip.mjs').openZip>>} zip @param {string} path of the workbook's part
 */
export async function openXlsx(zip, path) {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const links = await relations(zip, `${folder}_rels/${path.slice(folder.length)}.rels`)
  const book = await readWorkbook(zip, path)
  const worksheets = book.sheets.filter(sheet => links.get(sheet.link)?.type === 'worksheet')
  if (worksheets.length > MAX_SHEETS) throw new Unreadable('tooLarge')
  const count = cellCounter()
  const facts = { ...book, count }
  const shared = once(async () => {
    facts.styles = await readStyles(zip, partOf(zip, target(links, 'styles', folder)))
    await loadFormats(facts.styles.map(each => each.format))
    facts.strings = await readStrings(zip, partOf(zip, target(links, 'sharedStrings', folder)))
  })
  return worksheets.map(({ name, hidden, link }) => ({
    name,
    hidden,
    read: async () => {
      await shared()
      const part = partOf(zip, resolve(folder, links.get(link).path))
      return readCells(zip.chunks(part), facts)
    },
  }))
}

function once(work) {
  let done
  return () => {
    done ??= work()
    return done
  }
}

const noStyle = { format: { id: 0, code: undefined }, isStruck: false, font: null }
// A number whose style is not in the file.
const lostStyle = { ...noStyle, format: { id: -1, code: undefined } }

/** Filled cells by row, merged areas, hidden rows and columns, and the cells that could not be read. */
async function readCells(chunks, facts) {
  const cells = cellsOf(facts.count)
  const merges = []
  const hiddenRows = []
  const hiddenColumns = []
  let row = 0
  let column = 0
  let cell = null
  let inValue = false
  let inFormula = false
  let inPhonetic = false
  let showsZeros = true
  const open = (name, attributes) => {
    if (name === 'c') {
      const reference = attributes.r
      if (reference) [row, column] = place(reference)
      else column++
      const style = attributes.s === undefined ? noStyle : (facts.styles[Number(attributes.s)] ?? lostStyle)
      cell = {
        type: attributes.t ?? 'n',
        style,
        raw: '',
        formula: null,
        hasValue: false,
        isPicture: attributes.vm !== undefined,
      }
    } else if (cell) {
      if (name === 'v' || name === 't') {
        inValue = true
        cell.hasValue = true
      } else if (name === 'rPh') inPhonetic = true
      else if (name === 'f') {
        cell.formula = ''
        inFormula = true
      }
    } else if (name === 'row') {
      row = Number(attribute(attributes, 'r') || row + 1)
      if (!(row >= 1 && row <= 1048576)) throw new Unreadable('badCell')
      if (isTrue(attribute(attributes, 'hidden'))) hiddenRows.push(row)
      column = 0
    } else if (name === 'mergeCell') {
      merges.push(area(attribute(attributes, 'ref')))
      if (merges.length > MAX_MERGES) throw new Unreadable('tooLarge')
    } else if (name === 'col' && isTrue(attribute(attributes, 'hidden')))
      hiddenColumns.push([Number(attribute(attributes, 'min')), Number(attribute(attributes, 'max'))])
    else if (name === 'sheetView') showsZeros = !/^(?:0|false)$/.test(attribute(attributes, 'showZeros'))
  }
  const text = part => {
    if (cell && inValue && !inPhonetic) cell.raw += part
    else if (cell && inFormula) cell.formula += part
  }
  const close = name => {
    if (name === 'v' || name === 't') inValue = false
    else if (name === 'f') inFormula = false
    else if (name === 'rPh') inPhonetic = false
    else if (name === 'c' && cell) {
      const shown = struck(shownIn(cell, facts), cell.style.isStruck)
      cells.add(
        row,
        column,
        !showsZeros && /^0(?:\.0+)?$/.test(shown.text) && cell.type === 'n' ? hiddenZero : shown,
      )
      cell = null
    }
  }
  await readXml(chunks, { open, close, text })
  return {
    rows: cells.rows,
    troubles: cells.troubles,
    merges,
    hiddenRows,
    hiddenColumns,
    since1904: facts.since1904,
  }
}

const hiddenZero = { text: '', trouble: 'hiddenValue' }

/** What a cell shows, and why that cannot be told. */
function shownIn({ type, style, raw, formula, hasValue, isPicture }, { strings, since1904, isUnsaved }) {
  // WPS keeps a picture in a cell as a formula, Excel as an error with a value of its own.
  if (/DISPIMG\(/.test(formula ?? '') || (isPicture && type === 'e')) return { text: '', trouble: 'picture' }
  if (formula !== null) {
    if (raw === '' && !(type === 'str' && hasValue)) return { text: '', trouble: 'formulaUnsaved' }
    // xlsxwriter and the streaming writer of POI write 0 as the result of every formula.
    if (isUnsaved && type === 'n' && Number(raw) === 0) return { text: '', trouble: 'formulaUnsaved' }
  }
  if (type === 's') {
    if (raw === '') return { text: '' }
    const shared = strings[Number(raw)]
    if (!shared) throw new Unreadable('damaged', 'shared string missing')
    return inStyle(shared, style)
  }
  if (type === 'b') return { text: isTrue(raw) ? 'TRUE' : raw === '' ? '' : 'FALSE' }
  if (type === 'str' || type === 'inlineStr') return inStyle(cellText(decodeEscapes(raw)), style)
  if (type === 'e') return { text: raw, trouble: 'errorValue' }
  if (type === 'd') return cellText(raw.replace('T', ' ').replace(/(?: 00:00)?(?::00)?(?:\.0+)?Z?$/, ''))
  const value = Number(raw)
  if (raw.trim() === '') return { text: '' }
  if (!Number.isFinite(value)) return { text: raw, trouble: 'unknownFormat' }
  const shown = shownNumber(value, style.format, since1904)
  return style.font ? { ...shown, ...cellText(pictured(shown.text, style.font)) } : shown
}

function inStyle(read, { format, font }) {
  if (read.text === '') return read
  const text = font ? cellText(pictured(read.text, font)) : read
  const shown = shownText(text.text, format)
  return shown.trouble || shown.text !== text.text ? { ...text, ...shown } : text
}

function place(reference) {
  const match = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/i.exec(reference)
  if (!match) throw new Unreadable('badCell', reference.slice(0, 20))
  let column = 0
  for (const letter of match[1].toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  const row = Number(match[2])
  if (column > 16384 || row > 1048576) throw new Unreadable('badCell', reference)
  return [row, column]
}

function area(reference) {
  const [from, to = from] = reference.split(':').map(place)
  return { top: from[0], left: from[1], bottom: to[0], right: to[1] }
}
