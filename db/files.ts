import { dirname, join, resolve } from 'node:path'
import { readConfig } from '@/lib/core/config'
import { databaseFile } from './client'

/** FILES_DIR, or `files` beside the database. */
export function filesDirectory(): string {
  const file = databaseFile()
  return resolve(readConfig().FILES_DIR ?? (file ? join(dirname(file), 'files') : 'data/files'))
}
