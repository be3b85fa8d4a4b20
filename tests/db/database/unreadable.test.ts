import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { checkAtStart, checkFile, checkForCommand } from '@/db/check'
import { closeDatabase, openDatabase, settleDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { answerVerify } from '@/server/commands/verify-answer'
import { readBoth } from '@/server/restore/reading'
import { closeWorld, hasActivity, openWorld, type World } from '../../world'

let world: World
let made: string
let file: string

beforeAll(async () => {
  made = mkdtempSync(path.join(tmpdir(), 'xuefa-unreadable-'))
  file = path.join(made, 'xuefa.db')
  world = await openWorld()
  await hasActivity(world.viewers.organiser)
  await settleDatabase()
  copyFileSync(world.file, path.join(made, 'made.db'))
  await closeWorld()
})
beforeEach(() => {
  for (const ending of ['', '-wal', '-shm', '.holder', '.lock']) rmSync(`${file}${ending}`, { force: true })
  copyFileSync(path.join(made, 'made.db'), file)
})
afterEach(() => closeDatabase())
afterAll(() => rmSync(made, { recursive: true, force: true }))

/** A flipped bit heeds no trigger. */
async function byHand(...statements: string[]): Promise<void> {
  const client = createClient({ url: `file:${file}` })
  await client.execute('drop trigger if exists audit_keeps_its_rows')
  await client.execute('drop trigger if exists audit_text_is_only_emptied')
  for (const statement of statements) await client.execute(statement)
  await client.execute('pragma wal_checkpoint(truncate)')
  client.close()
}

const notText = "cast(x'e99b' as text)"
const unreadableTables = async () =>
  (await checkFile(file, { integrity: true, foreignKeys: true, digests: true })).flatMap(each =>
    each.kind === 'unreadable' ? [each.table] : [],
  )

test.each([
  ['a password', `update account set password_hash = ${notText}`, 'account'],
  ['a word of the log', `update audit_text set actor = ${notText} where audit_id = 1`, 'audit_text'],
  ['a title', `update activity set title = ${notText}`, 'activity'],
  ['what the sums are of', `update digest_layout set layout = ${notText}`, 'digest_layout'],
  [
    'a name of a sum',
    `update row_digest set scope = ${notText} where rowid = (select max(rowid) from row_digest)`,
    'row_digest',
  ],
])('%s that is no UTF-8 is found', async (_, statement, table) => {
  await byHand(statement)

  expect(await unreadableTables()).toEqual([table])
})

test('a name in the schema that is no UTF-8 is found, and the file is not opened', async () => {
  await byHand('create table "qqxx" (a integer)')
  const bytes = readFileSync(file)
  for (let at = bytes.indexOf('qqxx'); at >= 0; at = bytes.indexOf('qqxx', at + 1)) bytes[at] = 0xe9
  writeFileSync(file, bytes)

  expect(await unreadableTables()).toEqual([''])
  await openDatabase(`file:${file}`)
  await expect(checkAtStart()).rejects.toThrow('partly unreadable;')
})

test('a text that is broken in an index alone is found', async () => {
  const bytes = readFileSync(file)
  const name = '东埔社区'
  let broken = 0
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
    // Leaves of indexes are pages of type 10 (SQLite, fileformat2, 1.6).
    if (bytes[at - (at % 4096)] !== 10) continue
    bytes[at] = 0xff
    broken++
  }
  writeFileSync(file, bytes)

  expect(broken).toBeGreaterThan(0)
  expect(await unreadableTables()).toEqual(['unit'])
})

test('a process that ended at such a text is known at the next start, which names the restore command', async () => {
  await openDatabase(`file:${file}`)
  await migrateDatabase()
  await closeDatabase()
  await byHand(`update person set name = ${notText} where id = 1`)
  const isLarge = () => false
  const start = `
    const { checkAtStart } = await import('@/db/check')
    const { openDatabase, db, closeDatabase } = await import('@/db/client')
    const { sql } = await import('drizzle-orm')
    await openDatabase(${JSON.stringify(`file:${file}`)})
    await checkAtStart(undefined, () => false)
    await db.all(sql.raw('select name from person'))
    await closeDatabase()`

  // It was closed in order, so it is served while it is checked.
  const { status, signal } = spawnSync(
    process.execPath,
    ['--import', './tests/loader.mjs', '--input-type=module', '-e', start],
    { encoding: 'utf8' },
  )

  expect(signal ?? status).toBe('SIGABRT')
  for (let times = 0; times < 2; times++) {
    await openDatabase(`file:${file}`)
    await expect(checkAtStart(undefined, isLarge)).rejects.toThrow(
      / \(person\).* npm run -s restore -- FILE\.db/,
    )
    await expect(checkForCommand(isLarge)).rejects.toThrow('partly unreadable (person)')
    // As endWith does: the process ends without closing it. Closed here, it is as it was left.
    const held = readFileSync(`${file}.holder`)
    await closeDatabase()
    writeFileSync(`${file}.holder`, held)
  }
})

test('verify names the row in a running server, and ends nothing', async () => {
  await openDatabase(`file:${file}`)
  await migrateDatabase()
  await byHand(`update activity set title = ${notText}`)

  const { exit, say } = await answerVerify()

  expect(exit).toBe(1)
  expect(say).toContain('activity.title，第 1 行')
  expect(say).toContain('没有核对操作日志')
})

test('a restore reads past such texts in the database that it replaces, and says what it could not carry', async () => {
  await byHand(`update person set staff_no = ${notText} where id = 1`)
  await byHand(`update audit set action = ${notText}`)

  const { fault, old } = await readBoth(path.join(made, 'made.db'), file)

  expect(fault).toBe(null)
  if (!old || 'unreadable' in old) throw new Error('unread')
  expect([old.accounts.isWhole, old.grants.isWhole, old.memberships.isWhole]).toEqual([false, true, true])
  expect(old.accounts.rows.length).toBeGreaterThan(0)
  expect(old.grants.rows[0]).toEqual({
    at: expect.any(Number),
    accountId: expect.any(Number),
    role: expect.any(String),
    unitId: expect.any(Number),
  })
})

test('a backup with such a text is refused', async () => {
  await byHand(`update person set name = ${notText} where id = 1`)

  const { fault } = await readBoth(file, null)
  const findings = await checkFile(file, { digests: true })

  expect([fault, findings[0]?.kind]).toEqual([null, 'unreadable'])
})
