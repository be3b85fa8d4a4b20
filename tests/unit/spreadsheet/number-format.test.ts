import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { loadFormats, shownNumber, shownText } from '@/lib/spreadsheet/formats/number-format.mjs'
import { parseCount } from '@/lib/spreadsheet/numbers.rules'

beforeAll(() => loadFormats())

const shown = (value: number, format: number | string, since1904 = false) =>
  shownNumber(value, typeof format === 'number' ? { id: format } : { id: 200, code: format }, since1904)

describe('a number is what its format shows', () => {
  test.each([
    [7, '000', '007'],
    [3.1, '0.00', '3.10'],
    [2023.1, 2, '2023.10'],
    [0.95, 9, '95%'],
    [0.9856, 10, '98.56%'],
    [6500, 4, '6,500.00'],
    [95, '0"分"', '95分'],
    [95, '0分', '95分'],
    [5, '0!分', '5分'],
    [5, '"第"000"号"', '第005号'],
    [12345, '0!.0,"万"', '1.2万'],
    [12, 'G/通用格式"年"', '12年'],
    [12, '[DBNum1][$-804]G/通用格式', '12'],
    [-5, '0;[红色]-0', '-5'],
    [5, '[蓝色]0', '5'],
    [120, '[>100]"高";[<60]"低";0', '高'],
    [80, '[>100]"高";[<60]"低";0', '80'],
    [1, '[=1]"√";[=0]"×"', '√'],
    [0, '[=1]"√";[=0]"×"', '×'],
    [50, '[>=60]"合格";"不合格"', '不合格'],
    [12, '_ ¥* #,##0.00_ ', '¥12.00'],
    [0.5, 12, '1/2'],
    [13800138000, '000-0000-0000', '138-0013-8000'],
    [5, '#,##0_);(#,##0)', '5'],
    [-5, '#,##0_);(#,##0)', '(5)'],
    [7, '#.##', '7'],
    [0.5, '#.##"分"', '0.5分'],
    [7, '0."%"', '7%'],
    [12, '@', '12'],
    [123456789012, 0, '123456789012'],
    [110101199001011, 0, '110101199001011'],
    [1 / 3, 0, '0.333333333333333'],
    [0.1 + 0.2, 'General', '0.3'],
  ])('%d in %s: %s', (value, format, text) => {
    expect(shown(value, format)).toEqual({ text })
  })

  test.each([
    ['without its year', 44986, 'm"月"d"日"', '2023-03-01'],
    ['without its year, of the Chinese Excel', 44986, 58, '2023-03-01'],
    ['weekday alone', 44986, '[$-804]aaaa;@', '2023-03-01'],
    ['day before month', 44986, 'dd/mm/yyyy', '2023-03-01'],
    ['in figures of the language', 44986, '[DBNum1][$-804]yyyy"年"m"月"d"日"', '2023-03-01'],
    ['of the system', 44986, '[$-F800]dddd\\, mmmm dd\\, yyyy', '2023-03-01'],
    ['in English', 44986, '[ENG][$-804]d\\-mmm\\-yy;@', '2023-03-01'],
    ['month alone', 44986, 'm"月"', '2023-03'],
    ['year alone, of the first day', 44927, 'yyyy', '2023'],
    ['year alone, of another day', 44986, 'yyyy"年"', '2023-03-01'],
    ['time by halves', 0.75, '上午/下午h"时"mm"分"', '18:00'],
    ['time by halves, of the Chinese Excel', 0.75, 55, '18:00'],
    ['time in English', 0.75, 'h:mm AM/PM', '18:00'],
    ['a duration, whole minutes', 0.956, '[h]:mm', '22:56'],
    ['the day before the first', 0, 'yyyy/m/d', '1900-01-00'],
  ])('a day is a whole day: %s', (_, value, format, text) => {
    expect(shown(value, format)).toEqual({ text })
  })

  test.each([
    ['a number that is no day', 20230301, 'yyyy/m/d', '20230301', 'unknownFormat'],
    ['a day before all days', -3, 'yyyy/m/d', '-3', 'unknownFormat'],
    ['a quote that is not closed', 5, '0"', '5', 'unknownFormat'],
    ['brackets that are none', 5, '[abc]0', '5', 'unknownFormat'],
    ['a format that is not in the file', 5, 59, '5', 'unknownFormat'],
    ['a fraction that is shown wrongly', 0.956, '# ??/??', '0.956', 'unknownFormat'],
    ['an exponent', 13800138000, '0.00E+00', '1.38E+10', 'digitsLost'],
    ['an identity card as number', 110101199001011230, 0, '110101199001011000', 'digitsLost'],
    ['a zero that is hidden', 0, '0;-0;;@', '', 'hiddenValue'],
    ['a number that is hidden', 95, ';;;', '', 'hiddenValue'],
    ['a zero in accounting', 0, 44, '-', 'hiddenValue'],
    ['a day of nothing, hidden', 0, 'yyyy/m/d;;', '', 'hiddenValue'],
  ])('what cannot be told is said: %s', (_, value, format, text, trouble) => {
    expect(shown(value, format)).toEqual({ text, trouble })
  })

  test('a workbook that counts from 1904', () => {
    expect(shown(0, 'yyyy/m/d', true)).toEqual({ text: '1904-01-01' })
  })
})

test.each([
  ['128', '"MQ"@', { text: 'MQ128' }],
  ['望江', '@"社区"', { text: '望江社区' }],
  ['望江', '_ @_ ', { text: '望江' }],
  ['望江', '0.00', { text: '望江' }],
  ['望江', '0;-0;;@', { text: '望江' }],
  ['望江', ';;;', { text: '', trouble: 'hiddenValue' }],
])('the text %s in %s', (text, code, expected) => {
  expect(shownText(text, { id: 200, code })).toEqual(expected)
})

test('a count comes back from every format that shows it, and a day from every one that shows days', () => {
  const counts = ['0', '000', '#,##0', '0.00', '0"份"', '0.0_ ', 'General', '#,##0;[Red]-#,##0', '0;-0;0']
  const days = ['yyyy-m-d', 'yyyy"年"m"月"d"日"', 'm"月"d"日"', '[$-804]aaaa', 'dd/mm/yy', 58, 14, 22]

  fc.assert(
    fc.property(fc.nat(999_999), fc.integer({ min: 61, max: 73_050 }), (count, serial) => {
      for (const format of counts) {
        const read = parseCount(shown(count, format).text)
        expect([format, read.ok && read.value]).toEqual([format, count])
      }
      const iso = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
      for (const format of days) expect(parseDay(shown(serial, format).text)).toEqual({ ok: true, day: iso })
    }),
  )
})
