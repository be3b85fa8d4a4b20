'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Item, merged, type Sending } from './item'
import { type Outbox, outboxOf } from './outbox.client'

export type Note = { text: string; undo?: boolean; reload?: boolean }

const POLL = 4000

/**
 * The rows as the server knows them, what is on its way to it, and what others record meanwhile, asked for every few
 * seconds. A row that waits to be sent is left alone: its own answer will tell of a newer mark.
 */
export function useSheet(
  activityId: number,
  keptUnder: string,
  given: Item[],
  since: number,
  words: Record<string, string>,
) {
  const known = useRef(new Map(given.map(item => [item.id, item])))
  const [items, setItems] = useState(given)
  const [sendings, setSendings] = useState<Record<number, Sending | undefined>>({})
  const [note, setNote] = useState<Note | null>(null)
  const cursor = useRef(since)
  /** Whom this page marked last; a colleague's later mark takes the person out. */
  const mine = useRef(new Set<number>())
  const outbox = useRef<Outbox>(null)

  const put = useCallback((item: Item) => {
    known.current.set(item.id, item)
    setItems([...known.current.values()])
  }, [])

  outbox.current ??= outboxOf(activityId, keptUnder, {
    item: id => known.current.get(id),
    saved(id, row) {
      const item = known.current.get(id)
      mine.current.add(id)
      if (item) put(merged(item, row))
    },
    sending(id, sending) {
      setSendings(before => ({ ...before, [id]: sending ?? undefined }))
    },
  })
  const out = outbox.current

  const pull = useCallback(async () => {
    const changes = await out.changes(cursor.current)
    if (!changes?.ok) return
    cursor.current = changes.cursor
    for (const row of changes.rows) {
      const item = known.current.get(row.personId)
      if (!item) setNote({ text: words.listChanged ?? '', reload: true })
      else if (row.version > item.v && !out.isAway(item.id)) {
        mine.current.delete(item.id)
        put(merged(item, row))
      }
    }
    if (changes.status === 'closed') setNote({ text: words.closedMeanwhile ?? '', reload: true })
  }, [out, put, words])

  useEffect(() => {
    out.recall()
    const timer = setInterval(() => {
      if (document.visibilityState === 'hidden') return
      out.retry()
      void pull()
    }, POLL)
    const online = () => out.retry()
    const leaving = (event: BeforeUnloadEvent) => {
      if (out.unsent > 0) event.preventDefault()
    }
    window.addEventListener('online', online)
    window.addEventListener('beforeunload', leaving)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', online)
      window.removeEventListener('beforeunload', leaving)
    }
  }, [out, pull])

  return { items, known, mine: mine.current, sendings, setSendings, put, out, pull, note, setNote }
}
