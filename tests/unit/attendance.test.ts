import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Item, keptWish, recalled, type Sending } from '@/app/(desk)/activities/[id]/sheet/item'
import { outboxOf } from '@/app/(desk)/activities/[id]/sheet/outbox.client'
import { queryOf } from '@/app/(desk)/activities/[id]/sheet/sheet-filter'
import {
  isLateMakeUp,
  type Mark,
  makeUpRefusal,
  markRefusal,
  numbersOf,
  owesMakeUp,
  type Row,
  setAside,
  studied,
  tallyOf,
} from '@/lib/attendance/rules'

const leave: Row = { standing: 'required', mark: 'leave', madeUpOn: null, makeUpDue: '2023-04-09' }

describe('studied, set aside, owed', () => {
  test.each<[string, string, Partial<Row>, boolean, boolean, boolean]>([
    ['a leave before its make-up is due is set aside', '2023-03-26', {}, false, true, true],
    ['on the due day it is still set aside', '2023-04-09', {}, false, true, true],
    ['after the due day it counts against', '2023-04-10', {}, false, false, true],
    ['made up, it is studied from that day', '2023-03-28', { madeUpOn: '2023-03-28' }, true, false, false],
    ['the day before, it is not yet', '2023-03-27', { madeUpOn: '2023-03-28' }, false, true, true],
    ['an absence is never set aside', '2023-03-26', { mark: 'absent' }, false, false, true],
    ['who came late has studied', '2023-03-26', { mark: 'late' }, true, false, false],
    ['an exempt person owes nothing', '2023-03-26', { standing: 'exempt', mark: null }, false, false, false],
  ])('%s', (_, asOf, change, isStudied, isAside, isOwed) => {
    const row = { ...leave, ...change }

    expect([studied(row, asOf), setAside(row, asOf), owesMakeUp(row, asOf)]).toEqual([
      isStudied,
      isAside,
      isOwed,
    ])
  })

  test.each([
    ['pending', '2023-03-26', true],
    ['pending', '2023-04-10', false],
    ['excluded', '2023-03-26', true],
    ['excluded', '2023-04-10', true],
    ['absent', '2023-03-26', false],
  ] as const)('under the rule %s a leave on %s is set aside: %s', (rule, asOf, expected) => {
    expect(setAside(leave, asOf, rule)).toBe(expected)
  })

  test('a make-up after its due day is late, on it is not', () => {
    expect(isLateMakeUp({ ...leave, madeUpOn: '2023-04-10' })).toBe(true)
    expect(isLateMakeUp({ ...leave, madeUpOn: '2023-04-09' })).toBe(false)
  })
})

describe('whether a mark may be set', () => {
  test.each([
    ['on its day', 'scheduled', '2023-03-10', 'required', null],
    ['after its day', 'held', '2023-03-01', 'required', null],
    ['before its day', 'scheduled', '2023-03-11', 'required', 'notYet'],
    ['on a closed roll', 'closed', '2023-03-10', 'required', 'rollClosed'],
    ['on a cancelled activity', 'cancelled', '2023-03-10', 'required', 'cancelled'],
    ['on a draft', 'draft', '2023-03-10', 'required', 'notScheduled'],
    ['without a day', 'postponed', '2023-03-10', 'required', 'notScheduled'],
    ['on somebody who is no longer due', 'held', '2023-03-10', 'withdrawn', 'withdrawn'],
  ] as const)('%s', (_, status, day, standing, refusal) => {
    expect(markRefusal({ form: '集中学习', status, day }, { standing }, '2023-03-10')).toBe(refusal)
  })

  test('in an online study days of completion are recorded, no marks', () => {
    const study = { form: '网上学法', status: 'held', day: '2023-03-01' } as const

    expect(markRefusal(study, { standing: 'required' }, '2023-03-10')).toBe('onlineStudy')
  })

  test('a make-up is for who was required and did not come', () => {
    const on = { form: '集中学习', day: '2023-03-10' }

    expect(makeUpRefusal(on, leave, '2023-03-28', '2023-03-28')).toBe(null)
    expect(makeUpRefusal(on, { ...leave, mark: null }, '2023-03-28', '2023-03-28')).toBe(null)
    expect(makeUpRefusal(on, { ...leave, mark: 'leftEarly' }, '2023-03-28', '2023-03-28')).toBe('attended')
    expect(makeUpRefusal(on, { ...leave, standing: 'invited' }, '2023-03-28', '2023-03-28')).toBe(
      'notRequired',
    )
    expect(makeUpRefusal({ ...on, form: '网上学法' }, leave, '2023-03-28', '2023-03-28')).toBe('onlineStudy')
  })
})

test('应到, 实到 and the marks of those who are required; exempt ones apart, invited and walk-ins nowhere', () => {
  const rows: [Row['standing'], Mark | null][] = [
    ['required', 'present'],
    ['required', 'late'],
    ['required', 'leftEarly'],
    ['required', 'leave'],
    ['required', 'absent'],
    ['required', null],
    ['exempt', null],
    ['invited', 'present'],
    ['walkIn', 'present'],
    ['withdrawn', null],
  ]

  expect(tallyOf(rows.map(([standing, mark]) => ({ standing, mark })))).toEqual({
    required: 6,
    came: 3,
    exempt: 1,
    present: 1,
    late: 1,
    leftEarly: 1,
    leave: 1,
    absent: 1,
    unmarked: 1,
  })
})

describe('numbers of a paper list', () => {
  test.each([
    ['3,7,12-15', [3, 7, 12, 13, 14, 15]],
    ['3、7，12～15', [3, 7, 12, 13, 14, 15]],
    ['3 7\n12至15', [3, 7, 12, 13, 14, 15]],
    ['7, 3, 3', [3, 7]],
    ['', []],
  ])('%j', (text, numbers) => {
    expect(numbersOf(text, 20)).toEqual({ ok: true, numbers })
  })

  test.each(['0', '21', '5-3', '18-21', '三', '1.5', '-3'])('%j is named as what cannot be read', text => {
    expect(numbersOf(text, 20)).toEqual({ ok: false, wrong: text })
  })
})

describe('a mark that waits in the browser', () => {
  const asSeen = { v: 3 } as Item

  test('goes out with the version that the organiser saw, also after a reload', () => {
    const kept = keptWish({ mark: 'absent' }, asSeen)

    const [[id, wish] = []] = recalled(JSON.stringify([[7, kept]]))

    expect([id, wish]).toEqual([7, { mark: 'absent', version: 3 }])
  })

  test('changed while it waits, it is still of the row that was seen at first', () => {
    const waiting = keptWish({ mark: 'absent' }, asSeen)
    const reloaded = { v: 4 } as Item

    expect(keptWish({ mark: 'late' }, reloaded, waiting)).toEqual({ mark: 'late', version: 3 })
  })

  test('chosen again after both marks were shown, it is of the row as it was shown', () => {
    const refused = keptWish({ mark: 'absent' }, asSeen)
    const shown = { v: 4 } as Item

    expect(keptWish(refused, shown)).toEqual({ mark: 'absent', version: 4 })
  })

  test('kept without a version, by a page of an earlier release, it overwrites nobody', () => {
    expect(recalled('[[7,{"mark":"absent"}]]')).toEqual([[7, { mark: 'absent', version: 0 }]])
  })

  test('where nothing waited, nothing is recalled', () => {
    expect(recalled(null)).toEqual([])
  })

  describe('in the outbox of a page', () => {
    afterEach(() => vi.unstubAllGlobals())

    const kept = 'marks:5:1'

    /** A page with the row 8 on it, in a browser that kept `before`; `answer` is what the server says, null nothing. */
    function pageWith(answer: { status: number; body: object } | null, before: unknown[] = []) {
      const storage = new Map(before.length > 0 ? [[kept, JSON.stringify(before)]] : [])
      vi.stubGlobal('localStorage', {
        getItem: (name: string) => storage.get(name) ?? null,
        setItem: (name: string, text: string) => storage.set(name, text),
        removeItem: (name: string) => storage.delete(name),
      })
      const fetch = vi.fn(async (_url: string, _init?: { body: string }) => {
        if (answer === null) throw new Error('no network')
        return Response.json(answer.body, { status: answer.status })
      })
      vi.stubGlobal('fetch', fetch)
      const heard: (Sending | null)[] = []
      const out = outboxOf(
        { activityId: 1, accountId: 5 },
        {
          item: id => (id === 8 ? asSeen : undefined),
          saved() {},
          sending: (_, sending) => heard.push(sending),
        },
      )
      return { out, heard, fetch, keptNow: () => recalled(storage.get(kept) ?? null) }
    }

    test('stays kept where the row is of another unit, and is not counted as unsent', () => {
      const absent = { mark: 'absent', version: 0 }
      const { out, keptNow } = pageWith(null, [[7, absent]])

      out.recall()
      expect(out.unsent).toBe(0)
      out.wish(8, { mark: 'late' })

      expect(keptNow()).toEqual([
        [7, absent],
        [8, { mark: 'late', version: 3 }],
      ])
      expect(out.unsent).toBe(1)
    })

    test.each([
      ['the network is gone', null, undefined],
      ['the server is in trouble', { status: 503, body: {} }, undefined],
      [
        'fault 4: the disk of the server is full',
        { status: 507, body: { ok: false, reason: 'diskFull' } },
        'diskFull',
      ],
      [
        'another process holds the database',
        { status: 503, body: { ok: false, reason: 'databaseBusy' } },
        'databaseBusy',
      ],
      ['a proxy answers in its own words', { status: 502, body: { reason: 'notFound' } }, undefined],
      [
        'fault 12: nobody is signed in any more',
        { status: 401, body: { ok: false, reason: 'signedOut' } },
        'signedOut',
      ],
      [
        'fault 13: the page is of an earlier release',
        { status: 400, body: { ok: false, reason: 'outdated' } },
        'outdated',
      ],
    ])('is lost to nothing where %s', async (_, answer, why) => {
      const { out, heard, keptNow } = pageWith(answer)

      out.wish(8, { mark: 'late' })
      await vi.waitFor(() => expect(heard).toHaveLength(2))

      expect(heard[1]).toMatchObject({ state: 'waiting', wish: { mark: 'late' }, ...(why ? { why } : {}) })
      expect(keptNow()).toEqual([[8, { mark: 'late', version: 3 }]])
    })

    test('fault 10: is given up where a newer one stands, and both are heard', async () => {
      const current = {
        personId: 8,
        standing: 'required',
        reason: null,
        mark: 'absent',
        markedBy: '林静',
        markedAt: 1,
        version: 4,
      }
      const { out, heard, keptNow } = pageWith({
        status: 409,
        body: { ok: false, reason: 'changedMeanwhile', current },
      })

      out.wish(8, { mark: 'late' })
      await vi.waitFor(() => expect(heard).toHaveLength(2))

      expect(heard[1]).toMatchObject({
        state: 'conflict',
        wish: { mark: 'late' },
        current: { mark: 'absent', v: 4 },
      })
      expect(keptNow()).toEqual([])
    })

    test('says whose it is, so that it never goes out as somebody else’s', async () => {
      const { out, fetch } = pageWith(null)

      out.wish(8, { mark: 'late' })

      expect(JSON.parse(fetch.mock.calls[0]?.[1]?.body ?? '{}')).toEqual({
        activityId: 1,
        personId: 8,
        by: 5,
        mark: 'late',
        version: 3,
      })
    })
  })
})

test.each([
  [{ unitId: null, unmarked: false }, '?'],
  [{ unitId: 3, unmarked: false }, '?unit=3'],
  [{ unitId: null, unmarked: true }, '?show=unmarked'],
  [{ unitId: 3, unmarked: true }, '?unit=3&show=unmarked'],
])('the address of a sheet keeps its unit and whether only the unmarked are shown: %j', (view, query) => {
  expect(queryOf(view)).toBe(query)
})
