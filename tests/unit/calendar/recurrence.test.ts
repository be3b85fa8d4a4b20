import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proposalFor, type Recurrence, readRecurrence } from '@/lib/calendar/scheduling/recurrence.rules'
import { officeDay } from '@/lib/core/holidays'
import { addDays, lastOfMonth } from '@/lib/core/time'

const studies = { isPublic: false, corrections: [] }
const month = (year: number, number: number) => ({
  fromDay: `${year}-${String(number).padStart(2, '0')}-01`,
  toDay: lastOfMonth(year, number),
  number: 1,
})

describe('the words of a rule', () => {
  test.each<[string, Recurrence | null]>([
    ['每月第二个星期三', { kind: 'weekday', nth: 2, weekday: 3 }],
    ['每月第2个周三', { kind: 'weekday', nth: 2, weekday: 3 }],
    ['每月最后一个周五', { kind: 'weekday', nth: -1, weekday: 5 }],
    ['每月第一个星期日', { kind: 'weekday', nth: 1, weekday: 7 }],
    ['每月最后一个工作日', { kind: 'workday', nth: -1 }],
    ['每季度第一个工作日', { kind: 'workday', nth: 1 }],
    ['每月15日', { kind: 'date', date: 15, otherwise: 'next' }],
    ['每月15日或下一个工作日', { kind: 'date', date: 15, otherwise: 'next' }],
    ['每月５号（遇节假日顺延）', { kind: 'date', date: 5, otherwise: 'next' }],
    ['每月25日（遇节假日提前）', { kind: 'date', date: 25, otherwise: 'previous' }],
    ['每月底', { kind: 'workday', nth: -1 }],
    ['every second Wednesday', { kind: 'weekday', nth: 2, weekday: 3 }],
    ['last working day', { kind: 'workday', nth: -1 }],
    ['15th or the next working day', { kind: 'date', date: 15, otherwise: 'next' }],
    ['每月', null],
    ['3月15日', null],
    ['全年4次', null],
    ['年底', null],
  ])('%s', (words, expected) => {
    expect(readRecurrence(words)).toEqual(expected)
  })
})

describe('the day of a rule in its month', () => {
  test.each([
    ['the second Wednesday of March', '第二个星期三', 2026, 3, '2026-03-11', null],
    ['the last working day before the holiday of October', '最后一个工作日', 2026, 9, '2026-09-30', null],
    ['the 15th, a Sunday, goes to Monday', '15日', 2026, 3, '2026-03-16', '2026-03-15'],
    [
      'the 15th, a Sunday, goes to the Friday before',
      '15日，遇节假日提前',
      2026,
      3,
      '2026-03-13',
      '2026-03-15',
    ],
    [
      'the first Thursday of October lies in the holiday',
      '第一个星期四',
      2026,
      10,
      '2026-10-08',
      '2026-10-01',
    ],
    ['the 31st of April is the 30th', '31日', 2026, 4, '2026-04-30', null],
    ['the third Wednesday of February lies in 春节', '第三个星期三', 2026, 2, '2026-02-24', '2026-02-18'],
  ])('%s', (_, words, year, number, day, movedFrom) => {
    expect(proposalFor(month(year, number), 1, readRecurrence(words), studies)).toMatchObject({
      day,
      movedFrom,
      isInside: true,
    })
  })

  test('a public event stays on its day, whatever day it is', () => {
    const proposal = proposalFor(month(2026, 3), 1, readRecurrence('15日'), { ...studies, isPublic: true })

    expect(proposal).toMatchObject({ day: '2026-03-15', kind: 'weekend', movedFrom: null })
  })

  test('a swapped working day is proposed only if asked', () => {
    const may9 = proposalFor(month(2026, 5), 1, readRecurrence('9日'), studies)
    const asked = proposalFor(month(2026, 5), 1, readRecurrence('9日'), { ...studies, swappedToo: true })

    expect([may9.day, asked.day]).toEqual(['2026-05-11', '2026-05-09'])
  })

  test('a rule whose day is over gives way to a day that is ahead', () => {
    const proposal = proposalFor(month(2026, 3), 1, readRecurrence('第二个星期三'), {
      ...studies,
      notBefore: '2026-03-20',
    })

    expect(proposal.day >= '2026-03-20').toBe(true)
  })

  test('of a quarter it is the first month in which the day of the rule is still ahead', () => {
    const quarter = { fromDay: '2026-10-01', toDay: '2026-12-31', number: 1 }
    const on = (notBefore?: string) =>
      proposalFor(quarter, 1, readRecurrence('第二个星期三'), { ...studies, notBefore }).day

    expect([on(), on('2026-10-20'), on('2026-11-25')]).toEqual(['2026-10-14', '2026-11-11', '2026-12-09'])
    expect(proposalFor(quarter, 1, readRecurrence('最后一个工作日'), studies).day).toBe('2026-12-31')
  })

  test('four times a year share the year', () => {
    const year = (number: number) => ({ fromDay: '2026-01-01', toDay: '2026-12-31', number })

    const days = [1, 2, 3, 4].map(number => proposalFor(year(number), 4, null, studies).day)

    expect(days.map(day => Math.ceil(Number(day.slice(5, 7)) / 3))).toEqual([1, 2, 3, 4])
  })
})

test('a study of officials is never proposed on a day off, inside its span', () => {
  const repeats = fc.oneof(
    fc.record({
      kind: fc.constant('weekday' as const),
      nth: fc.constantFrom(-1, 1, 2, 3, 4, 5),
      weekday: fc.integer({ min: 1, max: 7 }),
    }),
    fc.record({ kind: fc.constant('workday' as const), nth: fc.constantFrom(-1, 1, 2, 3) }),
    fc.record({
      kind: fc.constant('date' as const),
      date: fc.integer({ min: 1, max: 31 }),
      otherwise: fc.constantFrom('next' as const, 'previous' as const),
    }),
    fc.constant(null),
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 2023, max: 2026 }),
      fc.integer({ min: 1, max: 12 }),
      repeats,
      (year, number, repeat) => {
        const span = month(year, number)
        const { day } = proposalFor(span, 1, repeat, studies)
        expect(officeDay(day).kind).toBe('workday')
        expect(day >= span.fromDay && day <= addDays(span.toDay, 0)).toBe(true)
      },
    ),
  )
})
