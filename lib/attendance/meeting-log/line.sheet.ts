import type { Pause } from '@/db/pause'
import { addDays, type Day, dayOf, type Instant, instantOf, yearOf } from '@/lib/core/time'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { type LeftOut, rowsIn } from '@/lib/spreadsheet/rows.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { cleanName, cleanText } from '@/lib/spreadsheet/text.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'
import {
  columnOf,
  headsOfRow,
  isEnough,
  type Mapping,
  type MeetingLogField,
  meetingLogFields,
} from './meeting-log.sheet'

/** One row of the file: a person, and the times of entering and leaving as far as the file gives them. */
export type Line = {
  row: number
  staffNo: string
  name: string
  unit: string
  joined: Instant | null
  /** `open`: still in the meeting when the file was made. */
  left: Instant | 'open' | null
  /** The duration given by the file, in milliseconds. */
  stated: number | null
}
export type LineFault = {
  row: number
  reason: 'nobody' | 'notATime' | 'notMinutes' | 'backwards' | 'otherDay'
  places: Record<string, string>
}
export type Lines = {
  lines: Line[]
  faults: LineFault[]
  /** Invited but without any time: did not attend. */
  neverIn: { row: number; name: string }[]
  leftOut: LeftOut[]
  unknownHeads: string[]
}
export type Days = { day: Day; lastDay: Day }

/** The rows below the head. Null where the file no longer has any of the mapped heads. */
export async function readLines(
  table: RawTable,
  headRow: number,
  mapping: Mapping,
  days: Days,
  pause: Pause,
): Promise<Lines | null> {
  const at = table.rowNumbers.indexOf(headRow)
  const heads = headsOfRow(table.rows[at] ?? [])
  const chosen = meetingLogFields.flatMap(field => {
    const head = mapping.columns[field]
    const column = head === undefined ? -1 : columnOf(heads, head)
    return column >= 0 ? [{ field, column, head: heads[column] as string }] : []
  })
  if (at < 0 || chosen.length < Object.keys(mapping.columns).length || !isEnough(mapping)) return null
  // Each mapped column gets a unique head, so that it is found by position and not by name.
  const marked = heads.map((head, column) =>
    chosen.some(each => each.column === column) ? `@${column}@` : head,
  )
  const sheet = await sliced(
    rowsIn<MeetingLogField>(
      { ...table, rows: [marked, ...table.rows.slice(at + 1)], rowNumbers: table.rowNumbers.slice(at) },
      {
        columns: chosen.map(({ field, column, head }) => ({ field, heads: [`@${column}@`, head] })),
        required: [mapping.columns.name ? 'name' : 'staffNo'],
      },
    ),
    pause,
  )
  if (!sheet.ok) return null
  const read: Lines = {
    lines: [],
    faults: [],
    neverIn: [],
    leftOut: sheet.leftOut,
    unknownHeads: sheet.unknownHeads,
  }
  for (const { row, cells } of sheet.rows) {
    await pause()
    const line = readLine(row, cells, mapping, days)
    if ('reason' in line) read.faults.push(line)
    else if (!mapping.onlyNames && line.joined === null && line.left === null && line.stated === null)
      read.neverIn.push({ row, name: line.name || line.staffNo })
    else read.lines.push(line)
  }
  return read
}

function readLine(
  row: number,
  cells: Partial<Record<MeetingLogField, string>>,
  { columns, unit }: Mapping,
  days: Days,
): Line | LineFault {
  const cell = (field: MeetingLogField) => (isNothing(cells[field] ?? '') ? '' : (cells[field] ?? ''))
  const fault = (reason: LineFault['reason'], places: Record<string, string> = {}): LineFault => ({
    row,
    reason,
    places,
  })
  const staffNo = cleanText(cell('staffNo')).replace(/\s/g, '')
  const name = cleanText(cell('name'))
  if (staffNo === '' && name === '') return fault('nobody')
  const moment = (field: 'joined' | 'left') => (cell(field) === '' ? null : readMoment(cell(field), days.day))
  const [joined, left] = [moment('joined'), moment('left')]
  for (const [field, read] of [['joined', joined] as const, ['left', left] as const])
    if (read === undefined) return fault('notATime', { head: columns[field] ?? '', text: cell(field) })
  const stated = cell('minutes') === '' ? null : readMinutes(cell('minutes'), unit)
  if (stated === undefined) return fault('notMinutes', { head: columns.minutes ?? '', text: cell('minutes') })
  if (joined != null && left != null && left < joined)
    return fault('backwards', { joined: cell('joined'), left: cell('left') })
  // Somebody who stays past midnight leaves on the next day.
  const isOff = (at: Instant, last: Day) => dayOf(at) < days.day || dayOf(at) > last
  if (joined != null && isOff(joined, days.lastDay)) return fault('otherDay', { day: dayOf(joined) })
  if (left != null && isOff(left, addDays(days.lastDay, 1))) return fault('otherDay', { day: dayOf(left) })
  const isOpen = joined != null && left === null && columns.left !== undefined && stated === null
  return {
    row,
    staffNo,
    name,
    unit: cleanName(cell('unit')),
    joined: joined ?? null,
    left: isOpen ? 'open' : (left ?? null),
    stated,
  }
}

/** The placeholder for an empty value in such files: `--`. */
export function isNothing(text: string): boolean {
  return /^[-—–―~/\\]*$/.test(text.normalize('NFKC').trim())
}

const clock =
  /(?:上午|下午|中午|晚上|晚|早上|清晨|凌晨|傍晚|am|pm)?\s*\d{1,2}(?::\d\d(?::(?<seconds>\d\d)(?:\.\d+)?)?|[时点](?:\d{1,2}分?(?:(?<spoken>\d{1,2})秒)?|半)?)\s*(?:am|pm)?$/i

/**
 * `2023-03-15 08:58:21`, `2023/3/15 8:58`, `3月15日 下午2点`, `08:58` (on the activity's own day), or seconds since
 * 1970 as in APIs. Undefined for anything else.
 */
export function readMoment(text: string, day: Day): Instant | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[T\s]+/g, ' ')
    .replace(/\s*\+08:?00$/, '')
    .trim()
  if (/^1\d{9}(?:\d{3})?$/.test(plain)) return Number(plain) * (plain.length === 10 ? 1000 : 1)
  const found = clock.exec(plain)
  if (!found) return undefined
  const time = parseTime(found[0].replace(/(?<=[时点分])\d{1,2}秒$/, ''))
  if (!time.ok || time.end !== null) return undefined
  const before = plain.slice(0, found.index).trim()
  const on = before === '' ? day : dayIn(before, yearOf(day))
  if (on === undefined) return undefined
  return instantOf(on, time.start) + Number(found.groups?.seconds ?? found.groups?.spoken ?? 0) * 1000
}

function dayIn(text: string, year: number): Day | undefined {
  const parsed = parseDay(text, year)
  return parsed.ok ? parsed.day : undefined
}

/** `1小时20分`, `80分钟`, `01:20:33`, `1:20` (hours and minutes), `95`, in milliseconds. Undefined for anything else. */
export function readMinutes(text: string, unit: 'minute' | 'second'): number | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  const parts = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(plain)
  if (parts) {
    const [, hours, minutes, seconds = 0] = parts
    return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  }
  const bare = /^\d+(?:\.\d+)?$/.test(plain)
  if (bare) return Math.round(Number(plain) * (unit === 'second' ? 1000 : 60_000))
  const said =
    /^(?:(\d+(?:\.\d+)?)(?:个?小时|时|h|hr|hours?))?(?:(\d+(?:\.\d+)?)(?:分钟?|m|min|mins|minutes?))?(?:(\d+)(?:秒钟?|s|sec|seconds?))?$/.exec(
      plain,
    )
  if (!said || plain === '') return undefined
  const [, hours = 0, minutes = 0, seconds = 0] = said
  return Math.round(Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000)
}
