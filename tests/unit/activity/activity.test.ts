import { expect, test } from 'vitest'
import { changeOf, countedChange, isRunning } from '@/lib/activity/activity.rules'

const counted = {
  hostUnitId: 1,
  form: '集中学法',
  day: '2023-03-10',
  lastDay: '2023-03-10',
  compulsory: true,
  audienceId: 7,
}

test.each([
  ['nothing', {}, null],
  ['what no figure is made of', { title: '改名', place: '礼堂' }, null],
  ['the same again', { form: '集中学法', audienceId: 7 }, null],
  ['another audience', { audienceId: 8 }, 'audienceId'],
  ['选学 instead of 应学', { compulsory: false }, 'compulsory'],
] satisfies [string, Record<string, unknown>, string | null][])(
  'of a confirmed roll, a change of %s',
  (_, after, field) => {
    expect(countedChange(counted, after as object)).toBe(field)
  },
)

test.each([
  ['before its first day', '2023-02-28', false],
  ['on its first day', '2023-03-01', true],
  ['on its last day', '2023-03-31', true],
  ['after its last day', '2023-04-01', false],
])('a study of a month is under way %s', (_, today, is) => {
  expect(isRunning({ day: '2023-03-01', lastDay: '2023-03-31' }, today)).toBe(is)
})

test('what lasts one day is not under way', () => {
  expect(isRunning({ day: '2023-03-10', lastDay: '2023-03-10' }, '2023-03-10')).toBe(false)
})

test.each([
  ['closed', 'held', null, 'reopenRoll'],
  ['held', 'closed', null, 'closeRoll'],
  ['draft', 'scheduled', null, 'schedule'],
  ['scheduled', 'postponed', '2023-03-10', 'postpone'],
  ['scheduled', 'scheduled', '2023-03-10', 'postpone'],
  ['scheduled', 'cancelled', null, 'cancel'],
  ['scheduled', 'scheduled', null, 'change'],
] as const)('from %s to %s the log says what it was', (from, to, originalDay, change) => {
  const before = { status: from, originalDay: null }

  expect(changeOf(before, { status: to, originalDay })).toBe(change)
})
