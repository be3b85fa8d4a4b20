import type { activity } from '@/db/schema/activity'
import { parseTime } from '@/lib/spreadsheet/times.rules'

/** What the lines around a sign-in sheet say of its meeting beside its day and name. */
export type MeetingLines = { place?: string; chair?: string; lecturer?: string; time?: string }

/** What the lines around a sheet give a meeting that has none of it yet. */
export type LineFacts = Partial<
  Pick<typeof activity.$inferSelect, 'place' | 'lecturer' | 'hostPersonId' | 'startsAt' | 'endsAt'>
>

const labels: [keyof MeetingLines, RegExp][] = [
  ['place', /^(?:会议|活动|学习|培训|讲座|集中|授课)?地[点址]$/],
  ['chair', /^(?:会议)?主持(?:人|者|领导|人员)?(?:姓名)?$/],
  [
    'lecturer',
    /^(?:主讲|授课|讲课|宣讲|主讲授课)(?:人|者|老师|教师|人员)?(?:姓名)?$|^(?:讲师|授课教师|领学人?|领学者)$/,
  ],
  ['time', /^(?:会议|活动|学习|学法|培训|讲座|签到|召开|举办|开会)?(?:时间|日期)$/],
]
/** What a value says that is still to be written: 主持人：______ */
const blank = /^[\s_＿—–\-/\\.…:：]*$/

/**
 * The lines 地点：…, 主持：…, 主讲：…, 时间：… above the heads of a table or below its rows, each in a cell of its own, several in
 * one cell, or with its value in the next cell. What two lines say differently is not told.
 */
export function meetingLines(rows: readonly string[][], index: number): MeetingLines {
  const found = new Map<keyof MeetingLines, Set<string>>()
  for (const [at, texts] of rows.entries()) {
    if (at === index) continue
    const cells = texts.map(each => each.trim()).filter((each, place, all) => each && all[place - 1] !== each)
    // Below the heads a line begins with its label; a row of the table holds none.
    const pieces = cells.flatMap(apart)
    for (const [place, piece] of pieces.entries()) {
      const [label = '', ...rest] = piece.split(/[:：]/)
      const field = labels.find(([, pattern]) =>
        pattern.test(label.replace(/\s|[（(][^（）()]*[)）]/g, '')),
      )?.[0]
      if (field === undefined) continue
      const own = rest.join(':').trim()
      // A label alone names a column; with a colon, or above the heads, its value stands beside it.
      const isApart = rest.length > 0 || (at < index && pieces.length > 1)
      const said = own || (isApart ? (pieces[place + 1] ?? '') : '')
      const isLabel = labels.some(([, pattern]) => pattern.test(said))
      if (!blank.test(said) && !isLabel && !/[:：]\s*\S/.test(said.replace(/\d[:：]\d/g, '')))
        found.set(field, (found.get(field) ?? new Set()).add(said))
    }
  }
  return Object.fromEntries(
    [...found].flatMap(([field, said]) => (said.size === 1 ? [[field, [...said][0]]] : [])),
  )
}

const apart = (text: string) =>
  text
    .split(/\s+(?=\p{Script=Han}{2,6}[:：])|[；;，,]\s*(?=\p{Script=Han}{2,6}[:：])/u)
    .map(each => each.trim())
    .filter(Boolean)

const FIELD = 'line '
/** The lines as fields of each row of the sheet. */
export function lineFields(lines: MeetingLines): Record<string, string> {
  return Object.fromEntries(Object.entries(lines).map(([field, text]) => [`${FIELD}${field}`, text]))
}

/** The lines of the sheet of a row. */
export function linesOf(cells: Readonly<Record<string, string>>): MeetingLines {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([field, text]) =>
      field.startsWith(FIELD) && text ? [[field.slice(FIELD.length), text]] : [],
    ),
  )
}

/** 时间：5月14日下午2:30-4:00: when a meeting began and ended; nulls where the line says a day alone. */
export function hoursIn(text: string): { start: string | null; end: string | null } {
  if (!/\d\s*[:：时点]/.test(text)) return { start: null, end: null }
  const time = parseTime(text)
  if (!time.ok || (time.start === '00:00' && time.end === null)) return { start: null, end: null }
  return { start: time.start, end: time.end }
}
