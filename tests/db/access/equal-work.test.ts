import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { writerClient } from '@/db/client'
import { account } from '@/db/schema/access'
import type { StatementCache } from '@/db/statement-cache'
import { write } from '@/db/write'
import { checkSignIn } from '@/lib/access/access.commands'
import { deviceOf } from '@/lib/access/device.rules'
import { hashPassword } from '@/lib/access/password.crypto'
import { createFeed, revokeFeed } from '@/lib/calendar/feeds/feed.commands'
import { feedAnswer, ownFeeds } from '@/lib/calendar/feeds/feed.queries'
import { closeWorld, openWorld, people, type World } from '../../world'

// An answer that takes its time tells what its words do not. A time is not asserted on a busy machine, the work is:
// how often Argon2 runs, which takes nearly all of it, and how often the database is asked.

const argon = vi.hoisted(() => ({ runs: [] as string[] }))
vi.mock('@node-rs/argon2', async original => {
  const real = await original<typeof import('@node-rs/argon2')>()
  const counted =
    <A extends unknown[], R>(name: string, run: (...given: A) => R) =>
    (...given: A) => {
      argon.runs.push(name)
      return run(...given)
    }
  return { ...real, verify: counted('verify', real.verify), hash: counted('hash', real.hash) }
})

let world: World

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = 'a secret for tests'
  world = await openWorld()
  const passwordHash = await hashPassword('纸船 与 灯塔 三十里')
  // One who signs in with a password, one who still has a first one, and one who was disabled.
  await write(tx =>
    tx.insert(account).values([
      { personId: people.zengyulan, passwordHash },
      { personId: people.xieyong, passwordHash, mustChange: true },
      { personId: people.xuguohua, passwordHash, disabledAt: 1 },
    ]),
  )
  // Made once in a process, with the first name that is not known.
  await signIn('nobody', 'x')
})
afterAll(closeWorld)

let addresses = 0
const signIn = (name: string, password: string) =>
  checkSignIn({ name, password, address: `10.0.0.${addresses++}`, device: deviceOf(null) })

/** What the work asks of Argon2 and of the database. */
async function workOf(work: () => Promise<unknown>) {
  const { reads } = (globalThis as unknown as { xuefaDatabase: { reads: StatementCache } }).xuefaDatabase
  const writer = writerClient()
  const spies = {
    reads: vi.spyOn(reads, 'execute'),
    firstRows: vi.spyOn(reads, 'first'),
    statements: vi.spyOn(writer, 'execute'),
    transactions: vi.spyOn(writer, 'transaction'),
  }
  argon.runs.length = 0
  await work()
  const asked = Object.fromEntries(
    Object.entries(spies).map(([name, spy]) => [
      name,
      (spy as { mock: { calls: unknown[] } }).mock.calls.length,
    ]),
  )
  for (const spy of Object.values(spies)) spy.mockRestore()
  return { argon: [...argon.runs], ...asked }
}

test.each([
  ['a password', 'x', 1],
  ['what could be a first password', 'acde-fhjk-mnpr', 2],
])('with %s an unknown name takes the same work as a wrong password', async (_, typed, compared) => {
  const unknown = await workOf(() => signIn('S999', typed))
  const known: Record<string, unknown> = {}
  for (const name of ['S011', 'S012', 'S008']) known[name] = await workOf(() => signIn(name, typed))

  expect(unknown).toMatchObject({ argon: Array(compared).fill('verify'), transactions: 2 })
  expect(known).toEqual({ S011: unknown, S012: unknown, S008: unknown })
})

test('fault 28: a guessed feed and a revoked one take the same work, and nothing is written', async () => {
  const { cadre } = world.viewers
  const made = await createFeed(cadre, { name: 'x', alarm: null, shown: ['compulsory'], unitId: null })
  if (!made.ok) throw new Error(made.reason)
  const [own] = await ownFeeds(cadre)
  await revokeFeed(cadre, { id: own?.id ?? 0 })
  const ask = (token: string) =>
    feedAnswer({ segment: `${token}.ics`, ifNoneMatch: null, ifModifiedSince: null, base: 'http://x' })

  const revoked = await workOf(() => ask(made.token))
  const guessed = await workOf(() => ask('x'.repeat(32)))

  expect(revoked).toEqual({ argon: [], reads: 0, firstRows: 1, statements: 0, transactions: 0 })
  expect(guessed).toEqual(revoked)
})
