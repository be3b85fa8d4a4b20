import { parentPort, workerData } from 'node:worker_threads'
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Unreadable } from './unreadable.mjs'

const PART_CELLS = 10_000

const { bytes, kind, sheet } = workerData
// Each worker reads one file: loading the reader of .xls too takes most of the time that a small sheet takes.
const readers = {
  csv: async () => (await import('./csv.mjs')).readCsv,
  docx: async () => (await import('./docx.mjs')).readDocx,
  xls: async () => (await import('./xls.mjs')).readXls,
  xlsx: async () => (await import('./xlsx.mjs')).readXlsx,
}
const read = await readers[kind]()

try {
  hand(tableOf(await read(bytes, sheet)))
} catch (error) {
  // Any exception of a reader is caused by the file: the user is told that it is damaged, the log gets the cause.
  const { reason, detail } = error instanceof Unreadable ? error : new Unreadable('damaged', String(error))
  parentPort.postMessage({ reason, detail })
}

/** Posts the table a part at a time, each when it is asked for: copying it all at once would stop the server. */
function hand({ rows, rowNumbers, ...head }) {
  const most = Math.max(1, Math.floor(PART_CELLS / rows[0].length))
  let from = 0
  parentPort.on('message', () => {
    const to = from + most
    parentPort.postMessage({
      rows: rows.slice(from, to),
      rowNumbers: rowNumbers.slice(from, to),
      isLast: to >= rows.length,
    })
    from = to
  })
  parentPort.postMessage({ head })
}

/** Rows of equal width. A row without a cell of its own is dropped, even where a merged cell covers it. */
function tableOf({ rows, merges, parts, sheetName, sheetNames }) {
  if (rows.length === 0) throw new Unreadable('empty')
  if (rows.length > MAX_ROWS) throw new Unreadable('tooManyRows')
  rows.sort((a, b) => a.number - b.number)
  let width = 0
  for (const row of rows) for (const [column] of row.cells) width = Math.max(width, column)
  if (width > MAX_COLUMNS) throw new Unreadable('tooManyColumns')
  if (width * rows.length > MAX_CELLS * 4) throw new Unreadable('tooLarge')
  const table = rows.map(row => {
    const texts = new Array(width).fill('')
    for (const [column, text] of row.cells) texts[column - 1] = text
    return texts
  })
  const rowNumbers = rows.map(row => row.number)
  spread(merges, table, rowNumbers, width)
  return { rows: table, rowNumbers, ...(parts ? { parts } : {}), sheetName, sheetNames }
}

/** Copies the top-left value of a merged area into all its cells. */
function spread(merges, table, rowNumbers, width) {
  const indexOf = new Map(rowNumbers.map((number, index) => [number, index]))
  let left = MAX_CELLS
  for (const { top, left: first, bottom, right } of merges) {
    const text = table[indexOf.get(top)]?.[first - 1]
    if (!text) continue
    for (let index = indexOf.get(top); index < table.length && rowNumbers[index] <= bottom; index++) {
      for (let column = first; column <= Math.min(right, width); column++) {
        if (--left < 0) throw new Unreadable('tooLarge')
        table[index][column - 1] = text
      }
    }
  }
}
