import { Parser } from 'htmlparser2'
import { cellText, pictured } from './cell-text.mjs'
import {
  cellCounter,
  cellsOf,
  MAX_COLUMNS,
  MAX_MERGES,
  MAX_ROWS,
  MAX_TEXT,
  Unreadable,
} from './unreadable.mjs'

const DEEPEST = 1000
const TALLEST = 65_535
// What a browser does not show; of a list only the chosen entry is seen.
const unseen = new Set(['script', 'style', 'head', 'template', 'noscript', 'textarea', 'option'])
const lines = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const strikes = new Set(['s', 'del', 'strike'])
// They have no end, so what follows stands beside them.
const endless = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/**
 * The tables of a web page, one after the other, as web platforms send them under the name .xls: each cell as a browser
 * shows it, with its columns and rows. A table inside a cell becomes a table of its own. Rows are numbered across all.
 * @param {string} text
 */
export function readHtml(text) {
  const tables = tablesIn(text)
  const cells = cellsOf(cellCounter())
  const merges = []
  const parts = []
  let number = 0
  for (const table of tables) {
    parts.push(number + 1)
    // How many more rows each column is taken by a cell from above.
    const taken = new Map()
    for (const row of table) {
      number++
      let column = 1
      for (const { text: shown, width, height, isStruck } of row) {
        while (taken.get(column) > 0) column++
        if (column + width - 1 > MAX_COLUMNS) throw new Unreadable('tooManyColumns')
        const read = cellText(tidied(shown))
        cells.add(
          number,
          column,
          isStruck && read.text && !read.trouble ? { ...read, trouble: 'struck' } : read,
        )
        if (width > 1 || height > 1)
          merges.push({ top: number, left: column, bottom: number + height - 1, right: column + width - 1 })
        if (merges.length > MAX_MERGES) throw new Unreadable('tooLarge')
        for (let each = 0; each < width; each++) taken.set(column++, height)
      }
      for (const [each, left] of taken) taken.set(each, left - 1)
    }
  }
  if (tables.length === 0) throw new Unreadable('noTable')
  return { rows: cells.rows, troubles: cells.troubles, merges, parts }
}

function tablesIn(text) {
  const tables = []
  const open = []
  // The tags that hide what is in them, with how deep they are.
  const hidden = []
  let depth = 0
  let struck = 0
  const fonts = []
  let total = 0
  let rows = 0
  const cellNow = () => (hidden.length === 0 ? open.at(-1)?.cell : undefined)
  const endRow = at => {
    at.cell = null
    at.row = null
  }
  const beginRow = at => {
    at.row = []
    at.table.push(at.row)
    if (++rows > MAX_ROWS) throw new Unreadable('tooManyRows')
  }
  const begin = (name, attributes) => {
    if (++depth > DEEPEST) throw new Unreadable('damaged', 'tags within tags')
    if (isUnseen(name, attributes)) hidden.push(depth)
    if (strikes.has(name)) struck++
    if (name === 'font') fonts.push(attributes.face ?? fonts.at(-1) ?? '')
    if (hidden.length > 0) return
    const at = open.at(-1)
    if (name === 'table') {
      const table = []
      tables.push(table)
      open.push({ table, row: null, cell: null })
    } else if (name === 'br' && at?.cell) at.cell.text += '\n'
    else if (lines.has(name) && at?.cell) at.cell.text += '\n'
    else if (name === 'tr' && at) {
      endRow(at)
      beginRow(at)
    } else if ((name === 'td' || name === 'th') && at) {
      if (!at.row) beginRow(at)
      at.cell = {
        text: '',
        width: span(attributes.colspan, MAX_COLUMNS),
        height: span(attributes.rowspan, TALLEST),
        isStruck: false,
      }
      at.row.push(at.cell)
      if (at.row.length > MAX_COLUMNS) throw new Unreadable('tooManyColumns')
    }
  }
  const parser = new Parser(
    {
      onopentag: begin,
      ontext(part) {
        const cell = cellNow()
        if (!cell) return
        // Spaces and line ends of the source are one space; what is a line is said by tags.
        const shown = part.replace(/[ \t\r\n\f]+/g, ' ')
        cell.text += pictured(shown, fonts.at(-1) ?? '')
        cell.isStruck ||= struck > 0 && part.trim() !== ''
        total += part.length
        if (total > MAX_TEXT) throw new Unreadable('tooLarge')
      },
      onclosetag(name) {
        if (hidden.at(-1) === depth) hidden.pop()
        if (strikes.has(name) && struck > 0) struck--
        if (name === 'font') fonts.pop()
        depth--
        if (hidden.length > 0) return
        const at = open.at(-1)
        if (name === 'table') open.pop()
        else if (name === 'tr' && at) endRow(at)
        else if ((name === 'td' || name === 'th') && at) at.cell = null
        else if (lines.has(name) && at?.cell) at.cell.text += '\n'
      },
    },
    { decodeEntities: true },
  )
  parser.write(text)
  if (open.length > 0) throw new Unreadable('damaged', 'table breaks off')
  parser.end()
  return tables.filter(table => table.some(row => row.length > 0))
}

function isUnseen(name, attributes) {
  if (endless.has(name)) return false
  if (unseen.has(name)) return !(name === 'option' && 'selected' in attributes)
  return 'hidden' in attributes || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style ?? '')
}

function span(text, most) {
  const value = Number.parseInt(text ?? '1', 10)
  if (value > most) throw new Unreadable('badCell', 'span')
  return value >= 1 ? value : 1
}

/** Lines trimmed, empty ones dropped. */
function tidied(text) {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .join('\n')
}
