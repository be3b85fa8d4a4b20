import type { Cells } from '@/lib/spreadsheet/importer.rules'
import type { Steps } from '@/lib/spreadsheet/steps.rules'
import { cleanName, matchKey } from '@/lib/spreadsheet/text.rules'

/**
 * Rows with 编号 as 工号 where it is one: platforms number their entries too. In a sheet with names it has to be that of
 * the people named in half of its rows at least; a row in which it is another's is found by its name.
 */
export function* withStaffNumbers(rows: Cells[], nameOf: (staffNo: string) => string | null): Steps<Cells[]> {
  let numbered = 0
  const theirs = new Set<Cells>()
  for (const row of rows) {
    const { entryNo = '', staffNo = '', name = '' } = row.cells
    if (entryNo === '' || staffNo !== '') continue
    numbered++
    const of = name === '' ? null : nameOf(entryNo)
    if (name === '' || (of !== null && keyOf(of) === keyOf(name))) theirs.add(row)
    yield
  }
  const areStaff = theirs.size * 2 >= numbered
  return rows.map(row =>
    theirs.has(row) && (areStaff || !row.cells.name)
      ? { ...row, cells: { ...row.cells, staffNo: row.cells.entryNo ?? '' } }
      : row,
  )
}

const keyOf = (name: string) => matchKey(cleanName(name))
