import { numberText } from './number-format.mjs'
import { MAX_CELLS, Unreadable } from './unreadable.mjs'
import { attribute, readXml } from './xml.mjs'
import { openZip } from './zip.mjs'

const MAX_STRINGS = 500_000
const MAX_TEXT = 50_000_000
const MAX_MERGES = 50_000

/**
 * One sheet of an .xlsx, with a streaming reader of our own: hucre's stream ignores merged cells and number
 * formats; its full read needs 200 MB for 100,000 rows with borders and loses the formats built into a Chinese
 * Excel (2023年3月 would become the first of March).
 * @param {Uint8Array} bytes @param {string | undefined} wanted the first visible sheet where no name is given
 */
export async function readXlsx(bytes, wanted) {
  const zip = openZip(bytes)
  const workbookPath = target(await relations(zip, '_rels/.rels'), 'officeDocument', '') ?? 'xl/workbook.xml'
  if (!zip.has(workbookPath)) throw new Unreadable('notASheet')
  const folder = workbookPath.slice(0, workbookPath.lastIndexOf('/') + 1)
  const links = await relations(zip, `${folder}_rels/${workbookPath.slice(folder.length)}.rels`)

  const { sheets, since1904 } = await readWorkbook(zip, workbookPath)
  const worksheets = sheets.filter(sheet => links.get(sheet.link)?.type === 'worksheet')
  const sheet = choose(worksheets, wanted)
  const strings = await readStrings(zip, target(links, 'sharedStrings', folder))
  const formats = await readFormats(zip, target(links, 'styles', folder))
  const path = resolve(folder, links.get(sheet.link).path)
  if (!zip.has(path)) throw new Unreadable('damaged', 'sheet missing')
  const cells = await readCells(zip.chunks(path), (type, raw, style) => {
    if (type === 's') return strings[Number(raw)] ?? ''
    if (type === 'b') return raw === '1' || raw === 'true' ? 'TRUE' : 'FALSE'
    if (type === 'str' || type === 'inlineStr') return decodeEscapes(raw)
    if (type === 'e') return raw
    if (type === 'd') return raw.replace('T', ' ').replace(/(?: 00:00)?(?::00)?(?:\.0+)?Z?$/, '')
    const value = Number(raw)
    return raw.trim() === '' || !Number.isFinite(value)
      ? raw
      : numberText(value, formats[style] ?? { id: 0 }, since1904)
  })
  return { ...cells, sheetName: sheet.name, sheetNames: worksheets.map(each => each.name) }
}

/** @param {{ name: string, hidden?: boolean }[]} sheets @param {string | undefined} wanted */
export function choose(sheets, wanted) {
  if (sheets.length === 0) throw new Unreadable('noSheet')
  if (wanted === undefined) return sheets.find(sheet => !sheet.hidden) ?? sheets[0]
  const found = sheets.find(sheet => sheet.name.trim() === wanted.trim())
  if (!found) throw new Unreadable('noSuchSheet', sheets.map(sheet => sheet.name).join('、'))
  return found
}

/** The relationships of a part of the package, by id. */
export async function relations(zip, path) {
  const links = new Map()
  const open = (name, raw) => {
    if (name !== 'Relationship') return
    const type = attribute(raw, 'Type')
    links.set(attribute(raw, 'Id'), {
      type: type.slice(type.lastIndexOf('/') + 1),
      path: attribute(raw, 'Target'),
    })
  }
  await readXml(zip.chunks(path), { open })
  return links
}

/** The path of the part with this relationship type. */
export function target(links, type, folder) {
  for (const link of links.values()) if (link.type === type) return resolve(folder, link.path)
}

function resolve(folder, path) {
  if (path.startsWith('/')) return path.slice(1)
  const parts = folder.split('/').filter(Boolean)
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

async function readWorkbook(zip, path) {
  const sheets = []
  let since1904 = false
  const open = (name, raw) => {
    if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(raw, 'date1904'))
    if (name !== 'sheet') return
    const hidden = /hidden/i.test(attribute(raw, 'state'))
    sheets.push({ name: attribute(raw, 'name'), link: attribute(raw, '[\\w]+:id'), hidden })
  }
  await readXml(zip.chunks(path), { open })
  return { sheets, since1904 }
}

async function readStrings(zip, path) {
  const strings = []
  let current = ''
  let total = 0
  let inText = false
  let inPhonetic = false
  const open = name => {
    if (name === 'si') current = ''
    else if (name === 't') inText = true
    else if (name === 'rPh') inPhonetic = true
  }
  const close = name => {
    if (name === 't') inText = false
    else if (name === 'rPh') inPhonetic = false
    else if (name === 'si') {
      strings.push(decodeEscapes(current))
      if (strings.length > MAX_STRINGS || total > MAX_TEXT) throw new Unreadable('tooLarge')
    }
  }
  const text = part => {
    if (!inText || inPhonetic) return
    current += part
    total += part.length
  }
  if (path) await readXml(zip.chunks(path), { open, close, text })
  return strings
}

async function readFormats(zip, path) {
  const codes = new Map()
  const formats = []
  let inCells = false
  const open = (name, raw) => {
    if (name === 'numFmt') codes.set(Number(attribute(raw, 'numFmtId')), attribute(raw, 'formatCode'))
    else if (name === 'cellXfs') inCells = true
    else if (name === 'xf' && inCells) formats.push(Number(attribute(raw, 'numFmtId')))
  }
  const close = name => {
    if (name === 'cellXfs') inCells = false
  }
  if (path) await readXml(zip.chunks(path), { open, close })
  return formats.map(id => ({ id, code: codes.get(id) }))
}

/** Filled cells by row, and the merged areas, which the file lists after the cells. */
async function readCells(chunks, textOf) {
  const rows = []
  const merges = []
  let row = 0
  let column = 0
  let filled = null
  let cell = null
  let inValue = false
  let inPhonetic = false
  let count = 0
  const open = (name, raw) => {
    if (name === 'c') {
      const reference = attribute(raw, 'r')
      if (reference) [row, column] = place(reference)
      else column++
      cell = { type: attribute(raw, 't'), style: Number(attribute(raw, 's') || 0), raw: '' }
      if (++count > MAX_CELLS) throw new Unreadable('tooLarge')
    } else if (cell) {
      if (name === 'v' || name === 't') inValue = true
      else if (name === 'rPh') inPhonetic = true
    } else if (name === 'row') {
      row = Number(attribute(raw, 'r') || row + 1)
      if (!(row >= 1 && row <= 1048576)) throw new Unreadable('badCell')
      column = 0
      filled = null
    } else if (name === 'mergeCell') {
      merges.push(area(attribute(raw, 'ref')))
      if (merges.length > MAX_MERGES) throw new Unreadable('tooLarge')
    }
  }
  const text = part => {
    if (cell && inValue && !inPhonetic) cell.raw += part
  }
  const close = name => {
    if (name === 'v' || name === 't') inValue = false
    else if (name === 'rPh') inPhonetic = false
    else if (name === 'c' && cell) {
      const shown = textOf(cell.type, cell.raw, cell.style)
      cell = null
      if (shown === '') return
      if (!filled || filled.number !== row) {
        filled = { number: row, cells: [] }
        rows.push(filled)
      }
      filled.cells.push([column, shown])
    }
  }
  await readXml(chunks, { open, close, text })
  return { rows, merges }
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

/** Characters that XML does not allow are escaped as `_x000D_`. */
function decodeEscapes(text) {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}
