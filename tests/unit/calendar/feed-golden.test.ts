import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { expect, test } from 'vitest'
import { calendarText, eventText, type FeedOptions } from '@/lib/calendar/feeds/feed.rules'
import type { FeedItem } from '@/lib/calendar/feeds/item.rules'

// One file for each kind of event, byte for byte. To update a file after an intended change, run
// `WRITE_GOLDEN=1 npx vitest run --config tests/vitest.config.ts tests/unit/feed-golden --project utc`, and
// review it.
const folder = path.join(import.meta.dirname, '../../fixtures/feed')

const options: FeedOptions = {
  kind: 'person',
  locale: 'zh',
  alarmMinutes: null,
  base: 'https://xuefa.example.cn',
}

const activity: FeedItem = {
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
  changedAt: Date.parse('2023-03-01T08:00:00Z'),
  exam: null,
  missedOn: null,
}
const wholeDay: FeedItem = { ...activity, startsAt: null, endsAt: null }
const exam: FeedItem = {
  ...wholeDay,
  ...{ kind: 'exam', id: 3, uid: 'exam-3@xuefa', title: '2023年度网上学法考试', form: '', place: null },
  ...{ day: '2023-10-09', lastDay: '2023-10-31', lecturer: null, lecturerRank: null, hostName: '司法所' },
  exam: {
    opensAt: Date.parse('2023-10-09T09:00:00+08:00'),
    closesAt: Date.parse('2023-10-31T18:00:00+08:00'),
    fullMark: 100,
    passMark: 60,
  },
}
const makeUp: FeedItem = {
  ...wholeDay,
  ...{ kind: 'makeUp', uid: 'make-up-activity-7@xuefa', form: '', place: null, lecturer: null },
  ...{ lecturerRank: null, day: '2023-05-14', lastDay: '2023-05-14', missedOn: '2023-04-14', sequence: 1002 },
}
const strange = `宣传宪法🏛️，法治；a,b;c\\d "e"\n第二行${'很长的标题'.repeat(12)}`

const golden: Record<string, [FeedItem, Partial<FeedOptions>?]> = {
  'activity-with-hours': [activity],
  'activity-without-end': [{ ...activity, endsAt: null }],
  'activity-of-a-day': [wholeDay],
  'activity-of-several-days': [{ ...wholeDay, lastDay: '2023-06-30', form: '网上学法' }],
  'activity-optional': [{ ...activity, compulsory: false }],
  'activity-invited': [{ ...activity, standing: 'invited' }],
  'activity-exempt': [{ ...activity, standing: 'exempt' }, { alarmMinutes: 30 }],
  'activity-of-a-walk-in': [{ ...activity, standing: 'walkIn', status: 'held' }],
  'activity-cancelled': [{ ...activity, status: 'cancelled', sequence: 3 }, { alarmMinutes: 30 }],
  'activity-no-longer-due': [{ ...activity, standing: 'withdrawn', sequence: 3 }],
  'activity-postponed': [{ ...activity, status: 'postponed', sequence: 3 }],
  'activity-with-reminder': [activity, { alarmMinutes: 120 }],
  'activity-with-strange-words': [{ ...activity, title: strange, place: strange }],
  'activity-in-english': [{ ...activity, status: 'cancelled' }, { locale: 'en' }],
  'exam-with-reminder': [exam, { alarmMinutes: 1440 }],
  'exam-cancelled': [{ ...exam, status: 'cancelled' }],
  'exam-exempt': [{ ...exam, standing: 'exempt' }],
  'make-up-owed': [makeUp, { alarmMinutes: 120 }],
  'make-up-over': [{ ...makeUp, status: 'cancelled', sequence: 2002 }],
  'unit-activity': [
    { ...activity, standing: 'hosted' },
    { kind: 'unit', unitName: '东埔社区,居委会' },
  ],
  'public-event': [{ ...activity, standing: 'public', compulsory: false }, { kind: 'public' }],
}

const fileOf = (name: string) => path.join(folder, `${name}.ics`)

test.each(Object.entries(golden))('%s', (name, [item, given]) => {
  const text = eventText(item, { ...options, ...given })
  if (process.env.WRITE_GOLDEN) writeFileSync(fileOf(name), text)

  expect(text).toBe(readFileSync(fileOf(name), 'utf8'))
})

test('every file is one of them', () => {
  const files = readdirSync(folder).filter(file => file.endsWith('.ics'))

  expect(files.map(file => file.replace('.ics', '')).sort()).toEqual(Object.keys(golden).sort())
})

test.each(Object.entries(golden))('%s says to ical.js and node-ical what it says', (_, [item, given]) => {
  const text = eventText(item, { ...options, ...given })

  const [read] = new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map(each => new ICAL.Event(each))
  const other = Object.values(nodeIcal.sync.parseICS(text)).find(each => each?.type === 'VEVENT')

  expect(read?.uid).toBe(item.uid)
  expect(read?.sequence).toBe(item.sequence)
  expect(read?.startDate.isDate).toBe(item.startsAt === null)
  if (item.startsAt !== null) expect(read?.startDate.toJSDate().getTime()).toBe(item.startsAt)
  else expect([read?.startDate.toString(), dayBefore(read?.endDate)]).toEqual([item.day, item.lastDay])
  expect(read?.summary).toContain(item.title)
  const { uid, summary, location = null } = other as { uid: string; summary: string; location?: string }
  expect({ uid, summary, location }).toEqual({
    uid: item.uid,
    summary: read?.summary,
    location: read?.location ?? null,
  })
})

/** DTEND of an all-day event is the day after its last day. */
function dayBefore(end: ICAL.Time | undefined): string | undefined {
  const day = end?.clone()
  day?.adjust(-1, 0, 0, 0)
  return day?.toString()
}

test('ten years of activities stay below 300 kB by their window', () => {
  // A busy person: 60 activities and 4 exams a year, each with every optional field.
  const items = Array.from({ length: 10 }, (_, year) => 2014 + year).flatMap(year =>
    Array.from({ length: 64 }, (_, at): FeedItem => {
      const of = at < 60 ? activity : exam
      const day = `${year}-${String(1 + (at % 12)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`
      const startsAt = at < 60 ? Date.parse(`${day}T15:00:00+08:00`) : null
      return { ...of, uid: `${of.kind}-${year}-${at}@xuefa`, day, lastDay: day, startsAt, endsAt: null }
    }),
  )

  const text = calendarText(items, { ...options, alarmMinutes: 120 }, '2023-12-31')

  expect(text.split('BEGIN:VEVENT').length - 1).toBeGreaterThanOrEqual(64)
  expect(Buffer.byteLength(text)).toBeLessThan(300_000)
})
