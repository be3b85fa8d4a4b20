/** The sheets that grow through the year: activities, sign-in sheets, material, advisers. */
import { activities } from './expected'
import type { Activity, AttendanceRow } from './facts'
import { advisers, outputs } from './outputs'
import { spaced } from './papers'
import { people } from './people'
import { attendance, unitOn } from './rolls'
import { STREET } from './street'
import { asDate, type Cells, type OfficeSheet } from './workbook'

/** The different ways in which one ledger writes its days. */
export function dayAsWritten(day: string, i: number): Date | string {
  const [y = 0, m = 0, d = 0] = day.split('-').map(Number)
  const ways = [
    asDate(day),
    asDate(day),
    `${y}-${m}-${d}`,
    `${y}/${m}/${d}`,
    `${y}.${m}.${d}`,
    `${y}年${m}月${d}日`,
    `${m}月${d}日`,
    `${m}.${d}`,
  ]
  return ways[i % ways.length] ?? asDate(day)
}
const monthAndDay = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
const quarterOf = (day: string) => Math.ceil(Number(day.slice(5, 7)) / 3)

export function activitiesSheet(): OfficeSheet {
  const rows: Cells[] = []
  activities.forEach((activity, i) => {
    rows.push(activityRow(activity, i))
    const day = activity.oldDay ?? activity.day
    const next = activities[i + 1]
    if (next && quarterOf(next.oldDay ?? next.day) === quarterOf(day)) return
    const inQuarter = activities.filter(one => quarterOf(one.oldDay ?? one.day) === quarterOf(day))
    rows.push([null, '小计', null, `第${quarterOf(day)}季度 ${inQuarter.length} 项`])
  })
  return {
    name: '活动台账',
    titles: [`${STREET}2023年度普法依法治理活动台账`, '填报单位：综合治理办公室    单位：人次、学时'],
    heads: activityHeads,
    rows,
    below: [['备注：网上学法、网络培训的完成情况另表。'], ['制表人：司法所']],
    widths: [6, 10, 20, 36, 16, 22, 30, 9, 9, 22, 12, 16, 28, 8, 8, 20, 18, 26, 28, 9, 12, 10, 10, 8, 22],
    landscape: true,
  }
}

/** A second sheet, as such workbooks often have: importers read only the first. */
export const howToFill: OfficeSheet = {
  name: '填表说明',
  titles: ['填表说明'],
  heads: ['项目', '说明'],
  rows: [
    ['形式', '中心组学习、集中学法、法治专题讲座、宣传咨询活动等'],
    ['状态', '已举办、已开展、取消、延期；延期的填原定日期，新日期另填'],
    ['八进', '可填多项，用顿号隔开'],
  ],
  widths: [12, 60],
}

const activityHeads = [
  '序号',
  '编号',
  '日期',
  '活动名称',
  '形式',
  '主办单位',
  '协办单位',
  '开始',
  '结束',
  '地点',
  '主讲人',
  '主讲人职务',
  '对象',
  '必修',
  '公开',
  '八进',
  '专题',
  '必学内容',
  '计划项',
  '状态',
  '新日期',
  '参加人次（人）',
  '咨询人次',
  '学时',
  '备注',
]

function activityRow(activity: Activity, i: number): Cells {
  const { day, lastDay, oldDay } = activity
  const public_ = activity.public && i % 3 === 0 ? '是' : null
  return [
    i + 1,
    activity.code,
    lastDay ? `${monthAndDay(day)}-${monthAndDay(lastDay)}` : dayAsWritten(oldDay ?? day, i),
    activity.name,
    activity.form,
    activity.host,
    activity.coHosts?.join('、'),
    activity.starts,
    activity.ends,
    activity.place,
    activity.lecturer?.[0],
    activity.lecturer?.[1],
    activity.audience?.words ?? (activity.public ? '辖区居民' : null),
    activity.audience && !activity.compulsory ? '否' : activity.compulsory && i % 2 === 0 ? '是' : null,
    public_,
    activity.targets?.join('、'),
    activity.campaign,
    activity.topics?.join('、') || null,
    activity.planItem?.how === 'named' ? activity.planItem.content : null,
    statusWord(activity, i),
    oldDay ? asDate(day) : null,
    activity.heads || null,
    activity.consultations || null,
    activity.hours,
    activity.remark,
  ]
}

function statusWord({ status, oldDay }: Activity, i: number): string | null {
  if (status === 'cancelled') return '取消'
  if (status === 'postponed' || oldDay) return '延期'
  return ['已举办', '已开展', null][i % 3] ?? null
}

/** 签到 by rows, with the activity written once and merged, or as 同上, or in each row. */
export function signInSheet(): OfficeSheet {
  const heads = ['日期', '活动名称', '主办单位', '工号', '姓名', '单位', '状态', '补学日期', '原因', '备注']
  const rows: Cells[] = []
  const merged: [number, number, number][] = []
  const kept = activities
    .filter(activity => activity.roll === 'rows')
    .sort((a, b) => (a.day < b.day ? -1 : 1))
  kept.forEach((activity, which) => {
    const roll = attendance.filter(row => row.activity === activity && row.word !== null)
    const way = which % 3
    roll.forEach((row, i) => {
      const again = way === 0 ? [null, null, null] : ['同上', '〃', '〃']
      const first = [dayAsWritten(activity.day, which), activity.name, activity.host]
      rows.push([...(i === 0 || way === 2 ? first : again), ...signInOf(row, rows.length)])
    })
    if (way === 0)
      for (const column of [0, 1, 2]) merged.push([rows.length - roll.length, column, roll.length])
    if (activity.form !== '集中学法') return
    const due = roll.filter(row => row.standing === 'required').length
    rows.push(['小计', null, null, null, null, `应到${due}人`])
    rows.push(heads)
  })
  return {
    name: '签到',
    titles: [`${STREET}2023年学法活动签到汇总`, '填报单位：综合治理办公室'],
    heads,
    rows,
    below: [['注：请假、缺席人员补学情况由责任单位登记。']],
    widths: [14, 36, 22, 9, 18, 26, 9, 13, 20, 14],
    merged,
  }
}

function signInOf(row: AttendanceRow, i: number): Cells {
  const { person, activity, word, madeUpOn, reason } = row
  const dot = ['·', '•', '・'][i % 3] ?? '·'
  return [
    person.staffNo,
    spaced(person.name.replace('·', dot), i),
    unitOn(person, activity.day).name,
    word || null,
    madeUpOn ? asDate(madeUpOn) : null,
    reason,
    row.standing === 'walk_in' ? '自行参加' : null,
  ]
}

/** 横表: one column per meeting of the centre group, the marks in the cells. */
export function centreGroupSheet(): OfficeSheet {
  const wide = activities.filter(activity => activity.roll === 'wide')
  const rowOf = (activity: Activity, person: (typeof people)[number]) =>
    attendance.find(row => row.activity === activity && row.person === person)
  const members = people.filter(person => wide.some(activity => rowOf(activity, person)))
  const came = (activity: Activity) =>
    attendance.filter(row => row.activity === activity && row.word === '√').length
  return {
    name: '中心组考勤',
    titles: [`${STREET}党工委理论学习中心组2023年上半年考勤表`, '填报单位：党建办公室'],
    heads: [
      '序号',
      '姓名',
      '单位',
      '职务',
      ...wide.map(one => `${monthAndDay(one.day)} ${one.name}`),
      '备注',
    ],
    rows: members.map((person, i) => [
      i + 1,
      spaced(person.name, i),
      unitOn(person, '2023-01-11').name,
      person.post,
      ...wide.map(activity => rowOf(activity, person)?.word || null),
      null,
    ]),
    below: [['合计', null, null, '出席', ...wide.map(came)], ['注：√出席  △请假  ×缺席']],
    widths: [6, 12, 22, 26, 16, 16, 16, 16, 16, 16, 12],
    landscape: true,
  }
}

export function materialsSheet(): OfficeSheet {
  return {
    name: '宣传台账',
    titles: [`${STREET}2023年度法治宣传资料、载体台账`, '填报单位：明桥司法所'],
    heads: ['日期', '渠道', '数量', '量词', '主题', '责任单位', '活动编号', '地点', '阅读量'],
    rows: outputs.map((output, i) => [
      dayAsWritten(output.day, i),
      output.channel,
      output.quantity,
      output.measure,
      output.theme,
      output.unit,
      output.activity,
      output.place,
      output.reads,
    ]),
    below: [
      ['合计', null, outputs.reduce((sum, output) => sum + output.quantity, 0)],
      ['审核：综合治理办公室'],
    ],
    widths: [14, 12, 9, 8, 34, 22, 12, 24, 10],
    landscape: true,
  }
}

export function advisersSheet(): OfficeSheet {
  return {
    name: '法律顾问',
    titles: [`${STREET}法律顾问一览表`, '填报单位：明桥司法所'],
    heads: ['序号', '姓名', '服务单位', '律所', '聘期起', '聘期止', '备注'],
    rows: advisers.map(({ name, unit, firm, from, to }, i) => [
      i + 1,
      name,
      unit,
      firm,
      dayAsWritten(from, i % 6),
      to ? dayAsWritten(to, (i + 2) % 6) : null,
      unit === STREET ? '街道专职法律顾问' : null,
    ]),
    below: [['注：一社区一法律顾问，7个社区全覆盖。']],
    widths: [6, 12, 22, 28, 14, 14, 22],
  }
}
