import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db, writerClient } from '@/db/client'
import { closeRoll, reopenRoll } from '@/lib/activity/status.commands'
import { markAttendance, markRest } from '@/lib/attendance/attendance.commands'
import { checkInByCode } from '@/lib/attendance/checkin/checkin.commands'
import { openCodes } from '@/lib/attendance/checkin/scan.commands'
import { askLeave, decideLeave } from '@/lib/attendance/leave/leave.commands'
import { recordSession } from '@/lib/attendance/makeup/makeup.commands'
import { markByNumbers } from '@/lib/attendance/paper-sheet.commands'
import { setStanding } from '@/lib/attendance/standing.commands'
import { atTime, closeWorld, hasActivity, openWorld, people, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

/** The whole content of the database. */
async function everything(): Promise<string> {
  const tables = await db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by 1`,
  )
  const rows = await Promise.all(tables.map(({ name }) => db.all(sql`select * from ${sql.identifier(name)}`)))
  return JSON.stringify(rows)
}

/** Runs `work` in a process that is killed before its nth statement; false where it has fewer. */
async function stoppedAt(nth: number, work: () => Promise<unknown>): Promise<boolean> {
  const client = writerClient()
  const begin = client.transaction.bind(client)
  let isStopped = false
  const spy = vi.spyOn(client, 'transaction').mockImplementation(async () => {
    const tx = await begin('write')
    const execute = tx.execute.bind(tx)
    let count = 0
    tx.execute = statement => {
      count += 1
      if (count < nth) return execute(statement)
      isStopped = true
      return Promise.reject(new Error('the process has ended'))
    }
    return tx
  })
  try {
    await work()
  } catch (error) {
    if (!isStopped) throw error
  } finally {
    spy.mockRestore()
  }
  return isStopped
}

test('fault 1: a process that ends before any statement of a command leaves all as it was', async () => {
  const { organiser, leader, cadre } = world.viewers
  const { caiwenhui, huanglijuan, linjing, wujianguo } = people
  atTime('2023-03-10T08:00:00+08:00')
  const id = await hasActivity(organiser, { starts: '09:00', ends: '11:00', audienceWords: '全街道' })
  const versionOf = async () =>
    (await db.all<{ version: number }>(sql`select version from activity where id = ${id}`))[0]?.version ?? 0
  const askedLeave = async () =>
    (await db.all<{ id: number }>(sql`select id from leave_request where activity_id = ${id}`))[0]?.id ?? 0
  const marking = { activityId: id, mark: 'late' as const, version: 0 }
  const numbers = { absent: '1', late: '', leave: '', leftEarly: '' }
  const press = {
    ...{ activityId: id, device: 'a phone', binds: true, scannedAt: Date.parse('2023-03-10T08:50:00+08:00') },
    person: { personId: caiwenhui, accountId: 1, name: '蔡文辉' },
  }
  const commands: [name: string, work: () => Promise<unknown>][] = [
    ['ask for leave', () => askLeave(cadre, { activityId: id, kind: '事假', reason: '出差' })],
    [
      'approve it',
      async () => decideLeave(leader, { requestId: await askedLeave(), decision: 'approve', note: '' }),
    ],
    ['show the code', () => openCodes(organiser, { activityId: id })],
    ['sign in by code', () => checkInByCode(press)],
    ['mark', () => markAttendance(organiser, { ...marking, personId: huanglijuan })],
    ['exempt', () => setStanding(organiser, { ...exempting, personId: linjing })],
    ['the rest', () => markRest(organiser, { activityId: id })],
    ['by numbers', () => markByNumbers(organiser, { activityId: id, restPresent: false, ...numbers })],
    ['close', async () => closeRoll(organiser, { id, version: await versionOf() })],
    [
      'a session',
      () => recordSession(organiser, { day: '2023-03-10', note: '补学', rows: [[id, wujianguo]] }),
    ],
    ['reopen', async () => reopenRoll(organiser, { id, version: await versionOf(), reason: '更正' })],
  ]
  const exempting = { activityId: id, standing: 'exempt' as const, reason: '借调', version: 0 }
  atTime('2023-03-10T08:55:00+08:00')
  for (const [name, work] of commands) {
    if (name === 'close') atTime('2023-03-10T18:00:00+08:00')
    const before = await everything()
    let statements = 0
    while (await stoppedAt(statements + 1, work)) {
      statements += 1
      expect(await everything(), `${name}, before statement ${statements}`).toBe(before)
    }
    expect(statements, `${name}: stopped at each of its statements`).toBeGreaterThan(2)
    expect(await everything(), name).not.toBe(before)
  }
})
