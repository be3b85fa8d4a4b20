import { withPersonHeads } from '@/lib/organisation/lookup/person-heads.rules'
import { areSerials, each } from '@/lib/spreadsheet/head-words.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import { dayAlone, endsOf } from '@/lib/spreadsheet/moments.rules'
import { cleanName } from '@/lib/spreadsheet/text.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'
import type { Counting } from './exam.rules'
import { isAway } from './missed-reason.rules'

const examHeads: Record<string, string[]> = {
  title: [
    '考试名称',
    '名称',
    '考试',
    '考试项目',
    '考试科目',
    '科目',
    '测试名称',
    ...each('考试', '测试', '测验', '竞赛').of('名称', '项目', '科目', '主题'),
  ],
  opens: ['开始', '开始时间', '开考时间', '考试开始', '考试开始时间', '开始日期'],
  day: ['考试日期'],
  window: [
    '考试时间',
    '起止时间',
    '考试起止时间',
    '开放时间',
    '答题时间',
    ...each('测试', '测验', '竞赛').of('时间', '日期'),
  ],
  closes: ['截止', '截止时间', '结束', '结束时间', '考试结束', '考试结束时间', '截止日期'],
  full: ['满分', '总分', '试卷总分', '卷面分'],
  pass: [
    '合格分',
    '及格分',
    '及格线',
    '合格线',
    '合格分数',
    '及格分数',
    ...each('合格', '及格', '通过').of('分', '线', '分数', '分数线', '标准', '成绩'),
  ],
  audience: [
    '对象',
    '考试对象',
    '应考人员',
    '参考人员',
    '参加人员',
    '参考对象',
    '参加对象',
    '考试人员',
    ...each('考试', '测试', '参考', '应考', '参加', '参测').of('对象', '人员', '范围'),
  ],
  makeUpCloses: ['补考截止', '补考截止日期', '补考截止时间', '补考日期', '补考时间'],
  attempts: ['可考次数', '允许次数', '考试次数', '答题次数', '可答次数', '允许考试次数'],
  makeUpAttempts: ['补考次数'],
  counting: ['计分方式'],
  host: ['主办单位', '责任单位', '组织单位'],
  item: ['计划项'],
}

/** 考试安排. */
export const examColumns: Columns<string> = {
  columns: Object.entries(examHeads).map(([field, heads]) => ({ field, heads })),
  required: ['title', [['opens', 'closes'], ['window'], ['day']], 'full', 'pass', 'audience'],
  figures: ['full', 'pass', 'attempts', 'makeUpAttempts'],
}

/** Start and end of an exam of which the sheet has one column, or one for the day and one for the time. */
export function windowInOne(cells: Record<string, string>): Record<string, string> {
  const { day, window, opens, closes } = cells
  if (opens !== undefined || closes !== undefined) return {}
  const span = [day, window].filter(Boolean).join(' ')
  if (span === '') return {}
  const ends = endsOf(window ?? '') ?? endsOf(span)
  // Of a beginning alone the end is that of its day.
  return { opens: ends?.from ?? span, closes: ends?.to ?? dayAlone(span) }
}

const resultHeads: Record<string, string[]> = {
  exam: ['考试名称', '考试', '试卷名称'],
  staffNo: ['工号', '人员编号', '学号/工号', '员工编号', '职工编号'],
  // That of an entry, unless the roster has it.
  entryNo: ['编号'],
  name: ['姓名', '学生姓名'],
  unit: ['单位', '院系'],
  score: [
    '成绩',
    '分数',
    '得分',
    '考试成绩',
    '考试得分',
    '考试分数',
    '最终成绩',
    '最终得分',
    '最高成绩',
    '最高分',
    '折算分',
    '折合分',
    '换算分',
    '总得分',
    '总分',
    '总成绩',
    '合计得分',
    '笔试成绩',
    '测试成绩',
    '测验成绩',
    ...each(
      '考试',
      '测试',
      '测验',
      '最终',
      '最高',
      '笔试',
      '答题',
      '竞赛',
      '卷面',
      '折算',
      '折合',
      '换算',
      '百分制',
    ).of('成绩', '得分', '分数'),
  ],
  // How much of it was right, where no column says the score.
  share: ['正确率', '正答率', '答对率', '准确率', '得分率', '答题正确率', '答题准确率', '正确比例'],
  makeUp: [
    '补考',
    '补考成绩',
    '补考分数',
    '补考得分',
    '补考分',
    '补测成绩',
    '重考成绩',
    '重考分数',
    '复考成绩',
  ],
  makeUpAt: [
    '补考日期',
    '补考时间',
    '补考交卷时间',
    '补测时间',
    '补测日期',
    '重考日期',
    '重考时间',
    '复考时间',
  ],
  makeUpResult: [
    '补考结果',
    '补考等级',
    '补考等次',
    '补考情况',
    '补考是否合格',
    '补考是否通过',
    '补考状态',
    '重考结果',
  ],
  missedFor: [
    '缺考原因',
    '未考原因',
    '缺考事由',
    '缺考理由',
    '缺考说明',
    '未参加原因',
    '未参考原因',
    '未参加考试原因',
    '缺考情况',
    '请假原因',
    '请假事由',
  ],
  remark: ['备注', '说明'],
  result: [
    '结果',
    '是否合格',
    '考试结果',
    '是否通过',
    '是否及格',
    '等次',
    '等级',
    '评定等次',
    '成绩等次',
    '成绩等级',
    '考核等次',
    '考试等级',
    '评定等级',
    '评定',
    '评级',
  ],
  submittedAt: ['交卷时间', '提交时间', '提交答卷时间', '答题时间', '完成时间', '结束时间', '考试时间'],
  number: ['次数', '第几次'],
  state: ['状态', '考试状态', '参考情况'],
}

/** 考试成绩; the exam is named with the file or in a column. */
export const resultColumns: Columns<string> = {
  columns: Object.entries(withPersonHeads(resultHeads)).map(([field, heads]) => ({ field, heads })),
  required: [
    // Without a unit a name is looked for in the whole office.
    [['staffNo'], ['name'], ['entryNo']],
    [['score'], ['result'], ['share'], ['makeUp']],
  ],
  fillsDown: ['unit'],
  figures: ['score', 'share', 'makeUp', 'number'],
  unfit: { staffNo: areSerials, entryNo: areSerials },
  instead: { share: 'score' },
  wins: { score: ['最终成绩', '最终得分'] },
}

const countings: Record<string, Counting> = {
  最高: 'best',
  最高分: 'best',
  最后: 'last',
  最后一次: 'last',
  首次: 'first',
  第一次: 'first',
}

/** An empty cell means the best one; null where the word is unknown. */
export function readCounting(text: string): Counting | null {
  const word = cleanName(text)
  return word === '' ? 'best' : (countings[word] ?? null)
}

export type ResultState = 'submitted' | 'missed' | 'exempt' | 'annulled'
const states: Record<string, ResultState> = {
  已交卷: 'submitted',
  交卷: 'submitted',
  正常: 'submitted',
  已考: 'submitted',
  合格: 'submitted',
  不合格: 'submitted',
  缺考: 'missed',
  未考: 'missed',
  未参加: 'missed',
  未参考: 'missed',
  未答题: 'missed',
  未作答: 'missed',
  未提交: 'missed',
  未交卷: 'missed',
  缺席: 'missed',
  缺: 'missed',
  请假: 'missed',
  公出: 'missed',
  免考: 'exempt',
  免予考试: 'exempt',
  免予参加: 'exempt',
  作废: 'annulled',
  无效: 'annulled',
}

/** '' where the cell is empty, null where the word is unknown. */
export function readResultState(text: string): ResultState | '' | null {
  const word = cleanName(text).split(/[（(]/)[0] ?? ''
  return word === '' ? '' : (states[word] ?? (isAway(word) ? 'missed' : null))
}

/** What the lines above a sheet of results say of the exam. */
export function titledExam({ day, full, pass }: TitleFacts): Record<string, string> {
  const said = { aboveDay: day, aboveFull: full, abovePass: pass }
  return Object.fromEntries(Object.entries(said).flatMap(([field, text]) => (text ? [[field, text]] : [])))
}
export const toldOfExam = ['aboveDay', 'aboveFull', 'abovePass']
