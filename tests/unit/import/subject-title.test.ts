import { expect, test } from 'vitest'
import { titleForNew, titlesOfYear } from '@/lib/import/subject-title.rules'

test.each<[string, 'exam' | 'activity', string, string[], number | undefined]>([
  ['2024年度法治考试', 'exam', '成绩.xlsx', ['2024年度法治考试成绩表'], 2024],
  ['2024年宪法知识竞赛', 'exam', '05宪法知识竞赛成绩单（终稿）.xlsx', [], 2024],
  ['2024年学法用法考试', 'exam', '东埔社区学法用法考试成绩.xls', ['单位：东埔社区'], 2024],
  ['2024年学法用法考试', 'exam', '云桥街道机关学法用法考试结果统计表.xlsx', [], 2024],
  ['2024年学法考试', 'exam', 'Sheet1.xlsx', ['姓名册'], 2024],
  ['学法考试', 'exam', '导出.xlsx', [], undefined],
  ['2024年学法考试', 'exam', '成绩.xls', ['柳岸社区学法考试成绩  2024年10月30日'], 2024],
  ['2024年度网上学法', 'activity', '2024年度网上学法完成情况.xlsx', [], 2024],
  ['2024年法宣在线学习', 'activity', '法宣在线学习进度导出20241231.xls', [], 2024],
])('%s is made with the sheet', (title, field, path, lines, year) => {
  const made = titleForNew(field, { path, lines, year })

  expect(made.replace('机关', '')).toBe(title)
})

test('a sheet of this year is not about what names another one', () => {
  expect(titlesOfYear(['2023年学法考试', '2024年学法考试', '保密考试'], 2024)).toEqual([
    '2024年学法考试',
    '保密考试',
  ])
})
