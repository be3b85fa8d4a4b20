'use client'
import {
  closeBatch,
  forget,
  keep,
  numberOfItsOwn,
  type WaitingTap,
  waitedHeader,
  waiting,
} from './store.client'

export type Counts = { heads: number; consultations: number }
export type Tally = {
  /** The server's counts, including those of other helpers. */
  saved: Counts
  /** Counted on this device and not yet acknowledged. */
  waiting: Counts
  /** How many presses `waiting` consists of. */
  presses: number
  state: 'saved' | 'sending' | 'offline' | 'signedOut' | 'refused'
  why: string
  /** When the counts were last fetched, by the server's clock; null while the server is reachable. */
  oldSince: number | null
}

const ADDRESS = '/api/heads'
const PATIENCE = 15_000
const PAUSE = 800
const MINUTE = 60_000

/**
 * Outbox of presses at a stall: each is stored at once; those of one moment are sent as one batch under one
 * idempotency key. A batch interrupted by a lost network or an empty battery is retried under the same key, so
 * that it counts once.
 */
export function tapOutbox(
  account: number,
  activityId: number,
  first: Counts & { at: number },
  changed: (tally: Tally) => void,
) {
  const seen = `${account}:${activityId}:stall`
  let saved: Counts = { heads: first.heads, consultations: first.consultations }
  let heard = first.at
  let kept = first.at
  let away = false
  let state: Tally['state'] = 'saved'
  let why = ''
  let busy = false
  let timer: ReturnType<typeof setTimeout> | undefined

  // A press is shown before it is on disk, and must not be counted twice once it is.
  let known: WaitingTap[] = []
  let unkept: WaitingTap[] = []

  const mine = async () => (await waiting('taps', account)).filter(tap => tap.activityId === activityId)

  function show() {
    const isOver = known.length === 0
    changed({
      saved,
      waiting: sumOf(known),
      presses: known.length,
      // 待发 is shown only for what is on disk.
      state: isOver ? 'saved' : unkept.length > 0 ? 'sending' : state,
      why,
      oldSince: away ? heard : null,
    })
  }

  async function tell() {
    const onDisk = await mine()
    const there = new Set(onDisk.map(tap => tap.nonce))
    known = [...onDisk, ...unkept.filter(tap => !there.has(tap.nonce))]
    show()
  }

  function take({ heads, consultations, at = heard }: Counts & { at?: number }) {
    const isNews = heads !== saved.heads || consultations !== saved.consultations || at - kept > MINUTE
    saved = { heads, consultations }
    heard = at
    if (!isNews) return
    kept = at
    void keep('seen', { nonce: seen, account, activityId, at, row: saved })
  }

  async function run(): Promise<void> {
    if (busy) return
    busy = true
    try {
      await closeBatch(account, activityId, numberOfItsOwn())
      for (const [batch, taps] of batchesOf(await mine())) {
        state = 'sending'
        await tell()
        const answer = await asked(ADDRESS, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...waitedHeader(Math.max(...taps.map(tap => tap.at))),
          },
          body: JSON.stringify({ activityId, by: account, idempotencyKey: batch, ...sumOf(taps) }),
        })
        away = answer === null
        if (answer?.ok) {
          const counted = new Set(taps.map(tap => tap.nonce))
          await forget('taps', [...counted])
          // In one step: a press in between would else show the batch twice or not at all.
          take(answer)
          known = known.filter(tap => !counted.has(tap.nonce))
          state = 'saved'
          continue
        }
        // While signed out or offline the batch is retried; a refused one waits for the user's decision.
        state = answer === null ? 'offline' : answer.reason === 'signedOut' ? 'signedOut' : 'refused'
        why = answer?.reason ?? ''
        break
      }
    } finally {
      busy = false
      await tell()
    }
  }

  return {
    async tap(delta: Counts) {
      const press = { nonce: numberOfItsOwn(), account, activityId, ...delta, at: Date.now(), batch: null }
      unkept.push(press)
      known = [...known, press]
      show()
      await keep('taps', press)
      unkept = unkept.filter(each => each !== press)
      show()
      clearTimeout(timer)
      timer = setTimeout(() => void run(), PAUSE)
    },
    run,
    tell,
    /** Fetches the other helpers' counts, only while nothing of this page is unsent. */
    async look() {
      if (busy || (await mine()).length > 0) return
      const answer = await asked(`${ADDRESS}?activityId=${activityId}`)
      away = answer === null
      if (answer?.ok && !busy && (await mine()).length === 0) take(answer)
      await tell()
    },
    /** The page may be a cached copy: restores the counts reported since it was rendered. */
    async recall() {
      const last = (await waiting('seen', account)).find(each => each.nonce === seen)
      if (!last || last.at < heard) return
      saved = last.row as Counts
      heard = last.at
    },
    /** Called when the network is lost. */
    left() {
      away = true
      void tell()
    },
    async discard() {
      await forget(
        'taps',
        (await mine()).map(tap => tap.nonce),
      )
      state = 'saved'
      await tell()
    },
  }
}

function sumOf(taps: Counts[]): Counts {
  return taps.reduce(
    (sum, tap) => ({ heads: sum.heads + tap.heads, consultations: sum.consultations + tap.consultations }),
    { heads: 0, consultations: 0 },
  )
}

function batchesOf(taps: WaitingTap[]): Map<string, WaitingTap[]> {
  const batches = new Map<string, WaitingTap[]>()
  for (const tap of taps) if (tap.batch) batches.set(tap.batch, [...(batches.get(tap.batch) ?? []), tap])
  return batches
}

type Answer = ({ ok: true; at?: number } & Counts) | { ok: false; reason: string }

/** null: unreachable, or a server error; worth a retry. */
async function asked(url: string, init: RequestInit = {}): Promise<Answer | null> {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), PATIENCE)
  try {
    const response = await fetch(url, { ...init, signal: tooLong.signal, cache: 'no-store' })
    if (response.status >= 500) return null
    return (await response.json()) as Answer
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
