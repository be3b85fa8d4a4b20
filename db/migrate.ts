import { resolve } from 'node:path'
import type { Client, InStatement } from '@libsql/client'
import { sql } from 'drizzle-orm'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { checkFile } from './check'
import { databaseFile, reconnectWriter, writerClient, writerDb } from './client'
import { noteDamage } from './damage'
import { digestStanding, takeDigests } from './digest'
import { slices } from './pause'
import { readOnly } from './read-only'
import { DatabaseRefused } from './refused'

/**
 * Migrates the open database to the schema of this code: all pending migrations or none. Before and after, its rows
 * are compared with their digests, and these are taken anew; a file without any, of an earlier release, gets them. On
 * a full disk the process takes what is there, and refuses an earlier schema.
 */
export async function migrateDatabase(): Promise<void> {
  await refuseNewerSchema(writerClient(), databaseFile() ?? 'DATABASE_URL')
  const isFull = readOnly()?.reason === 'diskFull'
  if (await isPending()) {
    await refuseDamaged()
    if (isFull) throw notUpgraded(databaseFile() ?? 'DATABASE_URL')
    await reconnectWriter()
    await migrate(writerDb, { migrationsFolder: migrationsFolder() })
    const broken = await writerClient().execute('PRAGMA foreign_key_check')
    if (broken.rows.length > 0)
      throw new Error('The database has rows that point to nothing after the migration.')
    await dropEmptyLog()
  }
  if (!isFull) await keepDigests()
  if (readOnly()) return
  await fillChannels()
  await writerClient().executeMultiple('PRAGMA analysis_limit=1000; ANALYZE;')
}

const onWriter = (asked: InStatement) => writerClient().execute(asked)

async function isPending(): Promise<boolean> {
  const there = await onWriter("select 1 from sqlite_schema where name = '__drizzle_migrations'")
  if (there.rows.length === 0) return true
  const found = await onWriter('select max(created_at) from __drizzle_migrations')
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder() }).map(each => each.folderMillis)
  return Number(found.rows[0]?.[0] ?? 0) < Math.max(...known)
}

/** What a migration rewrites would get new digests: damage before it would never be found. */
async function refuseDamaged(): Promise<void> {
  const file = databaseFile()
  if (file === null) return
  const findings = await checkFile(file, { integrity: true, digests: true })
  if (findings.length === 0) return
  throw new DatabaseRefused(
    `${file} 有损坏（${findings.length} 处），没有升级，也没有改动。请换回原来的版本查看，或恢复最近的备份：npm run -s restore -- 备份文件.db`,
    `${file} is damaged (${findings.length} places); it was neither upgraded nor changed. Look at it with the release it came from, or restore the latest backup: npm run -s restore -- FILE.db`,
  )
}

/** Takes the digests where the file has none for this schema; those of the same schema stay, whatever they say. */
async function keepDigests(): Promise<void> {
  const file = databaseFile()
  if (file === null) return
  const standing = await digestStanding(onWriter)
  if (standing === 'current') return
  if (standing === 'damaged' || standing === 'outdated') {
    const findings = await checkFile(file, { digests: true })
    if (findings.length > 0) return noteDamage(findings)
  }
  await reconnectWriter()
  const transaction = await writerClient().transaction('write')
  try {
    await takeDigests(asked => transaction.execute(asked), slices())
    await transaction.commit()
  } finally {
    transaction.close()
  }
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
function notUpgraded(file: string): DatabaseRefused {
  return new DatabaseRefused(
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
  await writerDb.transaction(tx =>
    tx.run(sql`insert into channel (name, medium, unit_word, position)
      select value ->> 0, value ->> 1, value ->> 2, key + 1 from json_each(${JSON.stringify(CHANNELS)})
      where not exists (select 1 from channel)`),
  )
}
