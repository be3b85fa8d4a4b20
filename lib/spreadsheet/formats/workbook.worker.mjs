import { parentPort, workerData } from 'node:worker_threads'
import { openFile } from './open-file.mjs'
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, MAX_TROUBLES, Unreadable } from './unreadable.mjs'

const PART_CELLS = 10_000
// Excel has as many columns.
const MOST_RANGES = 16_384
const PART_LETTERS = 1_000_000

const { bytes, wanted } = workerData
process.on('uncaughtException', refuse)
try {
  await hand(await openFile(bytes))
} catch (error) {
  refuse(error)
}

/** Any exception of a reader is caused by the file: the user is told that it is damaged, the log gets the cause. */
function refuse(error) {
  const { reason, detail } = error instanceof Unreadable ? error : new Unreadable('damaged', String(error))
  parentPort.postMessage({ reason, detail })
}

/** Posts each worksheet a part at a time, when it is asked for: copying all at once would stop the server. */
async function hand({ kind, sheets }) {
  if (sheets.length === 0) throw new Unreadable('noSheet')
  const sheetNames = sheets.map(sheet => sheet.name)
  // Over all worksheets: what the server holds in the end. There a text that cells share is one for each of them.
  const room = { cells: MAX_CELLS * 4, letters: MAX_TEXT }
  let isEmpty = true
  for (const sheet of chosen(sheets)) {
    const { table, refused } = tableOf(await sheet.read(), room)
    if (refused && wanted !== 'all') throw new Unreadable(refused)
    isEmpty &&= table.rows.length === 0 && !refused
    await handTable(
      { name: sheet.name, hidden: sheet.hidden, refused },
      { ...table, sheetName: sheet.name, sheetNames },
    )
  }
  if (isEmpty) throw new Unreadable('empty')
  parentPort.postMessage({ kind })
}

function chosen(sheets) {
  if (wanted === 'all') return sheets
  if (wanted === 'first') return [sheets.find(sheet => !sheet.hidden) ?? sheets[0]]
  const found = sheets.find(sheet => sheet.name.trim() === wanted.name.trim())
  if (!found) throw new Unreadable('noSuchSheet', sheets.map(sheet => sheet.name).join('、'))
  return [found]
}

async function handTable(sheet, { rows, rowNumbers, ...head }) {
  parentPort.postMessage({ sheet, head })
  await asked()
  for (let from = 0; from < rows.length; ) {
    const to = endOfPart(rows, from)
    parentPort.postMessage({ rows: rows.slice(from, to), rowNumbers: rowNumbers.slice(from, to) })
    await asked()
    from = to
  }
}

function endOfPart(rows, from) {
  const most = Math.min(rows.length, from + Math.max(1, Math.floor(PART_CELLS / rows[0].length)))
  let letters = 0
  for (let to = from; to < most; to++) {
    for (const text of rows[to]) letters += text.length
    if (letters > PART_LETTERS) return to + 1
  }
  return most
}

function asked() {
  return new Promise(resolve => parentPort.once('message', resolve))
}

/** Rows of equal width. A row without a cell of its own is dropped, even where a merged cell covers it. */
function tableOf(
  { rows, troubles, merges, parts, above, hiddenRows = [], hiddenColumns = [], since1904 },
  room,
) {
  rows.sort((a, b) => a.number - b.number)
  let width = 0
  for (const row of rows) for (const [column] of row.cells) width = Math.max(width, column)
  if (rows.length > MAX_ROWS) return { table: { rows: [], rowNumbers: [] }, refused: 'tooManyRows' }
  if (width > MAX_COLUMNS) return { table: { rows: [], rowNumbers: [] }, refused: 'tooManyColumns' }
  room.cells -= width * rows.length
  for (const row of rows) for (const [, text] of row.cells) room.letters -= text.length
  if (room.cells < 0 || room.letters < 0) throw new Unreadable('tooLarge')
  const table = rows.map(row => {
    const texts = new Array(width).fill('')
    for (const [column, text] of row.cells) texts[column - 1] = text
    return texts
  })
  const rowNumbers = rows.map(row => row.number)
  const found = spread({ merges, troubles }, { table, rowNumbers, width, room })
  const numbers = new Set(rowNumbers)
  return {
    table: {
      rows: table,
      rowNumbers,
      ...(since1904 ? { since1904 } : {}),
      ...filled('parts', parts ?? []),
      ...filled('above', above?.some(lines => lines.length > 0) ? above : []),
      ...filled('merges', found.merges),
      ...filled('troubles', found.troubles),
      ...filled(
        'hiddenRows',
        hiddenRows.filter(number => numbers.has(number)),
      ),
      ...filled('hiddenColumns', columnsIn(hiddenColumns, width)),
    },
  }
}

function filled(name, list) {
  return list.length > 0 ? { [name]: list } : {}
}

function columnsIn(ranges, width) {
  if (ranges.length > MOST_RANGES) throw new Unreadable('badCell')
  const columns = new Set()
  for (const [first, last] of ranges)
    for (let column = Math.max(1, first); column <= Math.min(last, width); column++) columns.add(column - 1)
  return [...columns].sort((a, b) => a - b)
}

/**
 * Copies the top-left value of a merged area into all its cells, and what is wrong with it. Columns are counted from 0
 * from here on.
 */
function spread({ merges, troubles }, { table, rowNumbers, width, room }) {
  const indexOf = new Map(rowNumbers.map((number, index) => [number, index]))
  const reasons = new Map(troubles.map(({ row, column, reason }) => [`${row}.${column}`, reason]))
  const found = troubles.map(({ row, column, reason }) => ({ row, column: column - 1, reason }))
  const areas = []
  let left = MAX_CELLS
  for (const { top, left: first, bottom, right } of merges) {
    const text = table[indexOf.get(top)]?.[first - 1]
    const reason = reasons.get(`${top}.${first}`)
    if (!text && !reason) continue
    areas.push({ top, left: first - 1, bottom, right: Math.min(right, width) - 1 })
    for (let index = indexOf.get(top); index < table.length && rowNumbers[index] <= bottom; index++) {
      for (let column = first; column <= Math.min(right, width); column++) {
        room.letters -= text.length
        if (--left < 0 || room.letters < 0) throw new Unreadable('tooLarge')
        table[index][column - 1] = text
        if (reason && !(rowNumbers[index] === top && column === first))
          found.push({ row: rowNumbers[index], column: column - 1, reason })
        if (found.length > MAX_TROUBLES) throw new Unreadable('damaged', 'unreadable cells without end')
      }
    }
  }
  return { troubles: found, merges: areas }
}
