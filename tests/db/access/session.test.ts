import { createClient, LibsqlError } from '@libsql/client'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { db, writerClient } from '@/db/client'
import { account, session } from '@/db/schema/access'
import { audit, auditText } from '@/db/schema/audit'
import { write } from '@/db/write'
import { checkSignIn } from '@/lib/access/access.commands'
import { viewerOfSession } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { noteExport, recordAudit } from '@/lib/access/audit.commands'
import { auditLog } from '@/lib/access/audit.queries'
import { deviceOf } from '@/lib/access/device.rules'
import { hashPassword } from '@/lib/access/password.crypto'
import { sawPerson, seenWritten } from '@/lib/access/seen'
import { endOwnSession, signOutHere, startSession } from '@/lib/access/session.commands'
import { type HeldSession, liveSession, ownSessions } from '@/lib/access/session.queries'
import { sessionSigner } from '@/lib/attendance/checkin/scan.queries'
import { NotFound } from '@/lib/core/errors'
import { disableAccount, resetPassword } from '@/lib/organisation/accounts/account.commands'
import { changePassword, signOutEverywhere } from '@/lib/organisation/accounts/own-account.commands'
import { rosterImporter } from '@/lib/organisation/people/person.import'
import { putSessions } from '@/lib/organisation/settings/setting.commands'
import {
  atTime,
  closeWorld,
  joins,
  leaveNow,
  moveNow,
  openWorld,
  sessionFor,
  units,
  viewerFor,
  type World,
} from '../../world'

const password = '纸船 与 灯塔 三十里'
const device = deviceOf(null)
let passwordHash: string
let world: World
/** Somebody for each test, in 和平社区 since 2022. */
let viewer: Viewer
let names = 0

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = 'a secret for tests'
  world = await openWorld()
  passwordHash = await hashPassword(password)
})
afterAll(closeWorld)
beforeEach(async () => {
  atTime('2023-03-10T09:00:00+08:00')
  viewer = await somebody(null)
})

describe('a session ends', () => {
  test.each<[string, (held: HeldSession) => Promise<unknown>, typeof session.$inferSelect.why]>([
    ['by signing out', held => signOutHere(viewer, held.sessionId), 'signOut'],
    ['from another device', held => endOwnSession(viewer, held), 'elsewhere'],
    ['with all others', () => signOutEverywhere(viewer), 'everywhere'],
    [
      'by a change of password',
      () =>
        changePassword(
          viewer,
          { currentPassword: password, newPassword: '四月的雨下在老旧码头上', repeatPassword: '' },
          device,
        ),
      'password',
    ],
    [
      'by a new first password',
      held =>
        resetPassword(world.viewers.administrator, { idempotencyKey: `k${names}`.padEnd(40, 'k'), ...held }),
      'reset',
    ],
    [
      'by 停用',
      held => disableAccount(world.viewers.administrator, { state: 'disabled', ...held }),
      'disabled',
    ],
    ['by 离岗', () => leaves('2023-03-10'), 'left'],
    ['by 离岗 that is recorded late', () => leaves('2023-03-01'), 'left'],
    ['by signing in once more in the same browser', held => signsIn(held), 'again'],
  ])('%s', async (_, ending, why) => {
    const held = await sessionFor(viewer.accountId)
    expect(await viewerOfSession(held)).toMatchObject({ name: viewer.name })

    await ending(held)

    expect(await viewerOfSession(held)).toBeNull()
    expect(await sessionSigner(held)).toBeNull()
    expect(await rowOf(held)).toMatchObject({ endedAt: Date.parse('2023-03-10T09:00:00+08:00'), why })
  })

  test('and not the ones of others, nor the other one of the same account', async () => {
    const [held, other] = [await sessionFor(viewer.accountId), await sessionFor(viewer.accountId)]
    const colleague = await sessionFor(world.viewers.cadre.accountId)

    await signOutHere(viewer, held.sessionId)

    expect(await liveSession(other)).not.toBeNull()
    expect(await liveSession(colleague)).not.toBeNull()
  })

  test('never by somebody else', async () => {
    const held = await sessionFor(viewer.accountId)

    await endOwnSession(world.viewers.administrator, held)
    await signOutHere(world.viewers.administrator, held.sessionId)

    expect(await liveSession(held)).not.toBeNull()
  })

  test('ended and enabled again, the account needs a new one', async () => {
    const held = await sessionFor(viewer.accountId)

    await disableAccount(world.viewers.administrator, { state: 'disabled', ...held })
    await disableAccount(world.viewers.administrator, { state: 'enabled', ...held })

    expect(await liveSession(held)).toBeNull()
    expect(await signsIn()).toMatchObject({ ok: true })
  })

  test('the day after the last day in service, which was recorded before', async () => {
    const held = await sessionFor(viewer.accountId)
    await leaves('2023-03-11')

    const onTheDayItself = await at('2023-03-10T20:00:00+08:00', () => liveSession(held))
    const before = await sessionFor(viewer.accountId)
    atTime('2023-03-11T23:59:59+08:00')
    const lastEvening = await sessionFor(viewer.accountId)
    const last = await liveSession(lastEvening)
    atTime('2023-03-12T00:00:00+08:00')

    expect([onTheDayItself, last].map(each => each !== null)).toEqual([true, true])
    expect(await liveSession(before)).toBeNull()
    expect(await liveSession(lastEvening)).toBeNull()
  })

  test('not by a move to another unit', async () => {
    const held = await sessionFor(viewer.accountId)

    await moveNow(world.viewers.administrator, {
      personId: viewer.personId ?? 0,
      unitId: units.dongpu,
      day: '2023-03-10',
      how: 'move',
    })

    expect(await liveSession(held)).not.toBeNull()
  })

  test('of those whom a roster no longer names', async () => {
    const held = await sessionFor(viewer.accountId)
    const [own] = await db.all<{ id: number }>(
      `select id from membership where person_id = ${viewer.personId}`,
    )
    const personId = viewer.personId ?? 0

    await write(tx =>
      rosterImporter.write(
        tx,
        world.viewers.administrator,
        { people: [], ending: [{ id: own?.id ?? 0, personId, lastDay: '2023-03-09' }] },
        { aliases: {} },
      ),
    )

    expect(await liveSession(held)).toBeNull()
  })
})

describe('a token opens', () => {
  test('only its own account', async () => {
    const { sessionId } = await sessionFor(viewer.accountId)

    expect(await liveSession({ accountId: world.viewers.administrator.accountId ?? 0, sessionId })).toBeNull()
  })

  test('nothing without a row, as those from before there were rows', async () => {
    expect(await liveSession({ accountId: viewer.accountId ?? 0, sessionId: 'none' })).toBeNull()
  })

  test('and each signing in makes a new one', async () => {
    const answers = [await signsIn(), await signsIn()]

    const ids = answers.map(answer => ('sessionId' in answer ? answer.sessionId : ''))
    expect(new Set(ids).size).toBe(2)
    expect(ids.every(id => /^[\w-]{32}$/.test(id))).toBe(true)
  })

  test('nothing, where the password was changed while it was checked', async () => {
    const other = await hashPassword('四月的雨下在老旧码头上')
    const signing = signsIn()
    // Checking a password takes longer than this.
    await write(tx =>
      tx
        .update(account)
        .set({ passwordHash: other })
        .where(eq(account.id, viewer.accountId ?? 0)),
    )

    expect(await signing).toEqual({ ok: false, reason: 'wrong' })
    expect(await ownSessions(viewer)).toEqual([])
  })
})

describe('being seen', () => {
  test('an organiser is out after half an hour, a cadre after twelve', async () => {
    const organiser = await sessionFor((await somebody('organiser')).accountId)
    const cadre = await sessionFor(viewer.accountId)

    const alive = (time: string) =>
      at(`2023-03-10T${time}+08:00`, async () => [
        (await liveSession(organiser)) !== null,
        (await liveSession(cadre)) !== null,
      ])

    expect(await alive('09:29:59')).toEqual([true, true])
    expect(await alive('09:30:00')).toEqual([false, true])
    expect(await alive('20:59:59')).toEqual([false, true])
    expect(await alive('21:00:00')).toEqual([false, false])
  })

  test('the office sets the half hour, for who is signed in too', async () => {
    const held = await sessionFor((await somebody('leader')).accountId)

    await putSessions(world.viewers.administrator, { version: 0, idleMinutes: 60, secondFactor: 'off' })
    const longer = await at('2023-03-10T09:59:59+08:00', () => liveSession(held))
    const over = await at('2023-03-10T10:00:00+08:00', () => liveSession(held))
    await putSessions(world.viewers.administrator, { version: 1, idleMinutes: 30, secondFactor: 'off' })

    expect([longer !== null, over !== null]).toEqual([true, false])
  })

  test('a request of the person counts to the second, and is written once in five minutes', async () => {
    const held = await sessionFor((await somebody('organiser')).accountId)
    const written: string[] = []
    for (const time of ['09:04:59', '09:05:00', '09:06:00', '09:09:59', '09:29:00']) {
      atTime(`2023-03-10T${time}+08:00`)
      sawPerson(await live(held))
      await seenWritten()
      written.push(new Date((await rowOf(held)).seenAt + 8 * 3_600_000).toISOString().slice(11, 19))
    }

    expect(written).toEqual(['09:00:00', '09:05:00', '09:05:00', '09:05:00', '09:29:00'])
    expect(await at('2023-03-10T09:58:59+08:00', () => liveSession(held))).not.toBeNull()
    expect(await at('2023-03-10T09:59:00+08:00', () => liveSession(held))).toBeNull()
  })

  test('an opened sheet holds for twelve hours, written with the rest', async () => {
    const held = await sessionFor((await somebody('organiser')).accountId)
    atTime('2023-03-10T09:01:00+08:00')

    sawPerson(await live(held), true)
    await seenWritten()

    expect(await rowOf(held)).toMatchObject({
      seenAt: Date.parse('2023-03-10T09:00:00+08:00'),
      sheetOpenedAt: Date.parse('2023-03-10T09:01:00+08:00'),
    })
    expect(await at('2023-03-10T21:00:59+08:00', () => liveSession(held))).not.toBeNull()
    expect(await at('2023-03-10T21:01:00+08:00', () => liveSession(held))).toBeNull()
  })

  test('seven days are the most, however often it is used', async () => {
    const held = await sessionFor(viewer.accountId)
    for (let hours = 6; hours < 7 * 24; hours += 6) {
      atTime(new Date(Date.parse('2023-03-10T09:00:00+08:00') + hours * 3_600_000).toISOString())
      sawPerson(await live(held))
    }

    expect(await at('2023-03-17T08:59:59+08:00', () => liveSession(held))).not.toBeNull()
    expect(await at('2023-03-17T09:00:00+08:00', () => liveSession(held))).toBeNull()
    await seenWritten()
  })

  test('while the database is held by another process, being seen fails nothing and is written later', async () => {
    const held = await sessionFor(viewer.accountId)
    const holder = createClient({ url: `file:${world.file}` })
    const lock = await holder.transaction('write')
    atTime('2023-03-10T10:00:00+08:00')

    sawPerson(await live(held))
    const read = await liveSession(held)
    await lock.rollback()
    holder.close()
    await seenWritten()

    expect(read?.seenAt).toBe(Date.parse('2023-03-10T10:00:00+08:00'))
    expect((await rowOf(held)).seenAt).toBe(Date.parse('2023-03-10T10:00:00+08:00'))
  })

  test('a lock that is met within the write loses nobody who was seen', async () => {
    const held = await sessionFor(viewer.accountId)
    const client = writerClient()
    const begin = client.transaction.bind(client)
    vi.spyOn(client, 'transaction').mockImplementationOnce(async () => {
      const transaction = await begin('write')
      transaction.execute = () => Promise.reject(new LibsqlError('database is locked', 'SQLITE_BUSY'))
      return transaction
    })
    atTime('2023-03-10T10:00:00+08:00')

    sawPerson(await live(held))
    await seenWritten()

    expect((await rowOf(held)).seenAt).toBe(Date.parse('2023-03-10T10:00:00+08:00'))
  })

  test('an ended session is seen no more', async () => {
    const held = await sessionFor(viewer.accountId)
    const before = await live(held)
    await signOutHere(viewer, held.sessionId)
    atTime('2023-03-10T10:00:00+08:00')

    sawPerson(before)
    await seenWritten()

    expect((await rowOf(held)).seenAt).toBe(Date.parse('2023-03-10T09:00:00+08:00'))
  })
})

describe('one’s own sessions', () => {
  test('are listed with their device, the last used first, and nobody else’s', async () => {
    const phone = deviceOf('Mozilla/5.0 (Linux; Android 12) Mobile Safari/537.36 MicroMessenger/8.0.33')
    const accountId = viewer.accountId ?? 0
    await write(async tx => {
      const entry = { action: 'account.signIn' as const, subject: 'account', subjectId: accountId }
      await recordAudit(tx, viewer, { ...entry, after: { address: '10.0.3.17' } })
      await startSession(tx, { accountId, device: phone })
    })
    await sessionFor(world.viewers.cadre.accountId)
    atTime('2023-03-10T09:10:00+08:00')
    const here = await sessionFor(accountId)
    const over = await sessionFor(accountId)
    await endOwnSession(viewer, over)

    const listed = await ownSessions(viewer)

    expect(
      listed.map(({ browser, system, startedAt, address }) => [browser, system, startedAt, address]),
    ).toEqual([
      ['other', 'other', Date.parse('2023-03-10T09:10:00+08:00'), null],
      ['wechat', 'android', Date.parse('2023-03-10T09:00:00+08:00'), '10.0.3.17'],
    ])
    expect(listed[0]?.id).toBe(here.sessionId)
    expect(await at('2023-03-10T22:00:00+08:00', () => ownSessions(viewer))).toEqual([])
  })

  test('signing out and ending another one stand in the log, once each', async () => {
    const [one, two] = [await sessionFor(viewer.accountId), await sessionFor(viewer.accountId)]

    await endOwnSession(viewer, two)
    await endOwnSession(viewer, two)
    await signOutHere(viewer, one.sessionId)

    const log = await db
      .select()
      .from(audit)
      .where(eq(audit.accountId, viewer.accountId ?? 0))
    expect(log.map(each => each.action)).toEqual(['account.endSession', 'account.signOut'])
    const whole = JSON.stringify([log, await db.select().from(auditText)])
    expect(whole).not.toContain(one.sessionId)
    expect(whole).not.toContain(two.sessionId)
  })

  test('the security log holds who came and went and what left, and no work of the office', async () => {
    const { administrator } = world.viewers
    const here = await sessionFor(viewer.accountId)
    noteExport(viewer, '/outputs/export')
    await signOutHere(viewer, here.sessionId)
    await write(tx => recordAudit(tx, viewer, { action: 'plan.create', subject: 'plan', subjectId: 1 }))

    const actionsIn = async (group: 'access' | 'all') =>
      (await auditLog(administrator, { group, actor: viewer.name })).rows.map(each => each.action)

    expect(await actionsIn('access')).toEqual(['account.signOut', 'export.make'])
    expect(await actionsIn('all')).toEqual(['plan.create', 'account.signOut', 'export.make'])
    await expect(auditLog(viewer, {})).rejects.toThrow(NotFound)
  })
})

async function somebody(role: 'organiser' | 'leader' | null): Promise<Viewer> {
  const made = await viewerFor(await joins(`某人${names++}`, units.heping), role, units.heping)
  await write(tx =>
    tx
      .update(account)
      .set({ passwordHash })
      .where(eq(account.id, made.accountId ?? 0)),
  )
  return made
}

function leaves(lastDay: string) {
  const personId = viewer.personId ?? 0
  return leaveNow(world.viewers.administrator, { personId, membershipId: 'all', lastDay })
}

function signsIn(insteadOf?: HeldSession) {
  const name = `J${viewer.name}2022-01-01`
  return checkSignIn({ name, password, address: '10.0.0.1', device, insteadOf: insteadOf?.sessionId })
}

async function rowOf({ sessionId }: HeldSession) {
  const [found] = await db.select().from(session).where(eq(session.id, sessionId))
  return found as NonNullable<typeof found>
}

async function live(held: HeldSession) {
  const found = await liveSession(held)
  if (!found) throw new Error('the session is over')
  return found
}

/** What is answered at another time; the clock goes on from where it was. */
async function at<T>(instant: string, asked: () => Promise<T>): Promise<T> {
  const before = process.env.XUEFA_NOW ?? ''
  atTime(instant)
  const answer = await asked()
  atTime(before)
  return answer
}
