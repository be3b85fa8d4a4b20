import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isYearPublished, officeDay } from '@/lib/core/holidays'
import { addDays, daysBetween, instantOf, weekdayOf } from '@/lib/core/time'
import {
  dueBy,
  fittingOccurrence,
  type ItemTime,
  readTimes,
  rewritten,
  type Slot,
  slotsOf,
  timesKept,
  timesWords,
} from '@/lib/plan/occurrences/occurrence.rules'
import { completionOf, decideChange, occurrenceState, proposeDay, stepped } from '@/lib/plan/plan.rules'
import { changesBetween } from '@/lib/plan/revision.rules'

const item = (
  every: ItemTime['every'],
  fromDay = '2023-01-01',
  toDay = '2023-12-31',
  times = 1,
): ItemTime => ({ every, fromDay, toDay, times })

describe('次数 in words', () => {
  test.each<[string, ItemTime, string]>([
    ['of a span is its number', item('once', undefined, undefined, 4), '4'],
    ['of a month is said of the month', item('month'), '每月1次'],
    ['of the year is that of its months', item('month', undefined, undefined, 24), '每月2次'],
    ['of a quarter', item('quarter', undefined, undefined, 4), '每季度1次'],
    ['of a point that its parts count for', item('month', undefined, undefined, 0), '0'],
  ])('%s, and is read back as the same', (_, given, words) => {
    const times = readTimes(words, given)

    expect([timesWords(given), slotsOf({ ...given, times: times ?? -1 })]).toEqual([words, slotsOf(given)])
  })

  test('says nothing of months for a time that has none; another time keeps how often', () => {
    expect(readTimes('每月2次', item('once'))).toBeNull()
    expect(readTimes('若干', item('once'))).toBeNull()
    expect(readTimes('不少于 ４ 次', item('once'))).toBe(4)
    const quarterly = {
      ...item('quarter'),
      times: timesKept(item('month', undefined, undefined, 12), item('quarter')),
    }
    expect(timesWords(quarterly)).toBe('每季度1次')
  })
})

describe('when an item falls due', () => {
  test.each<[string, ItemTime, string[]]>([
    ['once, at the last day of its span', item('once', '2023-03-01', '2023-03-31'), ['2023-03-31']],
    ['on its day', item('once', '2023-04-15', '2023-04-15'), ['2023-04-15']],
    ['四次, all at the end of the year', item('once', undefined, undefined, 4), Array(4).fill('2023-12-31')],
    ['each quarter, at its end', item('quarter'), ['2023-03-31', '2023-06-30', '2023-09-30', '2023-12-31']],
    [
      'each quarter of a span, at the end of each, the last cut off with it',
      item('quarter', '2023-02-01', '2023-08-31'),
      ['2023-03-31', '2023-06-30', '2023-08-31'],
    ],
    [
      'each month of a span',
      item('month', '2023-01-15', '2023-03-20'),
      ['2023-01-31', '2023-02-28', '2023-03-20'],
    ],
    ['not at all, where it counts through its parts', item('once', undefined, undefined, 0), []],
  ])('%s', (_, given, days) => {
    expect(slotsOf(given).map(slot => slot.toDay)).toEqual(days)
  })

  test.each([
    ['每月, 次数 empty: twelve', item('month'), 12],
    ['每月, 次数 12: still twelve', item('month', undefined, undefined, 12), 12],
    ['每月, 次数 2: two each month', item('month', undefined, undefined, 2), 24],
    ['每月, 次数 24: two each month', item('month', undefined, undefined, 24), 24],
    ['每季度, 次数 4: four', item('quarter', undefined, undefined, 4), 4],
    ['March to November each month, 次数 9: nine', item('month', '2023-03-01', '2023-11-30', 9), 9],
  ])('%s', (_, given, count) => {
    expect(slotsOf(given)).toHaveLength(count)
  })

  test.each([
    ['nothing on the day before the first month ends', '2023-01-30', 0],
    ['one on its last day', '2023-01-31', 1],
    ['eight at the end of August', '2023-08-31', 8],
    ['no more than the span asked for', '2024-06-30', 12],
  ])('a monthly one: %s', (_, asOf, due) => {
    expect(dueBy(item('month'), '2023-01-01', '2023-12-31', asOf)).toBe(due)
  })

  const anyItem = fc
    .record({
      every: fc.constantFrom('once' as const, 'month' as const, 'quarter' as const),
      from: fc.integer({ min: 0, max: 300 }),
      length: fc.integer({ min: 0, max: 200 }),
      times: fc.integer({ min: 0, max: 30 }),
    })
    .map(({ every, from, length, times }) =>
      item(every, addDays('2023-01-01', from), addDays('2023-01-01', from + length), times),
    )

  test('each time lies in the span of the item, and no two are the same', () => {
    fc.assert(
      fc.property(anyItem, given => {
        const slots = slotsOf(given)

        expect(slots.every(slot => slot.fromDay >= given.fromDay && slot.toDay <= given.toDay)).toBe(true)
        expect(slots.every(slot => slot.fromDay <= slot.toDay)).toBe(true)
        expect(new Set(slots.map(slot => `${slot.fromDay} ${slot.number}`)).size).toBe(slots.length)
      }),
    )
  })

  test('what falls due never becomes less as days pass, and comes to all of it', () => {
    fc.assert(
      fc.property(anyItem, fc.integer({ min: 0, max: 500 }), (given, later) => {
        const [from, to] = ['2023-01-01', '2024-12-31']
        const day = addDays('2023-01-01', later)

        expect(dueBy(given, from, to, day)).toBeLessThanOrEqual(dueBy(given, from, to, addDays(day, 1)))
        expect(dueBy(given, from, to, to)).toBe(slotsOf(given).length)
      }),
    )
  })
})

describe('计划完成率', () => {
  test.each<[string, string[], [number, number], [number, number]]>([
    ['nothing held', [], [0, 2], [0, 1]],
    ['one of the two months that are over', ['2023-01-17'], [1, 2], [0, 1]],
    ['both', ['2023-01-17', '2023-02-14'], [2, 2], [1, 1]],
    ['more than due counts no more', ['2023-01-17', '2023-02-14', '2023-02-20'], [2, 2], [1, 1]],
    ['what is held later than the as-of day does not count', ['2023-03-20'], [0, 2], [0, 1]],
  ])('of a monthly item on 10 March: %s', (_, heldOn, times, items) => {
    const found = completionOf([{ ...item('month'), heldOn }], '2023-01-01', '2023-12-31', '2023-03-10')

    expect(found).toEqual({
      times: { numerator: times[0], denominator: times[1] },
      items: { numerator: items[0], denominator: items[1] },
    })
  })

  test('an item that is not due yet is on neither side, held or not', () => {
    const early = { ...item('once', '2023-05-01', '2023-05-31'), heldOn: ['2023-03-01'] }

    const { times, items } = completionOf([early], '2023-01-01', '2023-12-31', '2023-03-10')

    expect([times.denominator, items.denominator]).toEqual([0, 0])
  })
})

describe('the occurrences of an item whose time changed', () => {
  const placed = (slots: Slot[], joined: Record<number, string> = {}) =>
    slots.map((slot, at) => ({ ...slot, id: at + 1, joinedDay: joined[at + 1] ?? null }))

  test('the same time changes nothing', () => {
    const months = slotsOf(item('month'))

    expect(rewritten(placed(months, { 3: '2023-03-08' }), months)).toEqual({ move: [], remove: [], add: [] })
  })

  test('from months to quarters: undated ones are removed, the dated one gets its quarter', () => {
    const { move, remove, add } = rewritten(
      placed(slotsOf(item('month')), { 5: '2023-05-18' }),
      slotsOf(item('quarter')),
    )

    expect(move).toEqual([{ id: 5, slot: { fromDay: '2023-04-01', toDay: '2023-06-30', number: 1 } }])
    expect(remove).toHaveLength(11)
    expect(add.map(slot => slot.toDay)).toEqual(['2023-03-31', '2023-09-30', '2023-12-31'])
  })

  test('a dated one that fits no slot stays, and takes no slot from another', () => {
    const { move, remove, add } = rewritten(
      placed(slotsOf(item('once', '2023-03-01', '2023-03-31')), { 1: '2023-03-08' }),
      slotsOf(item('once', '2023-06-01', '2023-06-30')),
    )

    expect({ move, remove }).toEqual({ move: [], remove: [] })
    expect(add).toEqual([{ fromDay: '2023-06-01', toDay: '2023-06-30', number: 1 }])
  })

  test('afterwards each time is there once, and nothing joined is lost', () => {
    const anyTime = fc.constantFrom(
      item('month'),
      item('quarter'),
      item('once', undefined, undefined, 4),
      item('once', '2023-03-01', '2023-05-31', 2),
      item('month', '2023-03-01', '2023-11-30'),
      item('once', undefined, undefined, 0),
    )
    fc.assert(
      fc.property(anyTime, anyTime, fc.array(fc.integer({ min: 1, max: 12 })), (before, after, joinedIds) => {
        const old = slotsOf(before)
        const joined = Object.fromEntries(
          joinedIds.flatMap(id => {
            const slot = old[id - 1]
            if (!slot) return []
            return [[id, addDays(slot.fromDay, Math.floor(daysBetween(slot.fromDay, slot.toDay) / 2))]]
          }),
        )
        const there = placed(old, joined)
        const wanted = slotsOf(after)

        const { move, remove, add } = rewritten(there, wanted)

        const now = [
          ...there
            .filter(each => !remove.includes(each.id))
            .map(each => move.find(moved => moved.id === each.id)?.slot ?? each),
          ...add,
        ].map(each => `${each.fromDay} ${each.number}`)
        expect(new Set(now).size).toBe(now.length)
        expect(wanted.every(slot => now.includes(`${slot.fromDay} ${slot.number}`))).toBe(true)
        expect(remove.filter(id => joined[id])).toEqual([])
      }),
    )
  })
})

describe('the day that is proposed', () => {
  const may = { fromDay: '2026-05-01', toDay: '2026-05-31' }

  test.each<[string, { fromDay: string; toDay: string }, Parameters<typeof proposeDay>[1], string]>([
    ['the working day in the middle', may, { isPublic: false, corrections: [] }, '2026-05-15'],
    [
      'no weekend',
      { fromDay: '2026-06-06', toDay: '2026-06-08' },
      { isPublic: false, corrections: [] },
      '2026-06-08',
    ],
    [
      'no day of 国庆, and not the Saturday that is worked for it',
      { fromDay: '2026-10-01', toDay: '2026-10-12' },
      { isPublic: false, corrections: [] },
      '2026-10-08',
    ],
    [
      'the 调休 Saturday where it is asked for',
      { fromDay: '2026-10-10', toDay: '2026-10-11' },
      { isPublic: false, corrections: [], swappedToo: true },
      '2026-10-10',
    ],
    [
      'no day that the office took off by itself',
      may,
      { isPublic: false, corrections: [{ day: '2026-05-15', name: '防汛演练', kind: 'off' }] },
      '2026-05-18',
    ],
    [
      'a holiday for a public event',
      { fromDay: '2026-05-01', toDay: '2026-05-03' },
      { isPublic: true, corrections: [] },
      '2026-05-02',
    ],
    [
      'nothing before today in a month that is under way',
      may,
      { isPublic: false, corrections: [], notBefore: '2026-05-27' },
      '2026-05-29',
    ],
    [
      'the fixed day for a public event, whatever day it is',
      { fromDay: '2023-04-15', toDay: '2023-04-15' },
      { isPublic: true, corrections: [] },
      '2023-04-15',
    ],
    [
      'the nearest working day where the span has none',
      { fromDay: '2023-04-15', toDay: '2023-04-15' },
      { isPublic: false, corrections: [] },
      '2023-04-14',
    ],
  ])('%s', (_, slot, wishes, day) => {
    expect(proposeDay(slot, wishes).day).toBe(day)
  })

  test('says outside where it left the span, and the kind of day where the event is public', () => {
    const outside = proposeDay(
      { fromDay: '2023-04-15', toDay: '2023-04-15' },
      { isPublic: false, corrections: [] },
    )
    const holiday = proposeDay(
      { fromDay: '2026-10-01', toDay: '2026-10-01' },
      { isPublic: true, corrections: [] },
    )

    expect(outside.isInside).toBe(false)
    expect(holiday).toMatchObject({ kind: 'off', name: { zh: '国庆节' }, isPublished: true })
  })

  test('for a study is never a weekend, a known day off or a 调休 day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 0, max: 90 }), (start, length) => {
        const fromDay = addDays('2023-01-01', start)
        const slot = { fromDay, toDay: addDays(fromDay, length) }

        const { day, kind } = proposeDay(slot, { isPublic: false, corrections: [] })

        expect(kind).toBe('workday')
        expect(weekdayOf(day)).toBeLessThan(6)
      }),
    )
  })
})

describe('days off', () => {
  test.each([
    ['2023-01-01', 'off', '元旦'],
    ['2023-01-28', 'swapped', '春节'],
    ['2023-06-22', 'off', '端午'],
    ['2026-02-14', 'swapped', '春节'],
    ['2026-02-23', 'off', '春节'],
    ['2026-10-10', 'swapped', '国庆节'],
    ['2026-10-17', 'weekend', undefined],
    ['2026-10-19', 'workday', undefined],
  ])('%s is %s %s', (day, kind, name) => {
    const found = officeDay(day)

    expect([found.kind, found.name?.zh, found.isPublished]).toEqual([kind, name, true])
  })

  test('of a year without a notice are not guessed', () => {
    expect(officeDay('2027-01-01')).toEqual({ kind: 'workday', name: null, isPublished: false })
    expect(isYearPublished(2027)).toBe(false)
    expect(isYearPublished(2026)).toBe(true)
  })

  test('typed by the office make the year published', () => {
    const typed = [
      { day: '2027-01-01', name: '元旦', kind: 'off' as const },
      { day: '2027-10-01', name: '国庆节', kind: 'off' as const },
      { day: '2027-10-09', name: '国庆节', kind: 'work' as const },
    ]

    expect(officeDay('2027-10-01', typed)).toMatchObject({ kind: 'off', isPublished: true })
    expect(officeDay('2027-10-09', typed)).toMatchObject({ kind: 'swapped', isPublished: true })
    expect(isYearPublished(2027, typed.slice(0, 1))).toBe(false)
  })

  test('are corrected by the office', () => {
    const working = [{ day: '2026-05-01', name: '', kind: 'work' as const }]

    expect(officeDay('2026-05-01', working)).toEqual({ kind: 'workday', name: null, isPublished: true })
  })
})

describe('an occurrence', () => {
  const slot = { toDay: '2023-03-31' }
  const activity = (status: string, day = '2023-03-08') => ({
    status,
    day,
    lastDay: day,
    startsAt: null,
    endsAt: null,
  })
  const none = { activity: null, exam: null, isDone: false }

  test.each([
    ['待定 in its month', none, '2023-03-31', 'undated'],
    ['missed from the next day on', none, '2023-04-01', 'missed'],
    ['scheduled', { ...none, activity: activity('scheduled') }, '2023-03-01', 'scheduled'],
    ['held', { ...none, activity: activity('held') }, '2023-03-08', 'held'],
    ['held, its roll closed', { ...none, activity: activity('closed') }, '2023-04-08', 'held'],
    ['not yet held on the day before', { ...none, activity: activity('held') }, '2023-03-07', 'scheduled'],
    ['postponed', { ...none, activity: activity('postponed') }, '2023-04-20', 'postponed'],
    ['cancelled', { ...none, activity: activity('cancelled') }, '2023-04-20', 'cancelled'],
    ['an exam before its closing day', { ...none, exam: activity('scheduled') }, '2023-03-07', 'scheduled'],
    ['an exam from its closing day on', { ...none, exam: activity('scheduled') }, '2023-03-08', 'held'],
    ['done by a note', { ...none, isDone: true }, '2023-04-20', 'held'],
  ])('%s', (_, joined, asOf, state) => {
    expect(occurrenceState(slot, joined, { asOf, now: instantOf(asOf, '23:59') })).toBe(state)
  })

  test.each([
    ['whose span holds the day', '2023-05-18', '2023-05-31'],
    ['else the earliest open one', '2023-11-02', '2023-02-28'],
  ])('an activity becomes the one %s', (_, day, toDay) => {
    const open = slotsOf(item('month', '2023-02-01', '2023-08-31'))

    expect(fittingOccurrence(open, day)?.toDay).toBe(toDay)
  })
})

test.each([
  ['draft', '', { ok: true }],
  ['issued', ' ', { ok: false, reason: 'reasonNeeded', field: 'reason' }],
  ['issued', '上级通知', { ok: true }],
  ['closed', '上级通知', { ok: false, reason: 'planClosed' }],
] as const)('a plan that is %s, changed for "%s"', (status, reason, decision) => {
  expect(decideChange(status, reason)).toEqual(decision)
})

test('an item steps among those of the same point, and stays at an end', () => {
  const items = [
    { id: 1, parentId: null },
    { id: 2, parentId: 1 },
    { id: 3, parentId: null },
    { id: 4, parentId: 1 },
  ]

  expect(stepped(items, 4, 'up')).toEqual([1, 4, 3, 2])
  expect(stepped(items, 3, 'down')).toEqual([1, 2, 3, 4])
})

test('the changes of a revision are listed by item', () => {
  const line = (id: number, content: string) => ({ id, content }) as never
  const before = { title: '', items: [line(1, '甲'), line(2, '乙')] }
  const after = { title: '', items: [line(1, '甲'), line(3, '丙')] }

  expect(changesBetween(before, after).map(each => [each.change, each.item.id])).toEqual([
    ['added', 3],
    ['removed', 2],
  ])
  expect(changesBetween(undefined, after)).toEqual([])
})
