import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hashOf, pathOf, storedFile } from './file-store.queries'

/**
 * Stores the bytes under their hash and returns it once they are on disk: written to a temporary file, fsynced,
 * then renamed, so that no partial file ever has a hash as its name. The same content is stored once; a damaged
 * copy is replaced. Throws the disk's error (ENOSPC …) and leaves nothing behind.
 */
export async function storeFile(bytes: Uint8Array): Promise<string> {
  const hash = hashOf(bytes)
  if ((await storedFile(hash)).state === 'whole') return hash
  const path = pathOf(hash)
  const part = `${path}.${randomBytes(6).toString('hex')}.part`
  await mkdir(/* turbopackIgnore: true */ dirname(path), { recursive: true })
  try {
    const file = await open(/* turbopackIgnore: true */ part, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(/* turbopackIgnore: true */ part, /* turbopackIgnore: true */ path)
  } catch (error) {
    await rm(/* turbopackIgnore: true */ part, { force: true })
    throw error
  }
  await settle(dirname(path))
  await settle(dirname(dirname(path)))
  return hash
}

// Pages and what runs at night are separate bundles; only globalThis is shared.
const shared = globalThis as typeof globalThis & { xuefaHeldFiles?: Map<string, number> }
shared.xuefaHeldFiles ??= new Map()
const held = shared.xuefaHeldFiles

/**
 * Stores the bytes and does `work`, which writes the row of the file; until that is done no purge removes the file,
 * which may have been there before.
 */
export function withStoredFile<T>(bytes: Uint8Array, work: (hash: string) => Promise<T>): Promise<T> {
  return withStoredFiles(async store => work(await store(bytes)))
}

/** The same for many: `work` stores each, and then writes the rows of all. */
export async function withStoredFiles<T>(
  work: (store: (bytes: Uint8Array) => Promise<string>) => Promise<T>,
): Promise<T> {
  const stored: string[] = []
  try {
    return await work(async bytes => {
      const hash = hashOf(bytes)
      held.set(hash, (held.get(hash) ?? 0) + 1)
      stored.push(hash)
      return storeFile(bytes)
    })
  } finally {
    for (const hash of stored) {
      const others = (held.get(hash) ?? 1) - 1
      if (others > 0) held.set(hash, others)
      else held.delete(hash)
    }
  }
}

/**
 * Removes a file that no row names any more: to be called in the turn in which that was read within a write. False
 * where an upload is about to name it.
 */
export function removeFile(hash: string): boolean {
  if (held.has(hash)) return false
  rmSync(/* turbopackIgnore: true */ pathOf(hash), { force: true })
  return true
}

/** fsync of the folder, which makes the rename durable; Windows cannot open folders and needs none. */
async function settle(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(/* turbopackIgnore: true */ folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
