import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { filesDirectory } from '@/lib/core/files-directory'

/** The state of a stored file: `purged` was removed by its retention period, and only its row is left. */
export type FileState = 'whole' | 'missing' | 'altered' | 'purged'

/**
 * The first two letters of the hash are a folder: one folder with a hundred thousand files is slow on old
 * machines.
 */
export function pathOf(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a hash')
  return join(filesDirectory(), hash.slice(0, 2), hash)
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The file, its hash verified; or that the disk lost or changed it. */
export async function storedFile(
  hash: string,
): Promise<{ state: 'whole'; bytes: Uint8Array<ArrayBuffer> } | { state: 'missing' | 'altered' }> {
  try {
    const read = await readFile(/* turbopackIgnore: true */ pathOf(hash))
    const bytes = new Uint8Array(read.buffer as ArrayBuffer, read.byteOffset, read.length)
    return hashOf(bytes) === hash ? { state: 'whole', bytes } : { state: 'altered' }
  } catch (error) {
    if (isGone(error)) return { state: 'missing' }
    throw error
  }
}

/** Checked by size only, for pages with many files; opening one verifies its hash. */
export async function stateOf({
  hash,
  size,
  purgedAt,
}: {
  hash: string
  size: number
  purgedAt: number | null
}): Promise<FileState> {
  if (purgedAt !== null) return 'purged'
  try {
    const found = await stat(/* turbopackIgnore: true */ pathOf(hash))
    return found.size === size ? 'whole' : 'altered'
  } catch (error) {
    if (isGone(error)) return 'missing'
    throw error
  }
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
}
