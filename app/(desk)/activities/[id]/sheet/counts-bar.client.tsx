'use client'
import type { RefObject } from 'react'
import type { Tally } from '@/lib/attendance/rules'
import { pressMark } from './actions'
import { filled } from './item'

type Props = {
  activityId: number
  tally: Tally
  unitId: number | null
  word: string
  search: RefObject<HTMLInputElement | null>
  onWord(word: string): void
  onTake(): void
  onRest(): void
  state: string
  isWaiting: boolean
  note: { text: string; undo?: boolean; reload?: boolean } | null
  onUndo(): void
  words: Record<string, string>
}

const tones = {
  present: 'bg-pine-wash text-pine',
  late: 'bg-ochre-wash text-ochre',
  leftEarly: 'bg-ochre-wash text-ochre',
  leave: 'bg-ochre-wash text-ochre',
  absent: 'bg-cinnabar-wash text-cinnabar',
  unmarked: 'bg-sunk text-ink-2',
} as const

/** The great line, which stays at the top: how many are due and came, then who to search and the rest present. */
export function CountsBar({
  activityId,
  tally,
  unitId,
  word,
  search,
  onWord,
  onTake,
  onRest,
  state,
  isWaiting,
  note,
  onUndo,
  words,
}: Props) {
  const recorded = tally.required - tally.unmarked
  return (
    <div className="sticky top-0 z-5 flex flex-wrap items-center gap-x-2.5 gap-y-2 border-line-strong border-b bg-paper py-2.5">
      <p className="desk:w-auto w-full">
        <b className="mr-3 desk:text-xl">{filled(words.required ?? '', { count: tally.required })}</b>
        <b className="mr-3 desk:text-xl">{filled(words.came ?? '', { count: tally.came })}</b>
        {(Object.keys(tones) as (keyof typeof tones)[])
          .filter(each => tally[each] > 0 || each === 'unmarked')
          .map(each => (
            <span key={each} className={`tag mr-1.5 whitespace-nowrap ${tones[each]}`}>
              {words[each === 'unmarked' ? 'mark.none' : `mark.${each}`]} {tally[each]}
            </span>
          ))}
        {tally.exempt > 0 && (
          <span className="tag bg-sunk text-ink-2">
            {words['mark.exempt']} {tally.exempt}
          </span>
        )}
      </p>
      <form
        method="get"
        className="desk:ml-auto desk:w-64 min-w-0 desk:flex-none flex-1"
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
          }}
          placeholder={words.search}
          aria-label={words.search}
          autoComplete="off"
          className="field"
        />
      </form>
      <form
        action={pressMark}
        onSubmit={event => {
          event.preventDefault()
          onRest()
        }}
      >
        <input type="hidden" name="activityId" value={activityId} />
        {unitId && <input type="hidden" name="unitId" value={unitId} />}
        <button
          type="submit"
          name="press"
          value="rest"
          disabled={tally.unmarked === 0}
          className="btn disabled:text-ink-3"
        >
          {filled(words.rest ?? '', { count: tally.unmarked })}
        </button>
      </form>
      <p className="desk:block hidden text-ink-3 text-sm">
        {filled(words.recorded ?? '', { count: recorded })}
        {state && <span className={isWaiting ? 'text-ochre' : ''}> · {state}</span>}
      </p>
      <p
        role="status"
        className={
          note
            ? 'flex w-full flex-wrap items-center gap-3'
            : isWaiting
              ? 'desk:sr-only w-full text-ochre text-sm'
              : 'sr-only'
        }
      >
        {note?.text ?? state}
        {note?.undo && (
          <button type="button" onClick={onUndo} className="min-h-11 text-indigo underline">
            {words.undo}
          </button>
        )}
        {note?.reload && (
          <a href={`/activities/${activityId}/sheet`} className="inline-flex min-h-11 items-center">
            {words.reload}
          </a>
        )}
      </p>
    </div>
  )
}
