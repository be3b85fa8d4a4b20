import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDatabase } from '@/db/check'
import { db } from '@/db/client'
import { write } from '@/db/write'
import { systemViewer } from '@/lib/access/access.queries'
import { recordAudit } from '@/lib/access/audit.commands'
import { checkLog } from '@/lib/access/seal.sql'
import { purge } from '@/lib/activity/retention/purge.commands'
import { instantOf } from '@/lib/core/time'
import { putSetting } from '@/lib/organisation/settings/setting.commands'
import { figuresBy, filterFor } from '@/lib/statistics/rates/rate.queries'
import { atTime, closeWorld, openWorld } from '../../world'
import { type RandomWorld, randomWorld } from './rate-world'
import { buildWorld } from './rate-world-written'

beforeAll(openWorld)
afterAll(closeWorld)

/** Papers, scans and a list of imports beside the rows of a world, of each of its activities and plan items. */
async function putBeside(street: RandomWorld, locked: number[]) {
  const papers = [
    ...street.activities.map(({ id }) => ({ activityId: id, planItemId: null, kind: 'signedSheet' })),
    ...street.items.map(({ id }) => ({ activityId: null, planItemId: id, kind: 'photo' })),
  ]
  const at = instantOf('2023-05-05')
  await write(async tx => {
    for (const [n, { activityId, planItemId, kind }] of papers.entries())
      await tx.run(sql`
        insert into evidence (activity_id, plan_item_id, kind, hash, media_type, size, name, added_at)
        values (${activityId}, ${planItemId}, ${kind}, ${String(n).padStart(64, 'a')}, 'image/png', 1, 'n', ${at})`)
    for (const key of Object.keys(street.records)) {
      const [activityId, personId] = key.split('/').map(Number)
      await tx.run(sql`
        insert into sign_in (activity_id, person_id, at, device, outcome) values (${activityId}, ${personId}, ${at}, 'd', 'signed')`)
    }
    for (const year of locked)
      await tx.run(sql`insert into locked_year (year, unit_id, locked_at) values (${year}, 1, ${at})`)
  })
  return papers.length
}

async function forget() {
  await write(async tx => {
    for (const table of ['evidence', 'sign_in', 'locked_year', 'session'])
      await tx.run(sql.raw(`delete from ${table}`))
  })
}

test('no purge moves a figure of any year, and what it leaves agrees with its digests and the seal', async () => {
  let removed = 0
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.subarray([2001, 2002, 2003, 2004, 2022, 2023, 2024]), async (g, locked) => {
      const street = randomWorld(g)
      await forget()
      await buildWorld(street)
      await putBeside(street, locked)
      const viewer = await systemViewer('test')
      for (const day of ['01', '02', '03', '04', '05']) {
        atTime(`2035-01-${day}T09:00:00+08:00`)
        const person = { ...viewer, accountId: 1 }
        await write(tx => recordAudit(tx, person, { action: 'plan.create', subject: 'plan', subjectId: 1 }))
      }
      await write(tx => putSetting(tx, 'purgeNoticed', instantOf('2035-01-01')))
      atTime('2035-01-20T03:10:00+08:00')
      const figures = () =>
        Promise.all(
          [2022, 2023, 2024].map(async year => {
            const span = { from: `${year}-01-01`, to: `${year}-12-31`, asOf: `${year}-12-31` }
            return figuresBy(await filterFor(viewer, span), ['unit', 'month'])
          }),
        )
      const before = await figures()

      const purged = await purge(viewer)

      removed += purged.ok ? (purged.counts.evidence ?? 0) : 0
      expect(purged.ok).toBe(true)
      expect(await figures()).toEqual(before)
      const [unlocked] = await db.all<{ n: number }>(sql`
        select count(*) as n from evidence e join activity a on a.id = e.activity_id
        where e.purged_at is not null and cast(substr(a.day, 1, 4) as integer) not in (select year from locked_year)`)
      expect(unlocked?.n).toBe(0)
    }),
    { numRuns: 12 },
  )

  expect(removed).toBeGreaterThan(0)
  expect(await checkDatabase({ integrity: true, digests: true })).toEqual([])
  expect(await checkLog()).toEqual([])
}, 60_000)
