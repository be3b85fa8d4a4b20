import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { parseDay } from './days.rules'
import { type Columns, headIn, type Places } from './heads.rules'
import { rowsBelow, type Sheet, type SheetRow, trimmed } from './rows.rules'
import { finished, type Steps } from './steps.rules'

/** A column of a 横表, by its index: one meeting, with the day and name from its head. */
export type MeetingColumn = { head: string; column: number; dayText: string; name: string }
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
  return head.ok ? yield* crossBelow(head, people) : null
}

/** A 横表 below a head that was found; null where none of its other columns is a meeting. */
export function* crossBelow<P extends string>(
  { table, index, places }: { table: RawTable; index: number; places: Places<P> },
  people: Columns<P>,
): Steps<CrossSheet<P> | null> {
  const meetings = meetingsIn({ table, index, places })
  if (meetings.length === 0) return null
  const all: Places<string> = new Map(places)
  for (const [at, { column }] of meetings.entries()) all.set(`meeting ${at}`, column)
  const sheet = yield* rowsBelow<string>({ table, index, places: all }, people)
  const personFields = people.columns.map(each => each.field)
  const rows: CrossSheet<P>['rows'] = []
  for (const { row, cells } of sheet.rows) {
    const own = only(personFields, cells)
    for (const [at, meeting] of meetings.entries())
      rows.push({ row, cells: own, meeting, mark: cells[`meeting ${at}`] ?? '' })
    yield
  }
  return { ...sheet, heads: only(personFields, sheet.heads), meetings, rows }
}

/** The columns of meetings beside those of the person. */
export function meetingsIn<P extends string>({
  table,
  index,
  places,
}: {
  table: RawTable
  index: number
  places: Places<P>
}): MeetingColumn[] {
  const personColumns = new Set(places.values())
  return (table.rows[index] ?? []).flatMap((text, column) => {
    const meeting = personColumns.has(column) ? null : meetingOf(trimmed(text))
    return meeting ? [{ ...meeting, column }] : []
  })
}

function only<P extends string>(fields: P[], cells: Partial<Record<string, string>>) {
  return Object.fromEntries(
    fields.flatMap(field => (cells[field] === undefined ? [] : [[field, cells[field]]])),
  ) as Partial<Record<P, string>>
}

/** `3月8日 中心组学习`, `中心组学习（2023-3-8）` or a day alone: day and name of a meeting; null where there is no day. */
function meetingOf(head: string): Omit<MeetingColumn, 'column'> | null {
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
