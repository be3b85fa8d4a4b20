import { type KnownWord, understandAudience } from '@/lib/organisation/audience/audience.rules'
import { each } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { matchKey } from '@/lib/spreadsheet/match.rules'
import { parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { splitUnits } from '@/lib/spreadsheet/text.rules'
import { splitTopics } from './topic.rules'

const planHeads: Record<string, string[]> = {
  time: [
    '时间',
    '月份',
    '日期',
    '学习时间',
    '计划时间',
    '学习日期',
    '学习月份',
    '时间安排',
    '学法时间',
    '拟学时间',
    '拟学习时间',
    '拟定时间',
    '预计时间',
    '拟开展时间',
    '拟学日期',
    '计划日期',
    '安排时间',
    ...each('活动', '宣传', '普法', '培训', '讲座', '开展', '实施', '举办', '组织', '完成').of(
      '时间',
      '日期',
      '月份',
    ),
  ],
  content: [
    '学习内容',
    '内容',
    '主要内容',
    '具体内容',
    '主题',
    '学法内容',
    '学习主题',
    '学习专题',
    '学法主题',
    '活动内容',
    '学习篇目',
    '专题',
    '学习重点',
    ...each('活动', '宣传', '普法', '培训', '讲座', '教育', '授课', '课程', '法治').of(
      '内容',
      '主题',
      '专题',
      '题目',
      '重点',
    ),
  ],
  // What is held, where another column says what about.
  name: [
    '活动名称',
    '项目名称',
    '活动项目',
    '宣传活动',
    '宣传活动名称',
    '普法活动',
    '普法活动名称',
    '学习名称',
    '名称',
    ...each('普法', '宣传', '活动', '学习', '法治', '培训').of('主题', '专题'),
  ],
  form: [
    '学习形式',
    '形式',
    '学习方式',
    '组织形式',
    '方式',
    '学法形式',
    '活动形式',
    ...each('活动', '宣传', '普法', '培训', '学法', '开展', '授课', '实施').of('形式', '方式'),
  ],
  audience: [
    '学习对象',
    '对象',
    '参加人员',
    '参加对象',
    '参学人员',
    '参学对象',
    '参训对象',
    '学习人员',
    '参会人员',
    '学法对象',
    '参加范围',
    '学习范围',
    '范围',
    '受众',
    ...each('活动', '宣传', '普法', '培训', '受教育', '教育', '服务', '参与', '覆盖', '受众', '听课').of(
      '对象',
      '人员',
      '人群',
      '范围',
      '群体',
    ),
  ],
  lecturer: ['主讲人', '授课人', '领学人', '主讲', '讲师', '授课老师', '主讲老师', '宣讲人'],
  unit: [
    '责任单位',
    '责任部门',
    '牵头单位',
    '责任科室',
    '牵头科室',
    '牵头部门',
    '承办单位',
    '组织单位',
    '主办单位',
    '承办科室',
    ...each('责任', '牵头', '承办', '组织', '主办', '实施', '落实', '开展', '举办', '负责').of(
      '单位',
      '部门',
      '科室',
      '社区',
      '处室',
      '村居',
    ),
  ],
  times: ['次数', '场次', '学习次数'],
  mustLearn: ['必学', '必学内容', '是否必学', '是否必修', '必修'],
  remark: ['备注', '说明'],
}

/** 学法安排, of officials or of communities. */
export const planColumns: Columns<string> = {
  columns: Object.entries(planHeads).map(([field, heads]) => ({ field, heads })),
  required: ['time', [['content'], ['name']], 'form', 'audience'],
  quiet: ['name'],
  fillsDown: ['time', 'form', 'audience'],
  figures: ['times'],
}

/** Both the name of an event and what it is about, as the content of one item. */
export function contentMeant({ name, content }: Record<string, string>): Record<string, string> {
  if (name === undefined) return {}
  return { content: [...new Set([name, content])].filter(Boolean).join('：') }
}

const measures = each('具体', '工作', '主要', '落实', '推进', '实施').of(
  '措施',
  '举措',
  '做法',
  '任务',
  '内容',
)

const pointHeads: Record<string, string[]> = {
  // What is to be reached, where another column says how.
  name: [
    '重点任务',
    '主要任务',
    '重点工作',
    '工作项目',
    '项目',
    '工作目标',
    '目标任务',
    '任务名称',
    '工作任务',
    '任务',
    '工作要点',
    '要点',
  ],
  content: [
    '工作要点',
    '内容',
    '要点',
    '工作内容',
    '工作任务',
    '任务',
    '重点任务',
    '主要任务',
    '工作措施',
    '任务内容',
  ],
  unit: [
    '责任单位',
    '责任部门',
    '牵头单位',
    '责任科室',
    '牵头科室',
    '牵头部门',
    '承办单位',
    '责任主体',
    '落实单位',
  ],
  time: ['完成时限', '时限', '完成时间', '完成日期', '时间节点', '完成期限', '时间要求', '时间'],
  parent: ['上级要点', '上级任务', '任务类别'],
  weight: ['权重', '分值', '分数'],
  evidence: ['佐证', '佐证材料', '佐证资料', '印证材料', '成果'],
  remark: ['备注', '说明'],
}

/** 工作要点, broken down by unit. */
export const pointColumns: Columns<string> = {
  columns: Object.entries(pointHeads).map(([field, heads]) => ({ field, heads })),
  required: [[['content'], ['name']], 'unit', 'time'],
  wins: { content: measures.filter(head => head !== '工作任务' && head !== '主要任务') },
  quiet: ['name'],
  fillsDown: ['name', 'unit', 'time'],
}

/** 必学: 是 makes the content itself the topic; any text other than 否 is a list of topics. */
export function readMustLearn(text: string, content: string): { mustLearn: boolean; topics: string[] } {
  const said = parseYesNo(text)
  if (text === '' || said === false) return { mustLearn: false, topics: [] }
  if (said === true) return { mustLearn: true, topics: [content] }
  return { mustLearn: true, topics: splitTopics(text) }
}

/**
 * A cell with line breaks. A break may separate words (中心组成员 over 各社区党员) or only wrap them in a narrow column
 * (各社区 over 党员): an audience is read without the breaks where that is understood.
 */
export function inOneLine(field: string, text: string, words: KnownWord[]): string {
  if (!/[\r\n]/.test(text) || field === 'unit' || field === 'mustLearn') return text
  const lines = text.split(/\s*[\r\n]+\s*/).filter(Boolean)
  if (field === 'audience') {
    const [together, apart] = [lines.join(''), lines.join('、')]
    const meant = understandAudience(together, words)
    const isSame = JSON.stringify(meant) === JSON.stringify(understandAudience(apart, words))
    return meant.unknown.length > 0 || isSame ? apart : together
  }
  if (field === 'lecturer') return lines.join('、').replaceAll('、（', '（').replaceAll('、(', '(')
  return lines.join(field === 'time' || field === 'form' ? '' : ' ')
}

/** 各社区, 机关各部门, 相关科室 …: no unit by name, so the plan's unit is responsible. */
export function meansEveryUnit(text: string): boolean {
  return /^(?:街道|机关)?(?:各|全体|所有|全部|有关|相关)/.test(matchKey(text))
}

const UNITS = '责任单位：'

/**
 * 备注 that preserves the wording of 责任单位 where that is not the name of one unit (各社区): an item belongs to one
 * unit, and the typed text must not be lost. Added only once; null removes the wording again, when a unit is
 * named.
 */
export function remarkWithUnits(remark: string, words: string | null): string {
  const said = words === null ? '' : `${UNITS}${splitUnits(words).join('、')}`
  const isWording = (part: string) =>
    part.startsWith(UNITS) && splitUnits(part.slice(UNITS.length)).some(meansEveryUnit)
  const rest = remark.split('；').filter(part => part !== said && !isWording(part))
  return [said, ...rest].filter(Boolean).join('；')
}
