import { expect, test } from 'vitest'
import { byLegend, legendOf, signsIn } from '@/lib/attendance/legend.rules'

const shown = (pairs: Iterable<[string, string | null]>) => [...pairs].map(each => each.join('')).join(' ')

test.each([
  ['√出席 ×缺席 ○请假', '√出席 ×缺席 ○请假'],
  ['注：√表示出席，×表示缺席，△表示迟到。', '√出席 ×缺席 △迟到'],
  ['“√”为到会；“○”为请假；“×”为缺席', '√到会 ○请假 ×缺席'],
  ['符号说明：出席√ 缺席× 病假○ 事假△', '√出席 ×缺席 ○病假 △事假'],
  ['出席：√、请假：○、缺席：×', '√出席 ○请假 ×缺席'],
  ['图例：✓-出席 ✗-缺席 ◇-公假', '√出席 ×缺席 ◇公假'],
  ['出席（√）迟到（▲）缺席（×）', '√出席 ▲迟到 ×缺席'],
  ['说明：√ 出勤 △ 请假 × 缺勤 ○ 公出', '√出勤 △请假 ×缺勤 ○公出'],
  ['Q=缺席 C=出差', 'q缺席 c出差'],
  ['2025年集中学法考勤表', ''],
  ['共 12 人，实到 10 人', ''],
])('%s names %s', (line, expected) => {
  expect(shown(signsIn(line))).toBe(expected)
})

const heads = ['姓名', '3月5日', '4月9日']
const legendIn = (...rows: string[][]) =>
  shown(
    legendOf(
      rows,
      rows.findIndex(row => row[0] === '姓名'),
    ),
  )

test.each([
  [
    'above the heads',
    [['考勤表', '', ''], ['√出席 ×缺席', '', ''], heads, ['张三', '√', '×']],
    '√出席 ×缺席',
  ],
  ['above in cells of its own', [['√', '出席', '×缺席'], heads, ['张三', '√', '×']], '√出席 ×缺席'],
  ['merged below', [heads, ['张三', '√', '×'], ['√出席 ×缺席', '√出席 ×缺席', '√出席 ×缺席']], '√出席 ×缺席'],
  ['as a note below', [heads, ['张三', '√', '×'], ['注：', '○请假', '']], '○请假'],
  ['somebody’s marks are none', [heads, ['张三', '√病假', '×缺席'], ['李四', '√', '○请假']], ''],
  ['two meanings of one sign are none', [['√出席 ×缺席 √请假', '', ''], heads], '√ ×缺席'],
])('a legend %s', (_, rows, expected) => {
  expect(legendIn(...rows)).toBe(expected)
})

test('a sign means what the legend says; others are asked, words are left as they are', () => {
  const legend = legendOf([['√出席 ×请假 △迟到'], heads], 1)
  const exceptions = legendOf([['○请假 ×缺席'], heads], 1)

  expect(
    ['√', '✓', '×', '✗', '△', '○', '☆', '病假', ''].map(each => byLegend(legend, 'state', each)),
  ).toEqual([
    { state: '出席' },
    { state: '出席' },
    { state: '请假' },
    { state: '请假' },
    { state: '迟到' },
    { outsideLegend: '○' },
    { outsideLegend: '☆' },
    {},
    {},
  ])
  expect(['√', '△'].map(each => byLegend(exceptions, 'state', each))).toEqual([{}, { outsideLegend: '△' }])
  expect(byLegend(new Map(), 'state', '△')).toEqual({})
})
