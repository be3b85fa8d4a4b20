import { describe, expect, test } from 'vitest'
import { activityColumns } from '@/lib/activity/activity.sheet'
import { materialColumns } from '@/lib/activity/outreach/material.sheet'
import { attendanceColumns } from '@/lib/attendance/attendance.sheet'
import { studyColumns } from '@/lib/attendance/online-study.sheet'
import { examColumns, resultColumns } from '@/lib/exam/exam.sheet'
import { adviserColumns } from '@/lib/organisation/people/adviser.sheet'
import { rosterColumns } from '@/lib/organisation/people/person.sheet'
import { planColumns } from '@/lib/plan/items/item.sheet'
import { areSerials, measuredHead } from '@/lib/spreadsheet/head-words.rules'
import { type Columns, cellsBelow } from '@/lib/spreadsheet/heads.rules'
import { fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

const kinds: Record<string, Columns<string>> = {
  台账: activityColumns,
  宣传: materialColumns,
  签到: attendanceColumns,
  网学: studyColumns,
  考试: examColumns,
  成绩: resultColumns,
  顾问: adviserColumns,
  名册: rosterColumns,
  计划: planColumns,
}

/** Kind of sheet, head, cells below it (`|`), the field it is read as, and the one that is only proposed. */
const heads: [kind: string, head: string, cells: string, field: string | null, guess?: string | null][] = [
  // The unit of measure in a head: its cells are figures.
  ['台账', '受众（人）', '200|350', 'heads'],
  ['台账', '覆盖人群（人次）', '260|45', 'heads'],
  ['台账', '承办科室', '司法所|党政办公室', 'host'],
  ['台账', '普法活动内容', '元宵普法游园|学习《安全生产法》', 'title'],
  ['计划', '参学对象', '全体机关干部|中心组成员', 'audience'],
  ['网学', '课程完成情况', '已学完|学习中', 'done'],
  ['台账', '受众(人次)', '200|约300', 'heads'],
  ['台账', '受众/人', '200|350', 'heads'],
  ['台账', '受众：人', '200|350', 'heads'],
  ['台账', '受众（单位：人）', '200|350', 'heads'],
  ['台账', '受众', '200|350', 'heads'],
  ['台账', '受众', '社区居民|全体党员', 'audience'],
  ['台账', '受众（社区居民、党员）', '社区居民|全体党员', 'audience'],
  ['台账', '参加人员（名）', '30|45', 'heads'],
  ['台账', '参会人员', '30|45', 'heads'],
  ['台账', '参会人员', '机关干部|全体党员', 'audience'],
  ['台账', '人数（人）', '30|45', 'heads'],
  ['台账', '解答咨询（人次）', '6|12', 'consultations'],
  ['台账', '学时（小时）', '2|2', 'hours'],
  ['台账', '主题（个）', '3|4', null],
  ['台账', '活动（场）', '3|4', null],
  ['台账', '主办单位（个）', '3|4', null],
  ['台账', '活动名称（场次）', '3|4', null],
  ['台账', '短信（条）', '300|200', null],
  ['台账', '形式（种）', '3|4', null],
  ['考试', '满分（分）', '100|100', 'full'],
  ['考试', '考试对象（人）', '30|45', null],
  ['成绩', '成绩（分）', '88|92', 'score'],
  ['成绩', '得分/分', '88|92', 'score'],
  ['成绩', '考试（场）', '1|2', null],
  ['网学', '学分（分）', '30|25', 'credits'],
  ['网学', '课程（门）', '30|25', null],
  ['网学', '完成率（%）', '100|80', 'done'],
  ['宣传', '数量（份）', '300|200', 'quantity'],
  ['宣传', '阅读量（次）', '300|200', 'reads'],
  ['宣传', '资料名称（种）', '3|2', null],
  ['宣传', '社区（个）', '3|2', null],
  ['名册', '单位（个）', '3|2', null],
  ['名册', '单位（部门）', '党政办|司法所', 'unit'],
  ['计划', '次数（次）', '3|2', 'times'],
  ['计划', '学习对象（人）', '30|45', null],
  // A time of day is no day, and a day is no time of day.
  ['台账', '讲座时间', '上午9:00|下午2:30-4:00', 'start'],
  ['台账', '时间', '9：30|14:00', 'start'],
  ['台账', '时间', '3月8日|4月15日', 'date'],
  ['台账', '开始时间', '2025-03-08 09:00|2025-04-15 14:00', 'startsOn'],
  ['台账', '开始', '', 'start'],
  ['名册', '姓 名', '何 明|丁一', 'name'],
  ['台账', '活动时间', '2025年3月8日 9:00|4月15日', 'date'],
  ['台账', '讲座日期', '3月20日|20250529', 'date'],
  ['台账', '讲座时间', '3月20日|20250529', 'date'],
  ['台账', '培训日期', '3月20日|2025/5/29', 'date'],
  ['台账', '宣讲时间', '3月20日|11月', 'date'],
  ['台账', '活动时长', '2小时|90分钟', null, null],
  ['签到', '时间', '9:02|9:05', null, null],
  ['签到', '时间', '3月8日|3月8日', 'date'],
  ['宣传', '时间', '9:00|10:30', null, null],
  // Another word in a head: what belongs to somebody or something else is not the thing itself.
  ['台账', '主讲人单位', '正衡律师事务所|区应急局', null, null],
  ['台账', '主讲人所在单位', '正衡律师事务所|区应急局', null, null],
  ['台账', '授课单位', '正衡律师事务所|区应急局', null, null],
  ['台账', '主讲人职务', '主任|律师', 'lecturerRank'],
  ['台账', '主讲人', '周正宇|孙立群', 'lecturer'],
  ['台账', '主讲人简介', '从业十年|二级律师', null, null],
  ['台账', '联系人', '小李|小王', null, null],
  ['台账', '联系单位', '党政办|司法所', null, null],
  ['台账', '填报单位', '党政办|司法所', null, null],
  ['台账', '填报时间', '3月20日|4月20日', null, null],
  ['台账', '填报日期', '3月20日|4月20日', null, null],
  ['台账', '讲座题目', '民法典与生活|安全生产法', 'title'],
  ['台账', '听讲人数', '65|48', 'heads'],
  ['台账', '照片地点', '一楼|二楼', null, null],
  ['宣传', '领取单位', '清河社区|永泰社区', 'place'],
  ['宣传', '印刷单位', '某印刷厂|某印刷厂', null, null],
  ['宣传', '领取人', '何明|丁一', null, null],
  ['宣传', '领取日期', '3月8日|4月15日', 'date'],
  ['签到', '联系人姓名', '何明|丁一', null, null],
  ['签到', '记录人', '何明|丁一', null, null],
  ['签到', '学生姓名', '何明|丁一', null, 'name'],
  ['签到', '参训人员姓名', '何明|丁一', null, 'name'],
  ['名册', '任职自', '2023-1-1|2024-1-1', 'from'],
  ['名册', '起始日', '2023-1-1|2024-1-1', 'from'],
  ['名册', '所在单位及职务', '党政办主任|司法所所长', 'unitAndPost'],
  ['名册', '单位职务', '党政办主任|司法所所长', 'unitAndPost'],
  ['计划', '拟学时间', '3月|4月', 'time'],
  ['台账', '活动', '宪法宣传|国安日', 'title'],
  ['名册', '原单位', '党政办|司法所', null, null],
  ['名册', '推荐单位', '党政办|司法所', null, null],
  ['名册', '出生日期', '1990-1-1|1988-2-2', null, null],
  ['名册', '入党时间', '1990-1-1|1988-2-2', null, null],
  ['名册', '紧急联系人电话', '13800000001|13800000002', null, null],
  ['名册', '毕业院校及职务', '某校|某校', null, null],
  ['名册', '办公电话', '62980001|62980002', null, null],
  ['顾问', '推荐单位', '司法局|司法局', null, null],
  ['顾问', '发证日期', '2010-1-1|2011-1-1', null, null],
  ['顾问', '执业证号', '11101|11102', null, null],
  ['成绩', '监考人姓名', '何明|丁一', null, null],
  ['成绩', '答题次数', '1|2', null, null],
  ['成绩', '正确率', '83%|91%', 'share'],
  ['成绩', '答对率（%）', '83|91', 'share'],
  ['成绩', '补考成绩', '|72', 'makeUp'],
  ['成绩', '补考日期', '|12.5', 'makeUpAt'],
  ['成绩', '补考时间', '|12月5日 14:00', 'makeUpAt'],
  ['成绩', '等级', '优|良', 'result'],
  ['成绩', '准考证号', '2025120001|2025120002', null, null],
  ['成绩', '考生准考证号', '2025120001|2025120002', null, null],
  ['成绩', '身份证号', '3501|3502', null, null],
  ['成绩', '座位号', '1|2', null, null],
  ['成绩', '考号', '1|2', null, null],
  ['成绩', '员工号', '1001|1002', 'staffNo'],
  ['签到', '座位号', '1|2', null, null],
  ['名册', '身份证号', '3501|3502', null, null],
  ['名册', '身份证号码', '3501|3502', null, null],
  ['名册', '证件号', '3501|3502', null, null],
  ['网学', '准考证号', '2025120001|2025120002', null, null],
  ['成绩', '最终成绩', '83|91', 'score'],
  ['成绩', '得分', '88|92', 'score'],
  ['成绩', '单位排名', '1|2', null, null],
  ['网学', '部门负责人', '何明|丁一', null, null],
  ['考试', '出题单位', '司法所|司法所', null, null],
]

test.each(heads)('%s: %s over %s', (kind, head, cells, field, guess) => {
  const rows = [[head, '序号'], ...cells.split('|').map((text, at) => [text, String(at + 1)])]
  const table = { rows, rowNumbers: rows.map((_, at) => at + 1), sheetName: '', sheetNames: [] }
  const said = { answers: {}, remembered: new Map() }

  const read = finished(
    fileIn([{ name: '', isHidden: false, table }], { columns: kinds[kind] as Columns<string> }, said),
  )

  const [column] = read.sheets[0]?.columns ?? []
  expect({ field: column?.field, guess: column?.guess }).toEqual({
    field,
    guess: guess === undefined ? column?.guess : guess,
  })
})

test.each([
  ['横幅（条）', '横幅', '条'],
  ['横幅/条', '横幅', '条'],
  ['横幅／条', '横幅', '条'],
  ['横幅：条', '横幅', '条'],
  ['横幅 条', '横幅', '条'],
  ['横幅[条]', '横幅', '条'],
  ['横幅（单位：条）', '横幅', '条'],
  ['横幅(幅)', '横幅', '幅'],
  ['入户(户)', '入户', '户'],
  ['单位/部门', null, null],
  ['姓 名', null, null],
  ['平　台', null, null],
  ['参 会 人', null, null],
  ['主/兼', null, null],
  ['学号/工号', null, null],
  ['日期（月/日）', null, null],
  ['合格/不合格', null, null],
])('the unit of measure of %s', (head, bare, unit) => {
  expect(measuredHead(head)).toEqual(bare === null ? null : { bare, unit })
})

describe('编号 that only counts the rows is no number of anybody', () => {
  test.each<[string, string, string[], boolean]>([
    ['1, 2, 3', '编号', ['1', '2', '3'], true],
    ['with a dot', '编 号', ['1.', '2.', '3.'], true],
    ['anew for each part', '编号', ['1', '2', '1', '2', '3'], true],
    ['号 alone', '号', ['1', '2'], true],
    ['under a head that says more', '工号', ['1', '2', '3'], false],
    ['with zeros before it', '编号', ['001', '002', '003'], false],
    ['with letters', '编号', ['A1', 'A2', 'A3'], false],
    [
      'with a sum and notes below',
      '编号',
      ['1', '2', '3', '合 计', '注：以上为在册人员', '制表：林静'],
      true,
    ],
    ['with the head repeated', '编号', ['1', '2', '编号', '3'], true],
    ['a sum alone', '编号', ['合计'], false],
    ['not in a row', '编号', ['1', '7', '12'], false],
    ['from another number on', '编号', ['1001', '1002'], false],
  ])('%s', (_, head, texts, are) => {
    expect(areSerials(texts, head)).toBe(are)
  })
})

test.each([
  ['merged over all columns', (text: string) => [text, text, text]],
  ['alone in its row', (text: string) => [text, '', '']],
])('a title %s is no cell of any of them, nor is the head again', (_, title) => {
  const rows = [
    ['覆盖人数', '日期', '活动'],
    title('一、党政办公室'),
    ['', '2023-04-15', '民法典进小区'],
    title('（一）司法所'),
    ['覆盖人数', '日期', '活动'],
    ['798人', '2023-08-20', '反诈宣传'],
    title('备注：全年'),
  ]
  const table = { sheetName: '', sheetNames: [], rows, rowNumbers: rows.map((_, at) => at + 1) }

  expect(cellsBelow(table, 0, 0)).toEqual(['798人'])
})

test('of a table with one column each cell is one', () => {
  const rows = [['姓名'], ['林静'], ['黄丽娟']]

  expect(cellsBelow({ sheetName: '', sheetNames: [], rows, rowNumbers: [1, 2, 3] }, 0, 0)).toEqual([
    '林静',
    '黄丽娟',
  ])
})
