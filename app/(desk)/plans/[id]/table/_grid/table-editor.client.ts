'use client'
import { onForgotten } from '@/app/_offline/drafts.client'
import { broughtBack, operationsOf, settled } from '@/lib/plan/table/sync.rules'
import {
  appliedAll,
  type Edit,
  type History,
  isReady,
  isUnsent,
  lacking,
  noHistory,
  type Row,
  redone,
  remembered,
  type Saved,
  type Table,
  tableOf,
  undone,
} from '@/lib/plan/table/table.rules'
import type { Block, Field } from '@/lib/plan/table/table.sheet'
import { BEAT, type Burst, isEmpty, newKey, recalledInto, type Store, toKeep } from './local-draft.client'
import { type Answer, post } from './sending.client'

export type RowState =
  | { state: 'quiet' | 'saved' | 'saving' | 'waiting' }
  | { state: 'lacking'; needs: 'time' | 'content' | 'reason' }
  | { state: 'refused' }
  | { state: 'conflict' }

type Options = {
  planId: number
  account: number
  isIssued: boolean
  rows: Saved[]
  store: Store
  draw: () => void
}

/** Debounce before a burst is sent, in milliseconds; longer for an issued plan, where each burst makes a revision. */
const REST = { draft: 1_200, issued: 5_000 }
const AGAIN = 4_000

/** The edited rows, the undo history, and the burst being sent. */
export function editorOf({ planId, account, isIssued, rows, store, draw }: Options) {
  let table = tableOf(rows)
  let history: History = noHistory
  let burst: Burst | null = null
  let isAway = false
  /** Why the burst is sent again later; null while it is not. */
  let waitsFor: 'network' | 'signIn' | null = null
  let reason = ''
  let block: Block | null = null
  /** The cell that is being typed in and not yet committed. */
  let draft: { key: string; field: Field; text: string } | null = null
  let refusal: string | null = null
  let savedAt: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const saved = new Set<string>()

  function change(next: Table) {
    table = next
    keep()
    draw()
  }

  function withDraft(): Table {
    if (!draft) return table
    const { key, field, text } = draft
    const there = table.rows.some(row => row.key === key)
    const last = table.rows.at(-1)?.key ?? null
    const put: Edit[] = there ? [] : [{ put: key, cells: {}, after: last }]
    return appliedAll(table, [...put, { set: key, cells: { [field]: text } }]).table
  }

  function keep() {
    store.keep(toKeep(withDraft(), { burst, reason, block }))
  }

  function later(after: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), after)
  }

  /** Sends what is complete; an unanswered burst is retried first, unchanged. */
  async function send(keepalive = false): Promise<void> {
    clearTimeout(timer)
    if (isAway || refusal) return
    if (!burst) {
      const operations = operationsOf(table)
      if (operations.length === 0 || (isIssued && reason.trim() === '')) return draw()
      const keys = new Set(operations.map(each => each.key))
      const sent = [...table.rows, ...table.gone].filter(row => keys.has(row.key))
      burst = {
        body: { planId, by: account, idempotencyKey: newKey(), reason: reason.trim(), operations },
        sent,
      }
      keep()
    }
    isAway = true
    draw()
    const { body, sent } = burst
    const answer = await post(body, { keepalive, isRetry: waitsFor !== null })
    isAway = false
    const isSignedOut = answer?.ok === false && answer.reason === 'signedOut'
    waitsFor = isSignedOut ? 'signIn' : answer === null ? 'network' : null
    if (answer === null || isSignedOut) {
      later(AGAIN)
      return draw()
    }
    burst = null
    take(answer, { ...table, rows: sent }, new Set(body.operations.map(each => each.key)))
    if (!refusal && operationsOf(table).length > 0) later(0)
  }

  function take(answer: Answer, sent: Table, keys: Set<string>) {
    if (answer.ok) {
      savedAt = Date.now()
      for (const key of keys) saved.add(key)
      const next = settled(table, sent, answer)
      const noted = (row: Row) => answer.notes.find(({ key }) => key === row.key) ?? row.note
      return change({ ...next, rows: next.rows.map(row => ({ ...row, note: noted(row) })) })
    }
    if (answer.reason === 'reasonNeeded') reason = ''
    if (answer.reason !== 'notSaved') {
      refusal = answer.reason === 'notUnderstood' ? 'other' : answer.reason
      return change(table)
    }
    let next = settled(table, sent, { rows: answer.rows })
    for (const key of answer.stale)
      if (next.gone.some(row => row.key === key && row.id !== null))
        next = broughtBack(next, key, { field: null, reason: 'planTable.refused.changedBeforeRemoval' })
    for (const { key, ...fault } of answer.faults) {
      if (next.gone.some(row => row.key === key)) next = broughtBack(next, key, fault)
      const was = sent.rows.find(row => row.key === key)
      const rows = next.rows.map(row => {
        // What was typed after sending has not been validated yet.
        const isAsSent = was && JSON.stringify(row.cells) === JSON.stringify(was.cells)
        return row.key === key && !row.fault && isAsSent ? { ...row, fault } : row
      })
      next = { ...next, rows }
    }
    change(next)
  }

  function step(next: ReturnType<typeof undone>): boolean {
    if (!next) return false
    history = next.history
    change(next.table)
    later(REST.draft)
    return true
  }

  const editor = {
    get table() {
      return table
    },
    get history() {
      return history
    },
    get refusal() {
      return refusal
    },
    get savedAt() {
      return savedAt
    },
    get reason() {
      return reason
    },
    get block() {
      return block
    },
    get waitsFor() {
      return waitsFor
    },
    get keeps() {
      return store.works
    },
    /** One undo step: applied locally at once, sent after the debounce. */
    edit(edits: Edit[]) {
      const done = appliedAll(table, edits)
      if (done.back.length === 0) return
      history = remembered(history, done.back)
      draft = null
      change(done.table)
      later(isIssued ? REST.issued : REST.draft)
    },
    /** The text of a cell that is still being typed in; null once it is committed or discarded. */
    type(typed: typeof draft) {
      draft = typed
      keep()
    },
    undo: () => step(undone(table, history)),
    redo: () => step(redone(table, history)),
    /** Resolves a conflict: which of the two texts of a cell is kept. */
    choose(key: string, which: 'mine' | 'theirs') {
      const row = table.rows.find(each => each.key === key)
      if (!row?.theirs) return
      const { theirs } = row
      table = {
        ...table,
        rows: table.rows.map(each => (each === row ? { ...row, theirs: undefined } : each)),
      }
      if (which === 'theirs') editor.edit([{ set: key, cells: theirs }])
      change(table)
      later(0)
    },
    setReason(text: string) {
      reason = text
      refusal = null
      keep()
      draw()
      later(REST.draft)
    },
    setBlock(next: Block | null) {
      block = next
      keep()
      draw()
    },
    /** Sends without the debounce: a row was left, or a block was written. */
    flush: () => later(0),
    stateOf(row: Row): RowState {
      if (row.theirs) return { state: 'conflict' }
      if (row.fault) return { state: 'refused' }
      if (burst?.body.operations.some(each => each.key === row.key))
        return { state: waitsFor ? 'waiting' : 'saving' }
      if (!isUnsent(row)) return { state: saved.has(row.key) ? 'saved' : 'quiet' }
      const needs = lacking(row)
      if (needs) return isEmpty(row.cells) ? { state: 'quiet' } : { state: 'lacking', needs }
      if (isIssued && reason.trim() === '') return { state: 'lacking', needs: 'reason' }
      return { state: waitsFor ? 'waiting' : 'saving' }
    },
    /** The number of rows that wait for the network, and of those that need the user. */
    counts() {
      const states = table.rows.map(row => editor.stateOf(row).state)
      const removals = table.gone.filter(row => row.id !== null).length
      return {
        waiting: waitsFor ? states.filter(each => each === 'waiting').length + removals : 0,
        saving: isAway || (!waitsFor && !refusal && states.includes('saving')),
        unsaved: states.filter(each => each === 'lacking' || each === 'refused' || each === 'conflict')
          .length,
      }
    },
    /** Starts sending after taking over an earlier page's unsent edits; returns the number of restored rows. */
    start(): { recalled: number; stop: () => void } {
      let recalled = 0
      for (const kept of store.takeOver()) {
        table = recalledInto(table, kept)
        burst ??= kept.burst
        reason ||= kept.reason
        block ??= kept.block
        recalled += kept.rows.length + kept.gone.length
      }
      change(table)
      void send()
      const beat = setInterval(store.beat, BEAT)
      const online = () => void send()
      const leaving = () => {
        table = withDraft()
        draft = null
        keep()
        store.leave()
        void send(true)
      }
      const asking = (event: BeforeUnloadEvent) => {
        if (waitsFor && table.rows.some(row => isUnsent(row) && isReady(row))) event.preventDefault()
      }
      window.addEventListener('online', online)
      window.addEventListener('pagehide', leaving)
      window.addEventListener('beforeunload', asking)
      const stopListening = onForgotten(account, store.forget)
      const stop = () => {
        stopListening()
        clearTimeout(timer)
        clearInterval(beat)
        window.removeEventListener('online', online)
        window.removeEventListener('pagehide', leaving)
        window.removeEventListener('beforeunload', asking)
        leaving()
      }
      return { recalled, stop }
    },
  }
  return editor
}
export type TableEditor = ReturnType<typeof editorOf>
