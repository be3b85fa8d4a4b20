import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { createClient } from '@libsql/client'

/** Another process owns the database file. */
export class DatabaseHeld extends Error {
  override name = 'DatabaseHeld'
  constructor(
    readonly file: string,
    readonly holder: string,
  ) {
    super(
      `${file} 正由另一个进程使用（${holder}）：同一时间只能有一个。请先停止它。\n${file} is in use by ${holder}. One process owns it at a time; stop that one first.`,
    )
  }
}

type Lock = { release(): Promise<void> }

/**
 * Locks the file for this process until `release` or the end of the process. The lock is a write transaction on
 * a separate file, so the system frees it when the process dies; the text file beside it only names the holder.
 */
export async function holdDatabase(file: string, what: string): Promise<Lock> {
  mkdirSync(dirname(file), { recursive: true })
  const client = createClient({ url: `file:${file}.lock`, timeout: 0, concurrency: 1 })
  try {
    const transaction = await client.transaction('write')
    const real = await holdRealFile(file).catch(async error => {
      await transaction.rollback()
      throw error
    })
    nameHolder(file, what)
    return {
      async release() {
        await real.release()
        await transaction.rollback()
        client.close()
      },
    }
  } catch (cause) {
    client.close()
    if ((cause as { code?: string }).code !== 'SQLITE_BUSY') throw cause
    throw new DatabaseHeld(file, holderOf(file))
  }
}

/**
 * A second lock, on the file itself: who deletes or replaces the lock file opens no door. A local socket, named by the
 * number and the birth of the file, since the number of a deleted file goes to the next one. It lies in no folder and
 * goes with the process (Linux, unix(7), "abstract"; on Windows a pipe). Other systems have no such thing, and there
 * the lock file alone counts. For a file that does not exist yet nothing is held.
 */
export async function holdRealFile(file: string): Promise<Lock> {
  const path = nameOfFile(file)
  if (path === null) return { async release() {} }
  const server = createServer(socket => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      reject(isTaken ? new DatabaseHeld(file, holderOf(file)) : error)
    })
    server.listen(path, resolve)
  })
  server.unref()
  return { release: () => new Promise(resolve => server.close(() => resolve())) }
}

function nameOfFile(file: string): string | null {
  const before = { linux: '\0', win32: '\\\\.\\pipe\\' }[process.platform as string]
  const found = statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false, bigint: true })
  return before === undefined || !found
    ? null
    : `${before}xuefa-${found.dev}-${found.ino}-${found.birthtimeNs}`
}

/** What a database is for, once somebody has set it up. */
export type Purpose = 'office' | 'demo'

/** Beside the database and not in it: it has to be known when the file itself is lost. */
export function notePurpose(file: string, purpose: Purpose): void {
  if (purposeOf(file) !== purpose) writeFileSync(`${file}.holder`, `${holderOf(file)}\n${purpose}`)
}

export function purposeOf(file: string): Purpose | null {
  const [, purpose] = linesOf(file)
  return purpose === 'office' || purpose === 'demo' ? purpose : null
}

function nameHolder(file: string, what: string): void {
  const purpose = purposeOf(file)
  const line = `${what}, process ${process.pid} on ${hostname()}, since ${new Date().toISOString()}`
  try {
    writeFileSync(`${file}.holder`, purpose === null ? line : `${line}\n${purpose}`)
  } catch (error) {
    // On a full disk the lock holds without its name.
    if ((error as { code?: string }).code !== 'ENOSPC') throw error
  }
}

const ENDED = ', closed'

/** The process has closed the file; one that only read leaves no other trace of how it ended. */
export function noteEnd(file: string): void {
  const [line = '', ...rest] = linesOf(file)
  try {
    if (line) writeFileSync(`${file}.holder`, [`${line}${ENDED}`, ...rest].join('\n'))
  } catch {
    // A full disk, or the folder is gone: the next start then looks as after a kill.
  }
}

/** Whether the last process has closed the file, or there was none. */
export function endedWell(file: string): boolean {
  const [line = ''] = linesOf(file)
  return line === '' || line.endsWith(ENDED)
}

function holderOf(file: string): string {
  return linesOf(file)[0] || 'another process'
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(/* turbopackIgnore: true */ `${file}.holder`, 'utf8').split('\n')
  } catch {
    return []
  }
}
