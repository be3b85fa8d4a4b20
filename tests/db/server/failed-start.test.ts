import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { readConfig } from '@/lib/core/config'
import { failureOf } from '@/server/failure'
import { listenOn } from '@/server/front'

let folder: string
const fileOf = (name: string) => path.join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-failed-'))
  chmodSync(folder, 0o755)
})
afterEach(async () => {
  await closeDatabase()
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true, force: true })
})

/** Two lines that name the thing, the first in Chinese, the second in English, and nothing else. */
function expectTwoLines(text: string, named: string | RegExp) {
  const lines = text.trim().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/\p{Script=Han}/u)
  expect(lines[1]).toMatch(/^[^\p{Script=Han}]*$/u)
  for (const line of lines) expect(line).toMatch(named)
}

async function toldOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('It did not fail.'),
    (thrown: unknown) => thrown,
  )
  return failureOf(error, fileOf('xuefa.db')).lines.join('\n')
}

const start = async (name = 'xuefa.db') => {
  await openDatabase(`file:${fileOf(name)}`)
  await migrateDatabase()
}

const damages: [string, () => Promise<unknown>, (text: string) => void][] = [
  [
    'the folder is a file',
    () => {
      writeFileSync(fileOf('data'), '')
      return start('data/xuefa.db')
    },
    text => expectTwoLines(text, fileOf('data')),
  ],
  [
    'the database is a folder',
    () => {
      mkdirSync(fileOf('xuefa.db'))
      return start()
    },
    text => expectTwoLines(text, fileOf('xuefa.db')),
  ],
  [
    'the file is no database',
    () => {
      writeFileSync(fileOf('xuefa.db'), '花名册'.repeat(1000))
      return start()
    },
    text => expectTwoLines(text, fileOf('xuefa.db')),
  ],
  [
    'the database is damaged',
    async () => {
      await start()
      await closeDatabase()
      const bytes = readFileSync(fileOf('xuefa.db'))
      bytes.fill(0x5a, 4096)
      writeFileSync(fileOf('xuefa.db'), bytes)
      await start()
    },
    text => expectTwoLines(text, /xuefa\.db.*npm run -s restore/),
  ],
  [
    'another program has it locked',
    async () => {
      await start()
      await closeDatabase()
      const other = createClient({ url: `file:${fileOf('xuefa.db')}`, concurrency: 1 })
      const transaction = await other.transaction('write')
      try {
        await start()
      } finally {
        await transaction.rollback()
        other.close()
      }
    },
    text => expectTwoLines(text, fileOf('xuefa.db')),
  ],
  [
    'the port is taken',
    async () => {
      const other = createServer()
      await new Promise<void>(resume => other.listen(0, '127.0.0.1', resume))
      const { port } = other.address() as { port: number }
      try {
        await listenOn(port, '127.0.0.1', () => {})
      } finally {
        other.close()
      }
    },
    text => expectTwoLines(text, /HOST=127\.0\.0\.1 PORT=\d+/),
  ],
  [
    'this machine has no such address',
    () => listenOn(0, '203.0.113.1', () => {}),
    text => expectTwoLines(text, /HOST=203\.0\.113\.1/),
  ],
  [
    'the configuration is wrong',
    async () => readConfig({ PORT: 'x', HOST: '' }),
    text => expectTwoLines(text, /PORT/),
  ],
]

test.each(damages)('where %s, two lines say what, which and what to do', async (_, fails, expectTold) => {
  expectTold(await toldOf(fails()))
})

test('what nobody has foreseen keeps its own text below the two lines', () => {
  const { lines, exit } = failureOf(new Error('a bug'))

  expect([lines.length, exit]).toEqual([3, 1])
  expect(lines[2]).toContain('a bug')
})

test.skipIf(process.platform === 'win32').each([
  ['the folder', () => chmodSync(folder, 0o555)],
  [
    'the file',
    async () => {
      await start()
      await closeDatabase()
      for (const name of readdirSync(folder)) chmodSync(fileOf(name), 0o444)
      chmodSync(folder, 0o777)
    },
  ],
])('without permission for %s, two lines say so', async (_, forbid) => {
  await forbid()
  const isRoot = process.geteuid?.() === 0
  // Root may write everywhere.
  if (isRoot) process.seteuid?.(65534)

  const told = await toldOf(start()).finally(() => {
    if (isRoot) process.seteuid?.(0)
  })

  expectTwoLines(told, /xuefa\.db.*(没有读写权限|no permission)/)
})

test.each([
  ['a setting', { PORT: 'abc' }, /PORT/],
  ['an address for everybody over plain HTTP', { HOST: '0.0.0.0' }, /HOST: 0\.0\.0\.0/],
])('npm start refuses %s with two lines and 2, before it makes anything', (_, env, named) => {
  const { status, stderr } = spawnSync(process.execPath, ['server/serve.mjs'], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: `file:${fileOf('xuefa.db')}`, ...env },
  })

  expectTwoLines(stderr, named)
  expect([status, readdirSync(folder)]).toEqual([2, []])
})

test.each(['serve.mjs', 'dev.mjs', 'loader.mjs'])('without node_modules %s says what to run', name => {
  for (const each of [name, 'missing-packages.mjs']) copyFileSync(path.join('server', each), fileOf(each))

  const { status, stderr } = spawnSync(process.execPath, [fileOf(name)], { encoding: 'utf8' })

  expectTwoLines(stderr, /node_modules/)
  expect([status, /npm ci/.test(stderr)]).toEqual([1, true])
})

test('pages that cannot be built end the start with two lines below what the build says', () => {
  // A product without sources: the build finds nothing to build.
  for (const name of ['node_modules', 'tsconfig.json', 'package.json', 'server', 'lib', 'db', 'drizzle'])
    symlinkSync(path.resolve(name), fileOf(name))
  for (const name of ['app', '.next']) mkdirSync(fileOf(name))
  for (const name of [
    'next.config.mjs',
    'postcss.config.mjs',
    'package-lock.json',
    'proxy.ts',
    'instrumentation.ts',
  ])
    writeFileSync(fileOf(name), 'this is no source')

  const { status, stderr } = spawnSync(process.execPath, [path.resolve('server/serve.mjs')], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, DATABASE_URL: `file:${fileOf('xuefa.db')}` },
  })

  expectTwoLines(stderr.trim().split('\n').slice(-2).join('\n'), /npm ci/)
  expect(status).toBe(1)
})
