import type { Instant } from '@/lib/core/time'

/** A token bucket for each source: `burst` tokens at once, refilled with `perMinute`. */
export type RateLimit = { burst: number; perMinute: number }

// Two bundles of the server read this file and must count together, so the buckets are on globalThis: for each source
// the instant at which its bucket is full again.
const shared = globalThis as typeof globalThis & { xuefaBuckets?: Map<string, Instant> }

/** With more sources than this, the one that asked least recently is forgotten: a flood of addresses costs no memory. */
const MOST_SOURCES = 20_000

/**
 * Takes a token and returns 0, or takes none and returns the milliseconds until there is one. In memory only: a
 * stranger's attempt must not cost a write, and nobody gains much by the restart that empties it.
 */
export function takeToken(kind: string, source: string, limit: RateLimit, at: Instant): number {
  const waitMs = msUntilToken(kind, source, limit, at)
  if (waitMs === 0) keep(kind, source, at + msUntilFull(kind, source, limit, at) + msEach(limit))
  return waitMs
}

/** As takeToken, but takes nothing. */
export function msUntilToken(kind: string, source: string, limit: RateLimit, at: Instant): number {
  return Math.max(0, msUntilFull(kind, source, limit, at) - (limit.burst - 1) * msEach(limit))
}

function msEach({ perMinute }: RateLimit): number {
  return 60_000 / perMinute
}

/** 0 where the clock was set back meanwhile: that must not lock anybody out. */
function msUntilFull(kind: string, source: string, limit: RateLimit, at: Instant): number {
  const ms = (all().get(keyOf(kind, source)) ?? at) - at
  return ms > 0 && ms <= limit.burst * msEach(limit) ? ms : 0
}

function keep(kind: string, source: string, fullAt: Instant): void {
  const buckets = all()
  const key = keyOf(kind, source)
  // A Map keeps the order of insertion: deleted first, the key becomes the most recent one.
  buckets.delete(key)
  buckets.set(key, fullAt)
  if (buckets.size <= MOST_SOURCES) return
  const [oldest] = buckets.keys()
  if (oldest !== undefined) buckets.delete(oldest)
}

function keyOf(kind: string, source: string): string {
  return `${kind} ${source}`
}

function all(): Map<string, Instant> {
  shared.xuefaBuckets ??= new Map()
  return shared.xuefaBuckets
}
