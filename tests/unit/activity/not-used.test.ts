import { describe, expect, test } from 'vitest'
import { notUsedIn, usedAsked } from '@/lib/activity/outreach/not-used.import'
import type { Fault } from '@/lib/spreadsheet/importer.rules'

test.each<[string, number | null | 'nothing']>([
  ['未发', null],
  ['退回50册，其余已发完', 50],
  ['无破损，剩余50册', 50],
  ['未发现问题', 'nothing'],
  ['没有库存，全部发完', 'nothing'],
  ['尚未发放', null],
  ['作废', null],
  ['库存', null],
  ['印错，作废', null],
  ['退回50', 50],
  ['退回 ５０ 册', 50],
  ['其中50册未发', 50],
  ['剩余20份存于活动室', 20],
  ['库存：100', 100],
  ['6月5日退回50', 50],
  ['6月5日退回', null],
  ['退回50，补印20', null],
  ['', 'nothing'],
  ['已发完', 'nothing'],
  ['无库存', 'nothing'],
  ['剩余0', 'nothing'],
  ['照片另附', 'nothing'],
  ['发放未成年人保护法读本', 'nothing'],
  ['每社区约330', 'nothing'],
])('“%s” says of what was not used: %s', (text, expected) => {
  const said = notUsedIn(text)
  expect(said === null ? 'nothing' : said.count).toBe(expected)
})

describe('the quantity that counts', () => {
  const counted = (remark: string, quantity: number, answers: Record<string, string> = {}) => {
    const faults: Fault[] = []
    const is = usedAsked({ faults, options: { answers }, row: 4 }, { remark }, quantity, '普法资料')
    return [is, faults.map(each => [each.alike, each.choices?.map(choice => choice.value).join()])]
  }

  test.each([
    ['is that of the sheet', ['每社区50', 500], [500, []]],
    ['is asked where nothing was used', ['未发', 100], [null, [['未发', 'none,all']]]],
    [
      'is asked where some came back, with the rest',
      ['退回50', 400],
      [null, [['退回50 普法资料', 'less,none,all']]],
    ],
    ['is the rest', ['退回50', 400, { 'saidNotUsed remark 退回50 普法资料': 'less' }], [350, []]],
    ['is none', ['作废', 400, { 'saidNotUsed remark 作废': 'none' }], [0, []]],
    ['is all', ['库存', 400, { 'saidNotUsed remark 库存': 'all' }], [400, []]],
    ['is never below what came back', ['退回500', 400], [null, [['退回500', 'none,all']]]],
  ] as [string, Parameters<typeof counted>, unknown][])('%s', (_, given, expected) => {
    expect(counted(...given)).toEqual(expected)
  })
})
