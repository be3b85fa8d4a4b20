import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { expect, test } from 'vitest'

test('the engine still needs one process a file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'xuefa-engine-'))
  const client = createClient({ url: `file:${folder}/engine.db` })
  const { rows } = await client.execute('select sqlite_version() as version')
  client.close()
  await rm(folder, { recursive: true })

  const [major = 0, minor = 0, patch = 0] = String(rows[0]?.version).split('.').map(Number)
  const number = major * 1_000_000 + minor * 1_000 + patch
  expect(number, `SQLite ${rows[0]?.version}`).toBeGreaterThanOrEqual(3_045_001)
  expect(
    number,
    'SQLite 3.51.3 mended the fault by which two processes on one WAL file could corrupt it: look again at db/lock.ts, at what docs/decisions/0001 says of one process, and at this test',
  ).toBeLessThan(3_051_003)
})
