import { type Tx, writerClient, writerDb } from './client'

const shared = globalThis as typeof globalThis & { xuefaWrites?: Promise<unknown> }

/** Milliseconds for which a write waits while another process holds the lock, counted from the call. */
const PATIENCE = 8000

/**
 * The only way to write: one transaction at a time in the process, committed before the promise resolves.
 * `work` may be retried after a lock of another process, so it does nothing but SQL; no `write` within `write`.
 * Throws Unwritten where the disk is full or the file stays locked: the transaction is then rolled back.
 */
export function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE
  const before = shared.xuefaWrites ?? Promise.resolve()
  const mine = before.then(
    () => attempt(work, until),
    () => attempt(work, until),
  )
  shared.xuefaWrites = mine.catch(() => {})
  return mine
}

async function attempt<T>(work: (tx: Tx) => Promise<T>, until: number): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await writerDb.transaction(work, { behavior: 'immediate' })
    } catch (error) {
      const isBusy = hasCode(error, /^SQLITE_BUSY/)
      // Writing past `ulimit -f` fails with SQLITE_IOERR, a full disk with SQLITE_FULL.
      const isFull = hasCode(error, /^SQLITE_(FULL|IOERR)/)
      if (!isBusy && !isFull) throw error
      // A connection that has met BUSY acknowledges later writes that it never commits (libsql-client-ts #352);
      // one that could not write is replaced as well.
      await writerClient().reconnect()
      if (isFull) throw new Unwritten('diskFull', error)
      // Writes queued behind this one have waited just as long and fail with it.
      if (Date.now() > until) throw new Unwritten('databaseBusy', error)
      await new Promise(resume => setTimeout(resume, 5 + Math.random() * Math.min(200, 10 * 2 ** tries)))
    }
  }
}

function hasCode(error: unknown, code: RegExp): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if (code.test((at as { code?: string }).code ?? '')) return true
  return false
}

/** Nothing was written, for a transient reason: a retry succeeds later. The cause is the engine's own error. */
export class Unwritten extends Error {
  override name = 'Unwritten'
  constructor(
    readonly reason: 'diskFull' | 'databaseBusy',
    cause: unknown,
  ) {
    super(reason, { cause })
  }
}
