import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Row, setAside } from '@/lib/attendance/attendance.rules'
import { approveRefusal, askRefusal } from '@/lib/attendance/leave/leave.rules'
import { kindOf, leaveFacts } from '@/lib/attendance/leave-kind.rules'
import { debtState } from '@/lib/attendance/makeup/makeup.rules'
import { addDays } from '@/lib/core/time'
import { owesMakeUp } from '@/lib/plan/duties/owed.rules'
import { participationRate } from '@/lib/statistics/rates/rate.rules'

const at = (instant: string) => Date.parse(`${instant}+08:00`)
const lecture = {
  form: '集中学法',
  status: 'scheduled',
  day: '2023-03-20',
  startsAt: at('2023-03-20T15:00:00'),
} as const
const due = { standing: 'required', mark: null } as const

describe('leave is asked for before the activity begins', () => {
  test.each([
    ['the day before', {}, {}, '2023-03-19T20:00:00', null],
    ['a minute before', {}, {}, '2023-03-20T14:59:00', null],
    ['at the hour it is too late', {}, {}, '2023-03-20T15:00:00', 'begun'],
    ['without an hour, until the day is over', { startsAt: null }, {}, '2023-03-20T23:59:00', null],
    ['and not the day after', { startsAt: null }, {}, '2023-03-21T00:00:00', 'begun'],
    ['of what is put off without a day', { status: 'postponed' }, {}, '2023-03-19T20:00:00', 'notScheduled'],
    ['of what is cancelled', { status: 'cancelled' }, {}, '2023-03-19T20:00:00', 'cancelled'],
    ['of an online study', { form: '网上学法' }, {}, '2023-03-19T20:00:00', 'onlineStudy'],
    ['by who is only invited', {}, { standing: 'invited' }, '2023-03-19T20:00:00', 'notRequired'],
    ['by who is on leave already', {}, { mark: 'leave' }, '2023-03-19T20:00:00', 'marked'],
  ] as const)('%s', (_, activity, row, now, refusal) => {
    expect(askRefusal({ ...lecture, ...activity }, { ...due, ...row }, at(now))).toBe(refusal)
  })
})

describe('leave is approved until the roll is closed', () => {
  test.each([
    ['ahead', {}, {}, null],
    ['afterwards, of who is recorded absent', { status: 'held' }, { mark: 'absent' }, null],
    ['not of who came in spite of it', { status: 'held' }, { mark: 'late' }, 'attended'],
    ['not on a closed roll', { status: 'closed' }, {}, 'rollClosed'],
    ['not on one that is recorded no more', { notRecordedReason: '补录无据' }, {}, 'notRecorded'],
    ['not of who is no longer due', {}, { standing: 'withdrawn' }, 'notRequired'],
  ] as const)('%s', (_, activity, row, refusal) => {
    const of = { notRecordedReason: null, ...lecture, ...activity }
    expect(approveRefusal(of, { ...due, ...row })).toBe(refusal)
  })
})

describe('the kind of a leave', () => {
  const kinds = [
    { kind: '病假', rule: 'excluded' },
    { kind: '假', rule: null },
    { kind: '事假', rule: 'absent' },
  ] as const

  test.each([
    ['病假', '病假'],
    ['病假：发烧', '病假'],
    [' 病假（住院） ', '病假'],
    ['病假条已交', null],
    ['家中有事', null],
    ['', null],
    [null, null],
  ])('%j is %j', (reason, kind) => {
    expect(kindOf(reason, [...kinds])?.kind ?? null).toBe(kind)
  })

  test('a leave that stays of its kind keeps the rule that it was given', () => {
    const before = { mark: 'leave', leaveKind: '病假', leaveRule: 'pending' } as const

    expect(leaveFacts('leave', '病假：发烧', [...kinds], before)).toEqual({
      leaveKind: '病假',
      leaveRule: 'pending',
    })
    expect(leaveFacts('leave', null, [...kinds], before).leaveRule).toBe('pending')
    expect(leaveFacts('leave', '事假', [...kinds], before)).toEqual({
      leaveKind: '事假',
      leaveRule: 'absent',
    })
  })

  test('no other mark keeps a kind', () => {
    expect(leaveFacts('absent', '病假', [...kinds])).toEqual({ leaveKind: null, leaveRule: null })
  })
})

describe('the rule of a kind', () => {
  const leave: Row = {
    standing: 'required',
    mark: 'leave',
    madeUpOn: null,
    makeUpDue: '2023-04-09',
  }

  test.each([
    ['without one the plan decides', null, 'excluded', '2023-05-01', true],
    ['因公 is left out for good though the plan waits', 'excluded', 'pending', '2023-05-01', true],
    ['事假 counts at once though the plan leaves out', 'absent', 'excluded', '2023-03-11', false],
    ['病假 waits until its day though the plan counts at once', 'pending', 'absent', '2023-04-09', true],
    ['and no longer', 'pending', 'absent', '2023-04-10', false],
  ] as const)('%s', (_, leaveRule, ofPlan, asOf, aside) => {
    expect(setAside({ ...leave, leaveRule }, asOf, ofPlan)).toBe(aside)
  })

  test('a stricter rule never makes a rate better, and no rule changes who attended', () => {
    const order = ['excluded', 'pending', 'absent'] as const
    const row = fc.record({
      standing: fc.constantFrom('required', 'exempt', 'invited'),
      mark: fc.constantFrom('present', 'leave', 'absent', null),
      madeUpOn: fc.option(fc.nat({ max: 60 }).map(days => addDays('2023-03-10', days))),
      makeUpDue: fc.constant('2023-04-09'),
    })
    fc.assert(
      fc.property(fc.array(row), fc.nat({ max: 60 }), (rows, days) => {
        const asOf = addDays('2023-03-10', days)
        const rates = order.map(leaveRule =>
          participationRate(
            (rows as Row[]).map(each => ({ ...each, leaveRule })),
            asOf,
          ),
        )
        const [mild, pending, strict] = rates as [(typeof rates)[0], (typeof rates)[0], (typeof rates)[0]]
        expect([mild.numerator, pending.numerator]).toEqual([strict.numerator, strict.numerator])
        expect(mild.denominator).toBeLessThanOrEqual(pending.denominator)
        expect(pending.denominator).toBeLessThanOrEqual(strict.denominator)
        expect(mild.numerator).toBeLessThanOrEqual(mild.denominator)
      }),
    )
  })
})

describe('待补学', () => {
  const held = {
    ...({ form: '集中学法', compulsory: true, status: 'held', day: '2023-03-10' } as const),
    ...{ lawContent: true, theoryLeftOut: true, makeUpsEndedReason: null },
  }
  const missed = { standing: 'required', mark: 'leave', madeUpOn: null } as const

  test.each([
    ['a leave owes from the day on', {}, {}, '2023-03-10', true],
    ['approved ahead it owes nothing yet', {}, {}, '2023-03-09', false],
    [
      'who is unmarked owes once the roll is closed',
      { status: 'closed' },
      { mark: null },
      '2023-03-10',
      true,
    ],
    ['and not before', {}, { mark: null }, '2023-03-10', false],
    ['made up it is over', {}, { madeUpOn: '2023-03-20' }, '2023-03-20', false],
    ['an optional one is never owed', { compulsory: false }, {}, '2023-03-10', false],
    ['an online study is done late instead', { form: '网上学法', status: 'closed' }, {}, '2023-03-10', false],
    ['theory alone that the plan leaves out is not owed', { lawContent: false }, {}, '2023-03-10', false],
    [
      'and owed where the plan counts it',
      { lawContent: false, theoryLeftOut: false },
      {},
      '2023-03-10',
      true,
    ],
    ['a cancelled one neither', { status: 'cancelled' }, {}, '2023-03-10', false],
    ['nor one whose make-ups were ended', { makeUpsEndedReason: '上年' }, {}, '2023-03-10', false],
  ] as const)('%s', (_, activity, row, today, owes) => {
    expect(owesMakeUp({ activity: { ...held, ...activity }, row: { ...missed, ...row } }, today)).toBe(owes)
  })

  test.each([
    ['on its last day it is still open', null, '2023-04-09', 'open'],
    ['then it is overdue', null, '2023-04-10', 'overdue'],
    ['unless a self-study waits', 'asked', '2023-04-10', 'asked'],
    ['or was sent back', 'refused', '2023-04-09', 'refused'],
  ] as const)('%s', (_, studyState, today, state) => {
    expect(debtState({ due: '2023-04-09', studyState }, today)).toBe(state)
  })
})
