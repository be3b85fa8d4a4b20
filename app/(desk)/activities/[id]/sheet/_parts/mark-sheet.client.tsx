'use client'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { filled } from '@/app/_i18n/filled'
import { OfflineLine } from '@/app/_offline/offline-line.client'
import {
  groupsOf,
  hitsOf,
  type Item,
  type Key,
  keys,
  laidOver,
  pressedKey,
  whyWords,
} from '@/app/_offline/sheet-item'
import { tallyOf } from '@/lib/attendance/attendance.rules'
import type { Wish } from '@/lib/attendance/mark.rules'
import { pressMark } from '../actions'
import { CountsBar } from './counts-bar.client'
import { ReasonDialog } from './reason-dialog.client'
import { focusRow, idAt, move, rowOf } from './rows-on-page'
import { isShown, SheetGroup } from './sheet-group'
import { type Sheet, useSheet } from './sheet-state.client'
import { useSwipe } from './swipe.client'

type Props = {
  sheet: Sheet
  /** Idempotency key, which tells a retry of 其余 from a new press. */
  pageKey: string
  view: { unitId: number | null; unmarked: boolean; search: string }
  words: Record<string, string>
  offline: Record<string, string>
}

type Mark = { id: number; before: Item; to: Key | null }
type Asking = { id: number; standing: 'exempt' | 'required' }
/** One step of undo. 其余 is one step: done by the server, or offline row by row. */
type Done = Mark | (Asking & { before: Item }) | { at: number } | { rest: Mark[] }

/**
 * The sheet for marking: keys, clicks and swipes on any row, each saved at once; others' marks are polled
 * meanwhile.
 */
export function MarkSheet({ sheet, pageKey, view, words, offline }: Props) {
  const { activityId } = sheet
  const { items, known, mine, sendings, setSendings, put, out, pull, note, setNote, result, oldSince } =
    useSheet(sheet, words)
  const [word, setWord] = useState(view.search)
  const [asking, setAsking] = useState<Asking | null>(null)
  const done = useRef<Done[]>([])
  const [undoable, setUndoable] = useState(false)
  /** Incremented with every answer to 其余: until then a repeated press has the same idempotency key. */
  const [rests, setRests] = useState(0)
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLFormElement>(null)

  useEffect(() => {
    // One tab stop a row; the arrow keys move on from there. Without script every button is a tab stop.
    for (const button of list.current?.querySelectorAll<HTMLElement>(
      '[data-key]:not([data-key="present"])',
    ) ?? [])
      button.tabIndex = -1
    if (hasKeyboard() && !location.hash) search.current?.focus({ preventScroll: true })
  }, [])

  const wish = useCallback(
    (id: number, wanted: Wish) => {
      setNote(null)
      void out.wish(id, wanted)
    },
    [out, setNote],
  )

  const did = useCallback((step: Done) => {
    done.current.push(step)
    setUndoable(true)
  }, [])

  function press(id: number, key: Key | null) {
    const item = known.current.get(id)
    if (!item) return
    const pressed = pressedKey(item)
    if (key === 'exempt') {
      if (item.standing === 'required') setAsking({ id, standing: 'exempt' })
      if (item.standing === 'exempt') setAsking({ id, standing: 'required' })
      return
    }
    if (item.standing === 'exempt') {
      // An exempt person cannot be marked; revoking the exemption requires a reason.
      if (key === null) setAsking({ id, standing: 'required' })
      else setNote({ text: filled(words.exemptFirst ?? '', { name: item.name }) })
      return
    }
    if (pressed === key && !out.isAway(id)) return
    did({ id, before: item, to: key })
    wish(id, { mark: key })
  }

  async function markRest() {
    // Waits until the outbox is empty: an unsent press would conflict with the mark that 其余 sets on its row.
    for (let n = 0; n < 30 && out.unsent > 0; n++) await new Promise(resume => setTimeout(resume, 100))
    const answer = out.unsent > 0 ? null : await out.rest(view.unitId, restKey)
    if (answer === null) return keepRest()
    setRests(before => before + 1)
    if (!answer.ok) return setNote({ text: whyWords(answer.reason, words) })
    await pull()
    did({ at: answer.at ?? 0 })
    setNote({ text: filled(words.restDone ?? '', { count: answer.count ?? 0 }) })
    if (hasKeyboard()) search.current?.focus({ preventScroll: true })
  }

  /**
   * Without an answer each row is queued in the outbox; if the request did arrive, the same mark again changes
   * nothing.
   */
  function keepRest() {
    const rest = [...known.current.values()]
      .filter(item => item.standing === 'required' && item.mark === null && !item.madeUp)
      .filter(item => !out.isAway(item.id))
      .map(before => ({ id: before.id, before, to: 'present' as const }))
    did({ rest })
    for (const { id } of rest) wish(id, { mark: 'present' })
    setNote({ text: filled(words.restKept ?? '', { count: rest.length }) })
  }

  async function undo(id?: number) {
    const stack = done.current
    let at = stack.length - 1
    while (id !== undefined && at >= 0 && !isOf(stack[at], id)) at--
    const [last] = at < 0 ? [] : stack.splice(at, 1)
    setUndoable(stack.length > 0)
    if (!last) return setNote({ text: words.nothingToUndo ?? '' })
    if ('at' in last) {
      const answer = await out.undoRest(last.at)
      if (!answer?.ok) {
        did(last)
        return setNote({ text: answer ? whyWords(answer.reason, words) : (words.undoUnsent ?? '') })
      }
      await pull()
      return setNote({ text: filled(words.restUndone ?? '', { count: answer.count ?? 0 }) })
    }
    if ('rest' in last) {
      const count = last.rest.filter(takeBack).length
      return setNote({ text: filled(words.restUndone ?? '', { count }) })
    }
    const item = known.current.get(last.id)
    if (!item) return
    if (!('to' in last ? takeBack(last) : putBack(last)))
      return setNote({ text: filled(words.undoTooLate ?? '', { name: item.name }) })
    const mark = words[`mark.${pressedKey(last.before) ?? 'none'}`] ?? ''
    setNote({ text: filled(words.undone ?? '', { name: item.name, mark }) })
    rowOf(last.id)?.scrollIntoView({ block: 'nearest' })
  }

  /** Returns false if a colleague has marked the row since. */
  function takeBack({ id, before, to }: Mark): boolean {
    const item = known.current.get(id)
    if (!item || (pressedKey(item) !== to && !out.isAway(id))) return false
    wish(id, { mark: before.mark, reason: before.reason ?? '' })
    return true
  }

  /** Reverts an exemption or its revocation, and restores the mark from before. */
  function putBack({ id, before, standing }: Asking & { before: Item }): boolean {
    if (known.current.get(id)?.standing !== standing && !out.isAway(id)) return false
    wish(id, { standing: standing === 'exempt' ? 'required' : 'exempt', reason: words.undo ?? '' })
    if (before.mark !== null) wish(id, { mark: before.mark, reason: before.reason ?? '' })
    return true
  }

  function choose(id: number, which: string) {
    const sending = sendings[id]
    if (!sending) return
    if (sending.state === 'conflict') put(sending.current)
    setSendings(before => ({ ...before, [id]: undefined }))
    if (which === 'mine') wish(id, sending.wish)
    else void out.giveUp(id)
  }

  function onClick(event: MouseEvent) {
    const button = (event.target as Element).closest('button')
    const id = idAt(button)
    if (!button || !id) return
    event.preventDefault()
    if (button.dataset.key) press(id, button.dataset.key as Key)
    else if (button.dataset.choose) choose(id, button.dataset.choose)
    else if (button.dataset.undo !== undefined) void undo(id)
    // A person found by search is done: clears the box and leaves the focus there for the next one.
    if (button.dataset.key && word !== '' && document.activeElement === search.current) setWord('')
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
      const key = event.key === '0' ? null : (keys[Number(event.key) - 1] ?? null)
      press(id, key)
      // If the focus stayed on another button, Enter would set that mark.
      if (key !== null && key !== 'exempt')
        rowOf(id)?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus({ preventScroll: true })
    } else if (event.key.startsWith('Arrow')) {
      event.preventDefault()
      move(target, event.key)
    } else if (/^[a-z/]$/i.test(event.key)) {
      // The letter itself goes into the box, because the focus moves before it is typed.
      if (event.key === '/') event.preventDefault()
      setWord('')
      search.current?.focus()
    }
  }

  /** The reason of a leave is saved on blur. */
  function onBlur(event: React.FocusEvent) {
    const box = event.target as HTMLInputElement
    const id = idAt(box)
    const item = id ? known.current.get(id) : undefined
    if (box.dataset.reason === undefined || !item || box.value.trim() === (item.reason ?? '')) return
    wish(item.id, { mark: 'leave', reason: box.value.trim() })
  }

  useEffect(() => {
    const onUndo = (event: globalThis.KeyboardEvent) => {
      const box = event.target as HTMLInputElement
      // In a text box that is not empty, Ctrl+Z is the browser's own undo.
      const inBox = /INPUT|TEXTAREA|SELECT/.test(box.tagName) && !(box === search.current && box.value === '')
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey && !inBox) {
        event.preventDefault()
        void undo()
      }
    }
    document.addEventListener('keydown', onUndo)
    return () => document.removeEventListener('keydown', onUndo)
  })
  useSwipe(list, words, (row, mark) => press(Number(row.dataset.id), mark))

  const hits = useMemo(() => hitsOf(sheet.items, word), [sheet.items, word])
  // With the filter for unmarked rows, a row that was just marked stays visible until the page is loaded again.
  const [kept] = useState(() =>
    view.unmarked ? new Set(items.filter(item => pressedKey(item) === null).map(item => item.id)) : null,
  )
  const shown = useMemo(() => items.map(item => laidOver(item, sendings[item.id])), [items, sendings])
  const groups = useMemo(() => groupsOf(shown), [shown])
  const restKey = `${pageKey}-${rests}`

  function take() {
    const first = items.find(item => isShown(item, hits, kept))
    if (!first) return
    setWord('')
    focusRow(first.id)
  }

  return (
    <>
      <CountsBar
        activityId={activityId}
        tally={tallyOf(shown)}
        unitId={view.unitId}
        restKey={restKey}
        word={word}
        search={search}
        onWord={setWord}
        onTake={take}
        onDown={() => list.current?.querySelector<HTMLElement>('.sheet-row [data-key]')?.focus()}
        onRest={markRest}
        waiting={Object.values(sendings).filter(each => each?.state === 'waiting').length}
        result={result}
        note={note}
        undoable={undoable}
        onUndo={() => void undo()}
        words={words}
      >
        <OfflineLine asOf={oldSince} words={offline} />
      </CountsBar>
      <form
        ref={list}
        action={pressMark}
        onSubmit={event => event.preventDefault()}
        onClick={onClick}
        onMouseDown={event => {
          // Keeps the phone's keyboard open after a search, for the next name.
          const onKey = (event.target as Element).closest('[data-key]')
          if (onKey && word !== '' && document.activeElement === search.current) event.preventDefault()
        }}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      >
        <input type="hidden" name="activityId" value={activityId} />
        {groups.map(group => (
          <SheetGroup
            key={group.title}
            group={group}
            activityId={activityId}
            hits={hits}
            kept={kept}
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
          const before = known.current.get(id)
          if (reason && before) {
            did({ id, before, standing })
            wish(id, { standing, reason })
          }
          focusRow(id)
        }}
      />
    </>
  )
}

function isOf(each: Done | undefined, id: number): boolean {
  return each !== undefined && 'id' in each && each.id === id
}

/** On a phone, focus would open the keyboard and cover the names. */
function hasKeyboard(): boolean {
  return matchMedia('(hover: hover) and (pointer: fine)').matches
}
