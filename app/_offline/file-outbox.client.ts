'use client'
import { bytesOf, forget, keep, type WaitingFile, waitedHeader, waiting } from './store.client'

/** `away`: the key of the file being sent now. `signedOut`: sending is paused until somebody signs in. */
export type Queue = { rows: WaitingFile[]; away: string | null; signedOut: boolean }

/** Callbacks from the outbox to its page. */
type Hears = { changed(queue: Queue): void; saved(): void }

const ADDRESS = '/api/evidence'
const PATIENCE = 5 * 60_000

/**
 * Outbox of photos and sheets: sent one at a time, oldest first, each until the server has answered. A file
 * that fails on the network stays in IndexedDB, survives closing the page and the browser, and is retried under
 * the same idempotency key, so that it is attached once. A file refused by the server stays with
 * the reason until the user decides.
 */
export function fileOutbox(account: number, hears: Hears) {
  let busy = false
  let away: string | null = null
  let signedOut = false

  async function tell() {
    hears.changed({ rows: await waiting('files', account), away, signedOut })
  }

  async function run(): Promise<void> {
    if (busy) return
    busy = true
    try {
      while (true) {
        const row = (await waiting('files', account)).find(each => each.refused === null)
        if (!row) break
        away = row.nonce
        await tell()
        const answer = await post(row)
        away = null
        signedOut = answer?.reason === 'signedOut'
        if (answer === null || signedOut) break
        if (answer.ok) {
          await drop(row)
          hears.saved()
        } else await keep('files', { ...row, refused: answer.reason ?? 'other' })
      }
    } finally {
      busy = false
      away = null
      await tell()
    }
  }

  return {
    async add({ bytes, ...row }: Omit<WaitingFile, 'account' | 'refused'> & { bytes: ArrayBuffer }) {
      await keep('bytes', { nonce: row.nonce, account, at: row.at, bytes })
      await keep('files', { ...row, account, refused: null })
      await tell()
      void run()
    },
    retry: run,
    async again(row: WaitingFile) {
      await keep('files', { ...row, refused: null })
      void run()
    },
    async discard(row: WaitingFile) {
      await drop(row)
      await tell()
    },
    tell,
  }
}

/** The metadata first: bytes without metadata are never sent. */
async function drop(row: WaitingFile) {
  await forget('files', [row.nonce])
  await forget('bytes', [row.nonce])
}

type Answer = { ok: boolean; reason?: string }

/** null: unreachable, or a server error; worth a retry. */
async function post(row: WaitingFile): Promise<Answer | null> {
  const bytes = await bytesOf(row.nonce)
  if (!bytes) return { ok: false, reason: 'empty' }
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), PATIENCE)
  const body = new FormData()
  for (const [name, value] of Object.entries(row.fields)) body.set(name, value)
  body.set('idempotencyKey', row.nonce)
  body.set('by', String(row.account))
  body.set('file', new Blob([bytes], { type: row.mediaType }), row.name)
  try {
    const response = await fetch(ADDRESS, {
      method: 'POST',
      headers: { accept: 'application/json', ...waitedHeader(row.at) },
      body,
      signal: tooLong.signal,
    })
    if (response.status >= 500) return null
    // A proxy in front of the server sends its own error body, not ours.
    if (response.status === 413) return { ok: false, reason: 'tooBig' }
    return (await response.json()) as Answer
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
