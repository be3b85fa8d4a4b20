import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { historyOf, lastOf } from '@/lib/access/audit.sql'
import { beginRun } from '@/lib/access/seal.commands'
import { checkLog } from '@/lib/access/seal.sql'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-move-'))
})
afterEach(async () => {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

const ROWS = [
  `(1, 1000, 7, '林静', 'attendance.mark', 'attendance', '1/4', '补登', '{"personId":4,"mark":null,"leaveReason":"住院"}', '{"personId":4,"mark":"present"}')`,
  `(2, 2000, null, '命令行', 'plan.removeItem', 'planItem', '12', null, '{"id":12,"content":"集中学法"}', null)`,
  `(5, 3000, 7, '林静', 'person.bodyRole', 'person', '4', null, 'null', '{"tagId":1,"role":"head"}')`,
]

/** The database as a release of that many migrations left it, with a log. */
async function earlier(migrations: number): Promise<string> {
  const file = path.join(folder, 'xuefa.db')
  const drizzled = path.join(folder, 'drizzle')
  cpSync('drizzle', drizzled, { recursive: true })
  const journal = path.join(drizzled, 'meta/_journal.json')
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'))
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, migrations) }))
  const client = createClient({ url: `file:${file}` })
  await migrate(drizzle(client), { migrationsFolder: drizzled })
  await client.execute(`insert into audit values ${ROWS.join(', ')}`)
  client.close()
  return file
}

test.each([
  ['the first release', 1],
  ['the release before the seal', 16],
])('the log of %s is kept as it was, split and sealed', async (_, migrations) => {
  const file = await earlier(migrations)
  await openDatabase(`file:${file}`, { what: 'test' })
  await migrateDatabase()

  await beginRun()
  await beginRun()

  expect(await historyOf('attendance', '1/4')).toEqual([
    {
      ...{ id: 1, at: 1000, actor: '林静', action: 'attendance.mark', reason: '补登', cleared: [] },
      before: { personId: 4, mark: null, leaveReason: '住院' },
      after: { personId: 4, mark: 'present' },
    },
  ])
  expect(await historyOf('person', 4)).toMatchObject([
    { id: 5, before: null, after: { tagId: 1, role: 'head' } },
  ])
  expect(await lastOf('planItem', [12], 'plan.removeItem')).toEqual([
    { subjectId: '12', before: { id: 12, content: '集中学法' } },
  ])
  expect(await db.all(sql`select account_id, subject_id, "before" as was from audit where id = 1`)).toEqual([
    { account_id: 7, subject_id: '1/4', was: '{"personId":4,"mark":null}' },
  ])
  expect(await checkLog()).toEqual([])
  expect(await db.all(sql`select name from sqlite_schema where name like '%standing%'`)).toEqual([])
})
