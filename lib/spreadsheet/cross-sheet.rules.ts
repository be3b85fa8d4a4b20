import { parseDay, withFigures } from './days.rules'
import type { RawTable } from './formats/workbook'
import type { Columns, Places } from './heads.rules'
import { trimmed } from './match.rules'
import { isNothing } from './numbers.rules'
import { type Below, rowsBelow, type Sheet } from './rows.rules'
import type { Steps } from './steps.rules'

/** A 横表 (cross table): rows down, one column per meeting (`3月8日 中心组学习`) or per channel, its values in the cells. */
export type Cross = {
  /** The columns beside those that are crossed: of the person, or of the day. */
  columns: Columns<string>
  /** What the head of a crossed column says of its rows, by field; null for any other column. */
  fieldsOf(head: string): Record<string, string> | null
  /** The field of its cells. */
  value: string
  /** Of a column that says more of the meeting beside it: the head without that, and the field of its cells. */
  besideOf?(head: string): { of: string; field: string } | null
  /** Fewer such columns are no 横表. */
  least?: number
  /** What the first column is called where the corner of the table is empty. */
  corner?: string | undefined
  /** An empty cell is no row. */
  skipsEmpty?: true
}

/** A crossed column by its index, with the fields that its head gives. */
export type CrossedColumn = {
  column: number
  fields: Record<string, string>
  beside?: { column: number; field: string }[]
}
type Head = Below<string>
type CrossSheet = Omit<Sheet<string>, 'rows'> & {
  rows: {
    row: number
    column: number
    own: Partial<Record<string, string>>
    cells: Record<string, string>
    section?: string
    above?: Partial<Record<string, string>>
  }[]
}

/** The crossed columns below a head that was found; `said` may leave some of them alone. */
export function crossedColumns(
  { table, index, places }: Head,
  { fieldsOf, besideOf }: Cross,
  said: ReadonlyMap<number, string | null> = new Map(),
): CrossedColumn[] {
  const left = [...said].flatMap(([column, field]) => (field === null ? [column] : []))
  const own = new Set([...places.values(), ...left])
  const crossed: CrossedColumn[] = []
  // 备注 alone says more of a meeting where there is but one, or each has its own.
  const alone: { of: CrossedColumn; column: number; field: string }[] = []
  for (const [column, text] of (table.rows[index] ?? []).entries()) {
    const more = own.has(column) ? null : besideOf?.(trimmed(text))
    const last = crossed.at(-1)
    const of = more?.of && fieldsOf(more.of)
    if (more && last && more.of === '') alone.push({ of: last, column, field: more.field })
    if (more && last && of && JSON.stringify(of) === JSON.stringify(last.fields))
      last.beside = [...(last.beside ?? []), { column, field: more.field }]
    if (more && (more.of === '' || of)) continue
    // Of heads in two lines the lower one alone may say it: 公众号（篇） below 线上宣传.
    const lower = trimmed(text).split(' ').at(-1) ?? ''
    const fields = own.has(column) ? null : (fieldsOf(trimmed(text)) ?? fieldsOf(lower))
    if (fields) crossed.push({ column, fields })
  }
  if (crossed.length === 1 || new Set(alone.map(each => each.of)).size === crossed.length)
    for (const { of, ...each } of alone) of.beside = [...(of.beside ?? []), each]
  return crossed
}

/**
 * The heads with a second line that nobody merged into them: topics above or below the days of their meetings, where the
 * columns beside are empty.
 */
export function withMeetingLines<H extends Head>(head: H, cross: Cross): H {
  return withLine(withLine(head, cross, -1), cross, 1)
}

function withLine<H extends Head>(head: H, { fieldsOf }: Cross, step: -1 | 1): H {
  const { table, index, places } = head
  const heads = table.rows[index] ?? []
  const isOwn = (column: number) => [...places.values()].includes(column)
  const line = (table.rows[index + step] ?? []).map(trimmed)
  // A title stands over the first column, that of the running number; meetings stand beside the names.
  const first = Math.min(...places.values())
  const isBeside = line.every((text, column) => !text || (column > first && !isOwn(column)))
  const filled = line.filter(Boolean)
  if (!isBeside || filled.length === 0 || filled.some(text => /[:：]/.test(text))) return head
  if (!filled.some(text => /\p{Script=Han}{2}/u.test(text) || fieldsOf(text))) return head
  const joined = heads.map((text, column) =>
    (step < 0 ? [line[column], text] : [text, line[column]]).filter(Boolean).join(' '),
  )
  if (!joined.some((text, column) => line[column] && fieldsOf(text))) return head
  // The line above stays: it is over the heads, and none of the rows.
  const isRow = (at: number) => step < 0 || at !== index + step
  const rows = table.rows.map((row, at) => (at === index ? joined : row)).filter((_, at) => isRow(at))
  return { ...head, table: { ...table, rows, rowNumbers: table.rowNumbers.filter((_, at) => isRow(at)) } }
}

/** One row for each row of the sheet and each of its crossed columns. `own` are the cells beside the crossed ones. */
export function* crossBelow(
  head: Head,
  cross: Cross,
  said?: ReadonlyMap<number, string | null>,
): Steps<CrossSheet> {
  const crossed = crossedColumns(head, cross, said)
  const places: Places<string> = new Map(head.places)
  for (const { column, beside = [] } of crossed)
    for (const of of [column, ...beside.map(each => each.column)]) places.set(`crossed ${of}`, of)
  const sheet = yield* rowsBelow<string>({ ...head, places }, cross.columns)
  const rows: CrossSheet['rows'] = []
  for (const { row, cells, ...part } of sheet.rows) {
    const own = only(head.places, cells)
    for (const { column, fields, beside = [] } of crossed) {
      const value = cells[`crossed ${column}`] ?? ''
      const more = beside.flatMap(each => {
        const text = cells[`crossed ${each.column}`] ?? ''
        return text === '' ? [] : [[each.field, text] as const]
      })
      if (!cross.skipsEmpty || !isNothing(value))
        rows.push({
          row,
          column,
          own,
          cells: { ...own, ...fields, ...Object.fromEntries(more), [cross.value]: value },
          ...part,
        })
    }
    yield
  }
  return { ...sheet, heads: only(head.places, sheet.heads), rows }
}

function only(places: Places<string>, cells: Partial<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    [...places.keys()].flatMap(field => (cells[field] === undefined ? [] : [[field, cells[field]]])),
  )
}

/** `3月8日 中心组学习`, `中心组学习（2023-3-8）` or a day alone: day and name of a meeting; null where there is no day. */
export function meetingOf(head: string): { dayText: string; name: string } | null {
  // 3-10 alone is a day as well, as messengers write it.
  const plain = withFigures(head.normalize('NFKC'))
    .replace(/^\s*(\d{1,2})-(\d{1,2})\s*(?=$|[^\d\s年月日至到-])/, '$1月$2日')
    // Of a head in two lines: 10日 below 3月.
    .replace(/(\d{1,2})月份?\s+(\d{1,2})(?:[日号]|\s*$)/, '$1月$2日')
  const day = /(?:\d{4}[年./-])?\d{1,2}(?:月\d{1,2}[日号]?|[./]\d{1,2}|-\d{1,2}(?=\D|$))/.exec(plain)
  // Checked against a leap year: the importer checks whether the day exists in its own year.
  if (!day || !parseDay(day[0], 2000).ok) return null
  const name = `${plain.slice(0, day.index)}${plain.slice(day.index + day[0].length)}`
    .replace(/\(\s*(?:(?:星期|周)[一二三四五六日天])?\s*\)|^\s*(?:星期|周)[一二三四五六日天]/g, '')
    .replace(/^[\s:,、;_-]+|[\s:,、;_-]+$/g, '')
    .replace(/\s+/g, ' ')
  return { dayText: day[0], name }
}

/** Rows among which the heads of a table with an empty corner are looked for. */
const CORNER_ROWS = 6

/** The table with a name in the empty corner over its first column; null where its heads have none. */
export function withCorner(table: RawTable, name: string): RawTable | null {
  const isHead = (row: readonly string[], below: readonly string[] = []) =>
    trimmed(row[0] ?? '') === '' &&
    row.filter(text => trimmed(text) !== '').length > 1 &&
    trimmed(below[0] ?? '') !== '' &&
    below.slice(1).some(text => /^\d/.test(trimmed(text)))
  const at = table.rows.slice(0, CORNER_ROWS).findIndex((row, index) => isHead(row, table.rows[index + 1]))
  if (at === -1) return null
  const rows = table.rows.map((row, index) => (index === at ? [name, ...row.slice(1)] : row))
  return { ...table, rows }
}
