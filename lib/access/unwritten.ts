import { randomBytes } from 'node:crypto'
import { readOnly } from '@/db/read-only'
import { now } from '@/lib/core/clock'
import type { Instant } from '@/lib/core/time'
import { unavailableReason } from '@/lib/core/unavailable'
import { waitAfter } from './access.rules'
import type { Device } from './device.rules'

/*
 * What signing in keeps in memory while nothing can be written: sessions that may only read, and the waits after wrong
 * passwords. Both end with the process.
 */

export type UnwrittenSession = Device & {
  id: string
  accountId: number
  /** With the password of the sign-in it ends too. */
  passwordHash: string
  startedAt: Instant
}
export type Tries = { count: number; waitUntil: Instant }

// Pages, actions and the door of the hall are separate bundles; only globalThis is shared.
const shared = globalThis as typeof globalThis & {
  xuefaUnwritten?: { sessions: Map<string, UnwrittenSession>; tries: Map<string, Tries> }
}
shared.xuefaUnwritten ??= { sessions: new Map(), tries: new Map() }
const { sessions, tries } = shared.xuefaUnwritten

/** A flood of either costs no memory: the oldest goes. */
const MOST = 20_000

/** Whether the disk is full, or the process only reads for another reason: waiting does not help. */
export function isUnwritable(error: unknown): boolean {
  const reason = unavailableReason(error)
  return reason !== null && (reason !== 'databaseBusy' || readOnly() !== null)
}

export function startUnwrittenSession(
  { accountId, passwordHash }: { accountId: number; passwordHash: string },
  device: Device,
): string {
  const id = randomBytes(24).toString('base64url')
  put(sessions, id, { id, accountId, passwordHash, startedAt: now(), ...device })
  return id
}

export function unwrittenSession(id: string): UnwrittenSession | undefined {
  return sessions.get(id)
}

/** Of one account, the newest last. */
export function unwrittenSessionsOf(accountId: number): UnwrittenSession[] {
  return [...sessions.values()].filter(session => session.accountId === accountId)
}

/** Ends one session of the account, or all of them. */
export function endUnwrittenSessions(accountId: number, sessionId?: string): void {
  for (const { id } of unwrittenSessionsOf(accountId))
    if (sessionId === undefined || id === sessionId) sessions.delete(id)
}

/** Tries that no row tells of, with what the row said when they began. */
export function unwrittenTries(key: string): Tries | undefined {
  return tries.get(key)
}

/** Counts one more, after those of the row and of the memory. */
export function countUnwrittenTry(key: string, before = 0): void {
  const count = Math.max(before, tries.get(key)?.count ?? 0) + 1
  put(tries, key, { count, waitUntil: now() + waitAfter(count) })
}

export function forgetUnwrittenTries(key: string): void {
  tries.delete(key)
}

function put<T>(held: Map<string, T>, key: string, value: T): void {
  held.delete(key)
  held.set(key, value)
  const [oldest] = held.keys()
  if (held.size > MOST && oldest !== undefined) held.delete(oldest)
}
