import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import * as access from '@/db/schema/access'
import * as attendance from '@/db/schema/attendance'
import * as feed from '@/db/schema/feed'
import * as reminder from '@/db/schema/reminder'
import { write } from '@/db/write'
import { checkSignIn } from '@/lib/access/access.commands'
import { viewerOfSession } from '@/lib/access/access.queries'
import { bindBrowsers } from '@/lib/access/known-browser.commands'
import { capInstants, longestAhead, watchClock } from '@/server/clock'
import { atTime, closeWorld, openWorld, people, sessionFor, type World } from '../../world'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const device = { browser: 'other', system: 'other' } as const
const wrong = () => checkSignIn({ name: '没有这个人', password: 'x', address: '10.0.0.1', device })

test('a wait of years ago that lay in the future is over a quarter of an hour after the clock is right', async () => {
  atTime('2033-03-10T09:00:00+08:00')
  for (let n = 0; n < 20; n++) await wrong()
  atTime('2023-03-10T09:00:00+08:00')

  await capInstants()

  expect(await wrong()).toMatchObject({ ok: false, reason: 'wait' })
  atTime('2023-03-10T09:15:01+08:00')
  expect(await wrong()).toEqual({ ok: false, reason: 'wrong' })
})

test('what began in the future began now, and lasts no longer than it may', async () => {
  const { accountId } = world.viewers.administrator
  atTime('2033-03-10T09:00:00+08:00')
  const held = await sessionFor(accountId)
  await write(tx => bindBrowsers(tx, [{ device: 'a phone', personId: people.xieyong }]))
  await write(tx => tx.update(access.account).set({ firstPasswordUntil: Date.parse('2033-03-17') }))
  atTime('2023-03-10T09:00:00+08:00')

  await capInstants()

  expect(await viewerOfSession(held)).not.toBeNull()
  atTime('2023-03-17T09:00:01+08:00')
  expect(await viewerOfSession(held)).toBeNull()
  const [phone] = await db.select().from(attendance.boundDevice)
  expect(phone?.until).toBe(Date.parse('2023-03-10T09:00:00+08:00') + 181 * 86_400_000)
  const [{ until } = { until: 0 }] = await db
    .select({ until: access.account.firstPasswordUntil })
    .from(access.account)
  expect(until).toBe(Date.parse('2023-03-17T09:00:00+08:00'))
})

test('what lies within its time stays as it is', async () => {
  atTime('2023-03-10T09:00:00+08:00')
  const held = await sessionFor(world.viewers.leader.accountId)
  atTime('2023-03-10T09:20:00+08:00')
  const before = await db.select().from(access.session)

  await capInstants()

  expect(before.some(row => row.id === held.sessionId)).toBe(true)
  expect(await db.select().from(access.session)).toEqual(before)
})

test('a clock that is set back is seen, one that goes on or forward is not', () => {
  vi.useFakeTimers()
  let [wall, running] = [1_000_000, 0]
  const seen: number[] = []
  const timer = watchClock(
    async () => {
      seen.push(wall)
    },
    { wall: () => wall, running: () => running },
  )
  const pass = (ms: number) => {
    running += 10_000
    wall += ms
    vi.advanceTimersByTime(10_000)
  }
  for (const ms of [10_000, 10_100, 90_000, -3_000_000, 10_000, 9_900]) pass(ms)
  clearInterval(timer)
  vi.useRealTimers()

  expect(seen).toEqual([1_000_000 + 10_000 + 10_100 + 90_000 - 3_000_000])
})

test('every instant up to which something holds, or from which it may be tried, is brought back', () => {
  // Typed by people, who mean the day that they write.
  const typed = ['activity.sign_in_until']
  const tables = [access, attendance, feed, reminder]
    .flatMap(file => Object.values(file) as SQLiteTable[])
    .map(table => getTableConfig(table))
  const found = tables.flatMap(({ name, columns }) =>
    columns
      .filter(column => column.dataType === 'number' && /(^|_)(until|next|wait|expires)/.test(column.name))
      .map(column => `${name}.${column.name}`),
  )

  const capped = longestAhead.map(([table, column]) => `${table}.${column}`)
  expect(found.length).toBeGreaterThan(2)
  expect(found.filter(each => !capped.includes(each) && !typed.includes(each))).toEqual([])
})
