'use client'

/** A photo or sheet that waits; an ArrayBuffer, because old phones lose Blobs that a database holds. */
export type WaitingFile = {
  nonce: string
  /** Whose it is: another account on the same phone neither sees nor sends it. */
  account: number
  /** What stands beside the file in the form, as /api/evidence reads it. */
  fields: Record<string, string>
  name: string
  mediaType: string
  bytes: ArrayBuffer
  /** A small picture of it as data:, for the list. */
  thumb: string | null
  at: number
  /** Why the server refused it; null while it waits. */
  refused: string | null
}

/** One press of + or −; `batch` is the number under which it is on its way. */
export type WaitingTap = {
  nonce: string
  account: number
  activityId: number
  heads: number
  consultations: number
  at: number
  batch: string | null
}

type Stores = { files: WaitingFile; taps: WaitingTap }

const NAME = 'xuefa-outbox'
let opening: Promise<IDBDatabase | null> | undefined
// Where nothing can be kept (a private window), what waits lives as long as the page, and the page says so.
const inMemory = { files: new Map<string, WaitingFile>(), taps: new Map<string, WaitingTap>() }

function database(): Promise<IDBDatabase | null> {
  opening ??= new Promise(done => {
    try {
      const request = indexedDB.open(NAME, 1)
      request.onupgradeneeded = () => {
        request.result.createObjectStore('files', { keyPath: 'nonce' })
        request.result.createObjectStore('taps', { keyPath: 'nonce' })
      }
      request.onsuccess = () => done(request.result)
      request.onerror = () => done(null)
    } catch {
      done(null)
    }
  })
  return opening
}

/** Whether what waits outlives the page. */
export async function isLasting(): Promise<boolean> {
  return (await database()) !== null
}

/** All that waits of an account, the oldest first. */
export async function waiting<N extends keyof Stores>(name: N, account: number): Promise<Stores[N][]> {
  const rows = await within<Stores[N][]>(name, (store, done) => {
    const request = store.getAll()
    request.onsuccess = () => done(request.result as Stores[N][])
  })
  const all = rows ?? ([...inMemory[name].values()] as Stores[N][])
  return all.filter(row => row.account === account).sort((a, b) => a.at - b.at)
}

/** Kept when the promise is done: on the disk, not only promised to it. */
export async function keep<N extends keyof Stores>(name: N, row: Stores[N]): Promise<void> {
  const kept = await within(name, (store, done) => {
    store.put(row).onsuccess = () => done(true)
  })
  if (kept === null) (inMemory[name] as Map<string, Stores[N]>).set(row.nonce, row)
}

export async function forget(name: keyof Stores, nonces: string[]): Promise<void> {
  const gone = await within(name, (store, done) => {
    for (const nonce of nonces) store.delete(nonce)
    done(true)
  })
  if (gone === null) for (const nonce of nonces) inMemory[name].delete(nonce)
}

/**
 * What was pressed so far becomes one batch under one number, once for all windows of this browser; presses that take
 * each other back are dropped. A batch that is on its way already keeps its number.
 */
export async function closeBatch(account: number, activityId: number, batch: string): Promise<void> {
  const isOpen = (tap: WaitingTap) =>
    tap.account === account && tap.activityId === activityId && tap.batch === null
  const nothing = (taps: WaitingTap[]) =>
    taps.reduce((sum, tap) => sum + tap.heads, 0) === 0 &&
    taps.reduce((sum, tap) => sum + tap.consultations, 0) === 0
  const closed = await within('taps', (store, done) => {
    const request = store.getAll()
    request.onsuccess = () => {
      const open = (request.result as WaitingTap[]).filter(isOpen)
      for (const tap of open) nothing(open) ? store.delete(tap.nonce) : store.put({ ...tap, batch })
      done(true)
    }
  })
  if (closed !== null) return
  const open = [...inMemory.taps.values()].filter(isOpen)
  for (const tap of open)
    nothing(open) ? inMemory.taps.delete(tap.nonce) : inMemory.taps.set(tap.nonce, { ...tap, batch })
}

/** For signing out: how many files and presses of the account wait, and the end of them. */
export async function countWaiting(account: number): Promise<number> {
  return (await waiting('files', account)).length + (await waiting('taps', account)).length
}

export async function forgetAll(account: number): Promise<void> {
  for (const name of ['files', 'taps'] as const)
    await forget(
      name,
      (await waiting(name, account)).map(row => row.nonce),
    )
}

/** null where there is no database. */
async function within<T>(
  name: keyof Stores,
  work: (store: IDBObjectStore, done: (value: T) => void) => void,
): Promise<T | null> {
  const outbox = await database()
  if (!outbox) return null
  return new Promise((resolve, reject) => {
    let value: T | null = null
    const transaction = outbox.transaction(name, 'readwrite', { durability: 'strict' })
    work(transaction.objectStore(name), result => {
      value = result
    })
    transaction.oncomplete = () => resolve(value)
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
  })
}
