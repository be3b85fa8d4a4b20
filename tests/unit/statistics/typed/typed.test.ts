import { expect, test } from 'vitest'
import {
  needsType,
  readTyped,
  type TypedKind,
  typedSaid,
  typedSentence,
} from '@/lib/statistics/typed/typed.rules'

test.each<[string, TypedKind, string, ReturnType<typeof readTyped>]>([
  ['议案', 'count', '11件', { value: '11件' }],
  ['议案', 'count', ' １１ 件', { value: '11件' }],
  ['议案', 'count', '11', 'noUnitWord'],
  ['议案', 'count', '十余件', 'notACount'],
  ['议案', 'count', '-1件', 'notACount'],
  ['议案', 'count', '1.5件', 'notACount'],
  ['涉案金额', 'money', '295万', { value: '295万' }],
  ['涉案金额', 'money', '1,200.50元', { value: '1,200.50元' }],
  ['涉案金额', 'money', '295件', 'notMoney'],
  ['涉案金额', 'money', '约300万', 'notMoney'],
  ['调解成功率', 'rate', '12／13', { value: '12/13' }],
  ['调解成功率', 'rate', '98%', 'notARate'],
  ['调解成功率', 'rate', '0/0', 'noDenominator'],
  ['调解成功率', 'rate', '6/5', 'overWhole'],
  ['调解成功', 'rate', '6/5', 'overWhole'],
  ['调解成功率', 'text', '１２０％', 'overWhole'],
  ['调解成功率', 'text', '百分之一百二十', 'overWhole'],
  ['成效', 'text', '获区级表彰', { value: '获区级表彰' }],
])('%s as %s: %s', (name, kind, value, read) => {
  expect(readTyped({ name, kind, value })).toEqual(read)
})

test('a rate is said with its fraction, and a name never runs into a value', () => {
  const rate = { name: '调解成功率', kind: 'rate', value: '12/13' } as const

  expect(typedSaid(rate)).toBe('92.3%（12/13）')
  expect(typedSentence(rate)).toBe('调解成功率为92.3%（12/13）')
  expect(typedSentence({ name: '化解矛盾', kind: 'count', value: '11件' })).toBe('化解矛盾11件')
  expect(typedSentence({ name: '专项行动2023', kind: 'count', value: '11件' })).toBe('专项行动2023为11件')
  expect(typedSentence({ name: '调解成功率', kind: 'text', value: '98%' })).toBe('调解成功率为98%')
})

test.each<[TypedKind, string, boolean]>([
  ['text', '11件', true],
  ['text', '295万元', true],
  ['text', '12/13', true],
  ['text', '98%', true],
  ['text', '获区级表彰', false],
  ['count', '11件', false],
])('%s %s needs a type: %s', (kind, value, needs) => {
  expect(needsType({ kind, name: '填报', value })).toBe(needs)
})
