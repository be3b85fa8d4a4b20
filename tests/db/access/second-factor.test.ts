import { setTimeout as pause } from 'node:timers/promises'
import { and, eq } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { account, grant, recoveryCode, secondFactor, session, signInFailure } from '@/db/schema/access'
import { audit, auditText } from '@/db/schema/audit'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { checkSecondStep, checkSignIn } from '@/lib/access/access.commands'
import { viewerOfSession } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { deviceOf } from '@/lib/access/device.rules'
import { hashPassword } from '@/lib/access/password.crypto'
import { putFactor } from '@/lib/access/second-factor.commands'
import { codeOf, offeredSecret } from '@/lib/access/second-factor.crypto'
import { ownFactor } from '@/lib/access/second-factor.queries'
import { type HalfSignIn, stepAt } from '@/lib/access/second-factor.rules'
import { sessionIn } from '@/lib/access/session'
import type { HeldSession } from '@/lib/access/session.queries'
import { knownBrowserWith } from '@/lib/access/source'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { disableAccount, resetFactor } from '@/lib/organisation/accounts/account.commands'
import { changePassword } from '@/lib/organisation/accounts/own-account.commands'
import {
  enrolFactor,
  removeFactor,
  renewRecoveryCodes,
} from '@/lib/organisation/accounts/own-factor.commands'
import { putSessions } from '@/lib/organisation/settings/setting.commands'
import { settingsNow } from '@/lib/organisation/settings/setting.queries'
import { answerResetFactor } from '@/server/commands/reset-factor'
import { atTime, closeWorld, joins, openWorld, sessionFor, units, viewerFor, type World } from '../../world'

const password = '纸船 与 灯塔 三十里'
const morning = '2023-03-10T09:00:00+08:00'
const device = deviceOf(null)
const serverSecret = 'a secret for tests'
let passwordHash: string
let world: World
/** Somebody for each test, organiser of 和平社区. */
let viewer: Viewer
let held: HeldSession
let names = 0
let keys = 0
/** Another one for each test, so that no test uses up the tries of the next. */
let address: string

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET = serverSecret
  world = await openWorld()
  passwordHash = await hashPassword(password)
})
afterAll(closeWorld)
beforeEach(async () => {
  atTime(morning)
  process.env.NEXTAUTH_SECRET = serverSecret
  viewer = await somebody('organiser')
  held = await sessionFor(viewer.accountId)
  address = `10.1.0.${names}`
})

describe('enrolling', () => {
  test('takes the password and a first code of the offered secret, and gives ten recovery codes', async () => {
    const elsewhere = await sessionFor(viewer.accountId)
    const noPassword = await enrolFactor(
      viewer,
      { ...proved(code()), currentPassword: 'not it' },
      held.sessionId,
    )
    const noCode = await enrolFactor(viewer, proved('000000'), held.sessionId)
    const otherOffer = await enrolFactor(
      viewer,
      proved(codeOf(offeredSecret('another'), stepAt(now()))),
      held.sessionId,
    )
    expect(await ownFactor(viewer)).toBeNull()

    const codes = await enrol()

    expect(noPassword).toEqual({ ok: false, reason: 'wrongPassword', field: 'currentPassword' })
    expect([noCode, otherOffer]).toEqual([wrongOne, wrongOne])
    expect(codes).toHaveLength(10)
    expect(await ownFactor(viewer)).toEqual({ enrolledAt: now(), isReadable: true, codesLeft: 10 })
    // Sessions that began without it are over, this one goes on.
    expect([await viewerOfSession(elsewhere), await whyOf(elsewhere)]).toEqual([null, 'factor'])
    expect(await viewerOfSession(held)).not.toBeNull()
    expect(await actionsOf()).toContain('account.factorOn')
  })

  test('by a form that is sent twice shows the same codes, and an hour later none', async () => {
    const input = proved(code())

    const first = await enrolFactor(viewer, input, held.sessionId)
    const again = await enrolFactor(viewer, input, held.sessionId)
    atTime('2023-03-10T10:00:01+08:00')
    const late = await enrolFactor(viewer, input, held.sessionId)

    expect(again).toEqual(first)
    expect(late).toEqual({ ok: true, codes: [] })
    expect(await enrolFactor(viewer, proved(code()), held.sessionId)).toEqual({
      ok: false,
      reason: 'hasFactor',
    })
  })

  test('with a phone whose clock is wrong says by how much', async () => {
    const answer = await enrolFactor(viewer, proved(code(24)), held.sessionId)

    expect(answer).toEqual({
      ok: false,
      reason: 'clockApart',
      field: 'oneTimePassword',
      places: { minutes: 12 },
    })
    expect(await ownFactor(viewer)).toBeNull()
  })

  test('stores neither the secret nor a code in the clear, and the log holds none', async () => {
    const codes = await enrol()
    const step = await signIn()
    if (step) await checkSecondStep(step, sent(codes[0]))

    const secret = offeredSecret(held.sessionId)
    const rows = JSON.stringify([
      await db.select().from(secondFactor),
      await db.select().from(recoveryCode),
      await db.select().from(audit),
    ])
    for (const each of [secret.toString('base64'), secret.toString('base64url'), secret.toString('hex')])
      expect(rows).not.toContain(each)
    for (const each of codes) {
      expect(rows).not.toContain(each)
      expect(rows).not.toContain(each.replaceAll('-', ''))
    }
    expect(await actionsOf()).toContain('account.recoveryCodeUsed')
  })
})

test('who enrols while a password is checked is asked for the code', async () => {
  const signing = password1()
  const tries = () => db.select().from(signInFailure).where(eq(signInFailure.source, address))
  while ((await tries()).length === 0) await pause(5)
  // Begun before the sign-in writes, done after its password was compared.
  await write(async tx => {
    await pause(500)
    await putFactor(tx, { accountId: held.accountId, secret: offeredSecret(held.sessionId), step: 0 })
  })

  expect(await signing).toMatchObject({ ok: true, half: { accountId: held.accountId } })
  expect(await sessionsOf()).toBe(1)
})

describe('signing in with a second factor', () => {
  let codes: string[]
  beforeEach(async () => {
    codes = await enrol()
    atTime('2023-03-10T09:10:00+08:00')
  })

  test('the right password begins no session, and the code does', async () => {
    const before = await sessionsOf()
    const half = await signIn()
    expect(await sessionsOf()).toBe(before)
    expect((await actionsOf()).filter(each => each === 'account.signIn')).toEqual([])

    const opened = await checkSecondStep(half as HalfSignIn, sent(code()))

    expect(opened).toMatchObject({ ok: true, by: 'app', mustChange: false, accountId: viewer.accountId })
    const { sessionId = '' } = opened as { sessionId?: string }
    expect(await viewerOfSession({ accountId: viewer.accountId ?? 0, sessionId })).toMatchObject({
      owes: null,
    })
  })

  test('a code passes once, also where it is sent twice at once, and none before it afterwards', async () => {
    const half = (await signIn()) as HalfSignIn
    const twice = await Promise.all([
      checkSecondStep(half, sent(code())),
      checkSecondStep(half, sent(code())),
    ])
    const again = await checkSecondStep(half, sent(code()))
    const earlier = await checkSecondStep(half, sent(code(-1)))
    const next = await checkSecondStep(half, sent(code(1)))

    expect(twice.map(each => each.ok).sort()).toEqual([false, true])
    expect([again, earlier]).toEqual([wrong, wrong])
    expect(next).toMatchObject({ ok: true })
  })

  test('the code that enrolled does not sign in', async () => {
    atTime(morning)

    expect(await checkSecondStep((await signIn()) as HalfSignIn, sent(code()))).toEqual(wrong)
  })

  test('a recovery code signs in once, however it is typed, and only its own account', async () => {
    const [first = '', second = ''] = codes
    const other = await withFactor()

    const half = (await signIn()) as HalfSignIn
    const opened = await checkSecondStep(half, sent(first.toUpperCase().replaceAll('-', ' ')))
    const again = await checkSecondStep((await signIn()) as HalfSignIn, sent(first))
    const foreign = await checkSecondStep(other, sent(second))

    expect(opened).toMatchObject({ ok: true, by: 'recovery' })
    expect([again, foreign]).toEqual([wrong, wrong])
    expect(await ownFactor(viewer)).toMatchObject({ codesLeft: 9 })
  })

  test.each<[string, (half: HalfSignIn) => Promise<unknown>]>([
    ['five minutes have passed', async () => atTime('2023-03-10T09:15:00+08:00')],
    ['the password was changed', () => changesPassword()],
    [
      'the account was disabled',
      half => disableAccount(world.viewers.administrator, { ...half, state: 'disabled' }),
    ],
    ['the clock went back before it', async () => atTime('2023-03-10T09:09:59+08:00')],
  ])('nothing opens the second step once %s', async (_, happening) => {
    const half = (await signIn()) as HalfSignIn

    await happening(half)

    expect(await checkSecondStep(half, sent(code()))).toEqual({ ok: false, reason: 'over' })
    expect(await checkSecondStep(half, sent(codes[0]))).toEqual({ ok: false, reason: 'over' })
  })

  test('a factor that is reset meanwhile opens nothing, and the next password is enough', async () => {
    const half = (await signIn()) as HalfSignIn
    await resetFactor(world.viewers.administrator, { accountId: half.accountId })

    expect(await checkSecondStep(half, sent(code()))).toEqual(wrong)
    expect(await checkSecondStep(half, sent(codes[0]))).toEqual(wrong)
    expect(await password1()).toMatchObject({ ok: true, sessionId: expect.any(String) })
  })

  test('before the right password nothing differs from an account without', async () => {
    const without = await somebody('organiser')
    const asked = async (who: Viewer, from: string) => {
      const answers: unknown[] = []
      for (let n = 0; n < 7; n++)
        answers.push(await checkSignIn({ name: nameOf(who), password: 'not it', address: from, device }))
      return answers
    }

    expect(await asked(viewer, '10.2.0.1')).toEqual(await asked(without, '10.2.0.2'))
  })
})

describe('wrong codes', () => {
  beforeEach(async () => {
    await enrol()
    atTime('2023-03-10T09:10:00+08:00')
  })

  test('make their sender wait, and a right password gives no new tries', async () => {
    const reasons: string[] = []
    for (let n = 0; n < 5; n++) {
      const half = await signIn()
      if (half) reasons.push(String(reasonOf(await checkSecondStep(half, sent('000000')))))
      else reasons.push('wait')
    }

    expect(reasons).toEqual(['wrong', 'wrong', 'wait', 'wait', 'wait'])
  })

  test('from many addresses make all of them wait, but not a browser that is known', async () => {
    const browser = knownBrowserWith(viewer.accountId ?? 0, undefined)
    const reasons: unknown[] = []
    for (let n = 0; n < 7; n++) {
      const from = `10.3.0.${n}`
      const half = (await password1(from)) as { half: HalfSignIn }
      reasons.push(reasonOf(await checkSecondStep(half.half, { ...sent('000000'), address: from })))
    }

    expect(reasons).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'wait', 'wait'])
    const own = (await password1('10.3.0.99', browser)) as { half: HalfSignIn }
    const opened = await checkSecondStep(own.half, {
      ...sent(code()),
      address: '10.3.0.99',
      knownBrowser: browser,
    })
    expect(opened).toMatchObject({ ok: true })
  })

  test('are logged without what was typed, and are forgotten by the right one', async () => {
    const half = (await signIn()) as HalfSignIn
    await checkSecondStep(half, sent('000000'))
    await checkSecondStep(half, sent(code()))

    expect((await actionsOf()).slice(-3)).toEqual([
      'account.factorOn',
      'account.codeFailed',
      'account.signIn',
    ])
    const [logged] = await db
      .select({ before: auditText.before, after: auditText.after })
      .from(audit)
      .innerJoin(auditText, eq(auditText.auditId, audit.id))
      .where(and(eq(audit.action, 'account.codeFailed'), eq(audit.subjectId, String(held.accountId))))
    expect(logged).toEqual({ before: null, after: JSON.stringify({ address }) })
    for (let n = 0; n < 2; n++)
      expect(reasonOf(await checkSecondStep((await signIn()) as HalfSignIn, sent('000000')))).toBe('wrong')
  })
})

describe('the office asks organisers and above', () => {
  const asks = async (secondFactor: 'off' | 'organisers') => {
    const { version } = await settingsNow(['idleMinutes', 'secondFactor'])
    await putSessions(world.viewers.administrator, { version, idleMinutes: 30, secondFactor })
  }
  const owed = async (session: HeldSession) => (await viewerOfSession(session))?.owes

  test('whoever is signed in without one owes it from the next request, until it is enrolled', async () => {
    const cadre = await sessionFor((await somebody(null)).accountId)
    const leader = await sessionFor((await somebody('leader')).accountId)
    expect(await owed(held)).toBeNull()

    await asks('organisers')
    const asked = [await owed(held), await owed(leader), await owed(cadre)]
    await enrol()
    const enrolled = await owed(held)
    await asks('off')

    expect(asked).toEqual(['secondFactor', 'secondFactor', null])
    expect(enrolled).toBeNull()
    expect(await owed(leader)).toBeNull()
  })

  test('a cadre owes it from the grant of a role on, and a first password comes first', async () => {
    const cadre = await somebody(null)
    const session = await sessionFor(cadre.accountId)
    await asks('organisers')

    await write(tx =>
      tx.insert(grant).values({ accountId: cadre.accountId ?? 0, role: 'leader', unitId: units.heping }),
    )
    const granted = await owed(session)
    await write(tx =>
      tx
        .update(account)
        .set({ mustChange: true })
        .where(eq(account.id, cadre.accountId ?? 0)),
    )
    const first = await owed(session)
    await asks('off')

    expect([granted, first]).toEqual(['secondFactor', 'password'])
  })
})

describe('leaving the second factor', () => {
  test('takes the password and a code, ends every session, and the next one is offered another secret', async () => {
    await enrol()
    const wrongCode = await removeFactor(viewer, proved('000000'), device)
    const usedCode = await removeFactor(viewer, proved(code()), device)

    const removed = await removeFactor(viewer, proved(code(1)), device)

    expect([wrongCode, usedCode]).toEqual([wrongOne, wrongOne])
    expect(removed).toMatchObject({ ok: true, accountId: viewer.accountId })
    const { sessionId = '' } = removed as { sessionId?: string }
    expect([await viewerOfSession(held), await whyOf(held)]).toEqual([null, 'factor'])
    expect(offeredSecret(sessionId)).not.toEqual(offeredSecret(held.sessionId))
    expect(await ownFactor(viewer)).toBeNull()
    expect(await password1()).toMatchObject({ ok: true, sessionId: expect.any(String) })
    expect((await actionsOf()).filter(each => each === 'account.factorOff')).toHaveLength(1)
  })

  test('or new recovery codes: those before open nothing any more', async () => {
    const [before = ''] = await enrol()

    const renewed = await renewRecoveryCodes(viewer, proved(code(1)))

    const codes = renewed.ok ? renewed.codes : []
    expect(codes).toHaveLength(10)
    expect(codes).not.toContain(before)
    const half = (await signIn()) as HalfSignIn
    expect(await checkSecondStep(half, sent(before))).toEqual(wrong)
    expect(await checkSecondStep(half, sent(codes[9]))).toMatchObject({ ok: true })
  })

  test('at an unlocked computer neither password nor code can be guessed for long', async () => {
    await enrol()
    const reasons: unknown[] = []
    for (let n = 0; n < 7; n++) reasons.push(reasonOf(await removeFactor(viewer, proved('000000'), device)))

    expect(reasons.slice(0, 4)).toEqual(Array(4).fill('wrongOneTimePassword'))
    expect(reasons.slice(5)).toEqual(['wait', 'wait'])
  })
})

describe('an administrator resets it', () => {
  test('and the sessions end; the password alone signs in', async () => {
    await enrol()

    expect(await resetFactor(world.viewers.administrator, { accountId: held.accountId })).toEqual({
      ok: true,
    })

    expect([await viewerOfSession(held), await whyOf(held)]).toEqual([null, 'reset'])
    expect(await db.select().from(recoveryCode).where(eq(recoveryCode.accountId, held.accountId))).toEqual([])
    expect(await password1()).toMatchObject({ ok: true, sessionId: expect.any(String) })
    expect(await actionsOf()).toContain('account.factorReset')
  })

  test('with the scope of a new password, and is not told whether there was one', async () => {
    const { accountId } = held
    const hepings = await viewerFor(await joins(`管理${names}`, units.heping), 'administrator', units.heping)
    await write(tx => tx.insert(grant).values({ accountId, role: 'organiser', unitId: units.dongpu }))

    await expect(resetFactor(hepings, { accountId })).rejects.toThrow(Forbidden)
    await expect(resetFactor(world.viewers.dongpuOrganiser, { accountId })).rejects.toThrow(NotFound)
    await expect(resetFactor(world.viewers.organiser, { accountId })).rejects.toThrow(NotFound)
    const own = { accountId: world.viewers.administrator.accountId ?? 0 }
    expect(await resetFactor(world.viewers.administrator, own)).toEqual({ ok: false, reason: 'ownFactor' })
    expect(await viewerOfSession(held)).not.toBeNull()
    expect(await resetFactor(world.viewers.administrator, { accountId })).toEqual({ ok: true })
  })
})

test('the command line resets it, for the only administrator of the top unit', async () => {
  await enrol()

  const answers = [
    await answerResetFactor({ command: 'reset-factor', staffNo: 'nobody' }),
    await answerResetFactor({ command: 'reset-factor', staffNo: nameOf(viewer).toLowerCase() }),
  ]

  expect(answers.map(each => [each.exit, each.out])).toEqual([
    [2, undefined],
    [0, { staffNo: nameOf(viewer) }],
  ])
  expect(await password1()).toMatchObject({ ok: true, sessionId: expect.any(String) })
})

test('after a restore with another secret the phone is not recognised, recovery codes and the reset are', async () => {
  const [first, second = ''] = await enrol()
  atTime('2023-03-10T09:10:00+08:00')
  const right = code()
  process.env.NEXTAUTH_SECRET = 'another server'

  const half = (await signIn()) as HalfSignIn
  expect([half.isReadable, (await ownFactor(viewer))?.isReadable]).toEqual([false, false])
  expect(await checkSecondStep(half, sent(right))).toEqual(wrong)
  expect(await checkSecondStep(half, sent(first))).toMatchObject({ ok: true, by: 'recovery' })
  expect(await removeFactor(viewer, proved(second), device)).toMatchObject({ ok: true })
  expect(await password1()).toMatchObject({ sessionId: expect.any(String) })
})

test('what is sealed between the steps opens no session, and a session no second step', async () => {
  const half = { accountId: held.accountId, name: 'x', mark: 'x', at: now(), isReadable: true }
  const token = { half, ...held }
  const settings = { secret: serverSecret, maxAge: 300 }

  const sealed = await encode({ ...settings, token, salt: 'second step' })
  const own = await encode({ ...settings, token })

  expect(await sessionIn(() => sealed)).toBeNull()
  expect(await sessionIn(() => own)).toEqual(held)
})

const wrong = { ok: false, reason: 'wrong' }
const wrongOne = { ok: false, reason: 'wrongOneTimePassword', field: 'oneTimePassword' }

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

/** The code that the phone shows, some half minutes away. */
function code(away = 0): string {
  const secret = offeredSecretThen(held.sessionId)
  return codeOf(secret, stepAt(now()) + away)
}

/** Also after the server has got another secret. */
function offeredSecretThen(sessionId: string) {
  const secret = process.env.NEXTAUTH_SECRET
  process.env.NEXTAUTH_SECRET = serverSecret
  const offered = offeredSecret(sessionId)
  process.env.NEXTAUTH_SECRET = secret
  return offered
}

function proved(oneTimePassword: string) {
  return { currentPassword: password, oneTimePassword, idempotencyKey: `${'k'.repeat(40)}${keys++}` }
}

async function enrol(): Promise<string[]> {
  const answer = await enrolFactor(viewer, proved(code()), held.sessionId)
  if (!answer.ok) throw new Error(answer.reason)
  return answer.codes
}

/** The second step of somebody else with a factor. */
async function withFactor(): Promise<HalfSignIn> {
  const other = await somebody('organiser')
  const session = await sessionFor(other.accountId)
  await enrolFactor(other, proved(codeOf(offeredSecret(session.sessionId), stepAt(now()))), session.sessionId)
  const answer = await checkSignIn({ name: nameOf(other), password, address, device })
  return (answer as { half: HalfSignIn }).half
}

function nameOf(who: Viewer): string {
  return `J${who.name}2022-01-01`
}

function password1(from = address, knownBrowser?: string) {
  return checkSignIn({ name: nameOf(viewer), password, address: from, knownBrowser, device })
}

async function signIn(): Promise<HalfSignIn | undefined> {
  const answer = await password1()
  return 'half' in answer ? answer.half : undefined
}

function sent(typed: string | undefined) {
  return { code: typed ?? '', address, device }
}

function reasonOf(answer: { ok: boolean; reason?: string }) {
  return answer.ok ? 'ok' : answer.reason
}

function changesPassword() {
  const input = { currentPassword: password, newPassword: '四月的雨下在老旧码头上', repeatPassword: '' }
  return changePassword(viewer, input, device)
}

async function sessionsOf(): Promise<number> {
  return (await db.select().from(session).where(eq(session.accountId, held.accountId))).length
}

async function whyOf({ sessionId }: HeldSession) {
  const [found] = await db.select().from(session).where(eq(session.id, sessionId))
  return found?.why
}

async function actionsOf(): Promise<string[]> {
  const rows = await db
    .select({ action: audit.action })
    .from(audit)
    .innerJoin(person, eq(person.name, viewer.name))
    .where(and(eq(audit.subject, 'account'), eq(audit.subjectId, String(held.accountId))))
    .orderBy(audit.id)
  return rows.map(each => each.action)
}
