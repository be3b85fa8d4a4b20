'use client'
import { closeBatch, forget, keep, numberOfItsOwn, type WaitingTap, waiting } from './store.client'

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
  /** When the counts were last the server's, by its clock; null while it can be reached. */
  oldSince: number | null
}

const ADDRESS = '/api/heads'
const PATIENCE = 15_000
const PAUSE = 800
const MINUTE = 60_000

/**
 * Presses on their way: each is kept at once, those of a moment go out as one batch under one number, and what was on
 * its way when the network or the battery went goes out again under the same number, so that it counts once.
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

  // A press is shown before the disk has it, and is not shown twice once it has.
  let known: WaitingTap[] = []
  let unkept: WaitingTap[] = []

  const mine = async () => (await waiting('taps', account)).filter(tap => tap.activityId === activityId)

  function show() {
    const isOver = known.length === 0
    changed({
      saved,
      waiting: sumOf(known),
      presses: known.length,
      // 待发 is said of what is on the disk.
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
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ activityId, by: account, nonce: batch, ...sumOf(taps) }),
        })
        away = answer === null
        if (answer?.ok) {
          const counted = new Set(taps.map(tap => tap.nonce))
          await forget('taps', [...counted])
          // Together, or a press in between would show them twice or not at all.
          take(answer)
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
      show()
      clearTimeout(timer)
      timer = setTimeout(() => void run(), PAUSE)
    },
    run,
    tell,
    /** The counts of the others, while nothing of this page is on its way. */
    async look() {
      if (busy || (await mine()).length > 0) return
      const answer = await asked(`${ADDRESS}?activityId=${activityId}`)
      away = answer === null
      if (answer?.ok && !busy && (await mine()).length === 0) take(answer)
      await tell()
    },
    /** The page may be the kept one: what was heard since it was drawn stands in it. */
    async recall() {
      const last = (await waiting('seen', account)).find(each => each.nonce === seen)
      if (!last || last.at < heard) return
      saved = last.row as Counts
      heard = last.at
    },
    /** The network is gone. */
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
