import { resolve } from 'node:path'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { writerClient, writerDb } from './client'

/** Brings the open database to the schema of this code; all pending files or none of them. */
export async function migrateDatabase(): Promise<void> {
  await migrate(writerDb, { migrationsFolder: resolve(process.cwd(), 'drizzle') })
  const broken = await writerClient().execute('PRAGMA foreign_key_check')
  if (broken.rows.length > 0)
    throw new Error('The database has rows that point to nothing after the migration.')
  await writerClient().executeMultiple('PRAGMA analysis_limit=1000; ANALYZE;')
}
