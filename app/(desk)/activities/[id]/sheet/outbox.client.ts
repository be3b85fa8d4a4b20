'use client'
import {
  type Answered,
  type Hindrance,
  hindrances,
  type Item,
  type Kept,
  keptWish,
  merged,
  recalled,
  type Sending,
  type Wish,
} from './item'

type Changes = { ok: true; rows: Answered[]; cursor: number; versions: number; status: string }

/** What the outbox tells its sheet. */
type Hears = {
  item(id: number): Item | undefined
  saved(id: number, row: Answered): void
  sending(id: number, sending: Sending | null): void
}

type Whose = { activityId: number; accountId: number }

const ADDRESS = '/api/marks'
const PATIENCE = 15_000

/**
 * Marks on their way: one request a row at a time, so that a second press goes out with the version that the first
 * one made. What the network refuses waits, survives a reload, and is sent again with the version that was seen when it
 * was pressed; the command is safe to repeat. What one account left waiting is never sent as another.
 */
export function outboxOf({ activityId, accountId }: Whose, hears: Hears) {
  const keptUnder = `marks:${accountId}:${activityId}`
  const wishes = new Map<number, Kept>()
  const away = new Set<number>()

  async function send(id: number): Promise<void> {
    const wish = wishes.get(id)
    const item = hears.item(id)
    if (!wish || !item || away.has(id)) return
    away.add(id)
    hears.sending(id, { state: 'saving', wish })
    const answer = await post({ activityId, personId: id, by: accountId, ...wish })
    away.delete(id)
    if (answer === null || isHindrance(answer.reason)) {
      const why = answer?.reason as Hindrance | undefined
      hears.sending(id, { state: 'waiting', wish: wishes.get(id) ?? wish, ...(why ? { why } : {}) })
      return
    }
    const newer = wishes.get(id)
    if (newer === wish) forget(id)
    if (answer.ok) hears.saved(id, answer.row as Answered)
    if (newer && newer !== wish) {
      if (answer.ok) hold(id, { ...newer, version: (answer.row as Answered).version })
      return send(id)
    }
    if (answer.ok) hears.sending(id, null)
    else if (answer.current)
      hears.sending(id, {
        state: 'conflict',
        wish,
        current: merged(item, answer.current as Answered),
      })
    else hears.sending(id, { state: 'refused', wish, why: String(answer.reason) })
  }

  function hold(id: number, wish: Kept) {
    wishes.set(id, wish)
    keep()
  }

  function forget(id: number) {
    wishes.delete(id)
    keep()
  }

  function keep() {
    try {
      if (wishes.size === 0) localStorage.removeItem(keptUnder)
      else localStorage.setItem(keptUnder, JSON.stringify([...wishes]))
    } catch {
      // Without storage what waits lives as long as the page, and leaving the page warns.
    }
  }

  return {
    wish(id: number, wish: Wish) {
      const item = hears.item(id)
      if (!item) return
      hold(id, keptWish(wish, item, wishes.get(id)))
      void send(id)
    },
    /** Sends again what waits. */
    retry() {
      for (const id of wishes.keys()) void send(id)
    },
    /** What an earlier page left unsent; what is of a unit that this one does not show waits on. */
    recall() {
      try {
        for (const [id, wish] of recalled(localStorage.getItem(keptUnder))) wishes.set(id, wish)
      } catch {
        // Nothing readable was left.
      }
      this.retry()
    },
    get unsent() {
      return [...wishes.keys()].filter(hears.item).length
    },
    isAway(id: number) {
      return wishes.has(id)
    },
    /** With the same key again, where the answer was lost, it does nothing twice. */
    async rest(unitId: number | null, key: string) {
      return post({ activityId, rest: true, key, by: accountId, ...(unitId ? { unitId } : {}) })
    },
    async undoRest(at: number) {
      return post({ activityId, undo: true, at, by: accountId })
    },
    /** The rows that changed since, or null where the server cannot be reached. */
    async changes(since: number): Promise<Changes | null> {
      return (await asked(`${ADDRESS}?activityId=${activityId}&since=${since}`)) as Changes | null
    },
  }
}
export type Outbox = ReturnType<typeof outboxOf>

function isHindrance(reason?: string): boolean {
  return hindrances.includes(reason as Hindrance)
}

type Answer = { ok: boolean; reason?: string; row?: unknown; current?: unknown; count?: number; at?: number }

function post(body: object): Promise<Answer | null> {
  return asked(ADDRESS, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** null: not reached, or the server is in trouble of which it says no more; it is worth asking again. */
async function asked(url: string, init: RequestInit = {}): Promise<Answer | null> {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), PATIENCE)
  try {
    const response = await fetch(url, { ...init, signal: tooLong.signal, cache: 'no-store' })
    const answer = (await response.json()) as Answer
    return response.status < 500 || isHindrance(answer.reason) ? answer : null
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
