'use client'
import type { Wish } from '@/lib/attendance/mark.rules'
import {
  type Answered,
  type Hindrance,
  hindrances,
  type Item,
  merged,
  recalled,
  type Sending,
} from './sheet-item'
import { forget, keep, numberOfItsOwn, type WaitingMark, waitedHeader, waiting } from './store.client'

type Changes = { ok: true; rows: Answered[]; cursor: number; versions: number; status: string; at: number }

/** Callbacks from the outbox to its sheet. */
type Hears = {
  item(id: number): Item | undefined
  /** The row as stored by the server, and the server's time. */
  saved(id: number, row: Answered, at: number): void
  sending(id: number, sending: Sending | null): void
}

type Whose = { activityId: number; accountId: number }

const ADDRESS = '/api/marks'
const PATIENCE = 15_000

/**
 * Outbox of marks: each press is written to IndexedDB before it is sent. Presses go out one at a time in the
 * order of pressing, each with an idempotency key and the row version that the user saw. A press that
 * fails on the network stays, survives closing the page and the browser, and is retried unchanged. A press that
 * conflicts with a newer mark stays until the user has decided. Presses of one account are never sent as
 * another.
 */
export function outboxOf({ activityId, accountId }: Whose, hears: Hears) {
  // Unsent presses in order, also of rows that this page does not show.
  let queue: WaitingMark[] = []
  let busy = false
  /** A run was requested during a run: the network may have come back since. */
  let again = false
  let newest = 0

  const ofRow = (id: number) => queue.filter(each => each.personId === id && !each.stopped)
  const isShown = (each: WaitingMark) => hears.item(each.personId) !== undefined
  const wishOf = (id: number) => ofRow(id).at(-1)?.wish

  async function run(): Promise<void> {
    again = true
    if (busy) return
    busy = true
    try {
      while (again) {
        again = false
        // A row that the server cannot take now must not block the others.
        const passed = new Set<number>()
        const next = () => queue.find(each => !each.stopped && !passed.has(each.personId) && isShown(each))
        for (let press = next(); press && (await send(press, passed)); press = next());
      }
    } finally {
      busy = false
    }
  }

  /** Whether it is worth sending the next one. */
  async function send(next: WaitingMark, passed: Set<number>): Promise<boolean> {
    const { personId: id, nonce: idempotencyKey, wish } = next
    const answer = await post(
      { activityId, personId: id, by: accountId, idempotencyKey, version: next.version ?? 0, ...wish },
      next.at,
    )
    const isOfThisOne = answer?.reason === 'outdated' || answer?.reason === 'trouble'
    if (answer === null || (isHindrance(answer.reason) && !isOfThisOne)) {
      for (const each of queue) if (!each.stopped && !passed.has(each.personId)) wait(each.personId, answer)
      return false
    }
    if (isOfThisOne) {
      passed.add(id)
      wait(id, answer)
      return true
    }
    const row = ofRow(id)
    const item = hears.item(id)
    if (answer.ok) {
      const [, following] = row
      const after = following && { ...following, version: answer.made as number }
      queue = queue.filter(each => each !== next).map(each => (each === following && after ? after : each))
      hears.saved(id, answer.row as Answered, answer.at ?? 0)
      if (!after) hears.sending(id, null)
      await (after ? keep('marks', after, [next.nonce]) : forget('marks', [next.nonce]))
      return true
    }
    // The last press is what the user wants.
    const last = row.at(-1) ?? next
    queue = queue.filter(each => !row.includes(each))
    const gone = row.map(each => each.nonce).filter(each => each !== last.nonce)
    const stopped = answer.current ? 'changedMeanwhile' : String(answer.reason)
    const met = { ...last, version: next.version, stopped }
    queue.push(met)
    hears.sending(
      id,
      stoppedAs(met, answer.current && item ? merged(item, answer.current as Answered) : item),
    )
    await keep('marks', met, gone)
    return true
  }

  function wait(id: number, answer: Answer | null) {
    const wish = wishOf(id)
    const why = answer?.reason === 'trouble' ? undefined : (answer?.reason as Hindrance | undefined)
    if (wish) hears.sending(id, { state: 'waiting', wish, ...(why ? { why } : {}) })
  }

  return {
    /** Resolves when the press is stored. */
    async wish(id: number, wish: Wish): Promise<void> {
      const item = hears.item(id)
      if (!item) return
      newest = Math.max(Date.now(), newest + 1)
      const press: WaitingMark = {
        nonce: numberOfItsOwn(),
        account: accountId,
        activityId,
        personId: id,
        wish,
        version: ofRow(id).length > 0 ? null : item.v,
        at: newest,
        stopped: null,
      }
      // A new press on a row with a conflict is the user's decision on it.
      const decided = queue.filter(each => each.personId === id && each.stopped)
      queue = [...queue.filter(each => !decided.includes(each)), press]
      hears.sending(id, { state: 'saving', wish })
      await keep(
        'marks',
        press,
        decided.map(each => each.nonce),
      )
      void run()
    },
    /** Keeps the server's mark. */
    async giveUp(id: number): Promise<void> {
      const decided = queue.filter(each => each.personId === id && each.stopped)
      queue = queue.filter(each => !decided.includes(each))
      await forget(
        'marks',
        decided.map(each => each.nonce),
      )
    },
    /** Retries unsent presses; resolves when there is nothing more to try. */
    retry: run,
    /** Restores the presses of an earlier page: unsent ones are queued again, refused ones shown with their reason. */
    async recall(): Promise<void> {
      await fromEarlierRelease()
      const kept = (await waiting('marks', accountId)).filter(each => each.activityId === activityId)
      const there = new Set(queue.map(each => each.nonce))
      queue = [...kept.filter(each => !there.has(each.nonce)), ...queue]
      newest = Math.max(newest, ...kept.map(each => each.at))
      for (const each of queue) {
        const item = hears.item(each.personId)
        if (item && each.stopped) hears.sending(each.personId, stoppedAs(each, item))
        else if (item) wait(each.personId, null)
      }
    },
    get unsent() {
      return new Set(queue.filter(each => !each.stopped && isShown(each)).map(each => each.personId)).size
    },
    isAway(id: number) {
      return ofRow(id).length > 0
    },
    /** Idempotent: repeated with the same key, after a lost answer, it changes nothing. */
    async rest(unitId: number | null, key: string) {
      return post({ activityId, rest: true, key, by: accountId, ...(unitId ? { unitId } : {}) })
    },
    async undoRest(at: number) {
      return post({ activityId, undo: true, at, by: accountId })
    },
    /** The rows changed since `since`, or null if the server cannot be reached. */
    async changes(since: number): Promise<Changes | null> {
      return (await asked(`${ADDRESS}?activityId=${activityId}&since=${since}`)) as Changes | null
    },
  }

  /** Imports marks that an earlier release stored in localStorage. */
  async function fromEarlierRelease(): Promise<void> {
    const keptUnder = `marks:${accountId}:${activityId}`
    try {
      for (const [personId, { version, ...wish }] of recalled(localStorage.getItem(keptUnder)))
        await keep('marks', {
          nonce: numberOfItsOwn(),
          account: accountId,
          activityId,
          personId,
          wish,
          version,
          at: ++newest,
          stopped: null,
        })
      localStorage.removeItem(keptUnder)
    } catch {
      // Nothing readable in the store.
    }
  }
}
export type Outbox = ReturnType<typeof outboxOf>

function isHindrance(reason?: string): boolean {
  return hindrances.includes(reason as Hindrance)
}

function stoppedAs({ wish, stopped }: WaitingMark, current: Item | undefined): Sending {
  return stopped === 'changedMeanwhile' && current
    ? { state: 'conflict', wish, current }
    : { state: 'refused', wish, why: String(stopped) }
}

type Answer = {
  ok: boolean
  reason?: string
  row?: unknown
  made?: number
  current?: unknown
  count?: number
  at?: number
}

/** `at`: when it was pressed. */
function post(body: object, at = Date.now()): Promise<Answer | null> {
  return asked(ADDRESS, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...waitedHeader(at) },
    body: JSON.stringify(body),
  })
}

/**
 * null: unreachable, or answered by a proxy in front of the server. `trouble`: a server error with this one
 * request.
 */
async function asked(url: string, init: RequestInit = {}): Promise<Answer | null> {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), PATIENCE)
  try {
    const response = await fetch(url, { ...init, signal: tooLong.signal, cache: 'no-store' })
    if (response.status === 500) return { ok: false, reason: 'trouble' }
    const answer = (await response.json()) as Answer
    return response.status < 500 || isHindrance(answer.reason) ? answer : null
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
