import { type Tx, writerClient, writerDb } from './client'

const shared = globalThis as typeof globalThis & { xuefaWrites?: Promise<unknown> }

const PATIENCE = 8000

/**
 * The one way to write: one transaction at a time in the process, committed before it answers.
 * `work` may run again after a lock of another process, so it does nothing but SQL; no `write` within `write`.
 */
export function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const before = shared.xuefaWrites ?? Promise.resolve()
  const mine = before.then(
    () => attempt(work),
    () => attempt(work),
  )
  shared.xuefaWrites = mine.catch(() => {})
  return mine
}

async function attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE
  for (let tries = 0; ; tries++) {
    try {
      return await writerDb.transaction(work, { behavior: 'immediate' })
    } catch (error) {
      if (!isBusy(error)) throw error
      // A connection that met BUSY later acknowledges writes that it never commits (libsql-client-ts #352).
      await writerClient().reconnect()
      if (Date.now() > until) throw error
      await new Promise(resume => setTimeout(resume, 5 + Math.random() * Math.min(200, 10 * 2 ** tries)))
    }
  }
}

function isBusy(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ((at as { code?: string }).code?.startsWith('SQLITE_BUSY')) return true
  }
  return false
}
