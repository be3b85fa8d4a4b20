import { describe, expect, test } from 'vitest'
import { cellsMeant, remarkAsState } from '@/lib/attendance/attendance.sheet'
import { readState } from '@/lib/attendance/state-words.rules'

test.each([
  ['√', 'present'],
  ['✘', 'absent'],
  ['到', 'present'],
  ['到会', 'present'],
  ['1', 'present'],
  ['√（迟到）', 'late'],
  ['√ 迟到', 'late'],
  ['迟到√', 'late'],
  ['到/迟到', 'late'],
  ['√（迟到12分钟）', 'late 12分钟'],
  ['迟到12分钟', 'late 12分钟'],
  ['到（早退）', 'leftEarly'],
  ['√（中途离开）', 'leftEarly'],
  ['√（线上）', 'present 线上'],
  ['到（主会场）', 'present 主会场'],
  ['请假', 'leave'],
  ['△', 'leave'],
  ['病假', 'leave 病假'],
  ['病假1天', 'leave 病假1天'],
  ['请假（公）', 'leave 公假'],
  ['请假(病)', 'leave 病假'],
  ['请假-事', 'leave 请假-事'],
  ['请假：出差', 'leave 出差'],
  ['假（病）', 'leave 病假'],
  ['公（假）', 'leave 公假'],
  ['△病', 'leave 病假'],
  ['病△', 'leave 病假'],
  ['请假（家中有事）', 'leave 家中有事'],
  ['病假（住院）', 'leave 病假（住院）'],
  ['护理假', 'leave 护理假'],
  ['请假3天', 'leave 请假3天'],
  ['×', 'absent'],
  ['缺席（不知情）', 'absent 不知情'],
  ['免（年满55）', 'exempt 年满55'],
  // Two things, or somebody else: asked.
  ['√（请假）', '?'],
  ['√△', '?'],
  ['缺席（病假）', '?'],
  ['×（病）', '?'],
  ['到（代）', '?'],
  ['到（代签）', '?'],
  ['√（代）', '?'],
  ['代签', '?'],
  ['代', '?'],
  ['√代', '?'],
  ['委托何明', '?'],
  ['√（补签）', '?'],
  ['到（未签字）', '?'],
  ['到（公）', '?'],
  ['请假（已补学）', '?'],
  ['列席（迟到）', '?'],
  ['公出', '?'],
  ['病假、事假', '?'],
  ['病假（病）', 'leave 病假'],
  ['病', '?'],
  ['', 'none'],
  ['未登记', 'none'],
] as const)('%s says %s', (text, said) => {
  const read = readState(text)

  expect(read ? [read.state ?? 'none', read.reason].filter(Boolean).join(' ') : '?').toBe(said)
})

test.each([
  ['请假 below 缺席原因', { state: '', reason: '请假' }, { state: '请假', reason: '', saidFor: '请假' }],
  [
    'beside a place to sign too',
    { signature: '', reason: '病假' },
    { state: '病假', reason: '', saidFor: '病假' },
  ],
  ['公出, which is asked', { state: '', reason: '公出' }, { state: '公出', reason: '', saidFor: '公出' }],
  ['what says nothing of it', { state: '', reason: '交学习笔记' }, {}],
  ['beside a mark it is its reason', { state: '请假', reason: '公出' }, {}],
])('a reason beside an empty mark is the mark: %s', (_, cells, meant) => {
  expect(cellsMeant({ name: '丁文', ...cells })).toEqual(meant)
})

describe('a remark beside an empty place to sign', () => {
  test.each([
    ['公出', '公出'],
    ['借调', '借调'],
    ['借调区司法局', '借调区司法局'],
    ['值班', '值班'],
    ['在外培训', '在外培训'],
    ['病假', '病假'],
    ['已补学', ''],
    ['交学习笔记', ''],
    ['新入职', ''],
    ['社区网格员', ''],
  ])('%s is asked as "%s"', (remark, state) => {
    expect(cellsMeant({ name: '丁文', signature: '', remark })).toEqual({ state })
  })
  test.each([
    ['the meaning that it was given holds', '', '外协', '外协'],
    ['a word of no meaning stays a remark', '', '组长', undefined],
    ['somebody who signed was there', '丁文', '外协', undefined],
  ])('%s', (_, signature, remark, state) => {
    const meaningOf = (word: string) => (word === '外协' ? '请假' : word)

    expect(remarkAsState({ name: '丁文', signature, remark }, meaningOf).state).toBe(state)
  })
})
