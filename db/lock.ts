import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
    super(`The database ${file} is in use by ${holder}. One process owns it at a time; stop that one first.`)
  }
}

/**
 * Locks the file for this process until `release` or the end of the process. The lock is a write transaction on
 * a separate file, so the system frees it when the process dies; the text file beside it only names the holder.
 */
export async function holdDatabase(file: string, what: string): Promise<{ release(): Promise<void> }> {
  mkdirSync(dirname(file), { recursive: true })
  const client = createClient({ url: `file:${file}.lock`, timeout: 0, concurrency: 1 })
  try {
    const transaction = await client.transaction('write')
    nameHolder(file, `${what}, process ${process.pid} on ${hostname()}, since ${new Date().toISOString()}`)
    return {
      async release() {
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

/** On a full disk the lock holds without its name. */
function nameHolder(file: string, text: string): void {
  try {
    writeFileSync(`${file}.holder`, text)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error
  }
}

function holderOf(file: string): string {
  try {
    return readFileSync(/* turbopackIgnore: true */ `${file}.holder`, 'utf8')
  } catch {
    return 'another process'
  }
}
