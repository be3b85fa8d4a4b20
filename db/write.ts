import { reconnectWriter, type Tx, writerDb } from './client'
import { type ReadOnlyReason, readOnly } from './read-only'

const shared = globalThis as typeof globalThis & {
  /** Settles, never rejects, once all writes asked for so far are done. */
  xuefaWrites?: Promise<void>
  /** When the write whose turn it is began, waiting for a lock included. */
  xuefaWritingSince?: number
  /** When the disk was last found full. */
  xuefaFullAt?: number
  /** When the transaction that is open began. */
  xuefaOpenSince?: number
  /** Asked before each commit: what it throws takes the transaction back. */
  xuefaBeforeCommit?: (tx: Tx) => Promise<void>
}

/** Milliseconds for which a write waits for another process's lock or a long transaction, counted from the call. */
const PATIENCE = 8000
/** Milliseconds after which the running transaction is a long one: a queue that moves is waited for. */
const LONG = 2000
const FULL_FOR = 30_000

/**
 * The only way to write: one transaction at a time in the process, in the order in which they were asked for,
 * committed before the promise resolves. `work` may be retried after a lock of another process, so it does nothing
 * but SQL; no `write` within `write`. Throws Unwritten where the disk is full, where the file stays locked (the
 * transaction is then rolled back), or where a long transaction such as an import goes before or the process only
 * reads (`work` is then never begun).
 */
export function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE
  const before = shared.xuefaWrites ?? Promise.resolve()
  return new Promise((resolve, reject) => {
    let isGivenUp = false
    const giveUpLater = (after: number) => {
      const timer = setTimeout(() => {
        const since = Date.now() - (shared.xuefaWritingSince ?? Date.now())
        if (since < LONG) {
          giveUp = giveUpLater(LONG - since)
          return
        }
        isGivenUp = true
        reject(new Unwritten('databaseBusy', new Error('A long transaction goes before.')))
      }, after)
      timer.unref()
      return timer
    }
    let giveUp = giveUpLater(PATIENCE)
    shared.xuefaWrites = before.then(async () => {
      clearTimeout(giveUp)
      if (isGivenUp) return
      shared.xuefaWritingSince = Date.now()
      await attempt(work, until).then(resolve, reject)
    })
  })
}

async function attempt<T>(work: (tx: Tx) => Promise<T>, until: number): Promise<T> {
  for (let tries = 0; ; tries++) {
    refuseWhileReadOnly()
    try {
      return await writerDb.transaction(
        async tx => {
          shared.xuefaOpenSince = Date.now()
          const done = await work(tx)
          await shared.xuefaBeforeCommit?.(tx)
          return done
        },
        { behavior: 'immediate' },
      )
    } catch (error) {
      const isBusy = hasCode(error, /^SQLITE_BUSY/)
      // Writing past `ulimit -f` fails with SQLITE_IOERR, a full disk with SQLITE_FULL.
      const isFull = hasCode(error, /^SQLITE_(FULL|IOERR)/)
      if (!isBusy && !isFull) throw error
      // A connection that has met BUSY acknowledges later writes that it never commits (libsql-client-ts #352);
      // one that could not write is replaced as well.
      await reconnectWriter()
      if (isFull) {
        shared.xuefaFullAt = Date.now()
        throw new Unwritten('diskFull', error)
      }
      // Writes queued behind this one have waited just as long and fail with it.
      if (Date.now() > until) throw new Unwritten('databaseBusy', error)
      await new Promise(resume => setTimeout(resume, 5 + Math.random() * Math.min(200, 10 * 2 ** tries)))
    } finally {
      shared.xuefaOpenSince = undefined
    }
  }
}

/**
 * Lets `ask` look at each transaction when its work is done, before it is committed; it may write in it, and what it
 * throws takes all back. It replaces an earlier one.
 */
export function askBeforeCommit(ask: (tx: Tx) => Promise<void>): void {
  shared.xuefaBeforeCommit = ask
}

const whileReadOnly = {
  damaged: 'readOnly',
  checking: 'databaseBusy',
  diskFull: 'diskFull',
} as const satisfies Record<ReadOnlyReason, string>

function refuseWhileReadOnly(): void {
  const state = readOnly()
  if (state) throw new Unwritten(whileReadOnly[state.reason], new Error(state.detail))
}

/** Whether a long transaction, such as an import, is being written at present. */
export function isWritingLong(): boolean {
  return shared.xuefaOpenSince !== undefined && Date.now() - shared.xuefaOpenSince >= LONG
}

/** Throws where the disk was found full within the last half minute, for a write that is not even tried. */
export function refuseOnFullDisk(): void {
  if (Date.now() - (shared.xuefaFullAt ?? 0) < FULL_FOR)
    throw new Unwritten('diskFull', new Error('The disk was full a moment ago.'))
}

function hasCode(error: unknown, code: RegExp): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if (code.test((at as { code?: string }).code ?? '')) return true
  return false
}

/**
 * Nothing was written, for a transient reason: a retry succeeds later, after `readOnly` once a copy has been restored.
 * The cause is the engine's own error, or says why the process only reads.
 */
export class Unwritten extends Error {
  override name = 'Unwritten'
  constructor(
    readonly reason: 'diskFull' | 'databaseBusy' | 'readOnly',
    cause: unknown,
  ) {
    super(reason, { cause })
  }
}
