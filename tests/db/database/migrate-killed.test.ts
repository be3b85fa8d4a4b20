import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { ConnectionPool } from '@libsql/client/sqlite3'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkFile } from '@/db/check'
import { closeDatabase, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { beginRun } from '@/lib/access/seal.commands'
import { checkLog } from '@/lib/access/seal.sql'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-upgrade-'))
})
afterEach(async () => {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

/** A database of an earlier release, with people, an activity, a sheet, and a log. */
async function earlier(migrations: number): Promise<string> {
  const file = path.join(folder, 'earlier.db')
  const drizzled = path.join(folder, 'drizzle')
  cpSync('drizzle', drizzled, { recursive: true })
  const journal = path.join(drizzled, 'meta/_journal.json')
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'))
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, migrations) }))
  const client = createClient({ url: `file:${file}` })
  await migrate(drizzle(client), { migrationsFolder: drizzled })
  for (const text of ROWS) await client.execute(text)
  await client.execute('pragma journal_mode = wal')
  client.close()
  return file
}

const ROWS = [
  `insert into unit (id, name, kind, path, tree_order, position) values (1, '演示街道', 'street', '/1/', 1, 1)`,
  `insert into person (id, name, staff_no, initials, position) select value, '某' || value, 'S' || value, 'm', value
   from json_each('[1,2,3,4,5,6,7,8,9]')`,
  `insert into membership (person_id, unit_id, from_day) select id, 1, '2023-01-01' from person`,
  `insert into account (id, person_id, password_hash, must_change) values (1, 1, '-', 0)`,
  `insert into "grant" (account_id, role, unit_id) values (1, 'administrator', 1)`,
  `insert into audit select value, 1000 * value, 1, '林静', 'attendance.mark', 'attendance', '1/' || value, '补登', null, '{"mark":"present"}'
   from json_each('[1,2,3,4,5]')`,
]

/** As a start does. */
async function upgrade(file: string): Promise<void> {
  await openDatabase(`file:${file}`, { what: 'test' })
  await migrateDatabase()
  await beginRun()
}

/** Its schema, and the number of rows of each table; each start has a seal of its own. */
function standing(file: string): Record<string, unknown> {
  const connection = new ConnectionPool(file, { timeout: 2000 }, 1).acquireSync()
  const all = (text: string) => connection.prepare(text).raw(true).all([]) as [string, string][]
  const schema = all("select name, sql from sqlite_schema where name not like 'sqlite_stat%' order by 1")
  const tables = all(
    "select name, '' from sqlite_schema where type = 'table' and name not like 'sqlite_stat%'",
  )
  const counts = tables
    .filter(([name]) => name !== 'audit_seal')
    .map(([name]) => [name, all(`select count(*), '' from "${name}"`)[0]?.[0]])
  connection.close()
  return { schema, counts }
}

/** Where each transaction of a WAL ends, in bytes (sqlite.org/fileformat2.html, 4.1 and 4.2). */
function commitsOf(wal: Buffer): number[] {
  const size = 24 + wal.readUInt32BE(8)
  const ends: number[] = []
  for (let at = 32; at + size <= wal.length; at += size)
    if (wal.readUInt32BE(at + 4) > 0) ends.push(at + size)
  return ends
}

test('fault 16: killed at any step of an upgrade, the next start goes on or begins again, and ends alike', async () => {
  const before = await earlier(1)
  const file = path.join(folder, 'xuefa.db')
  copyFileSync(before, file)
  // While somebody reads the file as it was, the WAL keeps every page that is written.
  const reader = new ConnectionPool(file, { timeout: 2000 }, 1).acquireSync()
  reader.exec('begin')
  reader.prepare('select count(*) from sqlite_schema').raw(true).all([])
  await upgrade(file)
  const wal = readFileSync(`${file}-wal`)
  reader.close()
  await closeDatabase()
  const whole = standing(file)
  const ends = commitsOf(wal)
  // After each transaction, and within the next one.
  const cuts = [32, ...ends].flatMap((end, at) => [end, Math.floor((end + (ends[at] ?? end)) / 2)])

  const found = []
  for (const cut of new Set(cuts)) {
    const killed = path.join(folder, `${cut}.db`)
    copyFileSync(before, killed)
    writeFileSync(`${killed}-wal`, wal.subarray(0, cut))
    await upgrade(killed)
    const log = await checkLog()
    await closeDatabase()
    const checks = await checkFile(killed, { integrity: true, foreignKeys: true, digests: true })
    found.push({ cut, log, checks, standing: standing(killed) })
  }

  expect(found.map(each => ({ ...each, cut: 0 }))).toEqual(
    found.map(() => ({ cut: 0, log: [], checks: [], standing: whole })),
  )
  expect(ends.length).toBeGreaterThan(3)
}, 60_000)
