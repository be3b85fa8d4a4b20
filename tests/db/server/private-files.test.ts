import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeToOthers } from '@/server/private-files'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-private-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what the command line makes is read by its own account alone, whatever the umask was', () => {
  const data = path.join(folder, 'data')
  run(data, 'figures.ts', '2023', '--json')
  run(data, 'backup.ts', path.join(data, 'copies', 'a.db'))

  const made = readdirSync(data, { recursive: true, encoding: 'utf8' })

  expect(made).toEqual(expect.arrayContaining(['xuefa.db', path.join('copies', 'a.db')]))
  expect(openIn(folder)).toEqual([])
})

test('what an earlier release made is closed to others', () => {
  const data = path.join(folder, 'old')
  mkdirSync(path.join(data, 'files'), { recursive: true })
  chmodSync(data, 0o700)
  chmodSync(path.join(data, 'files'), 0o755)
  run(data, 'figures.ts', '2023', '--json')
  chmodSync(path.join(data, 'xuefa.db'), 0o644)

  closeToOthers(path.join(data, 'xuefa.db'), path.join(data, 'files'))

  expect(openIn(data)).toEqual([])
})

/** Paths below the folder that others may read or enter. */
function openIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    name => (statSync(path.join(root, name)).mode & 0o077) !== 0,
  )
}

function run(data: string, command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(
    'sh',
    [
      '-c',
      'umask 022; exec "$0" "$@"',
      process.execPath,
      '--import',
      './tests/loader.mjs',
      `server/commands/${command}`,
      ...args,
    ],
    { encoding: 'utf8', env: { ...process.env, DATABASE_URL: `file:${path.join(data, 'xuefa.db')}` } },
  )
  // 2: an empty database has no figures to tell, but it is made.
  if (status !== 0 && status !== 2) throw new Error(`${command} ended with ${status}: ${stderr}`)
}
