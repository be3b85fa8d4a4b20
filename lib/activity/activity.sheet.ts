import { areFigures, areNoTimes, areSerials, areTimes, areWords } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { timeBeside } from '@/lib/spreadsheet/moments.rules'
import { cleanText } from '@/lib/spreadsheet/text.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'
import { madeField } from './outreach/material.sheet'

const daysOf = (...of: string[]) => of.flatMap(each => [`${each}日期`, `${each}时间`])

const activityHeads: Record<string, string[]> = {
  date: [
    '日期',
    '活动日期',
    '时间',
    '活动时间',
    '开展时间',
    '举办时间',
    '开展日期',
    '举办日期',
    '宣传时间',
    '会议时间',
    '学习时间',
    '宣传日期',
    '学习日期',
    '会议日期',
    '召开时间',
    '召开日期',
    '开会时间',
    ...daysOf('讲座', '培训', '宣讲', '授课', '普法', '实施', '举行', '发生'),
  ],
  title: [
    '活动名称',
    '名称',
    '活动',
    '主题',
    '活动主题',
    '活动内容',
    '普法活动内容',
    '宣传活动内容',
    '宣传主题',
    '会议名称',
    '学习主题',
    '学习内容',
    '宣传内容',
    '内容',
    '讲座题目',
    '讲座主题',
    '讲座名称',
    '讲座内容',
    '培训主题',
    '培训内容',
    '培训名称',
    '题目',
    '事项',
    '活动',
    '宣传活动',
    '活动项目',
  ],
  form: [
    '形式',
    '类别',
    '活动形式',
    '活动类型',
    '活动类别',
    '会议类别',
    '会议类型',
    '会议形式',
    '培训形式',
    '宣传形式',
    '学习形式',
    '活动方式',
    '类型',
    '宣传方式',
  ],
  host: [
    '主办单位',
    '责任单位',
    '举办单位',
    '组织单位',
    '承办单位',
    '开展单位',
    '牵头单位',
    '责任部门',
    '主办部门',
    '承办科室',
    '承办部门',
    '主办科室',
    '责任科室',
    '牵头科室',
    '主办',
    '单位',
  ],
  code: ['编号', '活动编号'],
  // A column of times of day.
  start: [
    '开始',
    '开始时间',
    '时间',
    '活动时间',
    '会议时间',
    '学习时间',
    '具体时间',
    ...daysOf('讲座', '培训'),
  ],
  end: ['结束', '结束时间'],
  place: ['地点', '活动地点', '宣传地点', '举办地点', '会议地点', '场所', '学习地点', '开展地点'],
  coHosts: ['协办单位', '配合单位', '参与单位', '联合单位', '协办部门'],
  lecturer: ['主讲人', '授课人', '主讲', '讲师', '宣讲人', '授课老师', '主持人', '主讲人姓名', '主讲老师'],
  lecturerRank: ['主讲人职务', '主讲人职称'],
  audience: [
    '对象',
    '参加对象',
    '学习对象',
    '参加人员',
    '参学人员',
    '受众',
    '参会人员',
    '宣传对象',
    '活动对象',
    '受众对象',
  ],
  compulsory: ['必修', '应学'],
  public: ['公开'],
  targets: ['八进'],
  campaign: ['专题'],
  topics: ['必学内容'],
  item: ['计划项'],
  status: [
    '状态',
    '活动状态',
    '举办状态',
    '开展状态',
    '是否举办',
    '是否开展',
    '是否举行',
    '是否召开',
    '是否完成',
    '结果',
    '活动结果',
  ],
  newDay: ['新日期'],
  heads: [
    '参加人次',
    '受众人次',
    '参加人数',
    '受众人数',
    '参与人数',
    '参与人次',
    '覆盖人数',
    '覆盖人群',
    '覆盖人次',
    '受教育人数',
    '活动人数',
    '到场人数',
    '参会人数',
    '参加人员数',
    '人数',
    '听讲人数',
    '听众人数',
    '受益人数',
    '培训人数',
    '参训人数',
    '服务人次',
    // Over figures alone.
    '受众',
    '受众对象',
    '宣传对象',
    '参会人员',
    '参加人员',
    '参学人员',
    '到场人员',
    '听众',
  ],
  // Of a meeting; whether they are heads is asked.
  attended: [
    '实到人数',
    '实到',
    '实际参加人数',
    '实到人次',
    '到会人数',
    '出席人数',
    '实参加人数',
    '实际到会人数',
  ],
  absentees: [
    '缺席人员及原因',
    '缺席人员',
    '缺席名单',
    '缺席情况',
    '未到人员及原因',
    '未到人员',
    '缺勤人员及原因',
    '缺勤人员',
    '请假缺席人员',
    '缺席请假人员',
    '未参加人员及原因',
    '未参加人员',
    '未参会人员',
    '未到会人员',
  ],
  onLeave: ['请假人员及原因', '请假人员', '请假情况', '请假名单', '请假人员名单', '请假人'],
  consultations: [
    '咨询人次',
    '解答咨询人次',
    '咨询人数',
    '解答咨询',
    '接受咨询人次',
    '接受咨询',
    '现场咨询人次',
    '解答咨询人数',
  ],
  hours: ['学时'],
  remark: ['备注', '说明'],
}

/** 活动台账. */
export const activityColumns: Columns<string> = {
  columns: Object.entries(activityHeads).map(([field, heads]) => ({ field, heads })),
  required: ['date', 'title', 'form', 'host'],
  fillsDown: ['date', 'form', 'host'],
  beside: madeField,
  figures: ['heads', 'attended', 'consultations', 'hours'],
  unfit: { code: areSerials, date: areTimes, start: areNoTimes, audience: areFigures, heads: areWords },
}

/** The host of a ledger whose rows name none, as the lines above it say. */
export function hostOfSheet({ host, unit }: TitleFacts): Record<string, string> {
  const named = host ?? unit
  return named === undefined ? {} : { host: named }
}

/** The time of a cell that holds day and time, as the start where no column says one: 3月8日上午9时-11时. */
export function timeInDate(cells: Record<string, string>): Record<string, string> {
  const time = cells.start || !cells.date ? null : timeBeside(cells.date)
  return time === null ? {} : { start: time }
}

export function splitList(text: string): string[] {
  return text
    .split(/[、，,;；\n]/)
    .map(cleanText)
    .filter(Boolean)
}

/** 八进 in the variants people write: 进社区, 法律进社区 and 社区 are the same target. */
export function readTargets(text: string, known: string[]): string[] {
  return splitList(text).map(word => {
    const bare = word.replace(/^法律/, '').replace(/^进/, '')
    return known.find(each => each.replace(/^进/, '') === bare) ?? `进${bare}`
  })
}
