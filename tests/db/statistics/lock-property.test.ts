import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db, type Tx } from '@/db/client'
import { digested } from '@/db/digest'
import { write } from '@/db/write'
import { correcting, isLockedYear } from '@/lib/core/correction'
import { lockYear } from '@/lib/statistics/lock/lock.commands'
import { cellsOf, type OfLock } from '@/lib/statistics/lock/locked-cell.sql'
import { movedBetween } from '@/lib/statistics/rates/kept.rules'
import { randomOf } from '../../random'
import {
  atTime,
  closeWorld,
  keepWorld,
  openWorld,
  people,
  viewerFor,
  type World,
  worldAsKept,
} from '../../world'
import { randomWorld } from './rate-world'
import { buildWorld } from './rate-world-written'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await keepWorld(world)
})
afterAll(closeWorld)

const kept: OfLock = { year: 2023, path: '/1/', asOf: '2023-12-31' }
// What figures may read, without what only a lock or a report writes.
const tables = Object.keys(digested).filter(
  name => !/^(locked_|figure_|report|other_figure|setting)/.test(name),
)

/** Half of the writes change what figures count. */
const counted = [
  'activity',
  'attendance',
  'exam',
  'exam_candidate',
  'attempt',
  'output',
  'legal_work',
  'occurrence',
]

test('no random write moves a figure of a locked year but as a listed correction', async () => {
  const runs = { refused: 0, listed: 0, still: 0, invalid: 0 }
  await fc.assert(
    fc.asyncProperty(fc.gen(), async g => {
      await worldAsKept(world)
      await buildWorld(randomWorld(g))
      atTime('2024-06-01T09:00:00+08:00')
      const administrator = await viewerFor(people.chenzhiqiang, 'administrator', 1)
      expect(await lockYear(administrator, { year: 2023 })).toEqual({ ok: true })
      const random = randomOf(g(fc.nat))
      const pick = (most: number) => Math.floor(random() * most)

      let live = await cellsOf(kept, db)
      for (let n = 0; n < Number(process.env.LOCK_WRITES ?? 16); n++) {
        const reason = pick(2) === 1 ? `更正${n}` : undefined
        const from = pick(2) === 0 ? counted : tables
        const table = from[pick(from.length)] as string
        const [before] = await db.all<{ count: number }>(sql`select count(*) as count from figure_correction`)
        let isRefused = false
        try {
          await correcting(reason, () => write(tx => alterAtRandom(tx, table, pick)))
        } catch (error) {
          isRefused = isLockedYear(error)
          if (!isRefused && !isOfConstraint(error)) throw error
          if (!isRefused) runs.invalid++
        }
        const now = await cellsOf(kept, db)
        const moved = movedBetween(live, now)
        const corrections = await db.all<{ moved: string }>(
          sql`select moved from figure_correction order by audit_id`,
        )
        const made = corrections.slice(Number(before?.count))

        if (moved.length === 0) expect(made, `${table}: nothing moved`).toEqual([])
        else {
          expect(reason, `${table}: moved without a reason`).toBeDefined()
          expect(made.map(each => JSON.parse(each.moved).figures)).toEqual([moved])
        }
        if (isRefused) expect([reason, moved]).toEqual([undefined, []])
        runs[isRefused ? 'refused' : moved.length > 0 ? 'listed' : 'still']++
        live = now
      }
    }),
    { numRuns: Number(process.env.LOCK_WORLDS ?? 6), endOnFailure: Boolean(process.env.LOCK_WRITES) },
  )
  console.info(
    `${runs.refused + runs.listed + runs.still} random writes: ${runs.refused} refused, ${runs.listed} listed, ${runs.still} moved nothing (${runs.invalid} of them against a constraint)`,
  )
  expect(runs.refused + runs.listed).toBeGreaterThan(0)
}, 600_000)

/** Puts into one column of a random row what another row has there or a day of another year, or removes the row. */
async function alterAtRandom(tx: Tx, table: string, pick: (most: number) => number): Promise<void> {
  const name = sql.raw(`"${table}"`)
  const columns = await tx.all<{ name: string }>(sql`select name from pragma_table_info(${table})`)
  const column = columns[pick(columns.length)]?.name ?? ''
  const [{ count } = { count: 0 }] = await tx.all<{ count: number }>(
    sql`select count(*) as count from ${name}`,
  )
  if (count === 0) return
  const key = await tx.all<{ name: string }>(
    sql`select name from pragma_table_info(${table}) where pk > 0 order by pk`,
  )
  const keyOf = sql.raw(key.map(each => `"${each.name}"`).join(', '))
  // One row, or some at once.
  const theRow = sql`(${keyOf}) in (select ${keyOf} from ${name} order by ${keyOf} limit ${1 + pick(2) * pick(8)} offset ${pick(count)})`
  const set = sql.raw(`"${column}"`)
  switch (pick(6)) {
    case 0:
      await tx.run(sql`delete from ${name} where ${theRow}`)
      break
    case 1:
      await tx.run(sql`update ${name} set ${set} = null where ${theRow}`)
      break
    case 2:
    case 3: {
      const years = pick(2) === 0 ? 1 : -1
      await tx.run(sql`
        update ${name} set ${set} = coalesce(date(${set}, ${`${years} years`}), ${set} + ${years}) where ${theRow} and ${set} is not null`)
      break
    }
    default:
      await tx.run(sql`
        update ${name} set ${set} = (select ${set} from ${name} order by ${keyOf} limit 1 offset ${pick(count)}) where ${theRow}`)
  }
}

function isOfConstraint(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause as Error)
    if (/SQLITE_(CONSTRAINT|MISMATCH)/.test(String((at as { code?: string }).code ?? at.message))) return true
  return false
}
