import { expect, test } from 'vitest'
import { activityInput, headsInput } from '@/lib/activity/activity.input'
import { materialInput } from '@/lib/activity/outreach/material.input'
import { pressInput } from '@/lib/import/import.input'

const activity = { hostUnitId: '1', title: '学法', form: '集中学法', day: '2023-03-10' }
const output = { day: '2023-03-10', channelId: '1', quantity: '2', unitId: '1' }

test.each([
  ['hours that are no number', activityInput, { ...activity, hours: 'abc' }, 'hours', 'notANumber'],
  [
    'a last day that does not exist',
    activityInput,
    { ...activity, lastDay: '2023-13-40' },
    'lastDay',
    'notADay',
  ],
  ['a title that cannot be stored', activityInput, { ...activity, title: '学法\u0000' }, 'title', 'unfit'],
  ['a place with half a character', activityInput, { ...activity, place: '会议室\ud83d' }, 'place', 'unfit'],
  ['an hour that does not exist', activityInput, { ...activity, starts: '25:00' }, 'starts', 'notATime'],
  ['heads that are no number', headsInput, { id: '1', version: '0', heads: '很多' }, 'heads', 'notANumber'],
  ['reads that are no number', materialInput, { ...output, reads: '一万' }, 'reads', 'notANumber'],
] as const)('%s are answered by their field in the product’s words', (_, schema, form, field, key) => {
  const { error } = schema.safeParse(form)

  expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    [field, `common.form.${key}`],
  ])
})

test('a year of a sheet that is no year is answered in the product’s words', () => {
  const { error } = pressInput.safeParse({ draftId: '1', options: 'on', year: '今年' })

  expect(error?.issues.map(({ message }) => message)).toEqual(['import.form.notAYear'])
})
