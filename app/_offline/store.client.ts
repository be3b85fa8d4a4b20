'use client'
import type { Wish } from '@/lib/attendance/mark.rules'
import { hint } from './hint.client'

/**
 * An unsent photo or sheet. Its bytes are in a separate object store, so that listing thirty photos reads no
 * image data.
 */
export type WaitingFile = {
  /**
   * The keyPath of every store; sent as the idempotency key. It is not named so here because IndexedDB cannot rename a
   * keyPath, and copying unsent marks to another store on a phone could lose them.
   */
  nonce: string
  /** The owner: another account on the same phone neither sees nor sends it. */
  account: number
  /** The form fields sent with the file, as read by /api/evidence. */
  fields: Record<string, string>
  name: string
  mediaType: string
  /** Thumbnail for the list, as a data: URL. */
  thumb: string | null
  at: number
  /** Why the server refused it; null while it is unsent. */
  refused: string | null
}

/** An ArrayBuffer, because old phones lose Blobs stored in IndexedDB. */
export type WaitingBytes = { nonce: string; account: number; at: number; bytes: ArrayBuffer }

/** One press of + or −; `batch` is the idempotency key under which it is being sent, null before that. */
export type WaitingTap = {
  nonce: string
  account: number
  activityId: number
  heads: number
  consultations: number
  at: number
  batch: string | null
}

/** One press on a sheet. */
export type WaitingMark = {
  nonce: string
  account: number
  activityId: number
  personId: number
  wish: Wish
  /**
   * The version of the row that the user saw; null: the version made by the previous press on the row, which is
   * also unsent.
   */
  version: number | null
  at: number
  /**
   * `changedMeanwhile` after a conflict with a newer mark, or the reason of a refusal: kept until the user has
   * seen it and decided.
   */
  stopped: string | null
}

/**
 * What the server has reported since a page was loaded, with the server's time: a row of a sheet, or the counts
 * of a stall. A cached page is updated from it.
 */
export type Seen = { nonce: string; account: number; activityId: number; at: number; row: unknown }

type Stores = {
  files: WaitingFile
  bytes: WaitingBytes
  taps: WaitingTap
  marks: WaitingMark
  seen: Seen
}

const NAME = 'xuefa-outbox'
const names = ['files', 'bytes', 'taps', 'marks', 'seen'] as const
/** Stores whose data exists only in this browser. */
const outgoing = ['files', 'taps', 'marks'] as const
let opening: Promise<IDBDatabase | null> | undefined
// Fallback where the browser stores nothing (a private window, no space left): lives as long as the page, and
// the page says so.
const inMemory = {
  files: new Map<string, WaitingFile>(),
  bytes: new Map<string, WaitingBytes>(),
  taps: new Map<string, WaitingTap>(),
  marks: new Map<string, WaitingMark>(),
  seen: new Map<string, Seen>(),
}

function database(): Promise<IDBDatabase | null> {
  opening ??= new Promise(done => {
    // A page of an earlier release holds the old database version open: try again once it is closed.
    const later = () => {
      opening = undefined
      done(null)
    }
    try {
      const request = indexedDB.open(NAME, 2)
      request.onupgradeneeded = () => {
        const { result } = request
        for (const name of names)
          if (!result.objectStoreNames.contains(name)) result.createObjectStore(name, { keyPath: 'nonce' })
      }
      request.onsuccess = () => {
        // Lets a later release upgrade the database.
        request.result.onversionchange = () => {
          request.result.close()
          opening = undefined
        }
        done(request.result)
      }
      request.onblocked = later
      request.onerror = () => done(null)
    } catch {
      done(null)
    }
  })
  return opening
}

/** Whether unsent rows survive the page. */
export async function isLasting(): Promise<boolean> {
  return (await database()) !== null && names.every(name => inMemory[name].size === 0)
}

/** Milliseconds after which a row goes out because of a timer, and no longer because its person is there. */
const SOON = 60_000

/** The header by which the server tells what a timer sends from what a person does (lib/access/seen.ts). */
export function waitedHeader(at: number): Record<string, string> {
  return Date.now() - at > SOON ? { 'x-waited': '1' } : {}
}

export function numberOfItsOwn(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

/** All rows of an account in this store, oldest first. */
export async function waiting<N extends keyof Stores>(name: N, account: number): Promise<Stores[N][]> {
  const kept = await within<Stores[N][]>(name, 'readonly', (store, done) => {
    const request = store.getAll()
    request.onsuccess = () => done(request.result as Stores[N][])
  })
  return [...(kept ?? []), ...memoryOf(name).values()]
    .filter(row => row.account === account)
    .sort((a, b) => a.at - b.at)
}

export async function bytesOf(nonce: string): Promise<ArrayBuffer | null> {
  const kept = await within<WaitingBytes>('bytes', 'readonly', (store, done) => {
    const request = store.get(nonce)
    request.onsuccess = () => done(request.result as WaitingBytes)
  })
  return (kept ?? inMemory.bytes.get(nonce))?.bytes ?? null
}

/**
 * Resolves when the row is committed to disk, not only requested. The rows in `insteadOf` are deleted in the
 * same transaction.
 */
export async function keep<N extends keyof Stores>(
  name: N,
  row: Stores[N],
  insteadOf: string[] = [],
): Promise<void> {
  if (isOutgoing(name) && typeof document === 'object') hint('waiting')
  for (const nonce of insteadOf) memoryOf(name).delete(nonce)
  const kept = await within<true>(name, 'readwrite', (store, done) => {
    for (const nonce of insteadOf) store.delete(nonce)
    store.put(row).onsuccess = () => done(true)
    // Starts the commit now, so that closing the page at this moment loses nothing.
    store.transaction.commit()
  })
  if (kept === null) memoryOf(name).set(row.nonce, row)
  else memoryOf(name).delete(row.nonce)
}

export async function forget(name: keyof Stores, nonces: string[]): Promise<void> {
  for (const nonce of nonces) memoryOf(name).delete(nonce)
  await within<true>(name, 'readwrite', (store, done) => {
    for (const nonce of nonces) store.delete(nonce)
    done(true)
  })
}

/**
 * Gives all presses so far one batch key, in one transaction for all windows of this browser; presses that
 * cancel each other out are dropped. A batch that is already being sent keeps its key.
 */
export async function closeBatch(account: number, activityId: number, batch: string): Promise<void> {
  const ofThis = (tap: WaitingTap) =>
    tap.account === account && tap.activityId === activityId && tap.batch === null
  const total = (taps: WaitingTap[], field: 'heads' | 'consultations') =>
    taps.reduce((sum, tap) => sum + tap[field], 0)
  const close = (open: WaitingTap[], put: (tap: WaitingTap) => void, drop: (nonce: string) => void) => {
    const isNothing = total(open, 'heads') === 0 && total(open, 'consultations') === 0
    for (const tap of open) isNothing ? drop(tap.nonce) : put({ ...tap, batch })
  }
  await within<true>('taps', 'readwrite', (store, done) => {
    const request = store.getAll()
    request.onsuccess = () => {
      close(
        (request.result as WaitingTap[]).filter(ofThis),
        tap => store.put(tap),
        nonce => store.delete(nonce),
      )
      done(true)
    }
  })
  close(
    [...inMemory.taps.values()].filter(ofThis),
    tap => inMemory.taps.set(tap.nonce, tap),
    nonce => inMemory.taps.delete(nonce),
  )
}

function isOutgoing(name: keyof Stores): boolean {
  return (outgoing as readonly string[]).includes(name)
}

/** For signing out: how many marks, files and presses of the account are unsent. */
export async function countWaiting(account: number): Promise<number> {
  const rows = await Promise.all(outgoing.map(name => waiting(name, account)))
  return rows.flat().length
}

/** Whether anything of any account is unsent in this browser. */
export async function anyWaiting(): Promise<boolean> {
  const counts = await Promise.all(
    outgoing.map(name =>
      within<number>(name, 'readonly', (store, done) => {
        const request = store.count()
        request.onsuccess = () => done(request.result)
      }),
    ),
  )
  return counts.some(count => (count ?? 0) > 0)
}

export async function forgetAll(account: number): Promise<void> {
  for (const name of names) {
    const rows = await waiting(name, account)
    await forget(
      name,
      rows.map(row => row.nonce),
    )
  }
}

/** Deletes what was only viewed, of every account: for the sign-in page. */
export async function forgetSeen(): Promise<void> {
  inMemory.seen.clear()
  await within<true>('seen', 'readwrite', store => {
    store.clear()
  })
}

function memoryOf<N extends keyof Stores>(name: N): Map<string, Stores[N]> {
  return inMemory[name] as unknown as Map<string, Stores[N]>
}

/** null where the browser cannot store anything, or not this row. */
async function within<T>(
  name: keyof Stores,
  mode: 'readonly' | 'readwrite',
  work: (store: IDBObjectStore, done: (value: T) => void) => void,
): Promise<T | null> {
  const outbox = await database()
  if (!outbox) return null
  return new Promise(resolve => {
    let value: T | null = null
    try {
      const transaction = outbox.transaction(name, mode, { durability: 'strict' })
      work(transaction.objectStore(name), result => {
        value = result
      })
      transaction.oncomplete = () => resolve(value)
      transaction.onabort = () => resolve(null)
    } catch {
      // The browser has closed the database, or cannot store this row.
      resolve(null)
    }
  })
}
