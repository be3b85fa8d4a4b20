import { addDays, type Day } from '@/lib/core/time'
import { meetingOf } from '@/lib/spreadsheet/cross-sheet.rules'
import { type ParsedDay, parseDay } from '@/lib/spreadsheet/days.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'

const missed = ['原', '缺学', '缺课', '缺席', '缺勤', '未参加', '未学', '应学', '应参加', '补学']
const of = (...things: string[]) => missed.flatMap(each => things.map(thing => `${each}${thing}`))

/** Heads of a 补学登记表 beside those of a sign-in sheet: the meeting that was missed, and how it was made up. */
export const registerHeads: Record<string, string[]> = {
  missedOn: of('学习时间', '学习日期', '会议时间', '会议日期', '活动时间', '活动日期', '学法时间', '课程时间')
    .concat('原时间', '原日期', '原定时间', '原定日期')
    .concat(
      ['缺学', '缺课', '缺席', '缺勤', '未学', '未参加', '应学'].flatMap(each => [
        `${each}时间`,
        `${each}日期`,
      ]),
    ),
  missedTitle: of(
    '学习内容',
    '学习主题',
    '会议名称',
    '会议',
    '活动名称',
    '活动',
    '学法内容',
    '课程',
    '内容',
    '主题',
    '场次',
    '学习',
    '的学习',
    '的会议',
  ).filter(each => each !== '补学内容'),
  madeUpOn: [
    '补学日期',
    '补学',
    '补学时间',
    '补课日期',
    '补课时间',
    '补学完成时间',
    '补学完成日期',
    '完成补学时间',
    '补会时间',
    '补训时间',
  ],
  madeUpWay: ['补学方式', '补学形式', '补课方式', '补课形式', '补学途径', '补学内容', '补学材料'],
  madeUpBy: ['补学人签名', '补学人签字', '补学签名', '补学签字', '补课人签名', '补学人员签名', '补学确认'],
}

/** Whom it names. */
export const registerNames = [
  '补学人',
  '补学人员',
  '补学人姓名',
  '补学人员姓名',
  '补学对象',
  '补课人',
  '补课人员',
]

/**
 * A row of a 补学登记表: of a meeting that was missed it says the day on which it was made up, and no mark. Its signature is of
 * the make-up. Null for any other sheet.
 */
export function registerRow(cells: Record<string, string>): Record<string, string> | null {
  const { missedOn, missedTitle, madeUpOn, headline = '', leaveFor = '', reason = '' } = cells
  const isRegister =
    madeUpOn !== undefined &&
    (missedOn !== undefined ||
      missedTitle !== undefined ||
      /补学|补课|补训/.test(headline) ||
      [cells.state, cells.signature, cells.recordedAt].every(each => each === undefined))
  if (!isRegister) return null
  const named = missedTitle ?? cells.title ?? ''
  const day = missedOn ?? cells.date ?? ''
  // 3月8日中心组学习 says both.
  const both = day === '' ? meetingOf(named) : null
  const isSigned = [cells.signature, cells.madeUpBy, cells.madeUpWay].some(text => !isNothing(text ?? ''))
  return {
    date: both?.dayText ?? day,
    title: both?.name ?? named,
    headline: '',
    state: cells.state ?? '',
    madeUpOn: isNothing(madeUpOn) ? '' : madeUpOn,
    register: isSigned ? 'signed' : 'open',
    // Why somebody was away, for one whom the roll does not mark yet.
    away: leaveFor ? `请假（${leaveFor}）` : reason,
  }
}

/** The day of a make-up; without a year it is the first such day from that of the meeting on. */
export function madeUpDay(text: string, meeting: Day, year: number): ParsedDay {
  const read = parseDay(text, year)
  if (!read.ok || read.day >= meeting || parseDay(text).ok) return read
  const next = parseDay(text, year + 1)
  return next.ok && next.day <= addDays(meeting, LONGEST) ? next : read
}

/** Days after a meeting within which a day without a year may still be of its make-up. */
const LONGEST = 183
