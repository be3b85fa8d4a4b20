'use client'
import { useEffect, useState } from 'react'
import { Alert } from '@/app/_ui/alert'
import type { Qr } from '@/app/_ui/qr'
import { QrCode } from '@/app/_ui/qr-code'

/** The content of the screen at a time of the server's clock; `left`: milliseconds until the next code. */
export type CheckInState = {
  at: number
  code: { qr: Qr; digits: string; left: number } | null
  closed: string
  came: string
  others: string
  waiting: string
  names: { id: number; name: string }[]
}

type Props = {
  first: CheckInState
  /** The address that is polled for the state. */
  address: string
  showsNames: boolean
  words: Record<'qr' | 'scan' | 'type' | 'last' | 'nobody' | 'now' | 'lost', string>
}

const EVERY = 2000
// Shanghai, as everywhere; the local computer's clock and zone are not used.
const OFFSET = 8 * 3_600_000

/** Shows the code and who has checked in. Polls the server, and recovers by itself after a lost connection. */
export function CheckInScreen({ first, address, showsNames, words }: Props) {
  const { state, age, isLost } = useCheckInState(first, address)
  const { code } = state
  // The server accepts a code for one step longer than it is shown.
  const isStale = code !== null && age > code.left + 14_000
  return (
    <>
      {isLost && (
        <Alert tone="error" role="alert" className="desk:text-xl text-ink">
          {words.lost}
        </Alert>
      )}
      <div className="grid flex-1 desk:grid-cols-2 items-center gap-6">
        <div className="grid justify-items-center gap-3 text-center">
          {code && !isStale ? (
            <>
              <QrCode qr={code.qr} label={words.qr} size="hall-qr" />
              <p className="font-semibold desk:text-2xl text-xl">{words.scan}</p>
            </>
          ) : (
            <p className="desk:text-3xl text-xl">{state.closed || words.lost}</p>
          )}
        </div>
        <div className="grid content-center gap-5 desk:text-left text-center">
          {code && !isStale && (
            <div>
              <p className="desk:text-2xl">{words.type}</p>
              <p className="hall-digits" data-testid="digits">
                {`${code.digits.slice(0, 3)}\u2009${code.digits.slice(3)}`}
              </p>
            </div>
          )}
          <div>
            <p className="hall-count">{state.came}</p>
            <p className="min-h-8 desk:text-xl text-ink-2">
              {[state.others, state.waiting].filter(Boolean).join(' · ')}
            </p>
          </div>
          {showsNames && (
            <div>
              <h2 className="desk:text-xl text-ink-2">{words.last}</h2>
              {state.names.length === 0 ? (
                <p className="desk:text-2xl">{words.nobody}</p>
              ) : (
                <ul className="flex flex-wrap desk:justify-start justify-center gap-x-5 desk:text-3xl text-xl">
                  {state.names.map(({ id, name }) => (
                    <li key={id}>{name}</li>
                  ))}
                </ul>
              )}
            </div>
          )}
          <p className="desk:text-2xl text-ink-2">
            {words.now}{' '}
            <span suppressHydrationWarning>
              {new Date(state.at + age + OFFSET).toISOString().slice(11, 19)}
            </span>
          </p>
        </div>
      </div>
    </>
  )
}

/** `age`: milliseconds since the state arrived, by the monotonic clock. */
function useCheckInState(first: CheckInState, address: string) {
  const [held, setHeld] = useState(first)
  const [age, setAge] = useState(0)
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    let since = performance.now()
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    setHeld(first)
    const ask = async () => {
      let left = EVERY
      try {
        const answer = await fetch(address, { cache: 'no-store', signal: timeout(3000) })
        // Signed out, or no longer the organiser: the reloaded page says so.
        if (answer.status === 404) return location.reload()
        if (!answer.ok) throw new Error(String(answer.status))
        const state: CheckInState = await answer.json()
        if (isOver) return
        since = performance.now()
        setHeld(state)
        setAge(0)
        setLost(false)
        left = Math.min(EVERY, (state.code?.left ?? EVERY) + 30)
      } catch {
        if (isOver) return
        setLost(true)
        left = 1000
      }
      timer = setTimeout(ask, left)
    }
    timer = setTimeout(ask, Math.min(EVERY, (first.code?.left ?? EVERY) + 30))
    const clock = setInterval(() => setAge(performance.now() - since), 1000)
    return () => {
      isOver = true
      clearTimeout(timer)
      clearInterval(clock)
    }
  }, [first, address])
  return { state: held, age, isLost }
}

// AbortSignal.timeout is missing in the browsers of the halls.
function timeout(ms: number): AbortSignal {
  const control = new AbortController()
  setTimeout(() => control.abort(), ms)
  return control.signal
}
