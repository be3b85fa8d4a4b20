import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { InStatement } from '@libsql/client'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { checkFile } from '@/db/check'
import { closeDatabase, db, openDatabase, writerClient } from '@/db/client'
import { checkLog } from '@/lib/access/seal.sql'
import { commitDraft, draftImport } from '@/lib/import/import.commands'
import { closeWorld, openWorld, type World } from '../../world'

const ROWS = 5100
const KILLED_AT = 5000

let world: World
let folder: string

beforeAll(async () => {
  world = await openWorld()
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-killed-'))
})
afterAll(async () => {
  await closeWorld()
  rmSync(folder, { recursive: true, force: true })
})

async function written(): Promise<{ rows: number; quantities: number; entries: number }> {
  const [found] = await db.all<{ rows: number; quantities: number; entries: number }>(sql`
    select count(*) as rows, count(distinct quantity) as quantities,
      (select count(*) from audit where action = 'output.add') as entries from output`)
  return found as { rows: number; quantities: number; entries: number }
}

/** What a process that is killed leaves: its files as they are at that instant. */
function keepFiles(): string {
  const kept = path.join(folder, 'xuefa.db')
  for (const end of ['', '-wal']) copyFileSync(`${world.file}${end}`, `${kept}${end}`)
  return kept
}

test(`fault 18: of an import that is killed at row ${KILLED_AT} nothing stands, and begun again it is written once`, async () => {
  const viewer = world.viewers.administrator
  const lines = Array.from({ length: ROWS }, (_, at) => `2023-03-01,横幅,${at + 1},东埔社区`)
  const bytes = Buffer.from(['日期,渠道,数量,责任单位', ...lines].join('\n'))
  const upload = { kind: 'outputs' as const, fileName: '宣传台账.csv', bytes, options: { aliases: {} } }
  const made = await draftImport(viewer, upload)
  if (!made.ok) throw new Error(made.reason)
  const { draftId } = made
  const client = writerClient()
  // Pages of the transaction are in the WAL before its end, as in a long one.
  await client.execute('pragma cache_size = 10')
  let kept = ''
  const begin = client.transaction.bind(client)
  vi.spyOn(client, 'transaction').mockImplementation(async () => {
    const transaction = await begin('write')
    const execute = transaction.execute.bind(transaction)
    transaction.execute = async (asked: InStatement) => {
      const answer = await execute(asked)
      const { rows } = await execute('select count(*) from output')
      if (Number(rows[0]?.[0]) < KILLED_AT) return answer
      kept = keepFiles()
      throw new Error('The process has ended.')
    }
    return transaction
  })

  await expect(commitDraft(viewer, { draftId })).rejects.toThrow()

  vi.restoreAllMocks()
  expect(statSync(`${kept}-wal`).size).toBeGreaterThan(ROWS * 20)
  await closeDatabase()
  await openDatabase(`file:${kept}`, { what: 'test' })
  expect(await written()).toEqual({ rows: 0, quantities: 0, entries: 0 })
  expect(await commitDraft(viewer, { draftId })).toEqual({ ok: true, draftId })
  expect(await commitDraft(viewer, { draftId })).toEqual({ ok: true, draftId })
  expect(await written()).toEqual({ rows: ROWS, quantities: ROWS, entries: ROWS })
  expect(await checkLog()).toEqual([])
  await closeDatabase()
  expect(
    existsSync(kept) && (await checkFile(kept, { integrity: true, foreignKeys: true, digests: true })),
  ).toEqual([])
}, 60_000)
