import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { parseDay } from './days.rules'
import { type Columns, headIn } from './heads.rules'
import { rowsIn, type Sheet, type SheetRow, trimmed } from './rows.rules'
import { finished, type Steps } from './steps.rules'

/** A column of a 横表: one meeting, with the day and name from its head. */
export type MeetingColumn = { head: string; dayText: string; name: string }
export type CrossSheet<P extends string> = Omit<Sheet<P>, 'rows'> & {
  meetings: MeetingColumn[]
  /** One row per person and meeting, for empty cells too. */
  rows: (SheetRow<P> & { meeting: MeetingColumn; mark: string })[]
}

/**
 * A 横表 (cross table): people down, one column per meeting (`3月8日 中心组学习`), marks in the cells. `people` defines
 * the columns of the person. Null where no head contains a day: the sheet is an ordinary one.
 */
export function unpivot<P extends string>(given: RawTable, people: Columns<P>): CrossSheet<P> | null {
  return finished(unpivoted(given, people))
}

export function* unpivoted<P extends string>(
  given: RawTable,
  people: Columns<P>,
): Steps<CrossSheet<P> | null> {
  const head = yield* headIn(given, people)
  if (!head.ok) return null
  const personColumns = new Set(head.places.values())
  const table = withOneHeadRow(given, head.index, personColumns)
  const meetings = (table.rows[head.index] ?? []).flatMap((text, column) => {
    const meeting = personColumns.has(column) ? null : meetingOf(trimmed(text))
    return meeting ? [meeting] : []
  })
  if (meetings.length === 0) return null
  const marks = meetings.map(({ head: text }, at) => ({ field: `meeting ${at}`, heads: [text] }))
  const sheet = yield* rowsIn<string>(table, {
    columns: [...people.columns, ...marks],
    required: people.required,
  })
  if (!sheet.ok) return null
  const personFields = people.columns.map(column => column.field)
  const rows: CrossSheet<P>['rows'] = []
  for (const { row, cells } of sheet.rows) {
    const own = only(personFields, cells)
    for (const [at, meeting] of meetings.entries())
      rows.push({ row, cells: own, meeting, mark: cells[`meeting ${at}`] ?? '' })
    yield
  }
  return { ...sheet, heads: only(personFields, sheet.heads), meetings, rows }
}

function only<P extends string>(fields: P[], cells: Partial<Record<string, string>>) {
  return Object.fromEntries(
    fields.flatMap(field => (cells[field] === undefined ? [] : [[field, cells[field]]])),
  ) as Partial<Record<P, string>>
}

/** A head of two rows (days above names, 姓名 and 单位 merged over both) is joined into one row. */
function withOneHeadRow(table: RawTable, index: number, personColumns: Set<number>): RawTable {
  const upper = table.rows[index] ?? []
  const lower = table.rows[index + 1] ?? []
  if (![...personColumns].every(column => lower[column] === upper[column])) return table
  const joined = upper.map((text, column) =>
    lower[column] === text ? text : `${text} ${lower[column] ?? ''}`,
  )
  return {
    ...table,
    rows: [...table.rows.slice(0, index), joined, ...table.rows.slice(index + 2)],
    rowNumbers: table.rowNumbers.filter((_, at) => at !== index),
  }
}

/** `3月8日 中心组学习`, `中心组学习（2023-3-8）` or a day alone: day and name of a meeting; null where there is no day. */
function meetingOf(head: string): MeetingColumn | null {
  const plain = head.normalize('NFKC')
  const day = /(?:\d{4}[年./-])?\d{1,2}(?:月\d{1,2}[日号]?|[./]\d{1,2}|-\d{1,2}(?=\D|$))/.exec(plain)
  // Checked against a leap year: the importer checks whether the day exists in its own year.
  if (!day || !parseDay(day[0], 2000).ok) return null
  const name = `${plain.slice(0, day.index)}${plain.slice(day.index + day[0].length)}`
    .replace(/\(\s*(?:(?:星期|周)[一二三四五六日天])?\s*\)|^\s*(?:星期|周)[一二三四五六日天]/g, '')
    .replace(/^[\s:,、;_-]+|[\s:,、;_-]+$/g, '')
    .replace(/\s+/g, ' ')
  return { head, dayText: day[0], name }
}
