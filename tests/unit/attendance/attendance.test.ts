import { describe, expect, test } from 'vitest'
import { queryOf } from '@/app/(desk)/activities/[id]/sheet/_parts/sheet-filter'
import {
  isLateMakeUp,
  type Mark,
  makeUpRefusal,
  markRefusal,
  numbersOf,
  type Row,
  setAside,
  studied,
  tallyOf,
} from '@/lib/attendance/attendance.rules'
import { owesMakeUp } from '@/lib/plan/duties/owed.rules'

const leave: Row = { standing: 'required', mark: 'leave', madeUpOn: null, makeUpDue: '2023-04-09' }

const closed = {
  ...({ form: '集中学法', compulsory: true, status: 'closed', day: '2023-03-10' } as const),
  ...{ lawContent: true, theoryLeftOut: false, makeUpsEndedReason: null },
}

describe('studied, set aside, owed', () => {
  test.each<[string, string, Partial<Row>, boolean, boolean, boolean]>([
    ['a leave before its make-up is due is set aside', '2023-03-26', {}, false, true, true],
    ['on the due day it is still set aside', '2023-04-09', {}, false, true, true],
    ['after the due day it counts against', '2023-04-10', {}, false, false, true],
    ['made up, it is studied from that day', '2023-03-28', { madeUpOn: '2023-03-28' }, true, false, false],
    ['the day before, it is not yet', '2023-03-27', { madeUpOn: '2023-03-28' }, false, true, true],
    ['an absence is never set aside', '2023-03-26', { mark: 'absent' }, false, false, true],
    ['who came late has studied', '2023-03-26', { mark: 'late' }, true, false, false],
    ['an exempt person owes nothing', '2023-03-26', { standing: 'exempt', mark: null }, false, false, false],
  ])('%s', (_, asOf, change, isStudied, isAside, isOwed) => {
    const row = { ...leave, ...change }

    const owes = owesMakeUp({ activity: closed, row }, asOf)
    expect([studied(row, asOf), setAside(row, asOf), owes]).toEqual([isStudied, isAside, isOwed])
  })

  test.each([
    ['pending', '2023-03-26', true],
    ['pending', '2023-04-10', false],
    ['excluded', '2023-03-26', true],
    ['excluded', '2023-04-10', true],
    ['absent', '2023-03-26', false],
  ] as const)('under the rule %s a leave on %s is set aside: %s', (rule, asOf, expected) => {
    expect(setAside(leave, asOf, rule)).toBe(expected)
  })

  test('a make-up after its due day is late, on it is not', () => {
    expect(isLateMakeUp({ ...leave, madeUpOn: '2023-04-10' })).toBe(true)
    expect(isLateMakeUp({ ...leave, madeUpOn: '2023-04-09' })).toBe(false)
  })
})

describe('whether a mark may be set', () => {
  test.each([
    ['on its day', 'scheduled', '2023-03-10', 'required', null],
    ['after its day', 'held', '2023-03-01', 'required', null],
    ['before its day', 'scheduled', '2023-03-11', 'required', 'notYet'],
    ['on a closed roll', 'closed', '2023-03-10', 'required', 'rollClosed'],
    ['on a cancelled activity', 'cancelled', '2023-03-10', 'required', 'cancelled'],
    ['on a draft', 'draft', '2023-03-10', 'required', 'notScheduled'],
    ['without a day', 'postponed', '2023-03-10', 'required', 'notScheduled'],
    ['on somebody who is no longer due', 'held', '2023-03-10', 'withdrawn', 'withdrawn'],
  ] as const)('%s', (_, status, day, standing, refusal) => {
    const activity = { form: '集中学习', status, day, notRecordedReason: null }
    expect(markRefusal(activity, { standing }, '2023-03-10')).toBe(refusal)
  })

  test('on an activity that is recorded no more', () => {
    const activity = {
      form: '集中学习',
      status: 'held',
      day: '2023-03-10',
      notRecordedReason: '补录无据',
    } as const
    expect(markRefusal(activity, { standing: 'required' }, '2023-03-10')).toBe('notRecorded')
  })

  test('in an online study days of completion are recorded, no marks', () => {
    const study = { form: '网上学法', status: 'held', day: '2023-03-01', notRecordedReason: null } as const

    expect(markRefusal(study, { standing: 'required' }, '2023-03-10')).toBe('onlineStudy')
  })

  test('a make-up is for who was required and did not come', () => {
    const on = { form: '集中学习', day: '2023-03-10' }

    expect(makeUpRefusal(on, leave, '2023-03-28', '2023-03-28')).toBe(null)
    expect(makeUpRefusal(on, { ...leave, mark: null }, '2023-03-28', '2023-03-28')).toBe(null)
    expect(makeUpRefusal(on, { ...leave, mark: 'leftEarly' }, '2023-03-28', '2023-03-28')).toBe('attended')
    expect(makeUpRefusal(on, { ...leave, standing: 'invited' }, '2023-03-28', '2023-03-28')).toBe(
      'notRequired',
    )
    expect(makeUpRefusal({ ...on, form: '网上学法' }, leave, '2023-03-28', '2023-03-28')).toBe('onlineStudy')
  })
})

test('应到, 实到 and the marks of those who are required; exempt ones apart, invited and walk-ins nowhere', () => {
  const rows: [Row['standing'], Mark | null][] = [
    ['required', 'present'],
    ['required', 'late'],
    ['required', 'leftEarly'],
    ['required', 'leave'],
    ['required', 'absent'],
    ['required', null],
    ['exempt', null],
    ['invited', 'present'],
    ['walkIn', 'present'],
    ['withdrawn', null],
  ]

  expect(tallyOf(rows.map(([standing, mark]) => ({ standing, mark })))).toEqual({
    required: 6,
    came: 3,
    exempt: 1,
    present: 1,
    late: 1,
    leftEarly: 1,
    leave: 1,
    absent: 1,
    unmarked: 1,
  })
})

describe('numbers of a paper list', () => {
  test.each([
    ['3,7,12-15', [3, 7, 12, 13, 14, 15]],
    ['3、7，12～15', [3, 7, 12, 13, 14, 15]],
    ['3 7\n12至15', [3, 7, 12, 13, 14, 15]],
    ['7, 3, 3', [3, 7]],
    ['', []],
  ])('%j', (text, numbers) => {
    expect(numbersOf(text, 20)).toEqual({ ok: true, numbers })
  })

  test.each(['0', '21', '5-3', '18-21', '三', '1.5', '-3'])('%j is named as what cannot be read', text => {
    expect(numbersOf(text, 20)).toEqual({ ok: false, wrong: text })
  })
})

test.each([
  [{ unitId: null, unmarked: false }, '?'],
  [{ unitId: 3, unmarked: false }, '?unit=3'],
  [{ unitId: null, unmarked: true }, '?show=unmarked'],
  [{ unitId: 3, unmarked: true }, '?unit=3&show=unmarked'],
])('the address of a sheet keeps its unit and whether only the unmarked are shown: %j', (view, query) => {
  expect(queryOf(view)).toBe(query)
})
