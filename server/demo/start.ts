import { renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { closeDatabase, db, hurryDatabase, openDatabase, settleDatabase } from '@/db/client'
import { DatabaseHeld, holdDatabase } from '@/db/lock'
import { migrateDatabase } from '@/db/migrate'
import { now } from '@/lib/core/clock'
import type { Config } from '@/lib/core/config'
import { isDemo } from '@/lib/organisation/settings/setting.queries'
import { refuseOpenDemo } from '@/server/open'
import { buildIfStale, configOrExit, serve } from '@/server/start'
import { loadDemo } from './load'

// `npm run demo`: the demo year in a database of its own, built and served; run again, it keeps the existing data.
const config = configOrExit()
refuseOpenDemo(config)
try {
  const isEmpty = await isEmptyDatabase(config)
  // In parallel: the build uses one core and the loading the other.
  await Promise.all([buildIfStale(), isEmpty ? load(config) : undefined])
} catch (error) {
  console.error(error instanceof DatabaseHeld ? error.message : error)
  process.exit(error instanceof DatabaseHeld ? 3 : 1)
}
await serve(config)

/** Ends the process where the database holds something that is not the demo. */
async function isEmptyDatabase({
  DATABASE_URL: url,
  DATABASE_AUTH_TOKEN: authToken,
}: Config): Promise<boolean> {
  await openDatabase(url, { what: 'npm run demo', authToken })
  try {
    await migrateDatabase()
    if (await isDemo()) return false
    const [{ count } = { count: 0 }] = await db.all<{ count: number }>(
      sql`select (select count(*) from unit) + (select count(*) from account) as count`,
    )
    if (count === 0) return true
    console.error(
      `DATABASE_URL: ${url} holds data that is not the demo's, and is left as it is. Name another file for the demo.`,
    )
    process.exit(2)
  } finally {
    await closeDatabase()
  }
}

async function load({ DATABASE_URL: url, DATABASE_AUTH_TOKEN: authToken }: Config): Promise<void> {
  const begun = Date.now()
  console.error('正在载入演示数据 Loading the demo …')
  if (url.startsWith('file:')) await loadBeside(resolve(url.slice('file:'.length)))
  else {
    await openDatabase(url, { authToken })
    await loadDemo(now())
    await closeDatabase()
  }
  const seconds = Math.round((Date.now() - begun) / 1000)
  console.error(`演示数据已载入（${seconds} 秒） The demo is loaded.`)
}

/** Loads into a temporary file and renames it when complete, so an interrupted load leaves nothing behind. */
async function loadBeside(file: string): Promise<void> {
  const beside = `${file}.loading`
  const lock = await holdDatabase(file, 'npm run demo')
  try {
    remove(beside)
    await openDatabase(`file:${beside}`, { what: 'npm run demo' })
    await hurryDatabase()
    await migrateDatabase()
    await loadDemo(now())
    await settleDatabase()
    await closeDatabase()
    remove(file)
    renameSync(beside, file)
    remove(beside)
    for (const ending of ['.lock', '.holder']) rmSync(`${beside}${ending}`, { force: true })
  } finally {
    await lock.release()
  }
}

/** The database file and the files that SQLite keeps beside it. */
function remove(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
}
