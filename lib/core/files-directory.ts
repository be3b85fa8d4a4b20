import { dirname, join, resolve } from 'node:path'
import { databaseFile } from '@/db/client'
import { readConfig } from '@/lib/core/config'

/** FILES_DIR, or `files` beside the database. */
export function filesDirectory(): string {
  const file = databaseFile()
  return resolve(readConfig().FILES_DIR ?? (file ? join(dirname(file), 'files') : 'data/files'))
}
