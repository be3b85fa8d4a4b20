import { expect, test } from 'vitest'
import { areUnitsAlike, totalsOf } from '@/lib/activity/outreach/material.rules'
import { channelFields, isPrinted } from '@/lib/activity/outreach/material.sheet'

test.each([
  ['横幅', { channel: '横幅' }],
  ['横幅/条', { channel: '横幅', unitWord: '条' }],
  ['悬挂横幅（条）', { channel: '横幅', unitWord: '条' }],
  ['悬挂横幅数（条）', { channel: '横幅', unitWord: '条' }],
  ['张挂宣传横幅:条', { channel: '横幅', unitWord: '条' }],
  ['展板（块）', { channel: '展板', unitWord: '块' }],
  ['展板（单位：块）', { channel: '展板', unitWord: '块' }],
  ['短信(条)', { channel: '短信', unitWord: '条' }],
  ['群发短信数量', { channel: '短信' }],
  ['宣传册（本）', { channel: '普法资料', item: '宣传册', unitWord: '本' }],
  ['发放宣传折页／份', { channel: '普法资料', item: '宣传折页', unitWord: '份' }],
  ['LED屏（次）', { channel: 'LED', unitWord: '次' }],
  ['微信公众号（篇）', { channel: '公众号', unitWord: '篇' }],
  ['微信（篇）', { channel: '公众号', unitWord: '篇' }],
  ['微信（条）', { channel: '微信群', unitWord: '条' }],
  ['LED（次）', { channel: 'LED', unitWord: '次' }],
  ['LED/小时', { channel: 'LED', unitWord: '小时' }],
  ['发放资料（份）', { channel: '普法资料', unitWord: '份' }],
  ['入户（户）', null],
  ['横幅内容', null],
  ['短信平台费用（元）', null],
  ['阅读量', null],
])('%s as a column of a wide ledger', (head, meant) => {
  expect(channelFields(head)).toEqual(meant)
})

test.each([
  ['民法典读本', '册', true],
  ['宪法折页', '', true],
  ['反诈宣传单', '张', true],
  ['环保袋', '个', false],
  ['宣传扇', '', false],
  ['雨伞', '把', false],
])('%s in %s is printed: %s', (item, unitWord, is) => {
  expect(isPrinted(item, unitWord)).toBe(is)
})

test('a channel in different units is told in each of them, and once as the heading adds it up', () => {
  const row = (channelName: string, unitWord: string, quantity: number) => ({
    channelName,
    unitWord,
    quantity,
  })

  const totals = totalsOf([
    row('普法资料', '册', 50),
    row('普法资料', '张', 200),
    row('普法资料', '册', 60),
    row('横幅', '条', 3),
    row('LED', '次', 4),
    row('LED', '小时', 8),
  ])

  expect(
    totals.map(({ name, parts, entries, counted }) => [
      name,
      parts.map(each => `${each.quantity}${each.unitWord}`).join(),
      entries,
      counted,
    ]),
  ).toEqual([
    ['普法资料', '110册,200张', 3, 310],
    ['横幅', '3条', 1, null],
    ['LED', '4次,8小时', 2, null],
  ])
})

test.each([
  ['册', '本', true],
  ['份', '个', true],
  ['条', '条', true],
  ['条', '块', false],
  ['份', '次', false],
])('%s and %s may be of one lot: %s', (one, other, expected) => {
  expect(areUnitsAlike(one, other)).toBe(expected)
})
