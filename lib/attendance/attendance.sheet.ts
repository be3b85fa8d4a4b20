import { withPersonHeads } from '@/lib/organisation/lookup/person-heads.rules'
import { meetingOf } from '@/lib/spreadsheet/cross-sheet.rules'
import { areSerials, areTimes, each } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { cleanName } from '@/lib/spreadsheet/text.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'
import { registerHeads, registerNames, registerRow } from './makeup-register.sheet'
import { readState, saysWhyAway } from './state-words.rules'

const halves = (...of: string[]) => each(...of).of('签到', '签名', '签字', '出勤', '考勤', '')

const attendanceHeads: Record<string, string[]> = {
  date: [
    '日期',
    '活动日期',
    '会议时间',
    '学习日期',
    '会议日期',
    '学习时间',
    '活动时间',
    '签到日期',
    '打卡日期',
    '考勤日期',
    '日期时间',
    '时间',
    ...each('学法', '培训', '讲座', '课程', '集中学习', '授课', '召开', '举办').of('时间', '日期'),
  ],
  title: [
    '活动名称',
    '名称',
    '活动',
    '会议名称',
    '学习主题',
    '会议主题',
    '活动主题',
    '学习内容',
    ...each('学法', '培训', '讲座', '课程', '会议', '活动', '学习', '授课', '集中学习').of(
      '名称',
      '主题',
      '内容',
      '题目',
      '专题',
    ),
  ],
  code: ['活动编号', '编号'],
  state: [
    '状态',
    '签到状态',
    '出勤情况',
    '出席情况',
    '考勤',
    '考勤情况',
    '到会',
    '到会情况',
    '参会',
    '到场',
    '签到与否',
    '到会与否',
    '是否出勤',
    '参会情况',
    '出勤',
    '签到情况',
    '考勤状态',
    '是否到会',
    '是否到场',
    '是否出席',
    '是否参加',
    '到场情况',
    '是否签到',
    '参学情况',
    '出席',
    '打卡状态',
    '打卡结果',
    '记录状态',
    '考勤结果',
    '签到结果',
  ],
  host: ['主办单位', '组织单位'],
  post: ['职务', '职务职级', '岗位', '现任职务', '身份'],
  signature: ['签名', '签到', '签字', '本人签名', '签到人', ...halves('上午', '第一天', '首日', '第一次')],
  // Who signs twice was there for both halves; who signs once is asked about.
  signedAgain: halves('下午', '第二天', '次日', '第二次'),
  remark: ['备注', '说明'],
  reason: [
    '原因',
    '请假原因',
    '事由',
    '缺席原因',
    '未到原因',
    ...each('缺席', '缺勤', '未到', '未参加', '未参会', '未参学', '缺课', '缺学', '未签到').of(
      '原因',
      '事由',
      '理由',
      '情况说明',
    ),
  ],
  leaveFor: each('请假').of('事由', '理由', '情况', '类型', '类别'),
  recordedAt: ['登记时间', '签到时间', '打卡时间', '最早打卡时间'],
  name: ['姓名', ...registerNames],
  ...registerHeads,
}

/** 签到; a 横表 (one column per meeting) is converted to the same rows before it is judged. */
export const attendanceColumns: Columns<string> = {
  columns: Object.entries(withPersonHeads(attendanceHeads)).map(([field, heads]) => ({ field, heads })),
  required: [
    // A day alone means its only activity.
    [['date'], ['code'], ['missedOn'], ['missedTitle']],
    // Without a unit a name is looked for in the whole office.
    [['staffNo'], ['name']],
    [['state'], ['signature'], ['recordedAt'], ['madeUpOn']],
  ],
  quiet: ['signedAgain', 'leaveFor'],
  fillsDown: ['date', 'title', 'code', 'unit', 'missedOn', 'missedTitle'],
  unfit: { date: areTimes, code: areSerials, staffNo: areSerials },
}

/** The meeting of a column of a 横表: `3月8日 中心组学习`. */
export function meetingFields(head: string): Record<string, string> | null {
  const meeting = meetingOf(head)
  return meeting && { date: meeting.dayText, title: meeting.name.replace(signing, '') }
}

/** 3月8日 民法典 签到 is the meeting of 民法典. */
const signing = /[\s（(:：-]*(?:签到|签名|签字|考勤|出勤|到会|参会)(?:情况|与否)?[)）]?$/

/** A column beside a meeting that says why somebody was away: 3月8日 民法典 请假事由. */
export function reasonBeside(head: string): { of: string; field: string } | null {
  const [, of = '', word = ''] =
    /^(.*?)[\s（(:：-]*((?:请假|缺席|缺勤|未到|未签到)?(?:事由|原因|理由|类型|类别)|备注|说明)[)）]?$/.exec(
      head,
    ) ?? []
  if (word === '') return null
  return { of, field: word.startsWith('请假') ? 'leaveFor' : 'awayFor' }
}

/** The meeting that the lines above a 签到表 name: 会议名称：… and 时间：…, or the day alone; nothing without a day. */
export function titledMeeting({ day, name, headline }: TitleFacts): Record<string, string> {
  const above: Record<string, string> = headline ? { headline } : {}
  return day ? { ...above, date: day, ...(name ? { title: name } : {}) } : above
}

/** What the cells of a row mean together. */
export function cellsMeant(cells: Record<string, string>): Record<string, string> {
  return registerRow(cells) ?? signedState(cells)
}

/**
 * The state of a row of a 签到表, which has a column to sign in: whoever signed with the own name was there; beside an
 * empty one a word for a state in the remarks counts. Anything else stays as it is written, to be understood or asked.
 */
function signedState(cells: Record<string, string>): Record<string, string> {
  if (cells.signedAgain !== undefined) return signedTwice(cells)
  const { signature, name = '', remark = '', recordedAt, leaveFor, awayFor } = cells
  const isUnmarked = signature === undefined && cells.state === ''
  // Under 请假事由 whatever stands there is what the leave was for.
  if (isUnmarked && leaveFor) return { state: readState(leaveFor)?.state ? leaveFor : `请假（${leaveFor}）` }
  const { reason = '' } = cells
  const isUnsaid = !cells.state && !signature && (signature ?? cells.state) !== undefined
  if (isUnsaid && leaveFor && reason === '')
    return { state: readState(leaveFor)?.state ? leaveFor : `请假（${leaveFor}）`, saidFor: leaveFor }
  // 请假 below 缺席原因, beside an empty mark, is the mark.
  if (isUnsaid && reason !== '' && (readState(reason)?.state || saysWhyAway(reason)))
    return { state: reason, reason: '', saidFor: reason }
  const why = awayFor || remark
  if (isUnmarked && (readState(why)?.state || saysWhyAway(why))) return { state: why }
  if (cells.state && (leaveFor ?? awayFor) && !cells.reason) return { reason: leaveFor || awayFor || '' }
  // A list of who signed in when.
  if (signature === undefined && cells.state === undefined && recordedAt !== undefined)
    return { state: isNothing(recordedAt) ? '' : '签到' }
  // A list of names alone: what stands beside somebody is understood, or asked.
  if (signature === undefined && cells.state === undefined) return remark === '' ? {} : { state: remark }
  // Who signed, and of whom the remarks say 迟到10分钟, was late.
  const isThere = cells.state ? isPresent(cells.state) : cleanName(signature ?? '') === cleanName(name)
  if (isThere && (signature || cells.state) && isPartly(remark)) return { state: remark }
  if (signature === undefined || cells.state) return {}
  if (signature !== '') return { state: cleanName(signature) === cleanName(name) ? '签到' : signature }
  return { state: readState(remark)?.state || saysWhyAway(remark) ? remark : '' }
}

/** No words for a state: what somebody means who was there for one half is asked. */
const HALF = { first: '前一半', second: '后一半' }

/** Who signed in for both halves was there, and who for neither is as the remarks say; of one half alone it is asked. */
function signedTwice({ signedAgain = '', signature = '', ...more }: Record<string, string>) {
  const states = [signature, signedAgain].map(
    text => signedState({ ...more, signature: text }).state ?? more.state ?? '',
  )
  const [first = '', again = ''] = states
  if (first === again) return { state: first }
  return { state: first === '' ? HALF.second : again === '' ? HALF.first : `${first}；${again}` }
}

const isPresent = (text: string) => readState(text)?.state === 'present'
const isPartly = (text: string) => ['late', 'leftEarly', 'invited'].includes(readState(text)?.state ?? '')

/** A remark beside an empty place to sign is the state where the office has said what it means. */
export function remarkAsState(
  cells: Record<string, string>,
  meaningOf: (word: string) => string,
): Record<string, string> {
  const { signature = '', state, remark = '' } = cells
  if (signature !== '' || state || remark === '') return cells
  const meaning = meaningOf(remark)
  return meaning !== remark && readState(meaning)?.state ? { ...cells, state: remark } : cells
}
