import { expect, test } from 'vitest'
import { marksAsked, noteRow, nothingSaid, timesOf } from '@/lib/exam/exam-facts.rules'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import { spanAsked } from '@/lib/spreadsheet/span-asked.rules'
import { titleOf } from '@/lib/spreadsheet/title.rules'

function marksOf(rows: Record<string, string>[], answer?: string) {
  const said = nothingSaid()
  for (const cells of rows) noteRow(said, cells, 2024)
  const faults: Fault[] = []
  const answers: Record<string, string> =
    answer === undefined ? {} : { 'newExamMarks examMarks 年度考试': answer }
  const marks = marksAsked({ faults, options: { answers }, row: 2 }, '年度考试', said)
  return marks ? `${marks.full}/${marks.pass}` : (faults[0]?.choices ?? []).map(each => each.value)
}

test.each<[string, Record<string, string>[], string | undefined, string | string[]]>([
  ['said above', [{ aboveFull: '100', abovePass: '80', score: '81' }], undefined, '100/80'],
  ['one of them said above', [{ abovePass: '60', score: '110' }], undefined, ['120/60']],
  ['nothing said', [{ score: '81' }], undefined, ['100/60', '100/80', '100/70', '100/90']],
  [
    'as the results say',
    [
      { score: '79', result: '不合格' },
      { score: '80', result: '合格' },
    ],
    undefined,
    ['100/80'],
  ],
  [
    'as the results say, where no usual mark fits',
    [
      { score: '70', result: '不合格' },
      { score: '72.5', result: '合格' },
    ],
    undefined,
    ['100/72.5'],
  ],
  [
    'a result beside a make-up is of both',
    [{ score: '49', makeUp: '73', result: '合格' }],
    undefined,
    ['100/60', '100/80', '100/70', '100/90'],
  ],
  ['more than is usual', [{ score: '480' }], undefined, []],
  ['typed', [{ score: '480' }], '满分500分，合格300分', '500/300'],
  [
    'typed with more to pass than to reach',
    [{ score: '48' }],
    '60/100',
    ['100/60', '100/80', '100/70', '100/90'],
  ],
])('marks of a new exam: %s', (_, rows, answer, marks) => {
  expect(marksOf(rows, answer)).toEqual(marks)
})

test.each([
  ['满分100分，60分及格', '100', '60'],
  ['总分：120分　合格分数线：72分', '120', '72'],
  ['80分以上为合格', undefined, '80'],
  ['合格率96.5%，参考58人', undefined, undefined],
])('marks in a line above the heads: %s', (line, full, pass) => {
  const { full: isFull, pass: isPass } = titleOf({ rows: [[line], ['姓名', '成绩']], sheetName: '' }, 1)

  expect([isFull, isPass]).toEqual([full, pass])
})

test('days of a new exam are those above, else asked with those of the sheet', () => {
  const said = nothingSaid()
  for (const submittedAt of ['11月20日 10:00', '2024-11-04 09:30', '']) noteRow(said, { submittedAt }, 2024)
  const of = (above: string, answers: Record<string, string> = {}) => {
    const faults: Fault[] = []
    const proposed = [{ fromDay: '2024-11-04', toDay: '2024-11-20', choice: 'spanOfTimes' }]
    const about = { field: 'examDays', reason: 'newExamDays', title: '年度考试', above, year: 2024, proposed }
    const span = spanAsked({ faults, options: { answers }, row: 2 }, about)
    return span
      ? `${span.fromDay} ${span.toDay}`
      : faults.map(each => [each.isTyped, each.choices?.[0]?.value])
  }
  const key = 'newExamDays examDays 年度考试'

  expect(timesOf(said)).toEqual({ fromDay: '2024-11-04', toDay: '2024-11-20' })
  expect(of('2024年11月1日至11月30日')).toBe('2024-11-01 2024-11-30')
  expect(of('')).toEqual([[true, '2024-11-04至2024-11-20']])
  expect(of('', { [key]: '2024-11-04至2024-11-20' })).toBe('2024-11-04 2024-11-20')
  expect(of('', { [key]: '2024-11-04–2024-11-20' })).toBe('2024-11-04 2024-11-20')
  expect(of('', { [key]: '12月4日' })).toBe('2024-12-04 2024-12-04')
  expect(of('', { [key]: '年底' })).toEqual([[true, '2024-11-04至2024-11-20']])
})
