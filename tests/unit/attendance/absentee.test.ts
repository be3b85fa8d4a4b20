import { expect, test } from 'vitest'
import { absenteesIn } from '@/lib/attendance/absentee.rules'

test.each([
  ['何明、丁一凡', 'absent', '何明 absent|丁一凡 absent'],
  ['何明，丁一凡', 'leave', '何明 leave|丁一凡 leave'],
  ['何明（病假）、丁一凡（出差）', 'absent', '何明 leave 病假|丁一凡 leave 出差'],
  ['何明(病)、丁一凡(下乡)', 'absent', '何明 absent 病|丁一凡 absent 下乡'],
  ['何明病假，丁一凡出差', 'absent', '何明 leave 病假|丁一凡 leave 出差'],
  ['请假：何明、丁一凡；缺席：方正', 'absent', '何明 leave|丁一凡 leave|方正 absent'],
  ['请假2人：何明、丁一凡', 'absent', '何明 leave|丁一凡 leave'],
  ['病假：何明；迟到：丁一凡', 'absent', '何明 leave 病假|丁一凡 late'],
  ['何明 丁一凡', 'leave', '何明 leave|丁一凡 leave'],
  ['何 明、丁一凡', 'leave', '何明 leave|丁一凡 leave'],
  ['阿依古丽·买买提（请假）', 'absent', '阿依古丽·买买提 leave'],
  ['何明（外出，开会）', 'leave', '何明 leave 外出,开会'],
  ['无', 'absent', ''],
  ['—', 'absent', ''],
  ['全部到齐', 'absent', ''],
  ['0', 'leave', ''],
  ['2人', 'absent', '?2人'],
  ['何明等3人', 'absent', '?何明等3人'],
] as const)('%s of %s says %s', (text, by, said) => {
  const { people, unread } = absenteesIn(text, by)
  const spoken = people.map(({ name, mark, reason }) => [name, mark, reason].filter(Boolean).join(' '))

  expect([...spoken, ...unread.map(each => `?${each}`)].join('|')).toBe(said)
})

// What backtracks would not come back.
test.each([
  [`${'、'.repeat(4000)})`, 0],
  [`何明${' '.repeat(4000)})`, 0],
  [`${'请假'.repeat(200)}${'1'.repeat(20_000)}`, 0],
  [`何明（${'，'.repeat(4000)}外出）`, 1],
])('a cell that repeats one sign is read in one go', (text, people) => {
  expect(absenteesIn(text, 'absent').people.length).toBe(people)
})
