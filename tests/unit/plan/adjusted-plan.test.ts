import { describe, expect, test } from 'vitest'
import { adjustedPart, replaceable, spanAdjusted } from '@/lib/plan/items/adjusted-plan.rules'

const item = (month: string, content: string, form = '集中学法') => ({
  ...{ fromDay: `2024-${month}-01`, toDay: `2024-${month}-28`, every: 'once' as const, times: 1 },
  ...{ timeWords: `${Number(month)}月`, content, form },
})

test.each([
  ['2024年下半年机关学法安排（调整）', '', '下半年'],
  ['机关学法安排', '2024年学法计划调整版', '全年'],
  ['关于调整第三季度学法安排的通知', '', '第三季度'],
  ['2024年机关学法安排', '学法安排', undefined],
  ['学习新修订的《行政处罚法》安排', '', '全年'],
  ['学习《行政处罚法（修订）》安排', '', undefined],
])('%s, %s adjusts %s', (headline, stem, part) => {
  expect(adjustedPart({ headline, stem }).adjusts).toBe(part)
})

describe('what a row may take the place of', () => {
  const july = item('07', '学习民法典婚姻家庭编')
  const august = item('08', '学习行政处罚法')
  const training = item('08', '党内法规专题', '网络培训')

  test('the same content at another time first, then a like one, then what was planned for its time', () => {
    expect(replaceable(item('09', '学习民法典婚姻家庭编'), [august, july])[0]).toBe(july)
    expect(replaceable(item('08', '学习民法典婚姻家庭编解读'), [august, july])).toEqual([july, august])
    expect(replaceable(item('08', '保密法'), [july, august, training])).toEqual([august, training])
    expect(replaceable(item('11', '消防法', '讲座'), [july, august])).toEqual([])
  })
})

test('the adjusted part is that of the title, else from the first to the last row', () => {
  const rows = [item('08', '一'), { ...item('01', '每月'), toDay: '2024-12-31' }, item('10', '二')]

  expect(spanAdjusted('下半年', 2024, rows)).toMatchObject({ fromDay: '2024-07-01', toDay: '2024-12-31' })
  expect(spanAdjusted('全年', 2024, rows)).toEqual({ fromDay: '2024-08-01', toDay: '2024-10-28' })
})
