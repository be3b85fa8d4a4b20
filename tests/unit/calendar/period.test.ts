import { describe, expect, test } from 'vitest'
import { periodIn, spanOf } from '@/lib/calendar/period.rules'

const today = '2026-11-25'

describe('the period of an address', () => {
  test('without a word is this month, and the width decides how it looks', () => {
    const period = periodIn({}, today)

    expect(period).toMatchObject({
      view: null,
      first: '2026-11-01',
      last: '2026-11-30',
      at: { month: '2026-11' },
      previous: { month: '2026-10' },
      next: { month: '2026-12' },
      week: today,
    })
    expect(spanOf(period)).toEqual({ from: '2026-10-26', to: '2026-12-06' })
  })

  test('a week begins on Monday, whichever of its days is named, and goes over the end of a year', () => {
    const period = periodIn({ view: 'week', week: '2027-01-01' }, today)

    expect(period).toMatchObject({
      first: '2026-12-28',
      last: '2027-01-03',
      previous: { week: '2026-12-21' },
      next: { week: '2027-01-04' },
      present: { week: today },
      month: '2026-12',
    })
    expect(period.weeks).toHaveLength(1)
  })

  test.each([
    ['the week of today, where today is in the month', { month: '2026-11' }, { week: today }],
    ['the first week of another month', { month: '2026-10' }, { week: '2026-10-01' }],
  ])('seen as a week it is %s', (_, asked, { week }) => {
    expect(periodIn(asked, today).week).toBe(week)
  })

  test('this week seen as a month is the month of today, not of its Thursday', () => {
    expect(periodIn({ view: 'week', week: '2026-07-01' }, '2026-06-30').month).toBe('2026-06')
  })

  test.each([
    [{ view: 'year' }, null],
    [{ view: ['week', 'month'] }, null],
    [{ view: 'week', week: '2026-02-30' }, 'week'],
    [{ view: 'agenda', month: '2026-13' }, 'agenda'],
  ])('what is wrong in %j is taken as not said', (asked, view) => {
    const period = periodIn(asked, today)

    expect(period.view).toBe(view)
    expect(period.first <= today && today <= period.last).toBe(true)
  })
})
