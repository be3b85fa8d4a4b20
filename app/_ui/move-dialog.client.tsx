'use client'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState, useTransition } from 'react'
import type { Action } from '@/app/_forms/action'
import { Alert } from '@/app/_ui/alert'

/** The data attributes of the entry to move, and the target: a day, or a month, in which it keeps its weekday. */
export type Asked = { item: DOMStringMap; to: string }

export type Dialog = {
  asked: Asked
  action: Action
  /** Its own messages; `moved` and `movedBack` have the placeholders {title}, {from} and {to}. */
  words: Record<string, string>
  /** The fields of the dialog: activityId, version, key, day and the reason. */
  fields: ReactNode
  /** Warnings about moving it to that day; they do not block, the organiser decides. */
  warn: (activityId: number, day: string) => Promise<string[]>
}

const TO_READ_MS = 600

type Moved = { id: number; title: string; from: string; to: string; version: number; isBack: boolean }

/**
 * Asks for the reason, then runs one command; 撤销 reverts it. Opens for each `asked`. With a schedule conflict
 * nothing is moved before the conflict was shown: the button then reads 仍然改期.
 */
export function MoveDialog({ asked, action, words, fields, warn }: Dialog) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const heeded = useRef(0)
  const toldAt = useRef(0)
  const [moved, setMoved] = useState<Moved | null>(null)
  const [error, setError] = useState('')
  const [warnings, setWarnings] = useState<string[]>([])
  const [isSending, start] = useTransition()
  const { item } = asked

  const heed = (id: string, day: string) => {
    const turn = ++heeded.current
    const show = (found: string[]) => {
      if (turn !== heeded.current) return
      toldAt.current = Date.now()
      setWarnings(found)
    }
    setWarnings([])
    // If the request fails no warning is shown; the command checks again, and refuses on a conflict that was
    // not shown.
    if (day) warn(Number(id), day).then(show, () => show([]))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it opens for a new `asked` only
  useEffect(() => {
    const { move = '', version = '', from = '' } = item
    const day = asked.to.length === 7 ? sameWeekday(from, asked.to) : asked.to
    setError('')
    // Idempotency key of this opening of the dialog: sent twice, it moves once.
    const idempotencyKey = crypto.getRandomValues(new Uint32Array(4)).join('')
    const form = dialog.current?.querySelector('form')
    for (const [name, value] of Object.entries({ activityId: move, version, day, idempotencyKey }))
      (form?.elements.namedItem(name) as HTMLInputElement).value = value
    heed(move, day)
    dialog.current?.showModal()
  }, [asked])
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const sent = event.currentTarget
    const form = new FormData(sent)
    const isBack = form.has('isBack')
    // A warning that appeared just before the press was not read: the answer then repeats it.
    const isRead = warnings.length > 0 && Date.now() - toldAt.current > TO_READ_MS
    if (isBack || isRead) form.set('despite', 'on')
    start(async () => {
      const answer = await action({ turn: 0 }, form)
      const text = answer.message ?? Object.values(answer.errors ?? {})[0] ?? ''
      const conflicts = answer.found?.conflicts
      if (conflicts) {
        toldAt.current = Date.now()
        setWarnings(String(conflicts).split('\n'))
      }
      setError(answer.ok || conflicts ? '' : text)
      // The message has told of the newer version, and the title of its day: pressed again, this moves it.
      const newer = answer.theirs?.version
      if (newer) (sent.elements.namedItem('version') as HTMLInputElement).value = String(newer)
      if (!answer.ok) return
      setMoved({ ...(answer.result as Moved), isBack })
      dialog.current?.close()
    })
  }

  return (
    <>
      <div role="status">
        {moved && (
          <Alert tone="done" dense className="mb-2 print:hidden">
            <form onSubmit={send} className="flex flex-wrap items-center gap-x-3">
              {movedWords(moved, words)}
              <input type="hidden" name="isBack" />
              <input type="hidden" name="activityId" value={moved.id} />
              <input type="hidden" name="version" value={moved.version} />
              <input type="hidden" name="day" value={moved.from} />
              <input type="hidden" name="reason" value={words.undoReason} />
              {!moved.isBack && (
                <button type="submit" disabled={isSending} className="btn btn-plain px-2">
                  {words.undo}
                </button>
              )}
              {!dialog.current?.open && error}
            </form>
          </Alert>
        )}
      </div>
      <dialog
        ref={dialog}
        aria-labelledby={`${id}title`}
        className="m-auto w-md max-w-[90vw] rounded-lg border border-line bg-sheet p-5 text-ink"
      >
        <form
          onSubmit={send}
          onChange={event => {
            const { name, value, form } = event.target as unknown as HTMLInputElement
            if (name === 'day' && form)
              heed((form.elements.namedItem('activityId') as HTMLInputElement).value, value)
          }}
        >
          <h2 id={`${id}title`} className="mb-3">
            {item.title} · {words.from} {dayWords(item.from ?? '', words)}
          </h2>
          {error && (
            <Alert tone="error" role="alert" dense className="mb-3">
              {error}
            </Alert>
          )}
          {warnings.length > 0 && (
            <Alert tone="warning" role="alert" dense className="mb-3">
              <ul>
                {warnings.map(each => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </Alert>
          )}
          {fields}
          <div className="flex gap-2">
            <button type="submit" disabled={isSending} className="btn btn-main">
              {warnings.length > 0 ? words.anyway : words.move}
            </button>
            <button type="submit" form={`${id}close`} className="btn">
              {words.close}
            </button>
          </div>
        </form>
        {/* The target of the second button above; it only closes the dialog. */}
        <form method="dialog" id={`${id}close`} />
      </dialog>
    </>
  )
}

function movedWords(moved: Moved, words: Record<string, string>): string | undefined {
  const places = { ...moved, from: dayWords(moved.from, words), to: dayWords(moved.to, words) }
  const said = moved.isBack ? words.movedBack : words.moved
  return said?.replace(/\{(\w+)\}/g, (_, name) => String(places[name as keyof Moved]))
}

/** 3月10日 周五, as app/_ui/day-words.ts says it. */
function dayWords(day: string, { months = '', weekdays = '', thisYear, ...words }: Record<string, string>) {
  const [year = '', month, date] = day.split('-')
  const places: Record<string, string | undefined> = {
    year,
    month: months.split(' ')[Number(month) - 1],
    day: String(Number(date)),
  }
  const said = (year === thisYear ? words.day : words.dayOfYear) ?? ''
  const weekday = weekdays.split(' ')[new Date(`${day}T00:00Z`).getUTCDay()] ?? ''
  const onDay = said.replace(/\{(\w+)\}/g, (_, name) => places[name] ?? '')
  return (words.onWeekday ?? '').replace('{date}', onDay).replace('{weekday}', weekday)
}

/** The same weekday in the target month, with the same ordinal; the last one if the month has no fifth. */
function sameWeekday(from: string, month: string): string {
  if (from.startsWith(month)) return from
  const day = new Date(`${from}T00:00Z`)
  const found = new Date(`${month}-01T00:00Z`)
  const offset = (day.getUTCDay() - found.getUTCDay() + 7) % 7
  found.setUTCDate(1 + offset + 7 * Math.floor((day.getUTCDate() - 1) / 7))
  if (!found.toISOString().startsWith(month)) found.setUTCDate(found.getUTCDate() - 7)
  return found.toISOString().slice(0, 10)
}
