import { expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { importable } from '@/app/_ui/workbook-response'
import { slipColumns } from '@/app/(desk)/accounts/_parts/slip-columns'
import { listColumns as activityColumns } from '@/app/(desk)/activities/_parts/list-columns'
import { sheetColumns } from '@/app/(desk)/activities/[id]/sheet/_parts/sheet-columns'
import { listColumns as examColumns } from '@/app/(desk)/exams/[id]/_parts/list-columns'
import { ledgerColumns } from '@/app/(desk)/outputs/_parts/ledger-columns'
import { matrixColumns, tableColumns } from '@/app/(desk)/rates/_parts/table-columns'
import { logColumns } from '@/app/(desk)/settings/audit/_parts/log-columns'
import { instantOf } from '@/lib/core/time'
import { planSheet } from '@/lib/plan/plan.sheet'
import { type FilledColumn, filledWith } from '@/lib/spreadsheet/workbook.sheet'
import { noFigures } from '@/lib/statistics/rates/rate.rules'

const say = sayIn('zh')
const rate = (numerator: number, denominator: number) => ({ numerator, denominator })
const figures = () => {
  const { rates, ...more } = noFigures()
  return { ...more, rates: { ...rates, attendanceRate: rate(1, 2), participationRate: rate(3, 4) } }
}

const activity = {
  day: '2023-03-10',
  lastDay: '2023-03-10',
  startsAt: instantOf('2023-03-10', '15:00'),
  endsAt: instantOf('2023-03-10', '16:30'),
  title: '集中学法：民法典',
  form: '集中学法',
  unitName: '演示街道',
  place: '礼堂',
  roll: { required: 6, came: 5 },
  heads: 40,
  status: 'closed',
}
const meeting = { day: '2023-03-10', title: '集中学法：民法典', hostName: '演示街道' }
const person = {
  name: '许国华',
  staffNo: 'S008',
  unitName: '东埔社区',
  post: '社区工作者',
  standing: 'required',
}
const marked = { ...person, mark: 'leave', reason: '病假', madeUpOn: '2023-03-20', completedOn: '2023-03-31' }
const material = {
  day: '2023-03-09',
  channelName: '宣传折页',
  quantity: 30,
  unitWord: '份',
  topic: '民法典',
  unitName: '司法所',
  activityTitle: '广场宣传',
  place: '东埔广场',
  reads: 12,
}
const entry = {
  id: 12,
  at: instantOf('2023-03-10', '09:00'),
  actor: '林静',
  action: 'plan.close',
  subject: 'plan',
  subjectId: '3',
  what: '2023年度学法计划',
  reason: '已完成',
  before: '{"status":"issued","version":3}',
  after: '{"status":"closed","version":4}',
  cleared: ['before' as const],
  isUnsealed: false,
}
const slip = {
  unitName: '东埔社区',
  name: '许国华',
  staffNo: 'S008',
  password: 'qiao-lu-feng',
  untilDay: '2023-03-24',
}
const sat = { ...person, best: 82, attempts: 2, passed: true }
const item = {
  id: 1,
  parentId: null,
  timeWords: '3月',
  every: null,
  times: 1,
  content: '学习民法典',
  form: '集中学法',
  audienceWords: '机关',
  lecturer: '郑晓燕',
  unitName: '演示街道',
  mustLearn: true,
  topics: [{ name: '民法典' }],
  remark: '重点',
  weight: 10,
  evidence: '签到表',
  doneNote: '按时完成',
  activities: [{ title: '集中学法：民法典', day: '2023-03-10' }],
  occurrences: [{ state: 'held' as const }],
}
const figuresOfUnit = { key: '4', name: '东埔社区', beside: '演示街道', figures: figures() }
const unitByMonth = { unitId: 4, name: '东埔社区', byMonth: [rate(1, 2)], whole: rate(3, 4) }

/** Heads and cells of the first row, side by side. */
function pairs({ columns, rows: [row = []] }: ReturnType<typeof filledWith>) {
  return columns.map(({ head }, at) => `${head}: ${row[at] ?? ''}`).join(' | ')
}
function filled<R>(columns: FilledColumn<R>[], row: unknown) {
  return pairs(filledWith(columns, [row as R]))
}
/** Every further rate is made by the same columns. */
function first(count: number, shown: string) {
  return shown.split(' | ').slice(0, count).join(' | ')
}

test.each([
  [
    'the list of activities',
    () => filled(activityColumns(say), activity),
    '日期: 2023-03-10 | 时间: 15:00–16:30 | 名称: 集中学法：民法典 | 形式: 集中学法 | 主办单位: 演示街道 | 地点: 礼堂 | 应到: 6 | 实到: 5 | 受众人次: 40 | 状态: 已确认考勤',
  ],
  [
    'the sheet of a meeting',
    () => filled(sheetColumns(say, false, meeting), marked),
    '序号: 1 | 姓名: 许国华 | 单位: 东埔社区 | 职务: 社区工作者 | 身份: 应学 | 考勤: 请假 | 原因: 病假 | 补学日期: 2023-03-20 | 工号: S008 | 日期: 2023-03-10 | 活动名称: 集中学法：民法典 | 主办单位: 演示街道',
  ],
  [
    'the sheet of an online study',
    () => filled(sheetColumns(say, true, meeting), marked),
    '序号: 1 | 姓名: 许国华 | 单位: 东埔社区 | 职务: 社区工作者 | 身份: 应学 | 完成日期: 2023-03-31 | 工号: S008 | 学习名称: 集中学法：民法典',
  ],
  [
    'the ledger',
    () => filled(ledgerColumns(say), material),
    '日期: 2023-03-09 | 渠道: 宣传折页 | 数量: 30 | 量词: 份 | 主题: 民法典 | 责任单位: 司法所 | 活动: 广场宣传 | 地点: 东埔广场 | 阅读量: 12',
  ],
  [
    'the log',
    () => filled(logColumns(say, {}), entry),
    '编号: 12 | 时间: 2023-03-10 09:00 | 操作人: 林静 | 操作: 办结计划 | 对象: 2023年度学法计划 | 原因: 已完成 | 详情: 状态：已印发 → 已办结；之前：已清除',
  ],
  [
    'the slips',
    () => filled(slipColumns(say), slip),
    '单位: 东埔社区 | 姓名: 许国华 | 工号: S008 | 初始密码: qiao-lu-feng | 有效期至: 2023-03-24',
  ],
  [
    'the list of an exam',
    () => filled(examColumns(say, '年度考试'), sat),
    '序号: 1 | 姓名: 许国华 | 单位: 东埔社区 | 身份: 应考 | 成绩: 82 | 已考次数: 2 | 结果: 合格 | 缺考原因:  | 工号: S008 | 考试名称: 年度考试',
  ],
  [
    'the rates by month',
    () => filled(matrixColumns(say, ['3月', '全年']), unitByMonth),
    '单位: 东埔社区 | 3月: 50.0% | 3月（分子）: 1 | 3月（分母）: 2 | 全年: 75.0% | 全年（分子）: 3 | 全年（分母）: 4',
  ],
  [
    'the rates of units',
    () => first(7, filled(tableColumns(say, 'units'), figuresOfUnit)),
    '单位: 东埔社区 | 集中学法参学率（人次）: 75.0% | 集中学法参学率（人次）（分子）: 3 | 集中学法参学率（人次）（分母）: 4 | 出勤率: 50.0% | 出勤率（分子）: 1 | 出勤率（分母）: 2',
  ],
  [
    'the rates of people',
    () => first(3, filled(tableColumns(say, 'person'), figuresOfUnit)),
    '名称: 东埔社区 | 单位: 演示街道 | 集中学法参学率（人次）: 75.0%',
  ],
  [
    'a plan',
    () => pairs(planSheet(say, { title: '计划', kind: 'officials' }, [item])),
    '序号: 1 | 时间: 3月 | 学习内容: 学习民法典 | 学习形式: 集中学法 | 学习对象: 机关 | 主讲人: 郑晓燕 | 责任单位: 演示街道 | 次数: 1 | 必学: 民法典 | 备注: 重点 | 开展情况: 已开展',
  ],
  [
    'work points',
    () => pairs(planSheet(say, { title: '要点', kind: 'workPoints' }, [item])),
    '序号: 1 | 工作要点: 学习民法典 | 上级要点:  | 责任单位: 演示街道 | 完成时限: 3月 | 权重: 10 | 佐证: 签到表 | 落实情况: 已落实；按时完成；集中学法：民法典',
  ],
])('in %s each cell stands under its head', (_, shown, expected) => {
  expect(shown()).toBe(expected)
})

test('a sheet in English says at its head that it is for reading; one in Chinese can be imported again', () => {
  const empty = { sheetName: '名单', columns: [], rows: [] }
  const sheet = { ...empty, title: '名单' }

  expect(importable(sayIn('en'), sheet).title).toBe(
    '名单 · For reading only: a sheet that can be imported again goes out in Chinese',
  )
  expect(importable(sayIn('en'), empty).title).toMatch(/^For reading only/)
  expect(importable(say, sheet)).toBe(sheet)
})
