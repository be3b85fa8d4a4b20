import { expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { noticeText, type Reminded, reminderText, type Told } from '@/lib/calendar/reminders/notice.rules'
import { instantOf } from '@/lib/core/time'

const zh = sayIn('zh')
const en = sayIn('en')
const today = '2026-11-25'

const study: Told = {
  title: '民法典专题学习',
  form: '集中学法',
  day: '2026-11-27',
  lastDay: '2026-11-27',
  originalDay: null,
  startsAt: instantOf('2026-11-27', '15:00'),
  endsAt: instantOf('2026-11-27', '16:30'),
  place: '三楼会议室',
  lecturer: '陈明',
  lecturerRank: '律师',
  status: 'scheduled',
  statusReason: null,
  isPublic: false,
  compulsory: true,
  hostName: '演示街道',
}
const due = [
  { unitName: '党政办公室', names: ['陈志强', '林静'] },
  { unitName: '司法所', names: ['郑晓燕'] },
]
const link = 'http://127.0.0.1:3000/activities/7'

test('a notice says what, when, where, by whom, who must come and where to read more', () => {
  const text = noticeText(zh, study, { due, invited: ['许国华'] }, link, today)

  expect(text).toBe(`【学法通知】民法典专题学习
时间：11月27日（周五）15:00–16:30
地点：三楼会议室
形式：集中学法
主讲：陈明 律师
主办：演示街道
应参加 3 人：
党政办公室：陈志强、林静
司法所：郑晓燕
列席：许国华
请准时参加；确有特殊情况的，请提前向经办人请假。
详情：http://127.0.0.1:3000/activities/7`)
})

test('nobody is told to come to what is 选学', () => {
  const text = noticeText(zh, { ...study, compulsory: false }, { due, invited: [] }, null, today)

  expect(text).toContain('选学，欢迎参加（3 人）：\n党政办公室：陈志强、林静')
  expect(text).not.toMatch(/应参加|应学|请准时/)
})

test('and in English', () => {
  expect(noticeText(en, study, { due, invited: [] }, link, today)).toBe(`[Study notice] 民法典专题学习
When: 27 Nov (Fri), 15:00–16:30
Where: 三楼会议室
Form: 集中学法
Lecturer: 陈明 律师
Host: 演示街道
Required, 3 people:
党政办公室: 陈志强, 林静
司法所: 郑晓燕
Please be on time; who cannot come asks the organiser for leave beforehand.
More: http://127.0.0.1:3000/activities/7`)
})

test('fifteen people are named, sixteen are told as units with a count', () => {
  const names = Array.from({ length: 15 }, (_, at) => `干部${at + 1}`)
  const said = (given: string[]) =>
    noticeText(zh, study, { due: [{ unitName: '东埔社区', names: given }], invited: [] }, null, today)

  expect(said(names)).toContain('东埔社区：干部1、干部2、')
  expect(said([...names, '干部16'])).toContain('应参加 16 人：东埔社区16人')
})

test.each([
  [
    'moved',
    { originalDay: '2026-11-20' },
    ['【改期通知】民法典专题学习', '原定：11月20日（周五）', '时间：11月27日（周五）15:00–16:30'],
  ],
  [
    'cancelled',
    { status: 'cancelled' as const, statusReason: '防汛' },
    ['【取消通知】民法典专题学习', '原定：11月27日（周五）15:00–16:30', '主办：演示街道', '原因：防汛'],
  ],
  [
    'postponed without a day',
    { status: 'postponed' as const, startsAt: null, endsAt: null },
    ['【延期通知】民法典专题学习', '原定：11月27日（周五）', '主办：演示街道', '新的时间另行通知。'],
  ],
])('%s says so first', (_, facts, lines) => {
  const text = noticeText(zh, { ...study, ...facts }, { due: [], invited: [] }, null, today)

  expect(text.split('\n').slice(0, lines.length)).toEqual(lines)
})

test('what residents may come to asks nobody for leave', () => {
  const open = { ...study, isPublic: true, place: null }
  const text = noticeText(zh, open, { due: [], invited: [] }, null, today)

  expect(text).toContain('地点：待定')
  expect(text).toContain('欢迎居民群众参加，无需报名。')
  expect(text).not.toContain('请假')
})

test('another year is named, and several days are told by the first and the last', () => {
  const week = { ...study, day: '2027-01-04', lastDay: '2027-01-08', startsAt: null, endsAt: null }

  expect(noticeText(zh, week, { due: [], invited: [] }, null, today)).toContain(
    '时间：2027年1月4日（周一） – 2027年1月8日（周五）',
  )
})

const reminded: Reminded[] = [
  { ...study, due },
  { ...study, title: '已经取消的', status: 'cancelled', due: [] },
  { ...study, title: '广场宣传', startsAt: null, endsAt: null, place: '文化广场', due: [] },
]

test('a reminder of tomorrow lists hours, places and names, and nothing that does not take place', () => {
  const tomorrow = { from: '2026-11-27', to: '2026-11-27' }

  expect(
    reminderText(zh, '演示街道', reminded, tomorrow, '2026-11-26'),
  ).toBe(`【学法提醒】明天 11月27日（周五），演示街道有 2 项安排：
1. 15:00–16:30，民法典专题学习，三楼会议室。参加：陈志强、林静、郑晓燕
2. 广场宣传，文化广场
请相关人员准时参加；不能参加的，请提前向经办人请假。`)
})

test('a reminder of a week says each day, and of nothing is none', () => {
  const week = { from: '2026-11-23', to: '2026-11-29' }

  expect(reminderText(zh, '演示街道', reminded.slice(0, 1), week, today)?.split('\n').slice(0, 2)).toEqual([
    '【学法提醒】11月23日（周一）至11月29日（周日），演示街道有 1 项安排：',
    '1. 11月27日（周五）15:00–16:30，民法典专题学习，三楼会议室。参加：陈志强、林静、郑晓燕',
  ])
  expect(reminderText(zh, '演示街道', [], week, today)).toBeNull()
})
