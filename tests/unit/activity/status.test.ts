import { expect, test } from 'vitest'
import { moveRefusal, targetRefusal } from '@/lib/activity/status.rules'
import { instantOf } from '@/lib/core/time'

const now = instantOf('2026-11-25', '10:00')
const ahead = { status: 'scheduled' as const, day: '2026-11-25', startsAt: null, rollOpenedAt: null }

test.each([
  ['today without an hour', ahead, null],
  ['later today', { ...ahead, startsAt: instantOf('2026-11-25', '15:00') }, null],
  ['under way', { ...ahead, startsAt: instantOf('2026-11-25', '09:00') }, 'begun'],
  ['yesterday', { ...ahead, day: '2026-11-24' }, 'begun'],
  ['its roll is open', { ...ahead, rollOpenedAt: now }, 'rollOpen'],
  ['no day yet', { ...ahead, status: 'postponed' as const }, 'noDay'],
  ['confirmed', { ...ahead, status: 'closed' as const }, 'rollClosed'],
])('an activity that is %s', (_, activity, refusal) => {
  expect(moveRefusal(activity, now)).toBe(refusal)
})

test('it goes to another day that is not past, today too', () => {
  expect(targetRefusal('2026-11-27', '2026-11-25', now)).toBeNull()
  expect(targetRefusal('2026-11-27', '2026-11-24', now)).toBe('inPast')
  expect(targetRefusal('2026-11-27', '2026-11-27', now)).toBe('sameDay')
})
