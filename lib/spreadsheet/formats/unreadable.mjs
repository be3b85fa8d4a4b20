/** Thrown inside the worker; `workbook.ts` turns it into `UnreadableFile`. The reasons are listed there. */
export class Unreadable extends Error {
  /**
   * @param {import('./workbook').UnreadableReason} reason
   * @param {string} [detail] for the log, or the name that was not found
   */
  constructor(reason, detail = '') {
    super(detail ? `${reason}: ${detail}` : reason)
    this.reason = reason
    this.detail = detail
  }
}

// An office's sheet has some dozen columns, a year's 横表 some hundred, a district's roll some 100,000 rows.
export const MAX_COLUMNS = 1024
export const MAX_ROWS = 200_000
// Over all worksheets of a file.
export const MAX_CELLS = 2_000_000
export const MAX_MERGES = 50_000
// A district with a worksheet for each of its communities has some hundred.
export const MAX_SHEETS = 500
export const MAX_TEXT = 50_000_000
export const MAX_TROUBLES = 100_000

/** Counts the cells of a file, of all worksheets together. */
export function cellCounter() {
  let left = MAX_CELLS
  return () => {
    if (--left < 0) throw new Unreadable('tooLarge')
  }
}

/**
 * Collects the filled cells of one worksheet, by row. Rows and columns are counted from 1; a cell without a text is
 * kept where it has a trouble, so that its row is not lost.
 */
export function cellsOf(count) {
  const rows = []
  const troubles = []
  let last = null
  return {
    rows,
    troubles,
    /** @param {number} row @param {number} column @param {{ text: string, trouble?: string }} shown */
    add(row, column, { text, trouble }) {
      if (text === '' && !trouble) return
      count()
      if (last?.number !== row) {
        last = { number: row, cells: [] }
        rows.push(last)
      }
      last.cells.push([column, text])
      if (!trouble) return
      troubles.push({ row, column, reason: trouble })
      if (troubles.length > MAX_TROUBLES) throw new Unreadable('damaged', 'unreadable cells without end')
    },
  }
}
