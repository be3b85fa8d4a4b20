import { closeSync, openSync, rmSync, writeSync } from 'node:fs'

/** Codes of the engine and of the system that say that a disk, a quota or a limit of file sizes is full. */
export const NO_ROOM = /^(SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)/
/** What a few saves need. */
const PROBE_BYTES = 128 * 1024

/** Whether a file beside the database finds no room for some pages: the log of the database may still have it. */
export function isDiskFull(file: string): boolean {
  const probe = `${file}.room`
  const fault = fill(probe, PROBE_BYTES)
  rmSync(/* turbopackIgnore: true */ probe, { force: true })
  return fault === 'full'
}

/** Bytes that are no hole: room is taken when they are written. Null where all of them were. */
export function fill(path: string, bytes: number): 'full' | 'other' | null {
  let to: number | undefined
  try {
    to = openSync(/* turbopackIgnore: true */ path, 'w', 0o600)
    const part = Buffer.alloc(64 * 1024, 'x')
    for (let at = 0; at < bytes; at += part.length) if (writeSync(to, part) < part.length) return 'full'
    return null
  } catch (error) {
    return hasCode(error, NO_ROOM) ? 'full' : 'other'
  } finally {
    if (to !== undefined) closeSync(to)
  }
}

export function hasCode(error: unknown, code: RegExp): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if (code.test((at as { code?: string }).code ?? '')) return true
  return false
}
