import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Hold, holdOf, LAW_DAYS, limitsOf, type Periods } from '@/lib/activity/retention/retention.rules'
import { addDays, dayOf, daysBetween, instantOf, yearOf } from '@/lib/core/time'
import { retentionInput } from '@/lib/organisation/settings/setting.input'

const usual: Periods = { sessionDays: 30, requestLogMonths: 6, signInLogMonths: 12, evidenceYears: 5 }
const on = (day: string) => instantOf(day, '03:10')

test.each([
  ['is kept to the end of the fifth year after it', '2028-12-31', 2022],
  ['goes from the first of January on', '2029-01-01', 2023],
])('evidence of 2023 %s', (_, day, year) => {
  expect(limitsOf(usual, on(day)).year).toBe(year)
})

test('evidence that is never to be removed has no last year', () => {
  expect(limitsOf({ ...usual, evidenceYears: null }, on('2040-01-01')).year).toBeNull()
})

test.each([
  ['a year of sign-ins', 12, '2025-03-10', '2024-03-10'],
  ['six months that are short are 184 days', 6, '2025-08-10', '2025-02-07'],
  ['six months that are long are six months', 6, '2026-03-10', '2025-09-07'],
  ['from the 31st, the end of a shorter month', 8, '2025-10-31', '2025-02-28'],
])('of a log stays %s', (_, months, today, first) => {
  const limits = limitsOf({ ...usual, signInLogMonths: months, requestLogMonths: months }, on(today))

  expect([dayOf(limits.signInLog), dayOf(limits.requestLog)]).toEqual([first, first])
})

test('whatever the office sets, a log of the last 184 days stays, and evidence of the last three years', () => {
  const years = fc.option(fc.integer({ min: 3, max: 10 }))
  const months = fc.integer({ min: 6, max: 24 })
  fc.assert(
    fc.property(years, months, fc.integer({ min: 0, max: 20_000 }), (evidenceYears, log, later) => {
      const today = addDays('2023-01-01', later)

      const limits = limitsOf(
        { ...usual, evidenceYears, requestLogMonths: log, signInLogMonths: log },
        on(today),
      )

      expect(daysBetween(dayOf(limits.requestLog), today)).toBeGreaterThanOrEqual(LAW_DAYS)
      expect(daysBetween(dayOf(limits.signInLog), today)).toBeGreaterThanOrEqual(LAW_DAYS)
      if (limits.year !== null) expect(yearOf(today) - limits.year).toBeGreaterThan(3)
    }),
  )
})

const ready = { isReadOnly: false, usedDays: 5, noticeFrom: on('2029-01-01'), at: on('2029-01-08') }

test.each<[string, Partial<typeof ready> & { noticeFrom?: number | null }, Hold | null]>([
  ['goes on where people work and all was shown for a week', {}, null],
  ['waits while nothing is written', { isReadOnly: true }, 'readOnly'],
  ['waits where nearly nobody worked under this clock', { usedDays: 4 }, 'clock'],
  ['waits on the sixth day', { at: on('2029-01-07') }, 'notYet'],
  ['waits where it never looked before', { noticeFrom: null as unknown as number }, 'notYet'],
])('the purge %s', (_, facts, hold) => {
  expect(holdOf({ ...ready, ...facts })).toBe(hold)
})

const typed = {
  version: '0',
  sessionDays: '30',
  requestLogMonths: '6',
  signInLogMonths: '12',
  evidenceYears: '5',
}

test.each([
  ['the usual periods', {}, true],
  ['evidence for ever', { evidenceYears: '' }, true],
  ['a session of six days', { sessionDays: '6' }, false],
  ['a session of 91 days', { sessionDays: '91' }, false],
  ['a request log of five months', { requestLogMonths: '5' }, false],
  ['a sign-in log of 25 months', { signInLogMonths: '25' }, false],
  ['evidence for two years', { evidenceYears: '2' }, false],
  ['evidence for eleven years', { evidenceYears: '11' }, false],
  ['half a month', { requestLogMonths: '6.5' }, false],
])('%s: accepted or not', (_, facts, accepted) => {
  expect(retentionInput.safeParse({ ...typed, ...facts }).success).toBe(accepted)
})
