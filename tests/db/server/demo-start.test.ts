import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'

// A demo must not be reachable from outside, and an office's data must not become a demo.

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-demo-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a demo that other machines could reach is refused before anything is made', () => {
  const { status, stderr } = start('new.db', { HOST: '0.0.0.0', ALLOW_HTTP: '1' })

  expect(status).toBe(2)
  expect(stderr).toContain('ALLOW_DEMO=1')
  expect(existsSync(path.join(folder, 'new.db'))).toBe(false)
})

test('a database with data of its own is left as it is, and named', async () => {
  await openDatabase(urlOf('office.db'), { what: 'test' })
  await migrateDatabase()
  await write(tx =>
    tx.insert(unit).values({ name: '某街道', kind: 'street', path: '/1/', treeOrder: 1, position: 1 }),
  )
  await closeDatabase()

  const { status, stderr } = start('office.db')

  expect(status).toBe(2)
  expect(stderr).toContain('office.db')
})

test('a database that somebody else holds is refused with the name of the holder', async () => {
  await openDatabase(urlOf('held.db'), { what: 'server' })

  const { status, stderr } = start('held.db')
  await closeDatabase()

  expect(status).toBe(3)
  expect(stderr).toContain(`server, process ${process.pid}`)
})

function urlOf(name: string): string {
  return `file:${path.join(folder, name)}`
}

function start(name: string, env: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['--import', './tests/loader.mjs', 'server/demo/start.ts'], {
    encoding: 'utf8',
    timeout: 110_000,
    env: { ...process.env, HOST: '', PORT: '0', DATABASE_URL: urlOf(name), ...env },
  })
}
