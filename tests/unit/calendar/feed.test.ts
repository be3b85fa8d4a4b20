import { describe, expect, test } from 'vitest'
import {
  baseFor,
  calendarText,
  eventText,
  type FeedOptions,
  isNotModified,
  reachOf,
  tokenIn,
  webcalOf,
} from '@/lib/calendar/feeds/feed.rules'
import type { FeedItem } from '@/lib/calendar/feeds/item.rules'
import { windowOf } from '@/lib/organisation/calendar-version.rules'

const changedAt = Date.parse('2023-03-01T08:00:00Z')
const options: FeedOptions = {
  kind: 'person',
  locale: 'zh',
  alarmMinutes: null,
  base: 'https://xuefa.example.cn',
}
const today = '2023-03-10'

const lecture: FeedItem = {
  kind: 'activity',
  id: 7,
  uid: 'activity-7@xuefa',
  title: '法治专题讲座：民法典与基层治理',
  form: '法治专题讲座',
  day: '2023-04-14',
  lastDay: '2023-04-14',
  startsAt: Date.parse('2023-04-14T15:00:00+08:00'),
  endsAt: Date.parse('2023-04-14T16:30:00+08:00'),
  place: '街道二楼会议室',
  lecturer: '陈明',
  lecturerRank: '区司法局副局长',
  hostName: '党政办公室',
  compulsory: true,
  standing: 'required',
  status: 'scheduled',
  sequence: 2,
  changedAt,
  exam: null,
  missedOn: null,
}

const exam: FeedItem = {
  ...lecture,
  kind: 'exam',
  id: 3,
  uid: 'exam-3@xuefa',
  title: '2023年度网上学法考试',
  form: '',
  day: '2023-10-09',
  lastDay: '2023-10-31',
  startsAt: null,
  endsAt: null,
  place: null,
  lecturer: null,
  lecturerRank: null,
  hostName: '司法所',
  exam: {
    opensAt: Date.parse('2023-10-09T09:00:00+08:00'),
    closesAt: Date.parse('2023-10-31T18:00:00+08:00'),
    fullMark: 100,
    passMark: 60,
  },
}

const head = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//xuefa//calendar//ZH',
  'CALSCALE:GREGORIAN',
  'METHOD:PUBLISH',
  'NAME:学法日历',
  'X-WR-CALNAME:学法日历',
  'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
  'X-PUBLISHED-TTL:PT1H',
  'X-WR-TIMEZONE:Asia/Shanghai',
  'COLOR:steelblue',
]

const timed = [
  'BEGIN:VEVENT',
  'UID:activity-7@xuefa',
  'SEQUENCE:2',
  'DTSTAMP:20230301T080000Z',
  'DTSTART:20230414T070000Z',
  'DTEND:20230414T083000Z',
  'SUMMARY:法治专题讲座：民法典与基层治理',
  'TRANSP:OPAQUE',
  'LOCATION:街道二楼会议室',
  'DESCRIPTION:法治专题讲座 · 应学\\n主讲：陈明 区司法局副',
  ' 局长\\n主办：党政办公室\\n详情：https://xuefa.example.cn/activi',
  ' ties/7',
  'CATEGORIES:法治专题讲座',
  'URL;VALUE=URI:https://xuefa.example.cn/activities/7',
  'STATUS:CONFIRMED',
  'LAST-MODIFIED:20230301T080000Z',
  'END:VEVENT',
]

/** The calendar of one event, as lines. */
function eventOf(item: Partial<FeedItem>, given: Partial<FeedOptions> = {}, of = lecture): string[] {
  const lines = calendarText([{ ...of, ...item }], { ...options, ...given }, today).split('\r\n')
  return lines.slice(lines.indexOf('BEGIN:VEVENT'), lines.indexOf('END:VEVENT') + 1)
}

const line = (lines: string[], name: string) => lines.filter(each => each.startsWith(name))

describe('the text of a calendar, byte for byte', () => {
  test('an activity with its hours stands in UTC, without a zone', () => {
    expect(calendarText([lecture], options, today)).toBe(
      [...head, ...timed, 'END:VCALENDAR', ''].join('\r\n'),
    )
  })

  test('an exam is the days from opening to closing, the last one included', () => {
    expect(eventOf({}, {}, exam)).toEqual([
      'BEGIN:VEVENT',
      'UID:exam-3@xuefa',
      'SEQUENCE:2',
      'DTSTAMP:20230301T080000Z',
      'DTSTART;VALUE=DATE:20231009',
      'DTEND;VALUE=DATE:20231101',
      'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE',
      'SUMMARY:考试：2023年度网上学法考试',
      'TRANSP:TRANSPARENT',
      'DESCRIPTION:应考\\n开放时间：2023-10-09 09:00 至 2023-10-31 18:00\\n',
      ' 满分 100，60 分合格\\n主办：司法所\\n详情：https://xuefa.exam',
      ' ple.cn/exams/3',
      'URL;VALUE=URI:https://xuefa.example.cn/exams/3',
      'STATUS:CONFIRMED',
      'LAST-MODIFIED:20230301T080000Z',
      'END:VEVENT',
    ])
  })

  test('an activity of which only the day is known is that whole day', () => {
    const lines = eventOf({ startsAt: null, endsAt: null })

    expect(line(lines, 'DT')).toEqual([
      'DTSTAMP:20230301T080000Z',
      'DTSTART;VALUE=DATE:20230414',
      'DTEND;VALUE=DATE:20230415',
    ])
  })

  test('an activity without an end has none', () => {
    expect(line(eventOf({ endsAt: null }), 'DT')).toEqual([
      'DTSTAMP:20230301T080000Z',
      'DTSTART:20230414T070000Z',
    ])
  })

  test.each([
    ['cancelled', { status: 'cancelled' }, 'SUMMARY:【取消】法治专题讲座：民法典与基层治理', 'CANCELLED'],
    ['withdrawn', { standing: 'withdrawn' }, 'SUMMARY:【取消】法治专题讲座：民法典与基层治理', 'CANCELLED'],
    [
      'postponed without a new day',
      { status: 'postponed' },
      'SUMMARY:【延期】法治专题讲座：民法典与基层治理',
      'CANCELLED',
    ],
    ['held', { status: 'held' }, 'SUMMARY:法治专题讲座：民法典与基层治理', 'CONFIRMED'],
  ] as [string, Partial<FeedItem>, string, string][])(
    '%s says so in the title',
    (_, item, summary, status) => {
      const lines = eventOf(item, { alarmMinutes: 30 })

      expect(line(lines, 'SUMMARY')).toEqual([summary])
      expect(line(lines, 'STATUS')).toEqual([`STATUS:${status}`])
      expect(line(lines, 'BEGIN:VALARM')).toHaveLength(status === 'CONFIRMED' ? 1 : 0)
    },
  )

  test.each([
    ['an activity with its hour, before it', lecture, 30, 'TRIGGER:-PT30M'],
    ['an activity with its hour, a day before', lecture, 1440, 'TRIGGER:-P1D'],
    ['a whole day, at nine on the day before', exam, 30, 'TRIGGER:-PT15H'],
  ])('a phone reminds of %s', (_, item, alarmMinutes, trigger) => {
    expect(line(eventOf({}, { alarmMinutes }, item), 'TRIGGER')).toEqual([trigger])
  })

  test.each([
    ['exempt', { standing: 'exempt' as const }],
    ['past', { day: '2023-02-28', lastDay: '2023-02-28' }],
  ])('a phone does not remind of what is %s', (_, item) => {
    expect(line(eventOf(item, { alarmMinutes: 30 }), 'TRIGGER')).toEqual([])
  })

  test('the public calendar leads to the public page and makes nobody busy', () => {
    const lines = eventOf({ standing: 'public' }, { kind: 'public' })

    expect(line(lines, 'URL')).toEqual(['URL;VALUE=URI:https://xuefa.example.cn/public/7'])
    expect(line(lines, 'TRANSP')).toEqual(['TRANSP:TRANSPARENT'])
  })

  test('English is English', () => {
    const lines = eventOf({ status: 'cancelled', title: 'Civil Code' }, { locale: 'en' })

    expect(line(lines, 'SUMMARY')).toEqual(['SUMMARY:[Cancelled] Civil Code'])
  })

  test('no line is longer than 75 octets, none breaks a character, all end in CRLF', () => {
    const title = `${'宣传宪法🏛️，'.repeat(40)}; a,b\\c\r\n第二行\u0007`
    const text = calendarText([{ ...lecture, title, place: title }], options, today)

    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    for (const each of ['\r', '\n', '\u0007']) expect(text.replaceAll('\r\n', '')).not.toContain(each)
    for (const each of text.split('\r\n')) {
      expect(Buffer.byteLength(each)).toBeLessThanOrEqual(75)
      expect(each).not.toContain('\ufffd')
      expect(each).toBe(Buffer.from(each).toString())
    }
    const summary = text
      .replaceAll('\r\n ', '')
      .split('\r\n')
      .find(each => each.startsWith('SUMMARY:'))
    expect(summary).toBe(`SUMMARY:${'宣传宪法🏛️，'.repeat(40)}\\; a\\,b\\\\c\\n第二行 `)
  })

  test('rows in any order give the same bytes, by beginning and then by UID', () => {
    const early = { ...exam, day: '2023-04-14', lastDay: '2023-04-20', uid: 'b' }
    const items = [exam, lecture, { ...lecture, uid: 'activity-6@xuefa' }, early]

    const text = calendarText(items, options, today)

    expect(calendarText(items.toReversed(), options, today)).toBe(text)
    expect(text.split('\r\n').filter(each => each.startsWith('UID'))).toEqual([
      'UID:b',
      'UID:activity-6@xuefa',
      'UID:activity-7@xuefa',
      'UID:exam-3@xuefa',
    ])
  })
})

describe('the window', () => {
  test.each([
    ['the first of a month', '2023-03-01'],
    ['the last of it', '2023-03-31'],
  ])('is the same on %s', (_, day) => {
    expect(windowOf(day)).toEqual({ first: '2023-03-01', from: '2022-03-01', tombstonesFrom: '2022-12-01' })
  })

  test.each([
    ['an activity of a year ago stays', { lastDay: '2022-03-01', day: '2022-03-01' }, 1],
    ['one before that is gone', { lastDay: '2022-02-28', day: '2022-02-28' }, 0],
    ['one that ends within it stays', { lastDay: '2022-03-01', day: '2022-02-27' }, 1],
    [
      'a cancelled one stays for 90 days',
      { status: 'cancelled', lastDay: '2022-12-01', day: '2022-12-01' },
      1,
    ],
    ['and is gone afterwards', { status: 'cancelled', lastDay: '2022-11-30', day: '2022-11-30' }, 0],
    [
      'a postponed one waits for its day',
      { status: 'postponed', lastDay: '2022-11-30', day: '2022-11-30' },
      1,
    ],
    ['everything ahead is there', { lastDay: '2025-01-01', day: '2025-01-01' }, 1],
  ] as [string, Partial<FeedItem>, number][])('%s', (_, item, count) => {
    const text = calendarText([{ ...lecture, startsAt: null, endsAt: null, ...item }], options, '2023-03-10')

    expect(text.split('BEGIN:VEVENT')).toHaveLength(count + 1)
  })

  test('a file of one event holds it whatever its day', () => {
    expect(eventText({ ...lecture, day: '2019-01-02', lastDay: '2019-01-02' }, options)).toContain(
      'UID:activity-7',
    )
  })
})

describe('not modified', () => {
  const validators = { etag: '"abc"', lastModified: Date.parse('2023-03-01T08:00:00Z') }
  const now = Date.parse('2023-03-10T00:00:00Z')
  const asked = (ifNoneMatch: string | null, ifModifiedSince: string | null = null) =>
    isNotModified({ ifNoneMatch, ifModifiedSince }, validators, now)

  test.each([
    ['the same tag', '"abc"', true],
    ['a weak one', 'W/"abc"', true],
    ['one of a list', '"x" ,W/"abc"', true],
    ['any', '*', true],
    ['another', '"abd"', false],
    ['one without quotes', 'abc', false],
    ['none', '', false],
  ])('by tag: %s', (_, tag, answer) => {
    expect(asked(tag)).toBe(answer)
  })

  test.each([
    ['that very second', 'Wed, 01 Mar 2023 08:00:00 GMT', true],
    ['a second before', 'Wed, 01 Mar 2023 07:59:59 GMT', false],
    ['later', 'Thu, 02 Mar 2023 08:00:00 GMT', true],
    ['in the form of RFC 850', 'Wednesday, 01-Mar-23 08:00:00 GMT', true],
    ['in that of asctime', 'Wed Mar  1 08:00:00 2023', true],
    ['ahead of the clock', 'Fri, 10 Mar 2033 08:00:00 GMT', false],
    ['no date', 'yesterday 1', false],
    ['a bare number', '1678406400', false],
  ])('by date: %s', (_, date, answer) => {
    expect(asked(null, date)).toBe(answer)
  })

  test('a different tag takes precedence over the date', () => {
    expect(asked('"abd"', 'Thu, 02 Mar 2023 08:00:00 GMT')).toBe(false)
  })
})

test.each([
  ['abcdefghijklmnopqrstuvwx.ics', 'abcdefghijklmnopqrstuvwx'],
  ['public.ics', 'public'],
  ['abcdefghijklmnopqrstuvwx', null],
  ['short.ics', null],
  ['../abcdefghijklmnopqrstuvwx.ics', null],
])('the token in %s', (segment, token) => {
  expect(tokenIn(segment)).toBe(token)
})

test.each([
  ['xuefa.local:3000', undefined, 'http://xuefa.local:3000'],
  ['evil.example', 'https://xuefa.example.cn/', 'https://xuefa.example.cn'],
  ['a b<script>', undefined, 'http://localhost'],
  [null, undefined, 'http://localhost'],
])('pages of host %s with APP_URL %s', (host, appUrl, base) => {
  expect(baseFor(host, appUrl)).toBe(base)
})

test.each([
  ['http://127.0.0.1:3000', 'loopback'],
  ['http://localhost:3000', 'loopback'],
  ['http://xuefa.localhost', 'loopback'],
  ['http://[::1]:3000', 'loopback'],
  ['http://0.0.0.0:3000', 'loopback'],
  ['http://192.168.1.20:3000', 'office'],
  ['https://10.1.2.3', 'office'],
  ['https://xuefa', 'office'],
  ['https://xuefa.lan', 'office'],
  ['http://xuefa.example.cn', 'office'],
  ['https://xuefa.example.cn', 'public'],
  ['https://10.example.cn', 'public'],
  ['https://203.0.113.7', 'public'],
])('%s reaches as far as: %s', (base, reach) => {
  expect(reachOf(base)).toBe(reach)
})

test.each([
  ['https://xuefa.example.cn/feeds/a.ics', 'webcal://xuefa.example.cn/feeds/a.ics'],
  ['http://10.1.2.3:3000/feeds/a.ics', 'webcal://10.1.2.3:3000/feeds/a.ics'],
  ['http://127.0.0.1:3000/feeds/a.ics', null],
])('a phone opens %s by %s', (address, webcal) => {
  expect(webcalOf(address)).toBe(webcal)
})
