'use client'
import type { ReactNode, RefObject } from 'react'
import { filled } from '@/app/_i18n/filled'
import type { Tally } from '@/lib/attendance/attendance.rules'
import { pressMark } from '../actions'
import type { Note } from './sheet-state.client'

type Props = {
  activityId: number
  tally: Tally
  unitId: number | null
  /** Idempotency key of one press of 其余. */
  restKey: string
  word: string
  search: RefObject<HTMLInputElement | null>
  onWord(word: string): void
  onTake(): void
  onDown(): void
  onRest(): void
  /** The number of unsent marks, and the result of the last mark. */
  waiting: number
  result: string
  note: Note | null
  /** Whether there is something to undo. */
  undoable: boolean
  onUndo(): void
  words: Record<string, string>
  /** The age of the list, shown while it is stale. */
  children: ReactNode
}

/** Counts that are always shown, also when 0; and those that 实到 consists of, where there is space. */
const tones = {
  leave: 'bg-ochre-wash text-ochre',
  absent: 'bg-cinnabar-wash text-cinnabar',
  unmarked: 'bg-sunk text-ink-2',
} as const
const parts = {
  present: 'bg-pine-wash text-pine',
  late: 'bg-ochre-wash text-ochre',
  leftEarly: 'bg-ochre-wash text-ochre',
  exempt: 'bg-sunk text-ink-2',
} as const

/** The bar fixed at the top: how many are due and came, the search box, and the button for the rest present. */
export function CountsBar({
  activityId,
  tally,
  unitId,
  restKey,
  word,
  search,
  onWord,
  onTake,
  onDown,
  onRest,
  waiting,
  result,
  note,
  undoable,
  onUndo,
  words,
  children,
}: Props) {
  const recorded = tally.required - tally.unmarked
  return (
    <div className="sticky top-0 z-5 flex flex-wrap items-center gap-x-2.5 border-line-strong border-b bg-paper pt-2.5">
      <p className="mb-2 flex desk:w-auto w-full flex-wrap items-baseline gap-y-1">
        <b className="mr-3 desk:text-xl">{filled(words.required ?? '', { count: tally.required })}</b>
        <b className="mr-3 desk:text-xl">{filled(words.came ?? '', { count: tally.came })}</b>
        {(Object.keys(tones) as (keyof typeof tones)[]).map(each => (
          <span key={each} className={`tag mr-1.5 ${tones[each]}`}>
            {words[each === 'unmarked' ? 'mark.none' : `mark.${each}`]} {tally[each]}
          </span>
        ))}
        {(Object.keys(parts) as (keyof typeof parts)[])
          .filter(each => tally[each] > 0)
          .map(each => (
            <span key={each} className={`tag mr-1.5 desk:inline-block hidden ${parts[each]}`}>
              {words[`mark.${each}`]} {tally[each]}
            </span>
          ))}
      </p>
      <form
        method="get"
        className="mb-2 desk:ml-auto desk:w-64 min-w-0 desk:flex-none flex-1"
        onSubmit={event => {
          event.preventDefault()
          onTake()
        }}
      >
        {unitId && <input type="hidden" name="unit" value={unitId} />}
        <input
          ref={search}
          name="q"
          type="search"
          value={word}
          onChange={event => onWord(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Escape') onWord('')
            if (event.key === 'ArrowDown') {
              event.preventDefault()
              onDown()
            }
          }}
          placeholder={words.search}
          aria-label={words.search}
          autoComplete="off"
          className="field"
        />
      </form>
      <form
        action={pressMark}
        className="mb-2"
        onSubmit={event => {
          event.preventDefault()
          onRest()
        }}
      >
        <input type="hidden" name="activityId" value={activityId} />
        <input type="hidden" name="idempotencyKey" value={restKey} />
        {unitId && <input type="hidden" name="unitId" value={unitId} />}
        <button type="submit" name="press" value="rest" disabled={tally.unmarked === 0} className="btn">
          {filled(words.rest ?? '', { count: tally.unmarked })}
        </button>
      </form>
      <p className="flex min-h-11 w-full items-center gap-x-3 border-line border-t text-ink-2 text-sm">
        <span className="whitespace-nowrap">{filled(words.recorded ?? '', { count: recorded })}</span>
        <span aria-live="polite" className={waiting > 0 ? 'min-w-0 text-ochre' : 'min-w-0'}>
          {result}
          {waiting > 1 && `${result && ' · '}${filled(words.waitingCount ?? '', { count: waiting })}`}
        </span>
        <button
          type="button"
          onClick={onUndo}
          disabled={!undoable}
          className="ml-auto min-h-11 min-w-11 whitespace-nowrap text-indigo underline disabled:text-ink-2 disabled:no-underline"
        >
          {words.undo}
        </button>
      </p>
      {children}
      <p role="status" className={note ? 'mb-2 flex w-full flex-wrap items-center gap-3' : 'sr-only'}>
        {note?.text}
        {note?.way === 'reload' && (
          <a href={`/activities/${activityId}/sheet`} className="inline-flex min-h-11 items-center">
            {words.reload}
          </a>
        )}
        {note?.way === 'signIn' && (
          // In a new tab, so that this page and its unsent marks stay open.
          <a href="/sign-in" target="_blank" rel="noopener" className="inline-flex min-h-11 items-center">
            {words.signIn}
          </a>
        )}
      </p>
    </div>
  )
}
