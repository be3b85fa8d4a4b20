import { resolve } from 'node:path'
import type { Client } from '@libsql/client'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { databaseFile, writerClient, writerDb } from './client'
import { readOnly } from './read-only'
import { DatabaseRefused } from './refused'

/**
 * Migrates the open database to the schema of this code: all pending migrations or none. A process that only reads
 * takes what is there, and refuses an earlier schema.
 */
export async function migrateDatabase(): Promise<void> {
  await refuseNewerSchema(writerClient(), databaseFile() ?? 'DATABASE_URL')
  if (readOnly()) return refuseOlderSchema()
  await migrate(writerDb, { migrationsFolder: migrationsFolder() })
  const broken = await writerClient().execute('PRAGMA foreign_key_check')
  if (broken.rows.length > 0)
    throw new Error('The database has rows that point to nothing after the migration.')
  await dropEmptyLog()
  await fillChannels()
  await writerClient().executeMultiple('PRAGMA analysis_limit=1000; ANALYZE;')
}

/** An earlier program would misread what a later one has written: migrations are known by their time. */
export async function refuseNewerSchema(client: Client, file: string): Promise<void> {
  const there = await client.execute("select 1 from sqlite_schema where name = '__drizzle_migrations'")
  if (there.rows.length === 0) return
  const found = await client.execute('select max(created_at) from __drizzle_migrations')
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder() }).map(each => each.folderMillis)
  if (Number(found.rows[0]?.[0] ?? 0) <= Math.max(...known)) return
  throw new DatabaseRefused(
    `${file} 由更新的版本使用过，本版本不能打开，没有改动。请换回更新的版本，或改用升级之前的备份。`,
    `${file} was used by a later release and was left as it is. Start that release again, or use a backup from before the upgrade.`,
  )
}

function migrationsFolder(): string {
  return resolve(process.cwd(), 'drizzle')
}

/** The upgrade has to be written. */
async function refuseOlderSchema(): Promise<void> {
  const there = await writerClient().execute(
    "select 1 from sqlite_schema where name = '__drizzle_migrations'",
  )
  const found =
    there.rows.length === 0
      ? 0
      : (await writerClient().execute('select max(created_at) from __drizzle_migrations')).rows[0]?.[0]
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder() }).map(each => each.folderMillis)
  if (Number(found ?? 0) === Math.max(...known)) return
  const file = databaseFile() ?? 'DATABASE_URL'
  throw new DatabaseRefused(
    `${file} 要先升级到本版本，而现在写不进去（磁盘已满或文件只读），没有改动。请腾出空间后再启动。`,
    `${file} has to be upgraded to this release and cannot be written now (full disk or read-only file); it was left as it is. Make room, then start again.`,
  )
}

/** The log of an earlier release waits to be moved (lib/access/audit-move.commands.ts); a new database has none. */
async function dropEmptyLog(): Promise<void> {
  const there = await writerClient().execute("select 1 from sqlite_schema where name = 'audit_standing'")
  if (there.rows.length === 0) return
  const standing = await writerClient().execute('select 1 from audit_standing limit 1')
  if (standing.rows.length === 0) await writerClient().execute('drop table audit_standing')
}

// Starting values that the office extends in settings. They are filled here because an import on the command
// line needs them before anybody has opened a page.
const CHANNELS = [
  ['横幅', 'board', '条'],
  ['标语', 'board', '条'],
  ['展板', 'board', '块'],
  ['宣传栏', 'board', '期'],
  ['大型广告', 'board', '处'],
  ['普法资料', 'paper', '份'],
  ['宣传海报', 'paper', '张'],
  ['LED', 'newMedia', '条'],
  ['公众号', 'newMedia', '篇'],
  ['微信群', 'newMedia', '条'],
  ['短信', 'newMedia', '条'],
  ['短视频', 'newMedia', '条'],
]

/** Inserts the initial channels where there are none. */
async function fillChannels(): Promise<void> {
  await writerClient().execute({
    sql: `insert into channel (name, medium, unit_word, position)
      select value ->> 0, value ->> 1, value ->> 2, key + 1 from json_each(?) where not exists (select 1 from channel)`,
    args: [JSON.stringify(CHANNELS)],
  })
}
