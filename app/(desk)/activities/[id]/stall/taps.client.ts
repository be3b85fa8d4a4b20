'use client'
import { closeBatch, forget, keep, type WaitingTap, waiting } from '../../../evidence/store.client'

export type Counts = { heads: number; consultations: number }
export type Tally = {
  /** As the server has them, other helpers' among them. */
  saved: Counts
  /** Counted here and not yet answered for. */
  waiting: Counts
  /** How many presses that is. */
  presses: number
  state: 'saved' | 'sending' | 'offline' | 'signedOut' | 'refused'
  why: string
}

const ADDRESS = '/api/heads'
const PATIENCE = 15_000
const PAUSE = 800

/**
 * Presses on their way: each is kept at once, those of a moment go out as one batch under one number, and what was on
 * its way when the network or the battery went goes out again under the same number, so that it counts once.
 */
export function tapOutbox(
  account: number,
  activityId: number,
  first: Counts,
  changed: (tally: Tally) => void,
) {
  let saved = first
  let state: Tally['state'] = 'saved'
  let why = ''
  let busy = false
  let timer: ReturnType<typeof setTimeout> | undefined

  // A press is shown before the disk has it, and is not shown twice once it has.
  let known: WaitingTap[] = []
  let unkept: WaitingTap[] = []

  const mine = async () => (await waiting('taps', account)).filter(tap => tap.activityId === activityId)

  function show() {
    const isOver = known.length === 0
    changed({ saved, waiting: sumOf(known), presses: known.length, state: isOver ? 'saved' : state, why })
  }

  async function tell() {
    const kept = await mine()
    const there = new Set(kept.map(tap => tap.nonce))
    known = [...kept, ...unkept.filter(tap => !there.has(tap.nonce))]
    show()
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
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ activityId, nonce: batch, ...sumOf(taps) }),
        })
        if (answer?.ok) {
          const counted = new Set(taps.map(tap => tap.nonce))
          await forget('taps', [...counted])
          // Together, or a press in between would show them twice or not at all.
          saved = { heads: answer.heads, consultations: answer.consultations }
          known = known.filter(tap => !counted.has(tap.nonce))
          state = 'saved'
          continue
        }
        // Signed out or away, it waits; what the server refuses waits for a decision.
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
      clearTimeout(timer)
      timer = setTimeout(() => void run(), PAUSE)
    },
    run,
    tell,
    /** The counts of the others, while nothing of this page is on its way. */
    async look() {
      if (busy || (await mine()).length > 0) return
      const answer = await asked(`${ADDRESS}?activityId=${activityId}`)
      if (!answer?.ok || busy || (await mine()).length > 0) return
      saved = { heads: answer.heads, consultations: answer.consultations }
      await tell()
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

function numberOfItsOwn(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

type Answer = ({ ok: true } & Counts) | { ok: false; reason: string }

/** null: not reached, or the server itself is in trouble; it is worth asking again. */
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
