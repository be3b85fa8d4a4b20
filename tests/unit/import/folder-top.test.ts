import { expect, test } from 'vitest'
import { streetsNamed, unitsSaid } from '@/lib/import/folder/folder-top.rules'

test.each<[string, string[], string[]]>([
  ['a folder of a year', ['2023年云桥街道普法资料', '01单位.xlsx'], ['云桥街道']],
  [
    'most of the files',
    ['柳河镇', '云桥街道办事处台账.xlsx', '2.云桥街道办事处签到.xlsx'],
    ['云桥街道办事处', '柳河镇'],
  ],
  ['none', ['全街道花名册.xlsx', '各街道', '资料'], []],
])('the topmost unit is proposed as files name it: %s', (_, texts, names) => {
  expect(streetsNamed(texts)).toEqual(names)
})

test('a name too long for a unit is no answer', () => {
  expect(unitsSaid({ topUnit: ' 云桥街道 ', newUnits: 'make' })).toEqual({ top: '云桥街道', makes: true })
  expect(unitsSaid({ topUnit: '云'.repeat(101), newUnits: 'leave' })).toEqual({ top: '', makes: false })
})
