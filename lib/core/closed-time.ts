import { performance } from 'node:perf_hooks'
import { now } from './clock'
import type { Instant } from './time'

/** A span of time, on the clock of the server, in which it took no requests: down, starting, or held up. */
export type Closed = [from: Instant, until: Instant]

// The bundle that answers and the one that listens share only globalThis.
const shared = globalThis as typeof globalThis & {
  xuefaClosed?: { spans: Closed[]; last?: { at: Instant; ms: number; idleMs: number } }
}

/** The most closed time that counts: what was forwarded during a long breakdown must not live for ever. */
export const MOST_CLOSED_MS = 5 * 60_000
/** Closed time is remembered for as long as a scan is, and that may be stretched by the most that counts. */
const REMEMBERED_MS = 20 * 60_000
/** How often the process looks whether it still gets its turn, and from which gap on it was held up. */
export const BEAT_MS = 50
const HELD_UP_MS = 100
/** A loop with less idle time than this takes requests later than they come: one for each socket in a turn. */
const IDLE_SHARE = 0.2

const state = () => {
  shared.xuefaClosed ??= { spans: [] }
  return shared.xuefaClosed
}

/**
 * To be called every BEAT_MS. A longer gap is time in which no request was taken: a long turn of the event loop, or a
 * machine that gave the process none; without idle time there were requests that waited. Both clocks must have moved,
 * so that setting the clock closes nothing.
 */
export function beat(
  at: Instant = now(),
  ms: number = performance.now(),
  idleMs: number = performance.eventLoopUtilization().idle,
): void {
  const { last } = state()
  if (last) {
    const gap = Math.min(at - last.at, ms - last.ms)
    const isBusy = gap > BEAT_MS / 2 && idleMs - last.idleMs < gap * IDLE_SHARE
    if (gap > HELD_UP_MS || isBusy) noteClosed([at - gap, at])
  }
  state().last = { at, ms, idleMs }
}

/** The turn that goes on, where it is a long one: no beat has seen it yet. */
function turnNow(): Closed[] {
  const { last } = state()
  const gap = last ? Math.min(now() - last.at, performance.now() - last.ms) : 0
  return gap > HELD_UP_MS ? [[now() - gap, now()]] : []
}

export function noteClosed([from, until]: Closed): void {
  if (until <= from) return
  const held = state()
  const last = held.spans.at(-1)
  if (last && from <= last[1] && from >= last[0]) last[1] = Math.max(last[1], until)
  else held.spans.push([from, until])
  held.spans = held.spans.filter(span => span[1] > until - REMEMBERED_MS)
}

/** All that is remembered, the oldest first. */
export function closedSpans(): readonly Closed[] {
  return state().spans
}

/**
 * When a request that was taken at `at` may have come at the earliest, where its sender could not come before
 * `since`: without the time in between in which the door was closed. Never before `since`, and at most MOST_CLOSED_MS
 * before `at`.
 */
export function cameAt(since: Instant, at: Instant): Instant {
  // Whole milliseconds, as every instant: the beat and the time of a file have fractions.
  return Math.max(Math.min(since, at), Math.floor(at - Math.min(closedBetween(since, at), MOST_CLOSED_MS)))
}

/** How many of the last `ms` milliseconds were closed. */
export function closedWithin(ms: number, at: Instant): number {
  return closedBetween(at - ms, at)
}

function closedBetween(since: Instant, at: Instant): number {
  return [...state().spans, ...turnNow()].reduce(
    (sum, [from, until]) => sum + Math.max(0, Math.min(until, at) - Math.max(from, since)),
    0,
  )
}
