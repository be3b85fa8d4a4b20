import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deviceOf } from '@/lib/access/device.rules'
import { isSessionOver, LONG_IDLE, SESSION_MAX, type SessionFacts } from '@/lib/access/session.rules'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Friday, 10 March 2023, 09:00 in Shanghai. */
const start = Date.parse('2023-03-10T09:00:00+08:00')

const begun: SessionFacts = {
  startedAt: start,
  seenAt: start,
  sheetOpenedAt: null,
  endedAt: null,
  holdsRole: true,
  idleMinutes: 30,
  leftOn: null,
}

describe('a session', () => {
  test.each<[string, Partial<SessionFacts>, after: number, over: boolean]>([
    ['of an organiser, idle for just less than half an hour', {}, 30 * MINUTE - 1, false],
    ['of an organiser, idle for half an hour', {}, 30 * MINUTE, true],
    ['of an organiser, seen since', { seenAt: start + 20 * MINUTE }, 50 * MINUTE - 1, false],
    ['of an organiser, where the office allows two hours', { idleMinutes: 120 }, 2 * HOUR - 1, false],
    [
      'of an organiser, where the office allows more than a cadre has',
      { idleMinutes: 9999 },
      12 * HOUR,
      true,
    ],
    ['of a cadre, idle for just less than twelve hours', { holdsRole: false }, 12 * HOUR - 1, false],
    ['of a cadre, idle for twelve hours', { holdsRole: false }, 12 * HOUR, true],
    ['with a sheet open since its start', { sheetOpenedAt: start }, 12 * HOUR - 1, false],
    ['with a sheet open for twelve hours', { sheetOpenedAt: start }, 12 * HOUR, true],
    [
      'seen after a sheet of yesterday',
      { sheetOpenedAt: start - 24 * HOUR, seenAt: start + HOUR },
      90 * MINUTE - 1,
      false,
    ],
    ['that was ended', { endedAt: start + 1 }, 1, true],
    [
      'seen a minute ago, on its seventh day',
      { seenAt: start + SESSION_MAX - MINUTE },
      SESSION_MAX - 1,
      false,
    ],
    ['seen a minute ago, after seven days', { seenAt: start + SESSION_MAX - MINUTE }, SESSION_MAX, true],
    ['begun on the last day in service of its person, once that is over', { leftOn: '2023-03-10' }, 1, true],
    ['begun after its person left', { leftOn: '2023-03-09' }, 1, false],
    ['after the clock was set back', {}, -HOUR, false],
  ])('%s', (_, facts, after, over) => {
    const answer = isSessionOver({ ...begun, ...facts }, start + after)

    expect(answer).toBe(over)
  })

  const facts = fc.record({
    startedAt: fc.constant(start),
    seenAt: fc.integer({ min: 0, max: 8 * 24 * 60 }).map(minutes => start + minutes * MINUTE),
    sheetOpenedAt: fc.option(
      fc.integer({ min: 0, max: 8 * 24 * 60 }).map(minutes => start + minutes * MINUTE),
    ),
    endedAt: fc.constant(null),
    holdsRole: fc.boolean(),
    idleMinutes: fc.integer({ min: 5, max: 720 }),
    leftOn: fc.constant(null),
  })
  const later = fc.integer({ min: 0, max: 9 * 24 * 60 }).map(minutes => start + minutes * MINUTE)

  test('that is over stays over, whatever time passes without a request of its person', () => {
    fc.assert(
      fc.property(facts, later, later, (session, one, other) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)]
        return !isSessionOver(session, first) || isSessionOver(session, second)
      }),
    )
  })

  test('lasts seven days at most, and a request never shortens it', () => {
    fc.assert(
      fc.property(facts, later, later, (session, seenAt, now) => {
        const seen = { ...session, seenAt: Math.max(session.seenAt, seenAt) }
        if (now >= start + SESSION_MAX) return isSessionOver(seen, now)
        return !isSessionOver(seen, now) || isSessionOver(session, now)
      }),
    )
  })

  test('with a role lasts no longer than one without', () => {
    fc.assert(
      fc.property(
        facts,
        later,
        (session, now) =>
          !isSessionOver({ ...session, holdsRole: false }, now) ||
          isSessionOver({ ...session, holdsRole: true }, now),
      ),
    )
    expect(LONG_IDLE).toBeLessThan(SESSION_MAX)
  })
})

describe('a device in words', () => {
  const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  const android = 'Mozilla/5.0 (Linux; Android 12; VOG-AL10 Build/HUAWEIVOG-AL10; wv) AppleWebKit/537.36'
  test.each([
    [`${windows} Chrome/86.0.4240.75 Safari/537.36`, 'chrome', 'windows'],
    [`${windows} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0`, 'edge', 'windows'],
    ['Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0', 'firefox', 'windows'],
    [
      `${windows} Chrome/98.0.4758.102 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781`,
      'wechat',
      'windows',
    ],
    [
      `${android} (KHTML, like Gecko) Version/4.0 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.33`,
      'wechat',
      'android',
    ],
    [`${android} (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36`, 'chrome', 'android'],
    [`${android} (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36 EdgA/120.0`, 'edge', 'android'],
    [`${iphone} Mobile/15E148 MicroMessenger/8.0.47(0x18002f2c)`, 'wechat', 'iphone'],
    [`${iphone} Version/17.4 Mobile/15E148 Safari/604.1`, 'safari', 'iphone'],
    [`${iphone} CriOS/120.0 Mobile/15E148 Safari/604.1`, 'chrome', 'iphone'],
    [
      'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605 (KHTML) Version/12.1 Mobile/1 Safari/604.1',
      'safari',
      'ipad',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML) Version/17.4 Safari/605.1.15',
      'safari',
      'mac',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0 Safari/537.36',
      'chrome',
      'linux',
    ],
    [
      'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0 Mobile Safari/537.36',
      'chrome',
      'harmony',
    ],
    ['curl/8.5.0', 'other', 'other'],
    [null, 'other', 'other'],
  ])('%s', (userAgent, browser, system) => {
    expect(deviceOf(userAgent)).toEqual({ browser, system })
  })
})
