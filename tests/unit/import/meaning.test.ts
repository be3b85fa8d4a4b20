import { describe, expect, test } from 'vitest'
import { mayBeRemembered, saidOf } from '@/lib/spreadsheet/meaning.rules'

describe('what is said of a word', () => {
  const said = { aliases: { 党政班子: '党员' }, meanings: { 'unit host 各社区': '东埔社区' } }

  test.each([
    ['of its field', { means: 'unit', field: 'host', word: '各社区' }, '东埔社区'],
    ['spaces make no other word', { means: 'unit', field: 'host', word: '各 社区' }, '东埔社区'],
    ['of another column', { means: 'unit', field: 'coHosts', word: '各社区' }, undefined],
    ['of another notion', { means: 'audience', field: 'audience', word: '各社区' }, undefined],
    ['by the command line', { means: 'audience', field: 'audience', word: '党政班子' }, '党员'],
  ] as const)('%s', (_, asked, meaning) => {
    expect(saidOf(said, asked)).toBe(meaning)
  })
})

test.each([
  '各社区',
  '全体科室',
  '机关各部门',
  '社区',
  '12个社区',
  '司法所、民政办',
  '党政办和司法所',
  '党政办等',
  '有关单位',
  '三家企业',
])('%s stands for several units, and is remembered as none of them', word => {
  expect(mayBeRemembered({ means: 'unit', word })).toBe(false)
  expect(mayBeRemembered({ means: 'audience', word })).toBe(true)
})

test.each(['和平社区', '东铺社区', '司法', '综合行政执法队', '和坪居委', '全福社区', '街道办事处', '安居办'])(
  '%s may be a name of one unit',
  word => {
    expect(mayBeRemembered({ means: 'unit', word })).toBe(true)
  },
)
