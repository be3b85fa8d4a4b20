import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hashOf, pathOf, storedFile } from './file-store.queries'

/**
 * Keeps the bytes under their hash and answers with it once they are on the disk: written aside, brought down by
 * fsync, and only then given their name, so that no half file ever has one. The same content is kept once; a file
 * that was damaged meanwhile is put right by it. Throws what the disk says (ENOSPC …), and leaves nothing then.
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

/** A name is on the disk once its folder is; Windows opens no folder and needs none. */
async function settle(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(/* turbopackIgnore: true */ folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
