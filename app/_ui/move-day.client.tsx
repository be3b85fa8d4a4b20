'use client'
import { type KeyboardEvent, type ReactNode, useActionState, useEffect, useRef, useState } from 'react'
import type { FormState } from '@/app/_form/action'

type Words = {
  title: string
  from: string
  to: string
  reason: string
  rest: string
  submit: string
  close: string
  /** `{title}`, `{from}` and `{to}` in their places. */
  moved: string
  undo: string
  undoReason: string
  /** What an answer may say, by its key. */
  messages: Record<string, string>
}

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>
  words: Words
  /** The usual reasons, the first one chosen. */
  reasons: string[]
  /** Sentences to think of before it is moved there: they warn, the organiser decides. */
  warn?: (activityId: number, day: string) => Promise<string[]>
  /**
   * A grid: what can be moved has data-move, -version, -from and -title; where it can go has data-day, or data-month
   * where the grid has no days: then it keeps its weekday, the second Wednesday the second Wednesday.
   */
  children: ReactNode
}

type Asked = { id: string; version: string; title: string; from: string; to: string; key: string }
type Moved = { id: number; title: string; from: string; to: string; version: number }

/** An activity is dragged to another day, or moved by M: a dialog asks why, then one command; 撤销 takes it back. */
export function MoveDay({ action, words, reasons, warn, children }: Props) {
  const [state, send, isSending] = useActionState(action, { turn: 0 })
  const [asked, ask] = useState<Asked | null>(null)
  const [warnings, setWarnings] = useState<string[]>([])
  const dialog = useRef<HTMLDialogElement>(null)
  const dragged = useRef<HTMLElement | null>(null)
  const moved = state.ok ? (state.result as Moved) : null

  useEffect(() => {
    if (asked && !dialog.current?.open) dialog.current?.showModal()
  }, [asked])
  useEffect(() => {
    if (state.ok) dialog.current?.close()
  }, [state])
  useEffect(() => {
    setWarnings([])
    if (!asked || !warn) return
    let isOld = false
    warn(Number(asked.id), asked.to).then(found => isOld || setWarnings(found))
    return () => {
      isOld = true
    }
  }, [asked, warn])

  const open = (item: HTMLElement, to: string) => {
    const { move = '', version = '', title = '', from = '' } = item.dataset
    ask({ id: move, version, title, from, to, key: crypto.getRandomValues(new Uint32Array(4)).join('') })
  }
  const press = (event: KeyboardEvent) => {
    const item = itemOf(event)
    if (!item || event.key.toLowerCase() !== 'm' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    open(item, item.dataset.from ?? '')
  }
  const error = Object.values(state.errors ?? {})[0] ?? (state.ok ? undefined : state.message?.key)

  return (
    <>
      <div role="status">
        {moved && (
          <form
            action={send}
            className="mb-2 flex flex-wrap items-center gap-x-3 border-pine border-l-4 bg-pine-wash px-3 print:hidden"
          >
            <span>
              {words.moved.replace(/\{(title|from|to)\}/g, (_, name: 'title' | 'from' | 'to') => moved[name])}
            </span>
            <Hidden
              activityId={moved.id}
              version={moved.version}
              day={moved.from}
              reason={words.undoReason}
            />
            <button type="submit" disabled={isSending} className="btn btn-plain px-2">
              {words.undo}
            </button>
          </form>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what happens to the links inside is heard here once for all */}
      <div
        onKeyDown={press}
        onDragStart={event => {
          dragged.current = itemOf(event)
        }}
        onDragEnd={() => {
          dragged.current = null
        }}
        onDragOver={event => {
          if (dragged.current && targetOf(event, dragged.current)) event.preventDefault()
        }}
        onDrop={event => {
          const day = dragged.current && targetOf(event, dragged.current)
          if (!dragged.current || !day) return
          event.preventDefault()
          if (day !== dragged.current.dataset.from) open(dragged.current, day)
        }}
      >
        {children}
      </div>
      <dialog
        ref={dialog}
        onClose={() => ask(null)}
        aria-labelledby="move-title"
        className="m-auto w-full max-w-md rounded-lg border border-line bg-sheet p-5"
      >
        {asked && (
          <form action={send} key={asked.key}>
            <h2 id="move-title" className="mb-2">
              {words.title} · {asked.title}
            </h2>
            {error && !isSending && state.values?.key === asked.key && (
              <p role="alert" className="mb-2 border-cinnabar border-l-4 bg-cinnabar-wash px-3 py-2">
                {words.messages[error] ?? error}
              </p>
            )}
            <Hidden activityId={asked.id} version={asked.version} />
            <input type="hidden" name="key" value={asked.key} />
            <p className="mb-3 text-ink-2">
              {words.from} {asked.from}
            </p>
            <label className="mb-3 block">
              <span className="mb-1 block font-semibold">{words.to}</span>
              <input
                type="date"
                name="day"
                required
                value={asked.to}
                onChange={event => ask({ ...asked, to: event.target.value })}
                className="field"
              />
            </label>
            {warnings.length > 0 && (
              <ul className="mb-3 border-ochre border-l-4 bg-ochre-wash px-3 py-2">
                {warnings.map(each => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            )}
            <label className="mb-3 block">
              <span className="mb-1 block font-semibold">{words.reason}</span>
              <select name="reason" className="field">
                {reasons.map(each => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </label>
            <label className="mb-4 block">
              <span className="mb-1 block font-semibold">{words.rest}</span>
              <input name="rest" maxLength={100} className="field" />
            </label>
            <div className="flex gap-2">
              <button type="submit" disabled={isSending} className="btn btn-main">
                {words.submit}
              </button>
              <button type="button" onClick={() => dialog.current?.close()} className="btn">
                {words.close}
              </button>
            </div>
          </form>
        )}
      </dialog>
    </>
  )
}

function Hidden(fields: Record<string, string | number>) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}

type Heard = { target: EventTarget }

function itemOf({ target }: Heard): HTMLElement | null {
  return (target as Element).closest<HTMLElement>('[data-move]')
}

function targetOf({ target }: Heard, item: HTMLElement): string | undefined {
  const cell = (target as Element).closest<HTMLElement>('[data-day], [data-month]')
  return (
    cell?.dataset.day ?? (cell?.dataset.month && sameWeekday(item.dataset.from ?? '', cell.dataset.month))
  )
}

/** The day of the month that is the same weekday of it, the last one where it has no fifth. */
function sameWeekday(from: string, month: string): string {
  if (from.startsWith(month)) return from
  const day = new Date(`${from}T00:00Z`)
  const first = new Date(`${month}-01T00:00Z`)
  const offset = (day.getUTCDay() - first.getUTCDay() + 7) % 7
  first.setUTCDate(1 + offset + 7 * Math.floor((day.getUTCDate() - 1) / 7))
  if (!first.toISOString().startsWith(month)) first.setUTCDate(first.getUTCDate() - 7)
  return first.toISOString().slice(0, 10)
}
