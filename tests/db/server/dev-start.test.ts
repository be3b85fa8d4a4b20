import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-dev-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// Its policy lets pages evaluate text, so what lets the product itself out does not let this out.
test.each([
  ['plain', {}],
  ['allowed as a trial and as a demo', { ALLOW_HTTP: '1', ALLOW_DEMO: '1' }],
  ['behind a proxy', { APP_URL: 'https://xuefa.example.cn', ALLOW_DEMO: '1' }],
])('npm run dev listens on this machine alone: %s', (_, env) => {
  const { status, stderr } = start({ HOST: '0.0.0.0', ...env })

  expect(status).toBe(2)
  expect(stderr).toContain('HOST: 0.0.0.0')
  expect(existsSync(path.join(folder, 'dev.db'))).toBe(false)
})

function start(env: Record<string, string>) {
  return spawnSync(process.execPath, ['server/dev.mjs'], {
    encoding: 'utf8',
    timeout: 110_000,
    env: { ...process.env, PORT: '0', DATABASE_URL: `file:${path.join(folder, 'dev.db')}`, ...env },
  })
}
