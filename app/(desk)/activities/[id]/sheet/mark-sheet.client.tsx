'use client'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { tallyOf } from '@/lib/attendance/rules'
import { pressMark } from './actions'
import { CountsBar } from './counts-bar.client'
import {
  filled,
  groupsOf,
  hitsOf,
  type Item,
  type Key,
  keys,
  pressedKey,
  savedWords,
  type Wish,
} from './item'
import { ReasonDialog } from './reason-dialog.client'
import { focusRow, idAt, move, rowOf } from './rows-on-page'
import { SheetGroup } from './sheet-group'
import { useSheet } from './sheet-state.client'

type Props = {
  activityId: number
  /** Where marks wait for the network: of this account alone. */
  keptUnder: string
  items: Item[]
  /** The newest change that the page knows. */
  since: number
  view: { unitId: number | null; unmarked: boolean; search: string }
  words: Record<string, string>
}

type Done = { id: number; before: Item; to: Key | null } | { at: number }
type Asking = { id: number; standing: 'exempt' | 'required' }

/** The sheet that is marked: keys and clicks on any row, each saved at once, others' marks arriving meanwhile. */
export function MarkSheet({ activityId, keptUnder, items: given, since, view, words }: Props) {
  const { items, known, mine, sendings, setSendings, put, out, pull, note, setNote } = useSheet(
    activityId,
    keptUnder,
    given,
    since,
    words,
  )
  const [word, setWord] = useState(view.search)
  const [asking, setAsking] = useState<Asking | null>(null)
  const done = useRef<Done[]>([])
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLFormElement>(null)

  useEffect(() => {
    // One stop a row for the tab key; the arrows go on from there. Without script every key is a stop.
    for (const button of list.current?.querySelectorAll<HTMLElement>(
      '[data-key]:not([data-key="present"])',
    ) ?? [])
      button.tabIndex = -1
  }, [])

  const wish = useCallback(
    (id: number, wanted: Wish) => {
      setNote(null)
      out.wish(id, wanted)
    },
    [out, setNote],
  )

  function press(id: number, key: Key | null) {
    const item = known.current.get(id)
    if (!item) return
    const pressed = pressedKey(item)
    if (key === 'exempt') {
      if (item.standing === 'required') setAsking({ id, standing: 'exempt' })
      return
    }
    if (item.standing === 'exempt') {
      // An exempt person has nothing to record; taking the exemption back wants a reason.
      if (key === null) setAsking({ id, standing: 'required' })
      else setNote({ text: filled(words.exemptFirst ?? '', { name: item.name }) })
      return
    }
    if (pressed === key && !out.isAway(id)) return
    done.current.push({ id, before: item, to: key })
    wish(id, { mark: key })
  }

  async function markRest() {
    // What is still on its way would meet its own row marked present.
    for (let n = 0; n < 30 && out.unsent > 0; n++) await new Promise(resume => setTimeout(resume, 100))
    if (out.unsent > 0) return setNote({ text: words.restWaits ?? '' })
    const answer = await out.rest(view.unitId)
    if (answer === null) return setNote({ text: words.restUnsent ?? '' })
    if (!answer.ok) return setNote({ text: refusalWords(answer.reason) })
    await pull()
    done.current.push({ at: answer.at ?? 0 })
    setNote({ text: filled(words.restDone ?? '', { count: answer.count ?? 0 }), undo: true })
  }

  async function undo(id?: number) {
    const stack = done.current
    let at = stack.length - 1
    while (id !== undefined && at >= 0 && !isOf(stack[at], id)) at--
    const [last] = at < 0 ? [] : stack.splice(at, 1)
    if (!last) return setNote({ text: words.nothingToUndo ?? '' })
    if ('at' in last) {
      const answer = await out.undoRest(last.at)
      if (!answer?.ok) {
        stack.push(last)
        return setNote({ text: answer ? refusalWords(answer.reason) : (words.restUnsent ?? '') })
      }
      await pull()
      return setNote({ text: filled(words.restUndone ?? '', { count: answer.count ?? 0 }) })
    }
    const item = known.current.get(last.id)
    if (!item) return
    if (pressedKey(item) !== last.to && !out.isAway(item.id))
      return setNote({ text: filled(words.undoTooLate ?? '', { name: item.name }) })
    wish(last.id, { mark: last.before.mark, reason: last.before.reason ?? '' })
    const mark = words[`mark.${last.before.mark ?? 'none'}`] ?? ''
    setNote({ text: filled(words.undone ?? '', { name: item.name, mark }) })
    rowOf(last.id)?.scrollIntoView({ block: 'nearest' })
  }

  function refusalWords(reason?: string) {
    return filled(words.refused ?? '', { why: words[`refused.${reason}`] ?? words['refused.other'] ?? '' })
  }

  function choose(id: number, which: string) {
    const sending = sendings[id]
    if (sending?.state !== 'conflict') return
    put(sending.current)
    setSendings(before => ({ ...before, [id]: undefined }))
    if (which === 'mine') wish(id, sending.wish)
  }

  function onClick(event: MouseEvent) {
    const button = (event.target as Element).closest('button')
    const id = idAt(button)
    if (!button || !id) return
    event.preventDefault()
    if (button.dataset.key) press(id, button.dataset.key as Key)
    else if (button.dataset.choose) choose(id, button.dataset.choose)
    else if (button.dataset.undo !== undefined) void undo(id)
  }

  function onKeyDown(event: KeyboardEvent) {
    const target = event.target as HTMLElement
    const id = idAt(target)
    if (!id || event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
    if (target.tagName === 'INPUT') {
      if (event.key === 'Enter') target.blur()
      return
    }
    if (/^[0-6]$/.test(event.key)) {
      event.preventDefault()
      press(id, event.key === '0' ? null : (keys[Number(event.key) - 1] ?? null))
    } else if (event.key.startsWith('Arrow')) {
      event.preventDefault()
      move(target, event.key)
    } else if (/^[a-z/]$/i.test(event.key)) {
      // The letter itself lands in the box: focus moves before it is typed.
      if (event.key === '/') event.preventDefault()
      setWord('')
      search.current?.focus()
    }
  }

  /** The reason of a leave is saved when its box is left. */
  function onBlur(event: React.FocusEvent) {
    const box = event.target as HTMLInputElement
    const id = idAt(box)
    const item = id ? known.current.get(id) : undefined
    if (box.dataset.reason === undefined || !item || box.value.trim() === (item.reason ?? '')) return
    wish(item.id, { mark: 'leave', reason: box.value.trim() })
  }

  useEffect(() => {
    const onUndo = (event: globalThis.KeyboardEvent) => {
      const inBox = /INPUT|TEXTAREA|SELECT/.test((event.target as Element).tagName)
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey && !inBox) {
        event.preventDefault()
        void undo()
      }
    }
    document.addEventListener('keydown', onUndo)
    return () => document.removeEventListener('keydown', onUndo)
  })

  const hits = useMemo(() => hitsOf(items, word), [items, word])
  // A row marked while only the unmarked are shown stays until the page is loaded again.
  const [kept] = useState(() =>
    view.unmarked ? new Set(given.filter(item => pressedKey(item) === null).map(item => item.id)) : null,
  )
  const visible = (item: Item) => (hits === null || hits.has(item.id)) && (kept === null || kept.has(item.id))
  const groups = useMemo(() => groupsOf(items), [items])
  const waiting = Object.values(sendings).filter(each => each?.state === 'waiting').length
  const saving = Object.values(sendings).some(each => each?.state === 'saving')

  return (
    <>
      <CountsBar
        activityId={activityId}
        tally={tallyOf(items)}
        unitId={view.unitId}
        word={word}
        search={search}
        onWord={setWord}
        onTake={() => {
          const first = items.find(item => visible(item))
          if (!first) return
          setWord('')
          focusRow(first.id)
        }}
        onRest={markRest}
        state={
          waiting > 0
            ? filled(words.waitingCount ?? '', { count: waiting })
            : saving
              ? (words.saving ?? '')
              : savedWords(items, mine, words)
        }
        isWaiting={waiting > 0}
        note={note}
        onUndo={() => void undo()}
        words={words}
      />
      <form
        ref={list}
        action={pressMark}
        onSubmit={event => event.preventDefault()}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      >
        <input type="hidden" name="activityId" value={activityId} />
        {groups.map(group => (
          <SheetGroup
            key={group.title}
            group={group}
            activityId={activityId}
            visible={visible}
            sendings={sendings}
            mine={mine}
            words={words}
          />
        ))}
        <datalist id="leave-reasons">
          {(words.leaveReasons ?? '').split('、').map(reason => (
            <option key={reason} value={reason} />
          ))}
        </datalist>
      </form>
      {hits !== null && hits.size === 0 && (
        <p className="py-8 text-center text-ink-2">
          {words.noHit}{' '}
          <a href={`/activities/${activityId}/people?q=${encodeURIComponent(word)}`}>{words.people}</a>
        </p>
      )}
      <ReasonDialog
        asking={asking && { ...asking, name: known.current.get(asking.id)?.name ?? '' }}
        words={words}
        onDone={reason => {
          const { id, standing } = asking as Asking
          setAsking(null)
          if (reason) wish(id, { standing, reason })
          focusRow(id)
        }}
      />
    </>
  )
}

function isOf(each: Done | undefined, id: number): boolean {
  return each !== undefined && 'id' in each && each.id === id
}
