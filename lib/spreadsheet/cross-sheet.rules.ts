import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { parseDay } from './days.rules'
import { type Columns, findHead } from './heads.rules'
import { readRows, type Sheet, type SheetRow, trimmed } from './rows.rules'

/** A column of a 横表: one meeting, of which the head gives day and name. */
export type MeetingColumn = { head: string; dayText: string; name: string }
export type CrossSheet<P extends string> = Omit<Sheet<P>, 'rows'> & {
  meetings: MeetingColumn[]
  /** One entry for each person and meeting, empty cells too. */
  rows: (SheetRow<P> & { meeting: MeetingColumn; mark: string })[]
}

/**
 * A 横表: people down, a column for each meeting (`3月8日 中心组学习`), the marks in the cells. `people` names the
 * columns of the person alone. Null where no head gives a day, so that the sheet is an ordinary one.
 */
export function unpivot<P extends string>(given: RawTable, people: Columns<P>): CrossSheet<P> | null {
  const head = findHead(given, people)
  if (!head.ok) return null
  const personColumns = new Set(head.places.values())
  const table = withOneHeadRow(given, head.index, personColumns)
  const meetings = (table.rows[head.index] ?? []).flatMap((text, column) => {
    const meeting = personColumns.has(column) ? null : meetingOf(trimmed(text))
    return meeting ? [meeting] : []
  })
  if (meetings.length === 0) return null
  const marks = meetings.map(({ head: text }, at) => ({ field: `meeting ${at}`, heads: [text] }))
  const sheet = readRows<string>(table, {
    columns: [...people.columns, ...marks],
    required: people.required,
  })
  if (!sheet.ok) return null
  const personFields = people.columns.map(column => column.field)
  return {
    ...sheet,
    heads: only(personFields, sheet.heads),
    meetings,
    rows: sheet.rows.flatMap(({ row, cells }) =>
      meetings.map((meeting, at) => ({
        row,
        cells: only(personFields, cells),
        meeting,
        mark: cells[`meeting ${at}`] ?? '',
      })),
    ),
  }
}

function only<P extends string>(fields: P[], cells: Partial<Record<string, string>>) {
  return Object.fromEntries(
    fields.flatMap(field => (cells[field] === undefined ? [] : [[field, cells[field]]])),
  ) as Partial<Record<P, string>>
}

/** Days above names, with 姓名 and 单位 merged over both rows: the two rows are read as one. */
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

/** `3月8日 中心组学习`, `中心组学习（2023-3-8）`, a day alone: day and name of a meeting, null where there is no day. */
function meetingOf(head: string): MeetingColumn | null {
  const plain = head.normalize('NFKC')
  const day = /(?:\d{4}[年./-])?\d{1,2}(?:月\d{1,2}[日号]?|[./]\d{1,2}|-\d{1,2}(?=\D|$))/.exec(plain)
  // Any leap year: whether the day exists in its own year is for the importer to say.
  if (!day || !parseDay(day[0], 2000).ok) return null
  const name = `${plain.slice(0, day.index)}${plain.slice(day.index + day[0].length)}`
    .replace(/\(\s*(?:(?:星期|周)[一二三四五六日天])?\s*\)|^\s*(?:星期|周)[一二三四五六日天]/g, '')
    .replace(/^[\s:,、;_-]+|[\s:,、;_-]+$/g, '')
    .replace(/\s+/g, ' ')
  return { head, dayText: day[0], name }
}
