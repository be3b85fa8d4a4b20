'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Outbox, outboxOf } from '@/app/_offline/mark-outbox.client'
import { type Hindrance, type Item, merged, resultWords, type Sending } from '@/app/_offline/sheet-item'
import { isLasting } from '@/app/_offline/store.client'
import { seenOn } from './seen.client'

/** The message of the bar; `way`: the link that resolves it; `passes`: it disappears once nothing is unsent. */
export type Note = { text: string; way?: 'reload' | 'signIn'; passes?: true }

export type Sheet = {
  activityId: number
  accountId: number
  items: Item[]
  /** The cursor: the newest change that the page knows. */
  since: number
  /** When the server rendered the page. */
  asOf: number
  /** Whether it is the whole sheet, not one unit. */
  isWhole: boolean
}

const POLL = 4000

/**
 * The rows as stored by the server, the presses in the outbox, and others' changes, polled every few seconds. A
 * row with an unsent press is not updated from the poll: the answer to the press will report a newer mark.
 */
export function useSheet(sheet: Sheet, words: Record<string, string>) {
  const known = useRef(new Map(sheet.items.map(item => [item.id, item])))
  const [items, setItems] = useState(sheet.items)
  const [sendings, setSendings] = useState<Record<number, Sending | undefined>>({})
  const [note, setNote] = useState<Note | null>(null)
  /** The result of the last mark, announced by screen readers. */
  const [result, setResult] = useState('')
  const cursor = useRef(sheet.since)
  /** People whose last mark is from this page; a colleague's later mark removes the person. */
  const mine = useRef(new Set<number>())
  const outbox = useRef<Outbox>(null)
  /** When the list was last fetched, by the server's clock; shown while the server is unreachable. */
  const heard = useRef(sheet.asOf)
  const [oldSince, setOldSince] = useState<number | null>(null)
  const [{ recallSeen, remember }] = useState(() => seenOn(sheet))

  const put = useCallback((item: Item) => {
    known.current.set(item.id, item)
    setItems([...known.current.values()])
  }, [])

  outbox.current ??= outboxOf(sheet, {
    item: id => known.current.get(id),
    saved(id, row, at) {
      const item = known.current.get(id)
      mine.current.add(id)
      if (!item) return
      void remember([row], at)
      put(merged(item, row))
      setResult(resultWords(merged(item, row), null, words))
    },
    sending(id, sending) {
      setSendings(before => ({ ...before, [id]: sending ?? undefined }))
      if (sending === null && out.unsent === 0) setNote(note => (note?.passes ? null : note))
      const item = known.current.get(id)
      if (!item || sending === null || sending.state === 'saving') return
      setResult(resultWords(item, sending, words))
      if (sending.state === 'waiting' && sending.why) setNote(hindranceNote(sending.why, words))
    },
  })
  const out = outbox.current

  const pull = useCallback(async () => {
    const changes = await out.changes(cursor.current)
    setOldSince(changes === null ? heard.current : null)
    if (!changes?.ok) return
    heard.current = changes.at
    void remember(changes.rows, changes.at)
    cursor.current = changes.cursor
    const apply = (rows: typeof changes.rows) => {
      for (const row of rows) {
        const item = known.current.get(row.personId)
        if (!item) setNote({ text: words.listChanged ?? '', way: 'reload' })
        else if (row.version > item.v && !out.isAway(item.id)) {
          mine.current.delete(item.id)
          put(merged(item, row))
        }
      }
    }
    apply(changes.rows)
    if (changes.status === 'closed') setNote({ text: words.closedMeanwhile ?? '', way: 'reload' })
    if (!sheet.isWhole || out.unsent > 0 || changes.versions === versionsOf(known.current)) return
    // A change was missed: the server's clock was set back, or the list of people has changed.
    const all = await out.changes(0)
    if (!all?.ok || out.unsent > 0) return
    apply(all.rows)
    if (all.versions !== versionsOf(known.current)) setNote({ text: words.listChanged ?? '', way: 'reload' })
  }, [out, put, remember, words, sheet.isWhole])

  useEffect(() => {
    if (!navigator.onLine) setOldSince(heard.current)
    let lasting = false
    void isLasting().then(answer => {
      lasting = answer
    })
    void recallSeen().then(async ({ rows, at }) => {
      // The page may be a cached copy: first restores what the server has reported since, then applies the outbox.
      for (const row of rows) {
        const item = known.current.get(row.personId)
        if (item && row.version > item.v) put(merged(item, row))
      }
      heard.current = Math.max(heard.current, at)
      await out.recall()
      void out.retry()
      await pull()
    })
    const timer = setInterval(() => {
      if (document.visibilityState === 'hidden') return
      void out.retry()
      void pull()
    }, POLL)
    const online = () => {
      void out.retry()
      void pull()
    }
    const offline = () => setOldSince(heard.current)
    const leaving = (event: BeforeUnloadEvent) => {
      // What is on disk survives if the page can be opened again from the cache.
      if (out.unsent > 0 && !(lasting && 'serviceWorker' in navigator)) event.preventDefault()
    }
    window.addEventListener('online', online)
    window.addEventListener('offline', offline)
    window.addEventListener('beforeunload', leaving)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', online)
      window.removeEventListener('offline', offline)
      window.removeEventListener('beforeunload', leaving)
    }
  }, [out, pull, put, recallSeen])

  return {
    items,
    known,
    mine: mine.current,
    sendings,
    setSendings,
    put,
    out,
    pull,
    note,
    setNote,
    result,
    oldSince,
  }
}

function versionsOf(known: Map<number, Item>): number {
  let sum = 0
  for (const item of known.values()) sum += item.v
  return sum
}

function hindranceNote(why: Hindrance, words: Record<string, string>): Note {
  if (why === 'signedOut') return { text: words.signedOut ?? '', way: 'signIn' }
  if (why === 'outdated') return { text: words.outdated ?? '', way: 'reload' }
  return { text: words[why] ?? '', passes: true }
}
