import { meansEveryUnit, planColumns, pointColumns } from '@/lib/plan/items/item.sheet'
import { type Columns, findHead } from '@/lib/spreadsheet/heads.rules'
import { trimmed } from '@/lib/spreadsheet/match.rules'
import { readRows } from '@/lib/spreadsheet/rows.rules'
import { type Block, type Cells, cellOf, type Field, type TableKind, tableFields } from './table.sheet'

const columnsOf: Record<TableKind, Columns<string>> = { plan: planColumns, points: pointColumns }

/**
 * The field recognised for each column of a block; null: ignored. `head` is the index of the head row, -1
 * without one.
 */
export type Recognised = { fields: (Field | null)[]; head: number }

/**
 * Recognises the columns of a block by their heads where one of the first rows has any, else by position from
 * `first` on. Offices often have no column 主讲人: where all its values would be units (`units`), that field is
 * skipped.
 */
export function recognised(
  block: Block,
  kind: TableKind,
  first: Field,
  units: readonly string[] = [],
): Recognised {
  const { columns } = columnsOf[kind]
  // 内容 alone could be a word in a data row; together with a second head it is a head row.
  const rows = block.slice(0, 6)
  const head = findHead(tableOf(rows), {
    columns,
    required: [
      [['content'], ['name']],
      columns.filter(({ field }) => field !== 'content' && field !== 'name').map(({ field }) => [field]),
    ],
  })
  const width = block[0]?.length ?? 0
  if (head.ok) {
    const fields: (Field | null)[] = Array.from({ length: width }, () => null)
    // The table has one field for both.
    for (const [field, column] of head.places)
      if (field !== 'name') fields[column] = field as Field
      else if (!head.places.has('content')) fields[column] = 'content'
    return { fields, head: head.index }
  }
  const whole: readonly Field[] = tableFields[kind]
  const isNumbered =
    whole.indexOf(first) === 0 && width > 1 && block.every((row, n) => Number(row[0]) === n + 1)
  const from = whole.indexOf(first) - (isNumbered ? 1 : 0)
  const lecturers = block.map(row => trimmed(row[whole.indexOf('lecturer') - from] ?? '')).filter(Boolean)
  const isUnit = (name: string) => units.includes(name) || meansEveryUnit(name)
  const order =
    kind === 'plan' && lecturers.length > 0 && lecturers.every(isUnit) && first !== 'lecturer'
      ? whole.filter(field => field !== 'lecturer')
      : whole
  return {
    fields: Array.from({ length: width }, (_, at) =>
      isNumbered && at === 0 ? null : (order[from + at] ?? null),
    ),
    head: -1,
  }
}

/**
 * The rows of a block by field. Below a head row they are read like an import: blank rows, sums and notes are
 * skipped, 同上 is resolved; without one every row is taken as it is.
 */
export function rowsOfBlock(block: Block, { fields, head }: Recognised, kind: TableKind): Cells[] {
  const given = fields.flatMap((field, column) => (field === null ? [] : [{ field, column }]))
  if (given.length === 0) return []
  if (head < 0)
    return block
      .map(row => Object.fromEntries(given.map(({ field, column }) => [field, cellOf(field, row[column])])))
      .filter(cells => Object.values(cells).some(text => text !== ''))
  const headOf = (field: Field) =>
    columnsOf[kind].columns.find(each => each.field === field)?.heads[0] ?? field
  const rows = [
    ...block.slice(0, head),
    fields.map(field => (field ? headOf(field) : '')),
    ...block.slice(head + 1),
  ]
  const sheet = readRows(tableOf(rows), {
    columns: given.map(({ field }) => ({ field, heads: [headOf(field)] })),
    required: given.map(each => each.field),
  })
  if (!sheet.ok) return []
  return sheet.rows.map(({ cells }) =>
    Object.fromEntries(Object.entries(cells).map(([field, text]) => [field, cellOf(field as Field, text)])),
  )
}

function tableOf(rows: string[][]) {
  return { rows, rowNumbers: rows.map((_, at) => at + 1), sheetName: '', sheetNames: [] }
}
