import { expect, test } from 'vitest'
import { spanUntil } from '@/lib/attendance/new-study.import'
import { completionRefusal, completionsOf, readDone } from '@/lib/attendance/online-study.rules'
import { titleOf } from '@/lib/spreadsheet/title.rules'

test.each([
  ['while it runs', 'scheduled', 'required', '2023-03-08', null],
  ['on its first day', 'held', 'required', '2023-03-01', null],
  ['taken back', 'held', 'required', null, null],
  ['before it began', 'held', 'required', '2023-02-28', 'beforeStudy'],
  ['after today', 'held', 'required', '2023-03-11', 'inFuture'],
  ['once it is confirmed', 'closed', 'required', '2023-03-08', 'rollClosed'],
  ['once it is cancelled', 'cancelled', 'required', '2023-03-08', 'cancelled'],
  ['of a draft', 'draft', 'required', '2023-03-08', 'notScheduled'],
  ['of somebody who is exempt', 'held', 'exempt', '2023-03-08', 'notRequired'],
] as const)('a completion %s', (_, status, standing, on, refusal) => {
  const study = { status, day: '2023-03-01', notRecordedReason: null }
  expect(completionRefusal(study, { standing }, on, '2023-03-10')).toBe(refusal)
})

test('a completion of a study that is recorded no more', () => {
  const study = { status: 'held', day: '2023-03-01', notRecordedReason: '补录无据' } as const
  expect(completionRefusal(study, { standing: 'required' }, '2023-03-08', '2023-03-10')).toBe('notRecorded')
})

test('who is exempt is not counted', () => {
  const rows = [
    { standing: 'required', completedOn: '2023-03-08' },
    { standing: 'required', completedOn: null },
    { standing: 'exempt', completedOn: null },
  ] as const

  expect(completionsOf([...rows])).toEqual({ required: 2, completed: 1, open: 1 })
})

test.each<[string, ReturnType<typeof readDone>]>([
  ['未登录', false],
  ['学习中', false],
  ['未学', false],
  ['100%', true],
  ['100', true],
  ['80', false],
  ['0.8', false],
  ['99.9%', false],
  ['1', true],
  ['是', true],
  ['120%', 'overWhole'],
  ['１２０％', 'overWhole'],
  ['120', 'overWhole'],
  ['100%以上', 'overWhole'],
  ['百分之一百二十', 'overWhole'],
  ['大概', null],
])('%s below 完成率 is %s', (text, done) => {
  expect(readDone(text)).toBe(done)
})

test('until when a study was to be done is read above its sheet, and proposed as its last day', () => {
  const { until = '', day } = titleOf(
    { rows: [['网上学法完成情况'], ['截止日期：2024年11月30日'], ['姓名', '是否完成']], sheetName: '' },
    2,
  )

  expect([until, day]).toEqual(['2024年11月30日', undefined])
  expect(spanUntil(until, 2024)).toEqual([
    { fromDay: '2024-01-01', toDay: '2024-11-30', choice: 'spanOfDays' },
  ])
  expect(spanUntil('年底', 2024)).toEqual([])
})
