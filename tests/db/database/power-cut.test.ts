import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { write } from '@/db/write'
import { recordAudit } from '@/lib/access/audit.commands'
import { closeWorld, openWorld, type World } from '../../world'

let world: World
let folder: string

beforeAll(async () => {
  world = await openWorld()
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-cut-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await closeWorld()
})

const CUTS = 30

test('fault 3: a copy whose last pages never reached the disk opens whole, with a beginning of what was written', async () => {
  const copies: { file: string; acknowledged: number }[] = []
  let acknowledged = 0
  const writing = (async () => {
    for (let number = 1; copies.length < CUTS; number++) {
      // Two entries in one transaction: half of it would be seen.
      await write(async tx => {
        for (const half of ['a', 'b'])
          await recordAudit(tx, world.viewers.organiser, {
            action: 'backup.make',
            subject: `cut ${half}`,
            subjectId: number,
            after: 'x'.repeat(3000),
          })
      })
      acknowledged = number
      // The timer of the copies gets its turn.
      await sleep(0)
    }
  })()
  while (copies.length < CUTS) {
    await sleep(Math.random() * 8)
    const file = path.join(folder, `${copies.length}.db`)
    copyFileSync(world.file, file)
    copyFileSync(`${world.file}-wal`, `${file}-wal`)
    const { size } = statSync(`${file}-wal`)
    // Some as they are, of others up to 64 KB at the end are missing, in the middle of a page too.
    if (copies.length % 3 > 0)
      truncateSync(`${file}-wal`, Math.max(0, size - Math.floor(Math.random() * 65_536)))
    copies.push({ file, acknowledged })
  }
  await writing

  const found = []
  for (const { file, acknowledged } of copies) {
    const database = createClient({ url: `file:${file}` })
    const check = await database.execute('pragma integrity_check')
    const { rows } = await database.execute(
      "select subject, cast(subject_id as integer) as number from audit where action = 'backup.make' order by id",
    )
    database.close()
    const numbers = [...new Set(rows.map(row => Number(row.number)))]
    found.push({
      check: check.rows.map(row => row.integrity_check),
      isWhole: rows.length === 2 * numbers.length && numbers.every((number, at) => number === at + 1),
      acknowledged,
      kept: numbers.length,
    })
  }

  expect(found.map(({ check, isWhole }) => ({ check, isWhole }))).toEqual(
    found.map(() => ({ check: ['ok'], isWhole: true })),
  )
  // What was acknowledged is there where nothing was cut off.
  expect(found.filter(({ kept, acknowledged }, at) => at % 3 === 0 && kept < acknowledged)).toEqual([])
  expect(
    found.some(({ kept, acknowledged }) => kept < acknowledged),
    'something was cut off',
  ).toBe(true)
})
