import { type Tx, writerClient, writerDb } from './client'

const shared = globalThis as typeof globalThis & { xuefaWrites?: Promise<unknown> }

/** Milliseconds for which a write waits while another process holds the file, counted from when it was asked for. */
const PATIENCE = 8000

/**
 * The one way to write: one transaction at a time in the process, committed before it answers.
 * `work` may run again after a lock of another process, so it does nothing but SQL; no `write` within `write`.
 * Throws Unwritten where the disk is full or the file stays locked: then nothing of it was written.
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
      // Writing past `ulimit -f` is an error of the file (SQLITE_IOERR), a full disk one of the database.
      const isFull = hasCode(error, /^SQLITE_(FULL|IOERR)/)
      if (!isBusy && !isFull) throw error
      // A connection that met BUSY later acknowledges writes that it never commits (libsql-client-ts #352); one that
      // could not write is not trusted either.
      await writerClient().reconnect()
      if (isFull) throw new Unwritten('diskFull', error)
      // Those who waited behind this one have waited as long, and are answered with it.
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

/** Nothing was written, for a reason that passes: the same again goes through later. The cause is the engine's own. */
export class Unwritten extends Error {
  override name = 'Unwritten'
  constructor(
    readonly reason: 'diskFull' | 'databaseBusy',
    cause: unknown,
  ) {
    super(reason, { cause })
  }
}
