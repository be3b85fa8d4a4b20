import { renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { closeDatabase, db, hurryDatabase, openDatabase, settleDatabase } from '@/db/client'
import { holdDatabase, notePurpose } from '@/db/lock'
import { migrateDatabase } from '@/db/migrate'
import { now } from '@/lib/core/clock'
import type { Config } from '@/lib/core/config'
import type { Instant } from '@/lib/core/time'
import { isDemo } from '@/lib/organisation/settings/setting.queries'

/** Ends the process where the database holds something that is not the demo. `what` is the name of the holder. */
export async function isEmptyDatabase(
  { DATABASE_URL: url, DATABASE_AUTH_TOKEN: authToken, FILES_DIR: filesDirectory }: Config,
  what: string,
): Promise<boolean> {
  await openDatabase(url, { what, authToken, filesDirectory })
  try {
    await migrateDatabase()
    if (await isDemo()) return false
    const [{ count } = { count: 0 }] = await db.all<{ count: number }>(
      sql`select (select count(*) from unit) + (select count(*) from account) as count`,
    )
    if (count === 0) return true
    console.error(
      `DATABASE_URL: ${url} 里有演示以外的数据，没有改动。请给演示换一个文件名。\nDATABASE_URL: ${url} holds data that is not the demo's, and is left as it is. Name another file for the demo.`,
    )
    process.exit(2)
  } finally {
    await closeDatabase()
  }
}

/** Loads the demo into an empty database and leaves it closed. */
export async function fillDemo(
  { DATABASE_URL: url, DATABASE_AUTH_TOKEN: authToken }: Config,
  what: string,
): Promise<void> {
  const begun = Date.now()
  console.error('正在载入演示数据 Loading the demo …')
  // Here and not at the top: with a demo that is loaded already, importing it would be most of the start.
  const { loadDemo } = await import('./load')
  if (url.startsWith('file:')) await loadBeside(resolve(url.slice('file:'.length)), what, loadDemo)
  else {
    await openDatabase(url, { authToken })
    await loadDemo(now())
    await closeDatabase()
  }
  const seconds = Math.round((Date.now() - begun) / 1000)
  console.error(`演示数据已载入（${seconds} 秒） The demo is loaded.`)
}

/** Loads into a file beside and puts it in place when it is whole, so a loading that was broken off leaves nothing. */
async function loadBeside(
  file: string,
  what: string,
  loadDemo: (now: Instant) => Promise<void>,
): Promise<void> {
  const beside = `${file}.loading`
  const lock = await holdDatabase(file, what)
  try {
    remove(beside)
    await openDatabase(`file:${beside}`, { what })
    await hurryDatabase()
    await migrateDatabase()
    await loadDemo(now())
    await settleDatabase()
    await closeDatabase()
    remove(file)
    renameSync(beside, file)
    notePurpose(file, 'demo')
    remove(beside)
    for (const ending of ['.lock', '.holder']) rmSync(`${beside}${ending}`, { force: true })
  } finally {
    await lock.release()
  }
}

/** The file with what SQLite keeps beside it. */
function remove(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
}
