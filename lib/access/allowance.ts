import type { Instant } from '@/lib/core/time'

/** How much one source may ask for: `burst` at once, and of that `perMinute` anew. */
export type Allowance = { burst: number; perMinute: number }

// Two bundles of the server read this file, and share what was spent: for each source the instant at which it has
// its whole burst again.
const shared = globalThis as typeof globalThis & { xuefaSpent?: Map<string, Instant> }

/** Of more sources than this the one that asked least recently is forgotten: a flood of addresses costs no memory. */
const MOST_SOURCES = 20_000

/**
 * Takes one of what the source may still ask for; returns 0, or the milliseconds until one is free again. In memory
 * only: a stranger's attempt must not cost a write, and a restart that forgives is no help to anyone.
 */
export function takeFrom(kind: string, source: string, allowance: Allowance, at: Instant): number {
  const wait = waitOf(kind, source, allowance, at)
  if (wait === 0) keep(kind, source, at + spentMs(kind, source, allowance, at) + msEach(allowance))
  return wait
}

/** As takeFrom, but takes nothing. */
export function waitOf(kind: string, source: string, allowance: Allowance, at: Instant): number {
  const { burst } = allowance
  return Math.max(0, spentMs(kind, source, allowance, at) - (burst - 1) * msEach(allowance))
}

function msEach({ perMinute }: Allowance): number {
  return 60_000 / perMinute
}

/** What was spent, as the time in which it comes anew; nothing where the clock was set back since. */
function spentMs(kind: string, source: string, allowance: Allowance, at: Instant): number {
  const ms = (all().get(keyOf(kind, source)) ?? at) - at
  return ms > 0 && ms <= allowance.burst * msEach(allowance) ? ms : 0
}

function keep(kind: string, source: string, wholeAt: Instant): void {
  const sources = all()
  const key = keyOf(kind, source)
  sources.delete(key)
  sources.set(key, wholeAt)
  if (sources.size <= MOST_SOURCES) return
  const [oldest] = sources.keys()
  if (oldest !== undefined) sources.delete(oldest)
}

function keyOf(kind: string, source: string): string {
  return `${kind} ${source}`
}

function all(): Map<string, Instant> {
  shared.xuefaSpent ??= new Map()
  return shared.xuefaSpent
}
