'use client'
import { hint, hinted } from '@/app/_offline/hint.client'
import { type Operation, operationsOf, rebased } from '@/lib/plan/table/sync.rules'
import { differing, inserted, isUnsent, type Row, type Table } from '@/lib/plan/table/table.rules'
import type { Block, Cells } from '@/lib/plan/table/table.sheet'

/**
 * A burst of edits being sent: retried unchanged under its idempotency key until it is answered, so that it is
 * applied once.
 */
export type Burst = {
  body: { planId: number; by?: number; idempotencyKey: string; reason: string; operations: Operation[] }
  /** The rows as they were when the burst was made. */
  sent: Row[]
}

/** The content of one entry in localStorage: edits not acknowledged by the server, and the block being pasted. */
export type Kept = {
  rows: Row[]
  gone: Row[]
  /** Keys and ids of all rows, so that each can be restored to its place. */
  order: [key: string, id: number | null][]
  isMoved: boolean
  burst: Burst | null
  reason: string
  block: Block | null
}

type Stored = Kept & { at: number; isLeft: boolean }

const BEAT = 5_000

/**
 * The storage of one page: an entry of its own, so that two pages with the same plan do not overwrite each
 * other. The entry of a page that was closed, or whose heartbeat stopped, is taken over by the next page.
 */
export function storeOf(keptUnder: string) {
  const own = `${keptUnder}:${pageName()}`
  let last: Kept | null = null
  let works = true
  let isForgotten = false

  function write(isLeft: boolean) {
    try {
      if (last === null) localStorage.removeItem(own)
      else {
        // By this any page finds at sign-out that something is kept here.
        if (!hinted()) hint('pages')
        localStorage.setItem(own, JSON.stringify({ ...last, at: Date.now(), isLeft } satisfies Stored))
      }
      works = true
    } catch {
      // Full or disabled: the page says that it stores nothing.
      works = last === null
    }
  }

  return {
    get works() {
      return works
    },
    keep(kept: Kept | null) {
      last = isForgotten ? null : kept
      write(false)
    },
    leave() {
      write(true)
    },
    /** The account has signed out and left its rows: this page stores nothing more. */
    forget() {
      isForgotten = true
      last = null
    },
    /** Heartbeat: marks this page as still open. */
    beat() {
      if (last) write(false)
    },
    /** Entries of earlier pages, each returned once. */
    takeOver(): Kept[] {
      const found: Kept[] = []
      try {
        const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '')
        for (const name of names.filter(each => each.startsWith(`${keptUnder}:`))) {
          const stored = JSON.parse(localStorage.getItem(name) ?? 'null') as Stored | null
          if (!stored || (name !== own && !stored.isLeft && Date.now() - stored.at < 3 * BEAT)) continue
          found.push(stored)
          if (name !== own) localStorage.removeItem(name)
        }
      } catch {
        // Nothing readable in the storage.
      }
      return found
    },
  }
}
export type Store = ReturnType<typeof storeOf>
export { BEAT }

/** An id of this page that survives a reload. */
function pageName(): string {
  try {
    const name = sessionStorage.getItem('plan-table') ?? newKey()
    sessionStorage.setItem('plan-table', name)
    return name
  } catch {
    return newKey()
  }
}

/** crypto.randomUUID exists only in secure contexts (HTTPS, localhost). */
export function newKey(): string {
  return `n${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`
}

/** The edits of a table to store; null if the server has all of them. */
export function toKeep(table: Table, rest: Pick<Kept, 'burst' | 'reason' | 'block'>): Kept | null {
  const rows = table.rows.filter(row => isUnsent(row) && !isEmpty(row.cells))
  const gone = table.gone.filter(row => row.id !== null)
  const isMoved = operationsOf(table).some(each => each.do === 'move')
  if (rows.length + gone.length === 0 && !isMoved && !rest.burst && !rest.block) return null
  return { rows, gone, isMoved, order: table.rows.map(row => [row.key, row.id]), ...rest }
}

/** The server's table with an earlier page's unsent edits applied. */
export function recalledInto(table: Table, kept: Kept): Table {
  const isThere = (id: number | null) => id !== null && table.rows.some(row => row.id === id)
  const renamed = new Map<string, string>()
  const keyed = (id: number | null, key: string) => {
    const row = table.rows.find(each => each.id === id)
    if (row && row.key !== key) renamed.set(row.key, key)
  }
  for (const row of [...kept.rows, ...kept.gone]) if (isThere(row.id)) keyed(row.id, row.key)
  const name = (key: string) => renamed.get(key) ?? key
  let rows = table.rows.map(row => ({ ...row, key: name(row.key) }))
  const order = table.order.map(name)
  const gone: Row[] = [...table.gone]
  for (const was of kept.gone) {
    const row = rows.find(each => each.id === was.id)
    // A row changed on the server meanwhile is shown again: the user decides on its removal.
    if (!row || row.version !== was.version) continue
    rows = rows.filter(each => each !== row)
    gone.push(row)
  }
  for (const was of kept.rows) {
    const row = rows.find(each => each.id === was.id && was.id !== null)
    if (row) {
      const { id, version, base } = row
      const back = rebased(was, { id: id as number, version, cells: base ?? {} })
      rows = rows.map(each => (each === row ? back : each))
    } else if (!rows.some(each => each.key === was.key)) {
      const lost =
        was.id === null ? {} : { fault: { field: null, reason: 'planTable.refused.removedMeanwhile' } }
      const back = { ...was, id: null, base: null, version: 0, ...lost }
      rows = inserted(rows, back, above(rows, kept.order, was.key))
    }
  }
  if (kept.isMoved) rows = inOrderOf(rows, kept.order)
  return { rows, gone, order }
}

function above(rows: Row[], order: Kept['order'], key: string): string | null {
  const at = order.findIndex(([each]) => each === key)
  for (let n = at - 1; n >= 0; n--) {
    const found = rows.find(row => isSame(row, order[n]))
    if (found) return found.key
  }
  return at < 0 ? (rows.at(-1)?.key ?? null) : null
}

function inOrderOf(rows: Row[], order: Kept['order']): Row[] {
  const known = order.flatMap(place => rows.find(row => isSame(row, place)) ?? [])
  let result = known
  rows.forEach((row, at) => {
    if (!known.includes(row)) result = inserted(result, row, rows[at - 1]?.key ?? null)
  })
  return result
}

function isSame(row: Row, place: [key: string, id: number | null] | undefined): boolean {
  return place !== undefined && (row.key === place[0] || (row.id !== null && row.id === place[1]))
}

export function isEmpty(cells: Cells): boolean {
  return differing(cells, {}).length === 0
}
