import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkFile } from '@/db/check'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { audit } from '@/db/schema/audit'
import { checkLog } from '@/lib/access/seal.sql'
import { closeRoll } from '@/lib/activity/status.commands'
import { correctMark, markRest } from '@/lib/attendance/attendance.commands'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { answerBackup } from '@/server/commands/backup'
import { fill } from '../../organisers'
import { closeWorld, hasActivity, openWorld, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

test('fault 15: a copy made while fifty rows a second are written opens whole, and its rates are those of its rows', async () => {
  const { organiser } = world.viewers
  await fill(60)
  const activityId = await hasActivity(organiser, { audienceWords: '司法所' })
  await markRest(organiser, { activityId })
  const version = async () =>
    (await db.select().from(activity).where(eq(activity.id, activityId)))[0]?.version ?? 0
  await closeRoll(organiser, { id: activityId, version: await version() })
  const people = (await sheetOf(organiser, activityId)).rows.map(row => row.personId)
  const to = path.join(path.dirname(world.file), 'copy', 'busy.db')
  let isDone = false
  let acknowledged = 0
  const writing = (async () => {
    for (let at = 0; !isDone; at++) {
      const personId = people[at % people.length] as number
      const round = Math.floor(at / people.length)
      const mark = round % 2 === 0 ? 'absent' : 'present'
      const row = { activityId, personId, version: round + 1, mark, why: '签到表补交' } as const
      expect(await correctMark(organiser, row)).toMatchObject({ ok: true })
      acknowledged++
      await sleep(20)
    }
  })()
  while (acknowledged < 5) await sleep(5)
  const before = acknowledged

  const { exit } = await answerBackup({ command: 'backup', to })

  const meanwhile = acknowledged - before
  isDone = true
  await writing
  await closeDatabase()
  await openDatabase(`file:${to}`, { what: 'test' })
  const { rates } = await figuresOf(
    await filterFor(organiser, { from: '2023-01-01', to: '2023-12-31', asOf: '2023-12-31' }),
  )
  const rows = await db.select().from(attendance).where(eq(attendance.activityId, activityId))
  const corrected = await db.select().from(audit).where(eq(audit.action, 'attendance.correct'))

  expect(exit).toBe(0)
  expect(meanwhile).toBeGreaterThan(2)
  expect(await checkFile(to, { integrity: true, foreignKeys: true, digests: true })).toEqual([])
  expect(await checkLog()).toEqual([])
  expect(rates.attendanceRate).toEqual({
    numerator: rows.filter(row => row.mark === 'present').length,
    denominator: people.length,
  })
  // Each mark with its entry: a moment between two writes, no earlier than the press of the backup.
  expect(rows.reduce((sum, row) => sum + row.version - 1, 0)).toBe(corrected.length)
  expect(corrected.length).toBeGreaterThanOrEqual(before)
}, 20_000)
