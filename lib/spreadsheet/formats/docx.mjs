import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Unreadable } from './unreadable.mjs'
import { relations, target } from './xlsx.mjs'
import { attribute, readXml } from './xml.mjs'
import { openZip } from './zip.mjs'

const MAX_DEPTH = 20
const MAX_TEXT = 50_000_000
// Deleted or moved text under tracked changes, and the fallback of a drawing for old readers.
const SKIPPED = new Set(['del', 'moveFrom', 'Fallback'])

/**
 * The tables of a .docx, one after the other, as rows of cells: text deleted under tracked changes is skipped,
 * inserted text is read; lines of a cell are joined by `\n`; a merged cell fills all its rows and columns. A
 * table inside a cell becomes a table of its own. Rows are numbered across all tables.
 * @param {Uint8Array} bytes
 */
export async function readDocx(bytes) {
  const zip = openZip(bytes)
  const path = target(await relations(zip, '_rels/.rels'), 'officeDocument', '') ?? 'word/document.xml'
  if (!zip.has(path)) throw new Unreadable('notASheet')
  const tables = await readTables(zip.chunks(path))
  if (tables.length === 0) throw new Unreadable('noTable')
  const rows = []
  const merges = []
  const parts = []
  let number = 0
  for (const table of tables) {
    parts.push(number + 1)
    const { cells, merged } = aligned(table)
    for (const each of merged) merges.push({ ...each, top: each.top + number, bottom: each.bottom + number })
    for (const each of cells) rows.push({ number: ++number, cells: each })
  }
  return { rows: rows.filter(row => row.cells.length > 0), merges, parts, sheetName: '', sheetNames: [] }
}

/** Each table as rows of `{ text, width, vertical }`, in the order in which they begin. */
async function readTables(chunks) {
  const tables = []
  // Stack of open tables, the innermost last, each with its open row and cell.
  const open = []
  let isDocument = false
  let skipped = 0
  let inRun = 0
  let inText = false
  let inRowFacts = false
  let rowCount = 0
  let cellCount = 0
  let total = 0
  const add = text => {
    const cell = open.at(-1)?.cell
    if (!cell || skipped > 0) return
    cell.text += text
    total += text.length
    if (total > MAX_TEXT) throw new Unreadable('tooLarge')
  }
  const begin = (name, raw) => {
    if (name === 'document' || name === 'body') isDocument = true
    if (SKIPPED.has(name)) {
      // Inside the properties of a row (w:trPr) it means that the whole row was deleted.
      if (inRowFacts && open.at(-1)?.row) open.at(-1).row.isDeleted = true
      skipped++
      return
    }
    if (skipped > 0) return
    const at = open.at(-1)
    if (name === 'tbl') {
      if (open.length >= MAX_DEPTH) throw new Unreadable('damaged', 'tables within tables')
      const table = []
      tables.push(table)
      open.push({ table, row: null, cell: null })
    } else if (!at) return
    else if (name === 'tr') {
      at.row = { before: 0, cells: [], isDeleted: false }
      if (++rowCount > MAX_ROWS) throw new Unreadable('tooManyRows')
    } else if (name === 'trPr') inRowFacts = true
    else if (name === 'gridBefore' && at.row) at.row.before = width(raw)
    else if (name === 'tc' && at.row) {
      at.cell = { text: '', width: 1, vertical: null }
      if (++cellCount > MAX_CELLS) throw new Unreadable('tooLarge')
    } else if (name === 'gridSpan' && at.cell) at.cell.width = width(raw)
    else if (name === 'vMerge' && at.cell)
      at.cell.vertical = wordValue(raw) === 'restart' ? 'restart' : 'continue'
    else if (name === 'r') inRun++
    else if (name === 't') inText = true
    else if (inRun > 0 && name === 'tab') add(' ')
    else if (inRun > 0 && (name === 'br' || name === 'cr')) add('\n')
    else if (inRun > 0 && name === 'noBreakHyphen') add('-')
  }
  const end = name => {
    if (SKIPPED.has(name)) skipped--
    if (skipped > 0) return
    const at = open.at(-1)
    if (name === 'r') inRun--
    else if (name === 't') inText = false
    else if (name === 'trPr') inRowFacts = false
    else if (name === 'p') add('\n')
    else if (name === 'tc' && at?.row && at.cell) {
      at.row.cells.push({ ...at.cell, text: tidy(at.cell.text) })
      if (at.row.cells.length > MAX_COLUMNS) throw new Unreadable('tooManyColumns')
      at.cell = null
    } else if (name === 'tr' && at?.row) {
      if (!at.row.isDeleted) at.table.push(at.row)
      at.row = null
    } else if (name === 'tbl') open.pop()
  }
  const text = part => {
    if (inText) add(part)
  }
  await readXml(chunks, { open: begin, close: end, text })
  if (!isDocument) throw new Unreadable('notASheet')
  return tables.filter(table => table.length > 0)
}

/**
 * Aligns cells to columns. Slightly dragged borders split the grid of a table, so cells are placed by their
 * index in a row with the usual number of cells; other rows by the grid, compared with the first usual row.
 */
function aligned(table) {
  const counts = new Map()
  for (const { cells } of table)
    if (cells.length > 0) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  if (counts.size === 0) return { cells: table.map(() => []), merged: [] }
  const usual = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0][0]
  const model = placed(table.find(row => row.cells.length === usual))
  const cells = []
  const merged = []
  // The open vertical merge of each column.
  const running = new Map()
  table.forEach((row, at) => {
    const filled = []
    placed(row).forEach(({ text, vertical, from, to }, place) => {
      const [left, right] = row.cells.length === usual ? [place, place] : columnsIn(model, from, to)
      const above = running.get(left)
      for (let column = left; column <= right; column++) running.delete(column)
      if (vertical === 'continue' && above) {
        above.bottom = at + 1
        running.set(left, above)
        return
      }
      const area = { top: at + 1, left: left + 1, bottom: at + 1, right: right + 1 }
      if (vertical === 'restart') running.set(left, area)
      if (vertical === 'restart' || right > left) merged.push(area)
      if (text === '') return
      const same = filled.find(([column]) => column === left + 1)
      if (same) same[1] += `\n${text}`
      else filled.push([left + 1, text])
    })
    cells.push(filled)
  })
  return { cells, merged: merged.filter(area => area.bottom > area.top || area.right > area.left) }
}

/** The cells of a row with the grid columns that they cover. */
function placed(row) {
  let from = row.before
  return row.cells.map(cell => {
    const place = { ...cell, from, to: from + cell.width }
    from += cell.width
    return place
  })
}

/** The columns of the model row whose middle the cell covers; else the one in which it begins, or the last. */
function columnsIn(model, from, to) {
  const covered = model.flatMap((each, column) => {
    const middle = (each.from + each.to) / 2
    return middle >= from && middle < to ? [column] : []
  })
  if (covered.length > 0) return [covered[0], covered.at(-1)]
  const begun = model.findIndex(each => from < each.to)
  const column = begun < 0 ? model.length - 1 : begun
  return [column, column]
}

function width(raw) {
  const value = Number(wordValue(raw) || 1)
  if (!(value >= 0 && value <= MAX_COLUMNS)) throw new Unreadable('badCell', 'span')
  return value
}

/** The attribute `w:val`, whatever the prefix. */
function wordValue(raw) {
  return attribute(raw, '(?:\\w+:)?val')
}

/** Lines trimmed, empty ones dropped. */
function tidy(text) {
  return text
    .split('\n')
    .map(line => line.replace(/^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/g, ''))
    .filter(Boolean)
    .join('\n')
}
