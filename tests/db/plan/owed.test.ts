import { asc, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { write } from '@/db/write'
import { addDays } from '@/lib/core/time'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { countsAsStudy, DEBT_STEP, owesMakeUp } from '@/lib/plan/duties/owed.rules'
import * as inSql from '@/lib/plan/duties/owed.sql'
import { atTime, closeWorld, openWorld } from '../../world'

beforeAll(openWorld)
afterAll(closeWorld)

// Most faults hide on the very day on which something begins or ends.
const TODAY = '2023-03-10'
const day = fc.integer({ min: -2, max: 2 }).map(days => addDays(TODAY, days))
const row = fc.record({
  standing: fc.constantFrom('required' as const, 'required' as const, 'exempt' as const, 'invited' as const),
  mark: fc.constantFrom('present' as const, 'late' as const, 'leave' as const, 'absent' as const, null),
  madeUpOn: fc.option(day),
  makeUpDue: fc.option(day),
})
const activities = fc.array(
  fc.record({
    of: fc.record({
      form: fc.constantFrom('集中学法', '中心组学习', '网上学法'),
      status: fc.constantFrom(...activity.status.enumValues),
      compulsory: fc.boolean(),
      lawContent: fc.boolean(),
      theoryLeftOut: fc.boolean(),
      makeUpsEndedReason: fc.constantFrom(null, null, '上年已过'),
      day,
    }),
    rows: fc.array(row, { minLength: 1, maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 10 },
)
type Given = typeof activities extends fc.Arbitrary<infer G> ? G : never

test('who owes a make-up is the same in TypeScript and in SQL, row by row', async () => {
  await fc.assert(
    fc.asyncProperty(activities, day, async (given, asOf) => {
      await put(given)

      const found = await db.all<{ activityId: number; counts: number; owes: number }>(sql`
        select r.activity_id as activityId, ${inSql.countsAsStudy} as counts, ${inSql.owesMakeUp(asOf)} as owes
        from attendance r join activity a on a.id = r.activity_id order by r.activity_id, r.person_id`)

      const wanted = (await stored()).map(each => ({
        activityId: each.activity.id,
        counts: Number(countsAsStudy(each.activity)),
        owes: Number(owesMakeUp(each, asOf)),
      }))
      expect(found).toEqual(wanted)
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('a calendar holds the debts that have a last day, and no others', async () => {
  atTime(`${TODAY}T09:00:00+08:00`)
  await fc.assert(
    fc.asyncProperty(activities, async given => {
      await put(given)

      await write(tx => settleDebts(tx, sql`true`))

      const rows = await stored()
      expect(rows.map(({ row }) => row.feedSequence / DEBT_STEP)).toEqual(
        rows.map(each => Number(each.row.makeUpDue !== null && owesMakeUp(each, TODAY))),
      )
    }),
    { numRuns: 30 },
  )
}, 60_000)

/** These activities with their rows, and no others. */
async function put(given: Given): Promise<void> {
  const rowsOf = ({ of, rows }: Given[number], at: number) => {
    const [year, month] = of.day.split('-').map(Number) as [number, number]
    const frozen = { activityId: at + 1, unitId: 2, day: of.day, form: of.form, year, month }
    return rows.map((each, person) => ({ ...each, ...frozen, personId: person + 1 }))
  }
  await write(async tx => {
    await tx.delete(attendance)
    await tx.delete(activity)
    await tx.insert(activity).values(
      given.map(({ of }, at) => ({
        ...{ ...of, id: at + 1, uid: `activity-${at}`, hostUnitId: 1, title: `第${at}次`, lastDay: of.day },
        ...{ createdAt: 0, changedAt: 0 },
      })),
    )
    await tx.insert(attendance).values(given.flatMap(rowsOf))
  })
}

function stored() {
  return db
    .select({ activity, row: attendance })
    .from(attendance)
    .innerJoin(activity, sql`${activity.id} = ${attendance.activityId}`)
    .orderBy(asc(attendance.activityId), asc(attendance.personId))
}
