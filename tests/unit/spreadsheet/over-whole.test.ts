import { expect, test } from 'vitest'
import { isOverWhole, isRateOverWhole } from '@/lib/spreadsheet/over-whole.rules'

test.each([
  '120%',
  '１２０％',
  '100.1%',
  '1,200%',
  '100%以上',
  '100 % 以上',
  '超过100%',
  '100多%',
  '>100%',
  '百分之一百二十',
  '百分之壹佰贰拾',
  '百分之百以上',
  '超过百分之百',
  '百分之120',
  '百分之一百点五',
  '调解成功率120%，增长5%',
])('%s is a rate over 100%', text => {
  expect(isOverWhole(text)).toBe(true)
})

test.each([
  '100%',
  '百分之百',
  '百分之一百',
  '百分之九十八',
  '98.5%以上',
  '不超过100%',
  '同比增长120%',
  '较上年提高了百分之一百二十',
  '120件，占20%',
  '100人以上，98%',
  '',
])('%s is none', text => {
  expect(isOverWhole(text)).toBe(false)
})

test.each([
  ['调解成功率', '120', true],
  ['调解成功率', '6/5', true],
  ['调解成功率 ', '１２０％', true],
  ['调解成功率120%', '见附件', true],
  ['调解成功率', '100', false],
  ['调解成功率', '5/6', false],
  ['增长率', '120%', false],
  ['调解案件', '120件', false],
])('%s of %s', (name, value, isOver) => {
  expect(isRateOverWhole(name, value)).toBe(isOver)
})
