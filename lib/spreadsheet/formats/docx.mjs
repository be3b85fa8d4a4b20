import { cellText, pictured } from './cell-text.mjs'
import { LONGEST_LINE, labelled, tidy } from './labelled.mjs'
import { cellCounter, cellsOf, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Unreadable } from './unreadable.mjs'
import { attribute, readXml } from './xml.mjs'

const MAX_DEPTH = 20
/** Letters of the text around tables that are kept while one is looked for. */
const MOST_AROUND = 20_000
// Deleted or moved text under tracked changes, and the fallback of a drawing for old readers.
const SKIPPED = new Set(['del', 'moveFrom', 'Fallback'])
// What a run, paragraph, row or cell was before a tracked change of its format.
const FORMER = new Set(['rPrChange', 'pPrChange', 'trPrChange', 'tcPrChange', 'tblPrChange', 'tblPrExChange'])

/**
 * The tables of a .docx, one after the other, as rows of cells, as the printed page shows them: hidden text and what was
 * deleted under tracked changes is skipped, inserted text is read; lines of a cell are joined by `\n`; a merged cell
 * fills all its rows and columns. A table inside a cell becomes a table of its own. Rows are numbered across all tables.
 * @param {Awaited<ReturnType<typeof import('./zip.mjs').openZip>>} zip @param {string} path of the document's part
 */
export async function readDocx(zip, path) {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const tables = await readTables(zip.chunks(path), await hiddenStyles(zip.chunks(`${folder}styles.xml`)))
  if (tables.length === 0) {
    const form = labelled(tables.text)
    if (!form) throw new Unreadable('noTable')
    tables.push(form)
  }
  const filled = cellsOf(() => {})
  const merges = []
  const parts = []
  const above = []
  let number = 0
  for (const table of tables) {
    parts.push(number + 1)
    above.push(table.above)
    const { cells, merged } = aligned(table)
    for (const each of merged) merges.push({ ...each, top: each.top + number, bottom: each.bottom + number })
    for (const row of cells) {
      number++
      for (const [column, text, isStruck] of row) {
        const read = cellText(text)
        filled.add(number, column, isStruck && !read.trouble ? { ...read, trouble: 'struck' } : read)
      }
    }
  }
  return { rows: filled.rows, troubles: filled.troubles, merges, parts, above }
}

/** The styles whose text is hidden. A style based on such a one is hidden too, unless it says otherwise. */
async function hiddenStyles(chunks) {
  const styles = new Map()
  let style = null
  const open = (name, attributes) => {
    if (name === 'style') {
      style = { base: '', vanish: undefined }
      styles.set(attribute(attributes, 'w:styleId'), style)
    } else if (style && name === 'basedOn') style.base = wordValue(attributes)
    else if (style && name === 'vanish') style.vanish = isOn(attributes)
  }
  await readXml(chunks, { open })
  const isHidden = (id, seen = 0) => {
    const each = styles.get(id)
    if (!each || seen > styles.size) return false
    return each.vanish ?? isHidden(each.base, seen + 1)
  }
  return new Set([...styles.keys()].filter(id => isHidden(id)))
}

/** Of the text before a table: its first lines, where the title stands, and the last ones. */
const FIRST_LINES = 4
const LAST_LINES = 8

/** The lines before a table that may be its titles; sentences are none. */
function titlesIn(text) {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && line.length <= LONGEST_LINE && !/[。；;！!，,]$/.test(line))
  return lines.length <= FIRST_LINES + LAST_LINES
    ? lines
    : [...lines.slice(0, FIRST_LINES), ...lines.slice(-LAST_LINES)]
}

/** Each table as rows of `{ text, isStruck, width, vertical }`, in the order in which they begin. */
async function readTables(chunks, hidden) {
  const tables = []
  const count = cellCounter()
  // Stack of open tables, the innermost last, each with its open row and cell; the first stands for the page around them.
  const page = { text: '', isStruck: false }
  const open = [{ table: null, row: null, cell: page }]
  let isDocument = false
  let skipped = 0
  // The open runs, the innermost last: a text box stands in a run.
  const runs = []
  let inText = false
  let inRunFacts = false
  let inParagraphFacts = false
  let isHiddenParagraph = false
  let inRowFacts = false
  let rowCount = 0
  let total = 0
  const add = text => {
    const cell = open.at(-1)?.cell
    const run = runs.at(-1)
    if (!cell || skipped > 0 || run?.isHidden || (isHiddenParagraph && text !== '\n')) return
    cell.text += run?.font ? pictured(text, run.font) : text
    if (run?.isStruck && text.trim() !== '') cell.isStruck = true
    if (cell === page) {
      // Of a long text its beginning and its end are enough.
      if (page.text.length > MOST_AROUND)
        page.text = `${page.text.slice(0, MOST_AROUND / 4)}\n${page.text.slice(-MOST_AROUND / 4)}`
      return
    }
    total += text.length
    if (total > MAX_TEXT) throw new Unreadable('tooLarge')
  }
  const noteRun = (run, name, attributes) => {
    if (name === 'vanish') run.isHidden = isOn(attributes)
    else if (name === 'rStyle' && hidden.has(wordValue(attributes))) run.isHidden = true
    else if (name === 'strike' || name === 'dstrike') run.isStruck ||= isOn(attributes)
    else if (name === 'rFonts')
      run.font = attribute(attributes, 'w:ascii') || attribute(attributes, 'w:hAnsi')
  }
  const begin = (name, attributes) => {
    if (name === 'document' || name === 'body') isDocument = true
    if (SKIPPED.has(name) || FORMER.has(name)) {
      // Inside the properties of a row (w:trPr) it means that the whole row was deleted.
      if (inRowFacts && !FORMER.has(name) && open.at(-1)?.row) open.at(-1).row.isDeleted = true
      skipped++
      return
    }
    if (skipped > 0) return
    const at = open.at(-1)
    const run = runs.at(-1)
    if (name === 'tbl') {
      if (open.length > MAX_DEPTH) throw new Unreadable('damaged', 'tables within tables')
      const table = []
      table.above = titlesIn(page.text)
      page.text = ''
      tables.push(table)
      open.push({ table, row: null, cell: null })
    } else if (!at) return
    else if (name === 'tr') {
      at.row = { before: 0, cells: [], isDeleted: false }
      if (++rowCount > MAX_ROWS) throw new Unreadable('tooManyRows')
    } else if (name === 'trPr') inRowFacts = true
    else if (name === 'hidden' && inRowFacts && at.row) at.row.isDeleted ||= isOn(attributes)
    else if (name === 'gridBefore' && at.row) at.row.before = width(attributes)
    else if (name === 'tc' && at.row) {
      at.cell = { text: '', isStruck: false, isDeleted: false, width: 1, vertical: null }
      count()
    } else if (name === 'gridSpan' && at.cell) at.cell.width = width(attributes)
    else if (name === 'vMerge' && at.cell)
      at.cell.vertical = wordValue(attributes) === 'restart' ? 'restart' : 'continue'
    else if (name === 'cellDel' && at.cell) at.cell.isDeleted = true
    else if (name === 'r') runs.push({ isHidden: false, isStruck: false, font: '' })
    else if (name === 'pPr') inParagraphFacts = true
    else if (name === 'pStyle') isHiddenParagraph = hidden.has(wordValue(attributes))
    else if (name === 'rPr' && run && !inParagraphFacts) inRunFacts = true
    else if (inRunFacts && run) noteRun(run, name, attributes)
    else if (name === 't') inText = true
    else if (run && name === 'tab') add(' ')
    else if (run && (name === 'br' || name === 'cr')) add('\n')
    else if (run && name === 'noBreakHyphen') add('-')
    else if (run && name === 'sym') {
      const code = Number.parseInt(attribute(attributes, 'w:char'), 16)
      if (code) add(pictured(String.fromCharCode(code), attribute(attributes, 'w:font')))
    }
  }
  const end = name => {
    if (SKIPPED.has(name) || FORMER.has(name)) skipped--
    if (skipped > 0) return
    const at = open.at(-1)
    if (name === 'r' && at) runs.pop()
    else if (name === 'rPr') inRunFacts = false
    else if (name === 't') inText = false
    else if (name === 'trPr') inRowFacts = false
    else if (name === 'pPr') inParagraphFacts = false
    else if (name === 'p') {
      add('\n')
      isHiddenParagraph = false
    } else if (name === 'tc' && at?.row && at.cell) {
      const { text, isStruck, isDeleted, ...place } = at.cell
      const shown = isDeleted ? '' : tidy(text)
      at.row.cells.push({ ...place, text: shown, isStruck: isStruck && shown !== '' })
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
  const found = tables.filter(table => table.length > 0)
  found.text = page.text
  return found
}

/**
 * Aligns cells to columns. Slightly dragged borders split the grid of a table, so cells are placed by their
 * index in a row with the usual number of cells; other rows by the grid, compared with the first usual row.
 */
function aligned(table) {
  const counts = new Map()
  // Titles and notes over the whole width may be more than the rows of a small table.
  const isWhole = table.some(({ cells }) => cells.length > 1)
  for (const { cells } of table)
    if (cells.length > (isWhole ? 1 : 0)) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  if (counts.size === 0) return { cells: table.map(() => []), merged: [] }
  const usual = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0][0]
  const model = placed(table.find(row => row.cells.length === usual))
  const cells = []
  const merged = []
  // The open vertical merge of each column.
  const running = new Map()
  table.forEach((row, at) => {
    const filled = []
    placed(row).forEach(({ text, isStruck, vertical, from, to }, place) => {
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
      if (same) {
        same[1] += `\n${text}`
        same[2] ||= isStruck
      } else filled.push([left + 1, text, isStruck])
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

function width(attributes) {
  const value = Number(wordValue(attributes) || 1)
  if (!(value >= 0 && value <= MAX_COLUMNS)) throw new Unreadable('badCell', 'span')
  return value
}

/** The attribute `w:val`, whatever the prefix. */
function wordValue(attributes) {
  return attribute(attributes, 'w:val') || attribute(attributes, 'val')
}

/** Whether a property that can be switched off is on. */
function isOn(attributes) {
  return !/^(?:0|false|off|none)$/.test(wordValue(attributes))
}
