import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDatabase, databaseFile, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { DatabaseRefused } from '@/db/refused'
import { secretBeside } from '@/server/open'

let folder: string
const fileOf = (name: string) => path.join(folder, name)
const open = (name: string) => openDatabase(`file:${fileOf(name)}`)

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-identity-'))
})
afterEach(async () => {
  await closeDatabase().catch(() => {})
  rmSync(folder, { recursive: true, force: true })
})

/** Runs one statement on a file that the product has not opened. */
async function asOther(name: string, sql: string) {
  const client = createClient({ url: `file:${fileOf(name)}` })
  const { rows } = await client.execute(sql)
  client.close()
  return rows.map(row => row[0])
}

test('a new database is known as ours, and is opened again', async () => {
  await open('a.db')
  await migrateDatabase()
  await closeDatabase()

  expect(await asOther('a.db', 'PRAGMA application_id')).toEqual([0x58756661])
  await open('a.db')
  await migrateDatabase()
})

test('a database of an earlier release is known by its migrations', async () => {
  await open('a.db')
  await migrateDatabase()
  await closeDatabase()
  await asOther('a.db', 'PRAGMA application_id = 0')

  await open('a.db')
  await closeDatabase()

  expect(await asOther('a.db', 'PRAGMA application_id')).toEqual([0x58756661])
})

test.each([
  ['a database of another program', 'create table notes (text)'],
  ['a database with the id of another program', 'PRAGMA application_id = 7'],
])('%s is refused and left as it is, and the file is named', async (_, sql) => {
  await asOther('b.db', sql)
  const before = readFileSync(fileOf('b.db'))

  const refused = await open('b.db').catch((error: unknown) => error)

  expect(refused).toBeInstanceOf(DatabaseRefused)
  expect((refused as Error).message.split('\n')).toEqual([
    expect.stringContaining(fileOf('b.db')),
    expect.stringContaining('DATABASE_URL'),
  ])
  expect(readFileSync(fileOf('b.db'))).toEqual(before)
  // The name is free again for a process that sets it right.
  rmSync(fileOf('b.db'))
  await open('b.db')
})

test('a file that is no database is refused and left as it is', async () => {
  writeFileSync(fileOf('c.db'), '花名册'.repeat(1000))

  await expect(open('c.db')).rejects.toThrow(DatabaseRefused)

  expect(readFileSync(fileOf('c.db'), 'utf8')).toBe('花名册'.repeat(1000))
})

test('a database of a later release is refused before anything is written', async () => {
  await open('d.db')
  await migrateDatabase()
  await closeDatabase()
  await asOther('d.db', "insert into __drizzle_migrations (hash, created_at) values ('later', 9999999999999)")
  await asOther('d.db', 'delete from channel')

  await open('d.db')

  await expect(migrateDatabase()).rejects.toThrow('更新的版本')
  await closeDatabase()
  expect(await asOther('d.db', 'select count(*) from channel')).toEqual([0])
})

test('two names of one file are one database', async () => {
  await open('e.db')
  await closeDatabase()
  symlinkSync(fileOf('e.db'), fileOf('link.db'))

  await open('link.db')

  expect(databaseFile()).toBe(fileOf('e.db'))
})

test('an empty secret is replaced, and a whole one stays', () => {
  const url = `file:${fileOf('f.db')}`
  writeFileSync(fileOf('session.secret'), '')

  const made = secretBeside(url)

  expect(made.length).toBeGreaterThanOrEqual(32)
  expect(readFileSync(fileOf('session.secret'), 'utf8')).toBe(made)
  expect(secretBeside(url)).toBe(made)
})
