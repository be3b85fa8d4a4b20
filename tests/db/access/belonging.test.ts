import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db, firstRow } from '@/db/client'
import { account, grant } from '@/db/schema/access'
import { boundDevice } from '@/db/schema/attendance'
import { membership, person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { checkSignIn } from '@/lib/access/access.commands'
import { viewerOf, viewerOfSession } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { belongs } from '@/lib/access/belonging.rules'
import * as inSql from '@/lib/access/belonging.sql'
import { deviceOf } from '@/lib/access/device.rules'
import { hashPassword } from '@/lib/access/password.crypto'
import { startSession } from '@/lib/access/session.commands'
import { boundSigner, sessionSigner } from '@/lib/attendance/checkin/scan.queries'
import { createFeed } from '@/lib/calendar/feeds/feed.commands'
import { feedAnswer } from '@/lib/calendar/feeds/feed.queries'
import { kindsOf } from '@/lib/calendar/feeds/item.rules'
import { addDays } from '@/lib/core/time'
import { accountById, accountsLeft, accountsOf } from '@/lib/organisation/accounts/account.queries'
import { leaveAndDisable } from '@/lib/organisation/accounts/leaving.commands'
import { atTime, closeWorld, joins, openWorld, people, units, viewerFor, type World } from '../../world'

let world: World
const today = '2023-03-10'
const device = deviceOf(null)
const feedOf = { name: '手机', alarm: null, shown: [...kindsOf.person], unitId: null }

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = 'a secret for tests'
  world = await openWorld()
})
afterAll(closeWorld)
beforeEach(() => atTime('2023-03-10T09:00:00+08:00'))

const day = fc.integer({ min: -200, max: 200 }).map(days => addDays(today, days))
const memberships = fc.array(fc.record({ fromDay: day, toDay: fc.option(day) }), { maxLength: 3 })

test('an account may be used by the same rule in TypeScript and in SQL', async () => {
  const { id, personId } = await accountOf(people.xieyong, '-')
  await fc.assert(
    fc.asyncProperty(memberships, fc.boolean(), async (own, isGranted) => {
      await write(async tx => {
        await tx.delete(membership).where(eq(membership.personId, personId))
        await tx.delete(grant).where(eq(grant.accountId, id))
        if (own.length > 0)
          await tx
            .insert(membership)
            .values(own.map((each, at) => ({ personId, unitId: at + 1, ...each, isPrimary: at === 0 })))
        if (isGranted) await tx.insert(grant).values({ accountId: id, role: 'leader', unitId: units.dongpu })
      })

      const [asked] = await db
        .select({ may: sql<number>`${inSql.belongs(account, today)}` })
        .from(account)
        .where(eq(account.id, id))
      const asText = await firstRow(`select ${inSql.belongsText('a')} from account a where a.id = ?`, [
        ...inSql.belongingDays(today),
        id,
      ])

      const wanted = belongs({ grants: isGranted ? [1] : [], memberships: own }, today)
      expect([asked?.may, asText?.[0]].map(Boolean)).toEqual([wanted, wanted])
    }),
    { numRuns: 200 },
  )
}, 60_000)

describe('who left', () => {
  test.each([
    ['belongs to no unit any more', '2023-03-09', false],
    ['is there for the last day', '2023-03-10', true],
  ])('%s', async (_, lastDay, may) => {
    const personId = await joins(`离岗${lastDay}`, units.heping)
    const { id } = await accountOf(personId, await hashPassword('纸船 与 灯塔 三十里'))
    const viewer = await viewerOf(id)
    const made = await createFeed(viewer as Viewer, feedOf)
    const token = made.ok ? made.token : ''
    await write(async tx => {
      await tx.insert(boundDevice).values({ device: `d${lastDay}`, personId, boundAt: 0, until: 9e15 })
      await tx.update(membership).set({ toDay: lastDay }).where(eq(membership.personId, personId))
    })
    const session = await write(tx => startSession(tx, { accountId: id, device }))
    const held = { accountId: id, sessionId: session }
    const [{ staffNo } = { staffNo: '' }] = await db.select().from(person).where(eq(person.id, personId))

    const signed = await checkSignIn({
      name: staffNo,
      password: '纸船 与 灯塔 三十里',
      address: '10.0.0.7',
      device,
    })
    const asked = { segment: `${token}.ics`, ifNoneMatch: null, ifModifiedSince: null, base: '' }

    expect({
      signIn: signed.ok,
      session: (await viewerOfSession(held)) !== null,
      checkIn: (await sessionSigner(held)) !== null,
      boundPhone: (await boundSigner(`d${lastDay}`, 0)) !== null,
      feed: (await feedAnswer(asked)).status,
    }).toEqual({ signIn: may, session: may, checkIn: may, boundPhone: may, feed: may ? 200 : 404 })
  })

  test('begins within sixty days, or holds a role: the account can be used', async () => {
    const soon = await joins('将到岗', units.heping, { fromDay: '2023-05-09' })
    const late = await joins('以后到岗', units.heping, { fromDay: '2023-05-10' })
    const granted = await joins('挂职', units.heping)
    await viewerFor(granted, 'leader', units.heping)
    await write(tx =>
      tx.update(membership).set({ toDay: '2023-01-31' }).where(eq(membership.personId, granted)),
    )

    const may = async (personId: number) => (await viewerOf((await accountOf(personId, '-')).id)) !== null

    expect([await may(soon), await may(late), await may(granted)]).toEqual([true, false, true])
  })

  test('the account is listed apart for the administrator of the last unit, and for nobody else', async () => {
    const personId = await joins('离岗未停用', units.heping)
    const { id } = await accountOf(personId, '-')
    await write(tx =>
      tx.update(membership).set({ toDay: '2023-02-28' }).where(eq(membership.personId, personId)),
    )
    const dongpu = await viewerFor(await joins('东埔管理员', units.dongpu), 'administrator', units.dongpu)
    const names = async (viewer: World['viewers']['administrator']) =>
      (await accountsLeft(viewer, {})).map(each => each.name)

    expect(await names(world.viewers.administrator)).toContain('离岗未停用')
    expect(await names(dongpu)).not.toContain('离岗未停用')
    expect((await accountsOf(world.viewers.administrator, {})).rows.map(each => each.name)).not.toContain(
      '离岗未停用',
    )
    expect(await accountById(world.viewers.administrator, id)).toMatchObject({ belongs: false })
  })

  test('leaves and has the account disabled in one step, where that is ticked', async () => {
    const personId = await joins('离岗停用', units.heping)
    const { id } = await accountOf(personId, '-')
    const leaving = { personId, version: 0, membershipId: 'all' as const, lastDay: '2023-03-10' }

    expect(await leaveAndDisable(world.viewers.administrator, { ...leaving, disable: true })).toMatchObject({
      ok: true,
    })

    const [kept] = await db.select().from(account).where(eq(account.id, id))
    expect(kept?.disabledAt).not.toBeNull()
    const [ended] = await db.select().from(membership).where(eq(membership.personId, personId))
    expect(ended?.toDay).toBe('2023-03-10')
  })

  test('does not leave where the account may not be disabled', async () => {
    const { administrator } = world.viewers
    const leaving = {
      personId: administrator.personId ?? 0,
      version: 0,
      membershipId: 'all' as const,
      lastDay: today,
    }

    expect(await leaveAndDisable(administrator, { ...leaving, disable: true })).toMatchObject({
      ok: false,
      reason: 'ownAccount',
    })

    const [kept] = await db.select().from(membership).where(eq(membership.personId, leaving.personId))
    expect(kept?.toDay).toBeNull()
  })
})

async function accountOf(personId: number, passwordHash: string) {
  return write(async tx => {
    const [made] = await tx
      .insert(account)
      .values({ personId, passwordHash, mustChange: false })
      .onConflictDoUpdate({ target: account.personId, set: { mustChange: false } })
      .returning()
    return made as typeof account.$inferSelect
  })
}
