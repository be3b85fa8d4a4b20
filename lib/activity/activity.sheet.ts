import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { cleanName, cleanText } from '@/lib/spreadsheet/text.rules'
import type { ActivityStatus } from './activity.rules'

const activityHeads: Record<string, string[]> = {
  date: ['日期', '活动日期', '时间'],
  title: ['活动名称', '名称', '主题', '活动主题'],
  form: ['形式', '类别', '活动形式'],
  host: ['主办单位', '责任单位'],
  code: ['编号', '活动编号'],
  start: ['开始', '开始时间'],
  end: ['结束', '结束时间'],
  place: ['地点', '活动地点'],
  coHosts: ['协办单位'],
  lecturer: ['主讲人'],
  lecturerRank: ['主讲人职务'],
  audience: ['对象', '参加对象', '学习对象'],
  compulsory: ['必修', '应学'],
  public: ['公开'],
  targets: ['八进'],
  campaign: ['专题'],
  topics: ['必学内容'],
  item: ['计划项'],
  status: ['状态'],
  newDay: ['新日期'],
  heads: ['参加人次', '受众人次'],
  consultations: ['咨询人次', '解答咨询人次'],
  hours: ['学时'],
  remark: ['备注'],
}

/** 活动台账. */
export const activityColumns: Columns<string> = {
  columns: Object.entries(activityHeads).map(([field, heads]) => ({ field, heads })),
  required: ['date', 'title', 'form', 'host'],
}

const statuses: Record<string, ActivityStatus> = {
  已举办: 'held',
  已开展: 'held',
  已完成: 'held',
  已办结: 'held',
  已召开: 'held',
  举办: 'held',
  完成: 'held',
  计划: 'scheduled',
  已安排: 'scheduled',
  计划中: 'scheduled',
  待开展: 'scheduled',
  未开展: 'scheduled',
  取消: 'cancelled',
  已取消: 'cancelled',
  延期: 'postponed',
  已延期: 'postponed',
  改期: 'postponed',
  推迟: 'postponed',
}

/** '' where the cell is empty (the status follows from the day), null where the word is unknown. */
export function readStatus(text: string): ActivityStatus | '' | null {
  const word = cleanName(text)
  return word === '' ? '' : (statuses[word] ?? null)
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
