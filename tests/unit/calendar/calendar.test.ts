import { describe, expect, test } from 'vitest'
import {
  agendaOf,
  cellOf,
  type Entry,
  entriesOn,
  fromToday,
  monthIn,
  narrowed,
  ownState,
  sittingState,
  unitState,
  weeksOf,
} from '@/lib/calendar/calendar.rules'
import { debtsOf, type Listed, nextOf, partOfDay, progressOf } from '@/lib/calendar/home/duty.rules'
import { instantOf } from '@/lib/core/time'

const today = '2023-04-12'

describe('a month', () => {
  test('has whole weeks that begin on Monday', () => {
    const { weeks, first, last, previous, next } = weeksOf('2023-04')

    expect(weeks.map(week => [week[0], week[6]])).toEqual([
      ['2023-03-27', '2023-04-02'],
      ['2023-04-03', '2023-04-09'],
      ['2023-04-10', '2023-04-16'],
      ['2023-04-17', '2023-04-23'],
      ['2023-04-24', '2023-04-30'],
    ])
    expect([first, last, previous, next]).toEqual(['2023-04-01', '2023-04-30', '2023-03', '2023-05'])
  })

  test.each([
    ['2023-12', '2023-11', '2024-01'],
    ['2024-01', '2023-12', '2024-02'],
  ])('%s lies between two others', (month, previous, next) => {
    expect(weeksOf(month)).toMatchObject({ previous, next })
  })

  test.each([
    ['2023-07', '2023-07'],
    ['2023-13', '2023-04'],
    ['<script>', '2023-04'],
    [undefined, '2023-04'],
    [['2023-07'], '2023-04'],
  ])('asked for by %s', (asked, month) => {
    expect(monthIn(asked, today)).toBe(month)
  })
})

const entry: Entry = {
  kind: 'activity',
  id: 1,
  title: '学法',
  day: '2023-04-14',
  lastDay: '2023-04-14',
  startsAt: null,
  endsAt: null,
  place: null,
  hostName: '街道',
  isOff: false,
  isPublic: false,
  isCompulsory: true,
  tone: 'go',
  word: 'activity.compulsory',
}

describe('a day', () => {
  test('shows what one must attend before what is public, then by the hour', () => {
    const open = { ...entry, id: 2, isPublic: true, startsAt: 1 }
    const late = { ...entry, id: 3, startsAt: 9 }
    const early = { ...entry, id: 4, startsAt: 5 }

    expect(entriesOn([open, late, early], '2023-04-14').map(each => each.id)).toEqual([4, 3, 2])
  })

  test('a study of three days stands on each, a window of weeks on its ends alone', () => {
    const days = { ...entry, day: '2023-04-10', lastDay: '2023-04-12' }
    const window = { ...entry, id: 2, day: '2023-04-03', lastDay: '2023-04-20' }

    const shown = agendaOf([days, window], '2023-04-01', '2023-04-30').map(({ day, entries }) => [
      day,
      ...entries.map(each => `${each.id} ${each.part}`),
    ])

    expect(shown).toEqual([
      ['2023-04-03', '2 begins'],
      ['2023-04-10', '1 whole'],
      ['2023-04-11', '1 whole'],
      ['2023-04-12', '1 whole'],
      ['2023-04-20', '2 ends'],
    ])
  })

  test.each([
    [3, 3, 0],
    [4, 2, 2],
    [9, 2, 7],
  ])('of %i entries a cell of three lines shows %i and says how many more', (count, shown, more) => {
    const cell = cellOf(Array.from({ length: count }), 3)

    expect([cell.shown.length, cell.more]).toEqual([shown, more])
  })
})

const activity = {
  id: 1,
  title: '学法',
  form: '集中学法',
  day: '2023-04-11',
  lastDay: '2023-04-11',
  endsAt: null,
  status: 'closed' as const,
  compulsory: true,
  makeUpsEndedReason: null,
}
const row = {
  standing: 'required' as const,
  mark: null,
  madeUpOn: null,
  makeUpDue: '2023-05-11',
  completedOn: null,
}
const ahead = { ...activity, day: '2023-04-14', lastDay: '2023-04-14', status: 'scheduled' as const }
const online = {
  ...activity,
  form: '网上学法',
  day: '2023-04-01',
  lastDay: '2023-04-30',
  status: 'held' as const,
}

describe('what an activity is to a person', () => {
  test.each([
    ['attended', activity, { mark: 'present' }, 'done', 'mark.present'],
    ['come late to', activity, { mark: 'late' }, 'soon', 'mark.late'],
    ['on leave from', activity, { mark: 'leave' }, 'soon', 'mark.leave'],
    ['missed', activity, { mark: 'absent' }, 'owed', 'mark.absent'],
    ['missed and made up', activity, { mark: 'absent', madeUpOn: '2023-04-12' }, 'done', 'state.madeUp'],
    ['on a closed roll without a mark', activity, {}, 'owed', 'mark.none'],
    ['on a roll still open', { ...activity, status: 'held' }, {}, 'soon', 'state.awaitingRecord'],
    ['ahead', ahead, {}, 'go', 'activity.compulsory'],
    ['ahead and optional', { ...ahead, compulsory: false }, {}, 'go', 'activity.optional'],
    ['invited to', ahead, { standing: 'invited' }, 'go', 'standing.invited'],
    ['exempt from', ahead, { standing: 'exempt' }, 'quiet', 'standing.exempt'],
    ['cancelled', { ...ahead, status: 'cancelled' }, {}, 'quiet', 'activityStatus.cancelled'],
    ['online, under way', online, {}, 'go', 'standing.required'],
    ['online, completed', online, { completedOn: '2023-04-10' }, 'done', 'state.completed'],
    ['online, over', { ...online, lastDay: '2023-04-11' }, {}, 'owed', 'state.notCompleted'],
  ])('%s', (_, of, given, tone, word) => {
    expect(ownState(of as typeof activity, { ...row, ...given } as typeof row, today)).toEqual({ tone, word })
  })

  test.each([
    ['closed', 'done', 'activityStatus.held'],
    ['held', 'soon', 'state.awaitingRecord'],
    ['scheduled', 'soon', 'state.awaitingRecord'],
    ['draft', 'quiet', 'activityStatus.draft'],
  ] as const)('to its organiser, over and %s', (status, tone, word) => {
    const of = { ...activity, startsAt: null, notRecordedReason: null, status }
    expect(unitState(of, instantOf(today, '09:00'))).toEqual({ tone, word })
  })

  test.each([
    ['held', '15:30', 'activityStatus.scheduled'],
    ['held', '17:00', 'state.awaitingRecord'],
    ['scheduled', '17:00', 'state.awaitingRecord'],
  ] as const)('to its organiser, %s from 15:00 to 17:00, at %s', (status, time, word) => {
    const hours = { startsAt: instantOf(today, '15:00'), endsAt: instantOf(today, '17:00') }
    const of = { ...activity, ...hours, lastDay: today, notRecordedReason: null, status }
    expect(unitState(of, instantOf(today, time)).word).toBe(word)
    expect(unitState({ ...of, notRecordedReason: '上年不再登记' }, instantOf(today, time)).word).toBe(
      'state.notRecorded',
    )
  })
})

describe('what an exam is to a candidate', () => {
  const exam = {
    status: 'scheduled' as const,
    opensAt: 10,
    closesAt: 20,
    makeUpClosesAt: 30,
    standing: 'required' as const,
    sat: false,
    passed: false,
  }
  test.each([
    ['before it opens', 9, {}, 'sitting.before'],
    ['while it is open', 20, {}, 'sitting.open'],
    ['in the make-up window', 21, {}, 'sitting.makeUp'],
    ['after it', 31, {}, 'sitting.missed'],
    ['sat without passing', 31, { sat: true }, 'sitting.failed'],
    ['passed', 15, { sat: true, passed: true }, 'sitting.passed'],
    ['exempt', 15, { standing: 'exempt' as const }, 'examStanding.exempt'],
  ])('%s', (_, now, given, word) => {
    expect(sittingState({ ...exam, ...given }, now).word).toBe(word)
  })
})

describe('what is owed', () => {
  const listed = (of: object, given: object): Listed =>
    ({ activity: { ...activity, ...of }, row: { ...row, ...given }, hostName: '街道' }) as Listed

  test.each([
    ['a leave owes until its day', {}, { mark: 'leave' }, [{ from: 'leave', daysLeft: 29 }]],
    ['an absence owes alike', {}, { mark: 'absent' }, [{ from: 'absent', daysLeft: 29 }]],
    ['its last day is still time', {}, { mark: 'leave', makeUpDue: today }, [{ daysLeft: 0 }]],
    ['and afterwards it is overdue', {}, { mark: 'leave', makeUpDue: '2023-04-01' }, [{ daysLeft: -11 }]],
    ['made up, nothing is owed', {}, { mark: 'leave', madeUpOn: today }, []],
    ['made up tomorrow, it still is', {}, { mark: 'leave', madeUpOn: '2023-04-13' }, [{ from: 'leave' }]],
    ['who is unmarked owes once the roll is closed', {}, {}, [{ from: 'none' }]],
    ['and not before', { status: 'held' }, {}, []],
    ['an optional one owes nothing', { compulsory: false }, { mark: 'absent' }, []],
    ['nor a cancelled one', { status: 'cancelled' }, { mark: 'absent' }, []],
    ['nor one whose make-ups were ended', { makeUpsEndedReason: '上年' }, { mark: 'absent' }, []],
    ['nor to who is exempt', {}, { standing: 'exempt' }, []],
    ['an online study is to be completed by its last day', online, {}, [{ from: 'online', daysLeft: 18 }]],
    ['before it begins nothing is owed of it', { ...online, day: '2023-04-13' }, {}, []],
  ])('%s', (_, of, given, debts) => {
    expect(debtsOf([listed(of, given)], today)).toMatchObject(debts)
  })

  test('the most pressing stands first', () => {
    const debts = debtsOf(
      [listed(online, {}), listed({ id: 2 }, { mark: 'absent', makeUpDue: '2023-04-20' })],
      today,
    )

    expect(debts.map(each => each.activityId)).toEqual([2, 1])
  })

  test('what goes on is next until it ends', () => {
    const lecture = listed({ ...ahead, day: today, lastDay: today, endsAt: 100 }, {})
    const later = listed({ ...ahead, id: 2 }, {})

    expect(nextOf([lecture, later], 99)?.activity.id).toBe(1)
    expect(nextOf([lecture, later], 100)?.activity.id).toBe(2)
    expect(nextOf([listed(ahead, { standing: 'exempt' })], 0)).toBeNull()
  })

  test('the month counts what is due and what is done', () => {
    const rows = [
      listed({}, { mark: 'present' }),
      listed({}, { mark: 'absent' }),
      listed(ahead, {}),
      listed(online, {}),
    ]

    expect(progressOf(rows, today)).toEqual({ due: 3, done: 1 })
  })
})

test.each([
  ['04:59', 'evening'],
  ['05:00', 'morning'],
  ['11:30', 'noon'],
  ['13:30', 'afternoon'],
  ['18:30', 'evening'],
])('at %s one says good %s', (time, part) => {
  expect(partOfDay(time)).toBe(part)
})

describe('a list that begins today', () => {
  test('names today though there is nothing, and keeps what is over apart', () => {
    const past = { ...entry, id: 2, day: '2023-04-03', lastDay: '2023-04-03' }
    const days = agendaOf([past, entry], '2023-04-01', '2023-04-30')
    const { earlier, ahead } = fromToday(days, '2023-04-10')

    expect(earlier.map(each => each.day)).toEqual(['2023-04-03'])
    expect(ahead.map(each => [each.day, each.entries.length])).toEqual([
      ['2023-04-10', 0],
      ['2023-04-14', 1],
    ])
    expect(fromToday(days, '2023-04-14').ahead.map(each => each.day)).toEqual(['2023-04-14'])
  })
})

test('a make-up stands on its last day as a deadline, however short', () => {
  const due: Entry = { ...entry, kind: 'makeUp', word: 'state.makeUpOwed' }

  expect(entriesOn([due], '2023-04-14').map(each => each.part)).toEqual(['ends'])
})

test('a calendar is narrowed to one kind', () => {
  const exam: Entry = { ...entry, id: 2, kind: 'exam', title: '考试' }
  const open: Entry = { ...entry, id: 3, title: '集市', isPublic: true, isCompulsory: false }
  const off: Entry = { ...entry, id: 4, title: '取消的', isOff: true, isCompulsory: false }
  const titles = (only: Parameters<typeof narrowed>[1]) =>
    narrowed([entry, exam, open, off], only).map(each => each.title)

  expect(titles(null)).toHaveLength(4)
  expect(titles('compulsory')).toEqual(['学法', '考试'])
  expect(titles('exam')).toEqual(['考试'])
  expect(titles('public')).toEqual(['集市'])
  expect(titles('off')).toEqual(['取消的'])
  expect(titles('makeUp')).toEqual([])
})

test('a long one is listed today too, while it is running', () => {
  const exam: Entry = { ...entry, kind: 'exam', day: '2023-04-01', lastDay: '2023-04-20' }
  const parts = (of: Entry) => entriesOn([of], '2023-04-10', '2023-04-10').map(each => each.part)

  expect(parts(exam)).toEqual(['goesOn'])
  expect(parts({ ...exam, tone: 'done' })).toEqual([])
  expect(parts({ ...exam, isOff: true })).toEqual([])
  expect(entriesOn([exam], '2023-04-11', '2023-04-10')).toEqual([])
})

test.each(['9999-12', '0001-01', '2026-13', '2026-1', 'x'])('a month such as %s is that of today', month => {
  expect(monthIn(month, '2026-11-25')).toBe('2026-11')
})
