import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { write } from '@/db/write'
import { addDays } from '@/lib/core/time'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { figuresBy } from '@/lib/statistics/rates/rate.queries'
import { undoneUnder, unitsToSpeakTo } from '@/lib/statistics/undone/undone.queries'
import { atTime, closeWorld, openWorld } from '../../world'
import { randomWorld } from './rate-world'
import { buildWorld } from './rate-world-written'

beforeAll(openWorld)
afterAll(closeWorld)

const ofStreet = (asOf: string) => ({ unitPath: '/1/', from: '2023-01-01', to: '2023-12-31', asOf }) as Filter

test('what is undone is what the rates of the three duties lack, and what is running', async () => {
  atTime('2024-01-10T09:00:00+08:00')
  const seen = { meeting: 0, online: 0, exam: 0 }
  await fc.assert(
    fc.asyncProperty(fc.gen(), async g => {
      await buildWorld(randomWorld(g))
      const filter = ofStreet(addDays('2023-02-01', g(fc.nat, { max: 150 })))
      const { rates, setAside } = (await figuresBy(filter, [])).at('')
      const [{ ended }] = (await db.all<{ ended: number }>(
        sql`select count(*) as ended from activity where make_ups_ended_reason is not null`,
      )) as [{ ended: number }]
      const counted = await db.all<{ id: number }>(
        sql`select id from activity where status = 'closed' and last_day <= ${filter.asOf}`,
      )
      const closed = new Set(counted.map(each => each.id))

      const rows = await undoneUnder(filter)

      const lacks = (code: 'participationRate' | 'onlineStudyRate' | 'examParticipationRate') =>
        rates[code].denominator - rates[code].numerator
      const of = (kind: string) => rows.filter(each => each.kind === kind)
      expect(ended).toBe(0)
      expect(of('meeting')).toHaveLength(lacks('participationRate') + setAside)
      expect(of('online').filter(each => closed.has(each.id))).toHaveLength(lacks('onlineStudyRate'))
      expect(of('exam').filter(each => each.day <= filter.asOf)).toHaveLength(lacks('examParticipationRate'))
      expect(new Set(rows.map(each => `${each.kind}/${each.id}/${each.personId}`)).size).toBe(rows.length)
      // What a unit's line says is what its own rows are.
      for (const unit of unitsToSpeakTo(rows, filter.asOf).units) {
        const [{ path }] = (await db.all<{ path: string }>(
          sql`select path from unit where id = ${unit.unitId}`,
        )) as [{ path: string }]
        const own = await undoneUnder({ ...filter, unitPath: path, alone: true })
        expect(unitsToSpeakTo(own, filter.asOf).units).toEqual([unit])
      }
      for (const { kind } of rows) seen[kind] += 1
    }),
    // Under this seed there is something undone of each duty.
    { numRuns: 25, seed: 9 },
  )
  expect(Object.entries(seen).filter(([, count]) => count < 5)).toEqual([])
}, 60_000)

test('who has not sat an exam that is open is named before it counts, until they sit', async () => {
  atTime('2024-01-10T09:00:00+08:00')
  const street = fc
    .sample(
      fc.gen().map(g => randomWorld(g)),
      { numRuns: 60, seed: 3 },
    )
    .find(each => each.exams.length > 0)
  if (!street) throw new Error('no year has an exam')
  await buildWorld(street)
  const [exam] = await db.all<{ id: number; opens: string; closes: string }>(sql`
    select e.id, date(e.opens_at / 1000 + 28800, 'unixepoch') as opens, e.closing_day as closes from exam e
    join exam_candidate c on c.exam_id = e.id and c.standing = 'required' where e.status = 'scheduled' limit 1`)
  if (!exam) throw new Error('nobody has to sit')
  const asOf = exam.opens < exam.closes ? exam.opens : addDays(exam.closes, -1)
  await write(tx =>
    tx.run(sql`update exam set opens_at = min(opens_at, closes_at - 86400000 * 3) where id = ${exam.id}`),
  )
  await write(tx => tx.run(sql`delete from attempt where exam_id = ${exam.id}`))
  const named = async (day: string) =>
    (await undoneUnder(ofStreet(day))).filter(each => each.kind === 'exam' && each.id === exam.id)

  const before = await named(asOf)
  const [one] = before
  await write(tx =>
    tx.run(sql`
      insert into attempt (exam_id, person_id, number, submitted_at, day, score, pass_mark, passed, source)
      select ${exam.id}, ${one?.personId}, 1, opens_at + 1000, ${asOf}, 100, 60, 1, 'typed' from exam where id = ${exam.id}`),
  )

  expect(before.length).toBeGreaterThan(0)
  expect(before.every(each => each.state === 'open')).toBe(true)
  expect((await named(asOf)).map(each => each.personId)).toEqual(before.slice(1).map(each => each.personId))
})
