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
export const MAX_CELLS = 2_000_000
