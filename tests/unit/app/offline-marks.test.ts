import { afterEach, describe, expect, test, vi } from 'vitest'
import { outboxOf } from '@/app/_offline/mark-outbox.client'
import { type Item, recalled, type Sending } from '@/app/_offline/sheet-item'
import { keep, waiting } from '@/app/_offline/store.client'

// Without IndexedDB the queue is in memory, with the same logic.

afterEach(() => vi.unstubAllGlobals())

type Sent = { idempotencyKey: string; personId: number; mark: string | null; version: number; by: number }
type Network = 'there and back' | 'none' | 'there'

/** A server with one version per row, idempotent by key, and a network that may lose the request or the answer. */
function server() {
  const rows = new Map<number, { mark: string | null; version: number }>()
  const answers = new Map<string, object>()
  const heard: Sent[] = []
  const waited: boolean[] = []
  let away = 0
  let most = 0
  const network = { way: 'there and back' as Network, says: null as { status: number; body: object } | null }
  const rowOf = (personId: number) => rows.get(personId) ?? { mark: null, version: 0 }
  const answered = (personId: number) => ({ standing: 'required', markedAt: 1, personId, ...rowOf(personId) })
  vi.stubGlobal('fetch', async (_: string, init: { body: string; headers: Record<string, string> }) => {
    if (network.way === 'none') throw new TypeError('Failed to fetch')
    const sent = JSON.parse(init.body) as Sent
    heard.push(sent)
    waited.push('x-waited' in init.headers)
    most = Math.max(most, ++away)
    await new Promise(done => setTimeout(done, 5))
    away--
    if (network.says) return Response.json(network.says.body, { status: network.says.status })
    const { idempotencyKey, personId, mark, version } = sent
    const repeated = answers.get(idempotencyKey)
    if (!repeated && rowOf(personId).version !== version)
      return Response.json(
        { ok: false, reason: 'changedMeanwhile', current: answered(personId) },
        { status: 409 },
      )
    if (!repeated) {
      rows.set(personId, { mark, version: version + 1 })
      answers.set(idempotencyKey, { ok: true, made: version + 1 })
    }
    if (network.way === 'there') throw new TypeError('Failed to fetch')
    return Response.json({ ...answers.get(idempotencyKey), row: answered(personId), at: 1 })
  })
  return { network, rows, heard, waited, mostAtOnce: () => most }
}

let account = 100
/** A page with the rows 7 and 8; opened again with `as` it belongs to that account. */
function page(as = account++, people = [7, 8]) {
  const items = new Map(people.map(id => [id, { id, v: 0, mark: null, standing: 'required' } as Item]))
  const heard: [number, Sending | null][] = []
  const out = outboxOf(
    { activityId: 1, accountId: as },
    {
      item: id => items.get(id),
      saved: (id, row) => items.set(id, { ...(items.get(id) as Item), v: row.version, mark: row.mark }),
      sending: (id, sending) => heard.push([id, sending]),
    },
  )
  const last = (id: number) => heard.findLast(each => each[0] === id)?.[1]
  return { as, out, items, last, kept: () => waiting('marks', as) }
}

describe('a mark that waits', () => {
  test('goes out in the order of the presses, each once, with the version that the one before made', async () => {
    const { network, rows, heard } = server()
    const { out, last, kept } = page()
    network.way = 'none'
    await out.wish(8, { mark: 'late' })
    await out.wish(7, { mark: 'absent' })
    await out.wish(8, { mark: 'leave' })
    await vi.waitFor(() => expect(last(8)).toEqual({ state: 'waiting', wish: { mark: 'leave' } }))
    expect(out.unsent).toBe(2)

    network.way = 'there and back'
    out.retry()
    await vi.waitFor(async () => expect(await kept()).toEqual([]))

    expect(heard.map(({ personId, mark, version }) => [personId, mark, version])).toEqual([
      [8, 'late', 0],
      [7, 'absent', 0],
      [8, 'leave', 1],
    ])
    expect(rows.get(8)).toEqual({ mark: 'leave', version: 2 })
    expect([last(7), last(8), out.unsent]).toEqual([null, null, 0])
  })

  test('says so after a minute, because then a timer sends it and not its person', async () => {
    const { network, waited } = server()
    const { out, kept } = page()
    const pressed = Date.now()
    await out.wish(7, { mark: 'absent' })
    await vi.waitFor(async () => expect(await kept()).toEqual([]))
    network.way = 'none'
    await out.wish(8, { mark: 'late' })
    network.way = 'there and back'
    const clock = vi.spyOn(Date, 'now').mockReturnValue(pressed + 62_000)

    await out.retry()
    await vi.waitFor(async () => expect(await kept()).toEqual([]))
    clock.mockRestore()

    expect(waited).toEqual([false, true])
  })

  test('goes out alone, however quickly the presses follow one another', async () => {
    const { rows, heard, mostAtOnce } = server()
    const { out, kept } = page()

    await Promise.all([
      out.wish(8, { mark: 'late' }),
      out.wish(8, { mark: 'leave' }),
      out.wish(7, { mark: 'absent' }),
      out.wish(8, { mark: null }),
    ])
    await vi.waitFor(async () => expect(await kept()).toEqual([]))

    expect([mostAtOnce(), heard.length]).toEqual([1, 4])
    expect([rows.get(7), rows.get(8)]).toEqual([
      { mark: 'absent', version: 1 },
      { mark: null, version: 3 },
    ])
  })

  test('whose answer was lost is retried with its idempotency key, without a conflict with itself', async () => {
    const { network, rows, heard } = server()
    const { as, out, last } = page()
    network.way = 'there'
    await out.wish(8, { mark: 'late' })
    await vi.waitFor(() => expect(last(8)).toMatchObject({ state: 'waiting' }))
    // A colleague marks the row created by the first request.
    rows.set(8, { mark: 'absent', version: 2 })

    network.way = 'there and back'
    const reopened = page(as)
    await reopened.out.recall()
    await reopened.out.retry()
    await vi.waitFor(async () => expect(await reopened.kept()).toEqual([]))

    expect(new Set(heard.map(each => each.idempotencyKey)).size).toBe(1)
    expect(reopened.last(8)).toBe(null)
    expect(reopened.items.get(8)).toMatchObject({ mark: 'absent', v: 2 })
  })

  test('that meets a newer one stays until its person has decided, also after the page was closed', async () => {
    const { network, rows } = server()
    const { as, out, last } = page()
    network.way = 'none'
    await out.wish(8, { mark: 'late' })
    await out.wish(8, { mark: 'leave' })
    rows.set(8, { mark: 'absent', version: 5 })
    network.way = 'there and back'
    out.retry()
    const both = { state: 'conflict', wish: { mark: 'leave' } }
    await vi.waitFor(() => expect(last(8)).toMatchObject({ ...both, current: { mark: 'absent', v: 5 } }))

    const reopened = page(as)
    await reopened.out.recall()
    expect(reopened.last(8)).toMatchObject(both)
    expect(await reopened.kept()).toHaveLength(1)

    // Chosen again, with the version of the row as shown.
    reopened.items.set(8, { ...(reopened.items.get(8) as Item), v: 5 })
    await reopened.out.wish(8, { mark: 'leave' })
    await vi.waitFor(async () => expect(await reopened.kept()).toEqual([]))
    expect(rows.get(8)).toEqual({ mark: 'leave', version: 6 })
  })

  test('of a row that this page does not show waits on, and is not counted', async () => {
    const { network, heard } = server()
    network.way = 'none'
    const whole = page()
    await whole.out.wish(7, { mark: 'absent' })

    network.way = 'there and back'
    const unit = page(whole.as, [8])
    await unit.out.recall()
    await unit.out.retry()

    expect([unit.out.unsent, heard.length]).toEqual([0, 0])
    expect(await unit.kept()).toHaveLength(1)
  })

  test.each([
    ['the server is away behind its proxy', { status: 502, body: {} }, undefined, 1],
    ['fault 4: its disk is full', { status: 507, body: { ok: false, reason: 'diskFull' } }, 'diskFull', 1],
    [
      'another process holds the database',
      { status: 503, body: { ok: false, reason: 'databaseBusy' } },
      'databaseBusy',
      1,
    ],
    [
      'the database is damaged and only read',
      { status: 503, body: { ok: false, reason: 'readOnly' } },
      'readOnly',
      1,
    ],
    ['the server is in trouble with it', { status: 500, body: {} }, undefined, 2],
    ['nobody is signed in', { status: 401, body: { ok: false, reason: 'signedOut' } }, 'signedOut', 1],
    ['the page is old', { status: 400, body: { ok: false, reason: 'outdated' } }, 'outdated', 2],
  ])('is lost to nothing where %s', async (_, says, why, tries) => {
    const { network, heard } = server()
    const { out, last, kept } = page()
    network.way = 'none'
    await out.wish(7, { mark: 'absent' })
    await out.wish(8, { mark: 'late' })

    await vi.waitFor(() => expect(last(8)).toMatchObject({ state: 'waiting' }))
    Object.assign(network, { way: 'there and back', says })
    out.retry()
    await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(tries))

    // The refusal of one row no longer blocks the other.
    expect(new Set(heard.map(each => each.personId)).size).toBe(tries)
    await vi.waitFor(() =>
      expect(last(7)).toEqual({ state: 'waiting', wish: { mark: 'absent' }, ...(why ? { why } : {}) }),
    )
    expect(await kept()).toHaveLength(2)
  })

  test('says whose it is', async () => {
    const { heard } = server()
    const { as, out } = page()

    await out.wish(8, { mark: 'late' })
    await vi.waitFor(() => expect(heard).toHaveLength(1))

    expect(heard[0]).toMatchObject({ by: as, personId: 8, mark: 'late', version: 0 })
  })

  test('kept by a page of an earlier release is taken over with its version, or as of a row that nobody had marked', async () => {
    const { network, heard } = server()
    const { as, out, kept } = page()
    const storage = new Map([[`marks:${as}:1`, '[[8,{"mark":"late","version":3}],[7,{"mark":"absent"}]]']])
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => storage.get(name) ?? null,
      removeItem: (name: string) => storage.delete(name),
    })
    network.way = 'none'

    await out.recall()

    expect((await kept()).map(({ personId, wish, version }) => [personId, wish, version])).toEqual([
      [8, { mark: 'late' }, 3],
      [7, { mark: 'absent' }, 0],
    ])
    expect([storage.size, heard.length]).toEqual([0, 0])
    expect(recalled(null)).toEqual([])
  })
})

test('is replaced by another in one step', async () => {
  const mark = {
    account: 1,
    activityId: 1,
    personId: 7,
    wish: { mark: 'late' } as const,
    version: 0,
    stopped: null,
  }
  await keep('marks', { ...mark, nonce: 'one', at: 1 })

  await keep('marks', { ...mark, nonce: 'two', at: 2 }, ['one'])

  expect((await waiting('marks', 1)).map(each => each.nonce)).toEqual(['two'])
})
