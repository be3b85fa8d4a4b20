import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase, settleDatabase } from '@/db/client'
import { flipsOf, tallyOf } from '../../flips'
import { copyCommunities } from '../../templates'

// `npm run -s flips -- 2000` does many more.
const FLIPS = 40

let folder: string
const file = () => path.join(folder, 'xuefa.db')

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-flips-'))
  await copyCommunities(folder)
  await openDatabase(`file:${file()}`)
  await settleDatabase()
  await closeDatabase()
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('fault 6: after a flipped bit no figure is another one without a word', async () => {
  const { ends, wrong } = tallyOf(await flipsOf(file(), 2023, 0, FLIPS))

  expect(wrong).toEqual([])
  expect(ends.ended ?? 0).toBe(0)
  expect(Object.values(ends).reduce((sum, each) => sum + each, 0)).toBe(FLIPS)
  // There is something to find.
  expect((ends.marked ?? 0) + (ends.refused ?? 0)).toBeGreaterThan(0)
}, 120_000)
