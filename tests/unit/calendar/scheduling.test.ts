import { expect, test } from 'vitest'
import { proposedDays } from '@/lib/calendar/scheduling/scheduling.rules'

const by = {
  today: '2023-03-01',
  corrections: [],
  publicForms: ['宣传咨询活动'],
  campaignDays: ['2023-04-14'],
}

function item(id: number, facts: Record<string, unknown> = {}) {
  const { day = null, fromDay = '2023-04-01', toDay = '2023-04-30', ...rest } = facts
  return {
    id,
    form: '集中学法',
    timeWords: '4月',
    lecturer: null,
    unitId: id,
    audienceWords: `对象${id}`,
    ...rest,
    occurrences: [
      {
        id: id * 10,
        fromDay: fromDay as string,
        toDay: toDay as string,
        number: 1,
        state: day ? 'scheduled' : 'undated',
        activity: day ? { day: day as string, status: 'scheduled' } : null,
      },
    ],
  }
}

const daysOf = (...items: ReturnType<typeof item>[]) =>
  [...proposedDays(items, by)].map(([id, proposal]) => [id, proposal.day, proposal.asideFrom])

// The working day in the middle of April 2023 is Friday the 14th, which is made a publicity day here.
test('a study steps aside from a publicity day, a public event does not', () => {
  expect(daysOf(item(1))).toEqual([[10, '2023-04-17', '2023-04-14']])
  expect(daysOf(item(1, { form: '宣传咨询活动' }))).toEqual([[10, '2023-04-15', null]])
})

test.each([
  ['one unit', { unitId: 7 }],
  ['one audience', { audienceWords: '机关' }],
  ['one lecturer', { lecturer: '王教授' }],
])('two items of %s are proposed on different days', (_, same) => {
  const rule = { timeWords: '第二个星期三', ...same }

  expect(daysOf(item(1, rule), item(2, rule))).toEqual([
    [10, '2023-04-12', null],
    [20, '2023-04-13', '2023-04-12'],
  ])
})

test('items that share nothing may have one day', () => {
  const rule = { timeWords: '第二个星期三' }

  expect(daysOf(item(1, rule), item(2, rule)).map(each => each[1])).toEqual(['2023-04-12', '2023-04-12'])
})

test('a scheduled occurrence keeps its day, and one with a single possible day is placed first', () => {
  const rule = { timeWords: '第二个星期三', unitId: 7 }
  const fixed = { unitId: 7, fromDay: '2023-04-13', toDay: '2023-04-13', timeWords: '4月13日' }

  expect(daysOf(item(1, rule), item(2, { ...rule, day: '2023-04-12' }), item(3, fixed))).toEqual([
    [30, '2023-04-13', null],
    [10, '2023-04-17', '2023-04-12'],
  ])
})

test('where the span has no other day the proposal stays', () => {
  const fixed = { unitId: 7, fromDay: '2023-04-13', toDay: '2023-04-13', timeWords: '4月13日' }

  expect(daysOf(item(1, fixed), item(2, fixed)).map(each => each[1])).toEqual(['2023-04-13', '2023-04-13'])
})

test('exams, work points without a form and what is over are proposed no day', () => {
  expect(
    daysOf(
      item(1, { form: '年度考试' }),
      item(2, { form: '' }),
      item(3, { fromDay: '2023-02-01', toDay: '2023-02-28' }),
    ),
  ).toEqual([])
})
