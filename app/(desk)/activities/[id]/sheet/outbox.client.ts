'use client'
import {
  type Answered,
  type Item,
  type Kept,
  keptWish,
  merged,
  recalled,
  type Sending,
  type Wish,
} from './item'

type Changes = { ok: true; rows: Answered[]; cursor: number; status: string }

/** What the outbox tells its sheet. */
type Hears = {
  item(id: number): Item | undefined
  saved(id: number, row: Answered): void
  sending(id: number, sending: Sending | null): void
}

const ADDRESS = '/api/marks'
const PATIENCE = 15_000

/**
 * Marks on their way: one request a row at a time, so that a second press goes out with the version that the first
 * one made. What the network refuses waits, survives a reload, and is sent again with the version that was seen when it
 * was pressed; the command is safe to repeat.
 */
export function outboxOf(activityId: number, keptUnder: string, hears: Hears) {
  const wishes = new Map<number, Kept>()
  const away = new Set<number>()

  async function send(id: number): Promise<void> {
    const wish = wishes.get(id)
    const item = hears.item(id)
    if (!wish || !item || away.has(id)) return
    away.add(id)
    hears.sending(id, { state: 'saving', wish })
    const answer = await post({ activityId, personId: id, ...wish })
    away.delete(id)
    if (answer === null) {
      hears.sending(id, { state: 'waiting', wish: wishes.get(id) ?? wish })
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
    else hears.sending(id, { state: 'refused', why: String(answer.reason) })
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
    async rest(unitId: number | null) {
      return post({ activityId, rest: true, ...(unitId ? { unitId } : {}) })
    },
    async undoRest(at: number) {
      return post({ activityId, undo: true, at })
    },
    /** The rows that changed since, or null where the server cannot be reached. */
    async changes(since: number): Promise<Changes | null> {
      return (await asked(`${ADDRESS}?activityId=${activityId}&since=${since}`)) as Changes | null
    },
  }
}
export type Outbox = ReturnType<typeof outboxOf>

type Answer = { ok: boolean; reason?: string; row?: unknown; current?: unknown; count?: number; at?: number }

function post(body: object): Promise<Answer | null> {
  return asked(ADDRESS, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** null: not reached, or the server itself is in trouble; it is worth asking again. */
async function asked(url: string, init: RequestInit = {}): Promise<Answer | null> {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), PATIENCE)
  try {
    const response = await fetch(url, { ...init, signal: tooLong.signal, cache: 'no-store' })
    if (response.status >= 500) return null
    return (await response.json()) as Answer
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
