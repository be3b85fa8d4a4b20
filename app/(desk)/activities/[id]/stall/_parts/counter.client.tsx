'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { OfflineLine } from '@/app/_offline/offline-line.client'
import { isLasting } from '@/app/_offline/store.client'
import { type Counts, type Tally, tapOutbox } from '@/app/_offline/tap-outbox.client'

type Props = {
  account: number
  activityId: number
  saved: Counts & { at: number }
  words: Record<string, string>
  offline: Record<string, string>
  /** The plain form, rendered without script. */
  children: ReactNode
}

const LOOK = 10_000
const fields = ['heads', 'consultations'] as const

/** A large + for each count, stored at once and sent when online; the number shown is 已保存 plus 待发. */
export function Counter({ account, activityId, saved, words, offline, children }: Props) {
  const [ready, setReady] = useState(false)
  const [lasting, setLasting] = useState(true)
  const [tally, setTally] = useState<Tally>({
    saved,
    waiting: { heads: 0, consultations: 0 },
    presses: 0,
    state: 'saved',
    why: '',
    oldSince: null,
  })
  const outbox = useRef<ReturnType<typeof tapOutbox>>(null)
  const first = useRef(saved)

  useEffect(() => {
    outbox.current ??= tapOutbox(account, activityId, first.current, setTally)
    const out = outbox.current
    setReady(true)
    void isLasting().then(setLasting)
    const go = () => void out.run()
    if (!navigator.onLine) out.left()
    void out.recall().then(go)
    const timer = setInterval(() => {
      go()
      if (document.visibilityState === 'visible') void out.look()
    }, LOOK)
    const back = () => {
      go()
      void out.look()
    }
    window.addEventListener('online', back)
    window.addEventListener('offline', out.left)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', back)
      window.removeEventListener('offline', out.left)
    }
  }, [account, activityId])

  if (!ready) return children
  const tap = (field: (typeof fields)[number], by: 1 | -1) =>
    void outbox.current?.tap({ heads: 0, consultations: 0, [field]: by })
  return (
    <div>
      <OfflineLine asOf={tally.oldSince} words={offline} />
      <div className="grid grid-cols-2 gap-3">
        {fields.map(field => {
          const shown = tally.saved[field] + tally.waiting[field]
          return (
            <section
              key={field}
              aria-label={words[field]}
              className="grid min-w-0 content-start gap-2 text-center"
            >
              <h2>{words[field]}</h2>
              <output aria-live="polite" className="font-semibold text-5xl leading-none">
                {shown}
              </output>
              <button
                type="button"
                aria-label={words[`${field}Add`]}
                onClick={() => tap(field, 1)}
                className="min-h-28 touch-manipulation select-none rounded bg-indigo font-semibold text-5xl text-white active:bg-ink"
              >
                +
              </button>
              <button
                type="button"
                aria-label={words[`${field}TakeBack`]}
                disabled={shown <= 0}
                onClick={() => tap(field, -1)}
                className="min-h-14 touch-manipulation select-none rounded border border-line-strong bg-sheet font-semibold text-2xl disabled:opacity-40"
              >
                −
              </button>
            </section>
          )
        })}
      </div>
      <p role="status" className="mt-3 text-center font-semibold">
        {stateOf(tally, words)}
      </p>
      {tally.state === 'refused' && (
        <p className="mt-2 flex justify-center gap-2">
          <button type="button" className="btn" onClick={() => void outbox.current?.run()}>
            {words.retry}
          </button>
          <button type="button" className="btn" onClick={() => void outbox.current?.discard()}>
            {words.discard}
          </button>
        </p>
      )}
      {!lasting && <p className="mt-2 text-cinnabar">{words.notLasting}</p>}
    </div>
  )
}

function stateOf({ presses, state, why }: Tally, words: Record<string, string>): string {
  const count = String(presses)
  if (state === 'refused')
    return (words.refused ?? '')
      .replace('{count}', count)
      .replace('{why}', words[`refused.${why}`] ?? words['refused.other'] ?? '')
  if (presses === 0) return words.saved ?? ''
  const waits = (words.waiting ?? '').replace('{count}', count)
  if (state === 'offline' || state === 'signedOut') return `${waits} · ${words[state]}`
  return state === 'sending' ? `${words.sending}` : waits
}
