import { readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { databaseFile } from '@/db/client'
import type { Day } from './time'

const NAME = /^requests-(\d{4}-\d{2}-\d{2})\.log(\.gz)?$/

// The listener writes the log before a database is open; pages and the purge share only globalThis with it.
const shared = globalThis as typeof globalThis & { xuefaLogFolder?: string }

/** Where this process writes the log of its requests. */
export function noteLogFolder(folder: string): void {
  shared.xuefaLogFolder = folder
}

/** That folder, or `logs` beside the database in a process that serves nothing. */
export function logFolder(): string {
  const file = databaseFile()
  return shared.xuefaLogFolder ?? (file ? join(dirname(file), 'logs') : resolve('data/logs'))
}

export type RequestLogFile = { name: string; day: Day; bytes: number; isPacked: boolean }

/** The files of the request log, the oldest first; none where the folder cannot be read. */
export function requestLogs(folder: string): RequestLogFile[] {
  try {
    return readdirSync(/* turbopackIgnore: true */ folder)
      .flatMap(name => {
        const [, day, packed] = NAME.exec(name) ?? []
        if (!day) return []
        const found = statSync(join(/* turbopackIgnore: true */ folder, name), { throwIfNoEntry: false })
        return found ? [{ name, day, bytes: found.size, isPacked: packed !== undefined }] : []
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}

/** Removes the files of days before that one; returns how many. */
export function removeRequestLogs(folder: string, before: Day): number {
  const old = requestLogs(folder).filter(file => file.day < before)
  for (const { name } of old) rmSync(join(/* turbopackIgnore: true */ folder, name), { force: true })
  return old.length
}
