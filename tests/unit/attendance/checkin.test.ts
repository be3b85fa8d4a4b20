import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { html } from '@/app/_http/html'
import { colours } from '@/app/_http/look'
import { movedTimes } from '@/lib/activity/sign-in-window.rules'
import { gatherFor } from '@/lib/attendance/checkin/checkin.rules'
import {
  deviceOf,
  digitsOf,
  isGenuine,
  newSecret,
  readTicket,
  sealOf,
  ticketText,
} from '@/lib/attendance/checkin/code.crypto'
import {
  codeText,
  digitsIn,
  endOf,
  isAccepted,
  isTicketAlive,
  leftOf,
  readCode,
  STEP_MS,
  startOf,
  stepOf,
  TICKET_MS,
  typedDigits,
} from '@/lib/attendance/checkin/code.rules'
import {
  clockOf,
  closedFor,
  closedForWaiting,
  effectOf,
  markAt,
  type RowNow,
  timesOf,
  warningsOf,
} from '@/lib/attendance/checkin/scan.rules'
import { cameAt, MOST_CLOSED_MS, noteClosed } from '@/lib/core/closed-time'
import { instantOf } from '@/lib/core/time'

const at = (time: string, day = '2026-03-10') => instantOf(day, time)
const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2080, 0) })
const id = fc.integer({ min: 1, max: 999_999_999 })

describe('a check-in code', () => {
  test('is taken for at least 15 and less than 30 seconds, whenever it was shown', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 120_000 }), (shown, later) => {
        const step = stepOf(shown)

        if (later <= STEP_MS) expect(isAccepted(step, shown + later)).toBe(true)
        if (later >= 2 * STEP_MS) expect(isAccepted(step, shown + later)).toBe(false)
        expect(isAccepted(step, endOf(step) - 1)).toBe(true)
        expect(isAccepted(step, endOf(step))).toBe(false)
      }),
    )
  })

  test('lives longer by the time in which the server took no requests, and not by more than five minutes', () => {
    const span = fc.integer({ min: 1, max: 600_000 })
    fc.assert(
      fc.property(
        instant,
        span,
        span,
        fc.integer({ min: 0, max: 1_000_000 }),
        (shown, after, lasts, later) => {
          delete (globalThis as { xuefaClosed?: unknown }).xuefaClosed
          const [step, at] = [stepOf(shown), shown + later]
          noteClosed([shown + after, shown + after + lasts])

          const isTaken = isAccepted(step, cameAt(startOf(step), at))

          const closed = Math.min(MOST_CLOSED_MS, Math.max(0, Math.min(lasts, later - after)))
          expect(isTaken).toBe(at - closed < endOf(step))
        },
      ),
    )
  })

  test('from the future is invalid, so setting the clock back gives nobody a code in advance', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 10_000 }), (now, ahead) => {
        expect(isAccepted(stepOf(now) + ahead, now)).toBe(false)
      }),
    )
  })

  test('comes back from its text, and is good for its own activity, step and secret alone', () => {
    fc.assert(
      fc.property(id, id, instant, fc.integer({ min: 1, max: 1000 }), (activityId, other, now, steps) => {
        const [secret, step] = [newSecret(), stepOf(now)]
        const code = { activityId, step, seal: sealOf(secret, activityId, step) }

        expect(readCode(codeText(code))).toEqual(code)
        expect(isGenuine(code, secret)).toBe(true)
        if (other !== activityId) expect(isGenuine({ ...code, activityId: other }, secret)).toBe(false)
        expect(isGenuine({ ...code, step: step + steps }, secret)).toBe(false)
        expect(isGenuine(code, newSecret())).toBe(false)
      }),
    )
  })

  test.each([
    '',
    '1',
    '1.2',
    '0.abc.AAAAAAAAAAAAAAAA',
    '1.ABC.AAAAAAAAAAAAAAAA',
    '1.abc.short',
    '1.a.A\u0000AAAAAAAAAAAAAAA',
  ])('is not %j', text => {
    expect(readCode(text)).toBeNull()
  })

  test('changes when the step does', () => {
    expect(leftOf(30_000)).toBe(15_000)
    expect(leftOf(30_001)).toBe(14_999)
    expect(leftOf(44_999)).toBe(1)
  })
})

afterEach(() => {
  delete (globalThis as { xuefaClosed?: unknown }).xuefaClosed
})

describe('six digits', () => {
  test('are those of RFC 4226, appendix D', () => {
    const hash = Buffer.from('cc93cf18508d94934c64b65d8ba7667fb7cde4b0', 'hex')

    expect(digitsIn(hash)).toBe('755224')
  })

  test('are six, and those of two activities have nothing to do with each other', () => {
    const secret = newSecret()
    const steps = Array.from({ length: 200 }, (_, step) => step)
    const same = steps.filter(step => digitsOf(secret, 1, step) === digitsOf(secret, 2, step))

    expect(steps.every(step => /^\d{6}$/.test(digitsOf(secret, 1, step)))).toBe(true)
    expect(same.length).toBeLessThan(3)
  })

  test.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    ['１２３４５６', '123456'],
    ['12345', null],
    ['12345a', null],
  ])('typed as %j are %j', (typed, digits) => {
    expect(typedDigits(typed)).toBe(digits)
  })
})

describe('a ticket', () => {
  const device = deviceOf('a'.repeat(32)) as string
  const ticket = { activityId: 7, scannedAt: at('09:00') }

  test('is good in the browser that scanned, and in no other', () => {
    const text = ticketText(ticket, device)

    expect(readTicket(text, device)).toEqual(ticket)
    expect(readTicket(text, deviceOf('b'.repeat(32)) as string)).toBeNull()
    expect(readTicket(text.replace('7.', '8.'), device)).toBeNull()
    expect(readTicket(undefined, device)).toBeNull()
  })

  test('is valid for ten minutes from the scan, and invalid where the clock was set back', () => {
    expect(isTicketAlive(ticket, ticket.scannedAt)).toBe(true)
    expect(isTicketAlive(ticket, ticket.scannedAt + TICKET_MS - 1)).toBe(true)
    expect(isTicketAlive(ticket, ticket.scannedAt + TICKET_MS)).toBe(false)
    expect(isTicketAlive(ticket, ticket.scannedAt - 1)).toBe(false)
  })
})

const meeting = {
  day: '2026-03-10',
  lastDay: '2026-03-10',
  startsAt: at('15:00'),
  endsAt: at('16:30'),
  signInFrom: null,
  lateAfter: null,
  signInUntil: null,
  form: '集中学法',
  status: 'scheduled' as const,
  deletedAt: null,
}

describe('the door', () => {
  test('opens 30 minutes before the start until the end, and 10 minutes after it one is late', () => {
    expect(timesOf(meeting)).toEqual({ from: at('14:30'), lateAfter: at('15:10'), until: at('16:30') })
  })

  test('without hours is open all day, and nobody is late', () => {
    const { lateAfter, from } = timesOf({ ...meeting, startsAt: null, endsAt: null })

    expect([from, lateAfter]).toEqual([at('00:00'), null])
    expect(markAt(timesOf({ ...meeting, startsAt: null, endsAt: null }), at('23:59'))).toBe('present')
  })

  test('keeps the times that the office has set, and they move with the start', () => {
    const own = { ...meeting, signInFrom: at('14:00'), lateAfter: at('15:00'), signInUntil: at('15:30') }

    expect(timesOf(own)).toEqual({ from: at('14:00'), lateAfter: at('15:00'), until: at('15:30') })
    expect(movedTimes(own, { day: '2026-03-12', startsAt: at('09:00', '2026-03-12') })).toEqual({
      signInFrom: at('08:00', '2026-03-12'),
      lateAfter: at('09:00', '2026-03-12'),
      signInUntil: at('09:30', '2026-03-12'),
    })
    expect(movedTimes(own, { day: '2026-03-12', startsAt: null }).signInFrom).toBe(at('14:00', '2026-03-12'))
  })

  test.each([
    ['before it opens', {}, '14:29', 'tooEarly'],
    ['when it opens', {}, '14:30', null],
    ['at its last moment', {}, '16:30', null],
    ['after it', {}, '16:31', 'over'],
    ['when the activity is cancelled', { status: 'cancelled' }, '15:00', 'cancelled'],
    ['when it is deleted', { deletedAt: 1 }, '15:00', 'cancelled'],
    ['when the roll is closed', { status: 'closed' }, '15:00', 'rollClosed'],
    ['when it is postponed', { status: 'postponed' }, '15:00', 'notScheduled'],
    ['of an online study', { form: '网上学法' }, '15:00', 'onlineStudy'],
  ] as const)('%s says %j at %s: %s', (_, facts, time, reason) => {
    expect(closedFor({ ...meeting, ...facts }, at(time))).toBe(reason)
  })

  test('who came in time and had to wait is not too late, unless the organiser has ended it', () => {
    expect(closedForWaiting(meeting, at('16:30'), at('16:35'))).toBeNull()
    expect(closedForWaiting(meeting, at('16:30') + 1, at('16:35'))).toBe('over')
    expect(closedForWaiting({ ...meeting, status: 'closed' }, at('16:30'), at('16:35'))).toBe('rollClosed')
    expect(closedForWaiting(meeting, at('14:29'), at('14:29'))).toBe('tooEarly')
  })

  test('the grace itself is not late', () => {
    const times = timesOf(meeting)

    expect([at('15:10'), at('15:10') + 1].map(scanned => markAt(times, scanned))).toEqual(['present', 'late'])
  })

  test('fault 9: shows the time in Shanghai to the second, in whichever zone the server runs', () => {
    expect(clockOf(at('15:04') + 9_000)).toBe('15:04:09')
  })
})

test.each<[string, RowNow | undefined, string]>([
  ['nobody of the list is 名单外参加', undefined, 'walkIn'],
  ['who is no longer due is 名单外参加', { standing: 'withdrawn', mark: null, how: null }, 'walkIn'],
  ['an empty row is marked', { standing: 'required', mark: null, how: null }, 'mark'],
  ['an invited one is marked too', { standing: 'invited', mark: null, how: null }, 'mark'],
  ['who is there is there', { standing: 'required', mark: 'late', how: 'sheet' }, 'again'],
  ['an approved leave gives way to who comes', { standing: 'required', mark: 'leave', how: 'leave' }, 'mark'],
  ['a leave entered on the sheet stays', { standing: 'required', mark: 'leave', how: 'sheet' }, 'kept'],
  ['an absence stays', { standing: 'required', mark: 'absent', how: 'paper' }, 'kept'],
])('%s', (_, row, effect) => {
  expect(effectOf(row)).toBe(effect)
})

test('one phone for two people and one person on two phones give a warning, refused scans are not counted', () => {
  const scan = (personId: number, name: string, device: string, outcome = 'signed' as const) => ({
    personId,
    name,
    device,
    outcome,
  })

  const warnings = warningsOf([
    scan(1, '张三', 'a'),
    scan(2, '李四', 'a'),
    scan(2, '李四', 'b'),
    scan(3, '王五', 'c'),
    { ...scan(4, '赵六', 'c'), outcome: 'refused' },
  ])

  expect(warnings).toEqual([
    { kind: 'oneDevice', names: ['张三', '李四'] },
    { kind: 'manyDevices', name: '李四', devices: 2 },
  ])
})

test('presses are batched for as long as the last commit took, between 2 and 100 ms', () => {
  expect([0, 30, 5000].map(gatherFor)).toEqual([2, 30, 100])
})

test('what people type is escaped in the pages of the door', () => {
  const name = '<script>"x"&\'</script>'

  expect(html`<b title="${name}">${name}</b>`.html).toBe(
    '<b title="&#60;script&#62;&#34;x&#34;&#38;&#39;&#60;/script&#62;">&#60;script&#62;&#34;x&#34;&#38;&#39;&#60;/script&#62;</b>',
  )
})

test('the pages of the door have the colours of all others', () => {
  const css = readFileSync('app/globals.css', 'utf8')
  const tokens = (name: string) => new RegExp(`--color-${name}: (#[0-9a-f]{6});`).exec(css)?.[1]

  expect(Object.fromEntries(Object.keys(colours).map(name => [name, tokens(name)]))).toEqual(colours)
})
