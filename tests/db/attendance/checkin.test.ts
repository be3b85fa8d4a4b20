import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { account } from '@/db/schema/access'
import { activity } from '@/db/schema/activity'
import { attendance, boundDevice, signIn } from '@/db/schema/attendance'
import { audit, auditText } from '@/db/schema/audit'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { alterActivity } from '@/lib/activity/activity.commands'
import { cancelActivity, closeRoll, deleteActivity, postponeActivity } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { rowHistory } from '@/lib/attendance/attendance.queries'
import { checkInByCode } from '@/lib/attendance/checkin/checkin.commands'
import { digitsOf, sealOf } from '@/lib/attendance/checkin/code.crypto'
import { codeText, stepOf } from '@/lib/attendance/checkin/code.rules'
import {
  openCodes,
  putRefusals,
  type Scanned,
  scanCode,
  ticketRefusal,
  typeDigits,
} from '@/lib/attendance/checkin/scan.commands'
import {
  boundSigner,
  checkInHallOf,
  scansOf,
  screenOf,
  sessionSigner,
} from '@/lib/attendance/checkin/scan.queries'
import { askToBeVerified, decideScan } from '@/lib/attendance/checkin/verification.commands'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { signOutEverywhere } from '@/lib/organisation/accounts/own-account.commands'
import {
  atTime,
  closeWorld,
  hasActivity,
  joins,
  openWorld,
  people,
  sessionFor,
  units,
  viewerFor,
  type World,
} from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const { chenzhiqiang, huanglijuan, wujianguo, caiwenhui, sumeiling, xuguohua } = people
const DAY = '2023-03-10'
let devices = 0

const clock = (time: string, day = DAY) => {
  atTime(`${day}T${time}+08:00`)
  return Date.parse(`${day}T${time}+08:00`)
}
const newDevice = () => `device ${++devices}`
const by = (personId: number, name = '') => ({ personId, accountId: null as unknown as number, name })

/** A lecture of the whole office at 15:00 whose code is being shown. */
async function inTheHall(facts: Parameters<typeof hasActivity>[1] = {}) {
  clock('09:00:00')
  const id = await hasActivity(world.viewers.organiser, { starts: '15:00', ends: '16:30', ...facts })
  await openCodes(world.viewers.organiser, { activityId: id })
  return id
}

/** The code shown at an instant. */
async function codeAt(id: number, at: number) {
  const secret = (await checkInHallOf(id))?.codeSecret ?? ''
  const step = stepOf(at)
  return {
    text: codeText({ activityId: id, step, seal: sealOf(secret, id, step) }),
    digits: digitsOf(secret, id, step),
  }
}

/** Scans the code shown at a time of the day, and presses the button at once. */
async function comes(id: number, personId: number, time: string, device = newDevice()) {
  const at = clock(time)
  const scanned = await scanCode((await codeAt(id, at)).text, { device, signer: by(personId) })
  if (!scanned.ok) return scanned
  return checkInByCode({ activityId: id, person: by(personId), device, scannedAt: at, binds: true })
}

async function rowNow(activityId: number, personId: number) {
  const rows = await db.select().from(attendance).where(eq(attendance.activityId, activityId))
  return rows.find(row => row.personId === personId)
}

function scansNow(activityId: number) {
  return db.select().from(signIn).where(eq(signIn.activityId, activityId)).orderBy(signIn.id)
}

describe('the code', () => {
  test('has one secret, made once, which no log and no other table ever holds', async () => {
    const id = await inTheHall()
    const [first] = await db.select().from(activity).where(eq(activity.id, id))

    await openCodes(world.viewers.organiser, { activityId: id })
    await write(tx =>
      alterActivity(tx, world.viewers.organiser, first as typeof activity.$inferSelect, { place: '三楼' }),
    )

    const [again] = await db.select().from(activity).where(eq(activity.id, id))
    const secret = first?.codeSecret ?? ''
    expect(secret).toMatch(/^[\w-]{32}$/)
    expect(again?.codeSecret).toBe(secret)
    const log = JSON.stringify([await db.select().from(audit), await db.select().from(auditText)])
    expect(log).toContain('attendance.openCodes')
    expect(log).not.toContain(secret)
  })

  test('is shown to the organiser of the activity alone', async () => {
    const id = await inTheHall()
    const at = clock('15:00:00')

    await expect(openCodes(world.viewers.leader, { activityId: id })).rejects.toThrow(Forbidden)
    await expect(screenOf(world.viewers.leader, id, at)).rejects.toThrow(NotFound)
    await expect(screenOf(world.viewers.hepingOrganiser, id, at)).rejects.toThrow(NotFound)
    await expect(scansOf(world.viewers.cadre, id)).rejects.toThrow(NotFound)
    expect((await screenOf(world.viewers.organiser, id, at)).code?.path).toBe(
      `/s/${(await codeAt(id, at)).text}`,
    )
  })

  test('fault 39: is the same on two screens, after a reload and after a restart: nothing is kept but the secret', async () => {
    const id = await inTheHall()
    const at = clock('15:00:00')

    const [one, other] = await Promise.all([
      screenOf(world.viewers.organiser, id, at),
      screenOf(world.viewers.administrator, id, at + 3000),
    ])

    expect(one.code?.path).toBe(other.code?.path)
    expect([one.code?.left, other.code?.left]).toEqual([15_000, 12_000])
    expect((await screenOf(world.viewers.organiser, id, at + 15_000)).code?.path).not.toBe(one.code?.path)
  })

  test('fault 38: photographed and used a minute later it is refused, and that is noted once', async () => {
    const id = await inTheHall()
    const { text } = await codeAt(id, clock('15:00:00'))
    const who = { device: newDevice(), signer: by(caiwenhui) }

    clock('15:01:00')
    const answers = [await scanCode(text, who), await scanCode(text, who)]

    expect(answers).toMatchObject([
      { ok: false, reason: 'stale' },
      { ok: false, reason: 'stale' },
    ])
    expect(await scansNow(id)).toMatchObject([{ outcome: 'refused', reason: 'stale', personId: caiwenhui }])
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: null })
  })

  test('that was never made here is unknown, whatever it names, and leaves no trace', async () => {
    const id = await inTheHall()
    const step = stepOf(clock('15:00:00'))
    const seal = 'A'.repeat(16)
    const who = { device: newDevice(), signer: by(caiwenhui) }

    for (const text of [
      codeText({ activityId: id, step, seal }),
      codeText({ activityId: 99_999, step, seal }),
      'x',
    ])
      expect(await scanCode(text, who)).toEqual({ ok: false, reason: 'unknown' })
    expect(await scansNow(id)).toEqual([])
  })

  test.each([
    ['cancelled', cancelActivity, 'cancelled'],
    ['postponed without a day', postponeActivity, 'notScheduled'],
    ['closed', closeRoll, 'rollClosed'],
  ] as const)(
    'fault 38: dies when the activity is %s, also for who had scanned before',
    async (_, end, reason) => {
      const id = await inTheHall()
      const at = clock('15:00:00')
      const device = newDevice()
      const press = { activityId: id, person: by(caiwenhui), device, scannedAt: at, binds: true }
      await scanCode((await codeAt(id, at)).text, { device, signer: by(caiwenhui) })
      const [before] = await db.select().from(activity).where(eq(activity.id, id))

      const input = {
        id,
        version: before?.version ?? 0,
        reason: '停电',
        newDay: null,
        starts: null,
        ends: null,
      }
      await (end as typeof cancelActivity)(world.viewers.organiser, {
        ...input,
        asksConflicts: false,
        despite: false,
      } as never)

      expect(await scanCode((await codeAt(id, at)).text, { device, signer: by(caiwenhui) })).toMatchObject({
        reason,
      })
      expect(await checkInByCode(press)).toEqual({ ok: false, reason })
      expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: null })
      expect(await scansNow(id)).toMatchObject([{ outcome: 'refused', reason }])
    },
  )

  test('dies with an activity that is deleted, and then nothing says that there was one', async () => {
    const id = await inTheHall()
    const at = clock('10:00:00')
    const { text } = await codeAt(id, at)
    await deleteActivity(world.viewers.organiser, { id, version: 0, reason: '重复' })

    expect(await scanCode(text, { device: newDevice(), signer: null })).toEqual({
      ok: false,
      reason: 'unknown',
    })
  })

  test('fault 8: with the server a day behind or ahead the door says so by its own clock, and nothing is marked', async () => {
    const id = await inTheHall()

    const before = clock('15:00:00', '2023-03-09')
    const early = await scanCode((await codeAt(id, before)).text, {
      device: newDevice(),
      signer: by(caiwenhui),
    })
    const after = clock('15:00:00', '2023-03-11')
    const late = await scanCode((await codeAt(id, after)).text, {
      device: newDevice(),
      signer: by(caiwenhui),
    })

    expect([early, late]).toMatchObject([{ reason: 'tooEarly' }, { reason: 'over' }])
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: null })
  })

  test('fault 8: a ticket from before the clock was set back is invalid, and the latest to come is still listed first', async () => {
    const id = await inTheHall()
    await comes(id, huanglijuan, '15:05:00')
    await comes(id, caiwenhui, '14:50:00')
    const hall = (await checkInHallOf(id)) as NonNullable<Awaited<ReturnType<typeof checkInHallOf>>>
    const ticket = { activityId: id, scannedAt: clock('15:05:00') }

    const { names } = await screenOf(world.viewers.organiser, id, clock('14:50:00'))
    expect(names.map(each => each.name)).toEqual(['蔡文辉', '黄丽娟'])
    expect(await ticketRefusal(ticket, hall, { device: newDevice(), signer: null })).toBe('ticketOver')
  })
})

describe('pressing the button', () => {
  test('is present or late by the moment of the scan, opens the roll, binds the phone and is logged under the own name', async () => {
    const id = await inTheHall()
    const device = newDevice()
    const viewer = world.viewers.cadre
    const at = clock('15:09:50')
    const signer = await sessionSigner(await sessionFor(viewer.accountId))
    await comes(id, caiwenhui, '15:10:30')
    clock('15:14:00')

    const answer = await checkInByCode({
      activityId: id,
      person: signer as NonNullable<typeof signer>,
      device,
      scannedAt: at,
      binds: true,
    })

    expect(answer).toMatchObject({ ok: true, effect: 'mark', mark: 'present' })
    expect(await rowNow(id, wujianguo)).toMatchObject({
      mark: 'present',
      how: 'code',
      version: 1,
      markedBy: viewer.accountId,
      markedAt: clock('15:14:00'),
    })
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: 'late' })
    expect(await checkInHallOf(id)).toMatchObject({ status: 'held', rollOpenedAt: expect.any(Number) })
    expect(await boundSigner(device, clock('09:00:00', '2023-09-05'))).toMatchObject({
      personId: wujianguo,
      isBound: true,
    })
    expect(await boundSigner(device, clock('09:00:00', '2023-09-08'))).toBeNull()
    clock('15:20:00')
    const { entries } = await rowHistory(world.viewers.organiser, id, wujianguo)
    expect(entries).toMatchObject([
      { action: 'attendance.signIn', actor: '吴建国', after: { mark: 'present' } },
    ])
  })

  test('a phone opens nothing once the account is closed', async () => {
    const id = await inTheHall()
    const device = newDevice()
    await viewerFor(xuguohua, null, units.dongpu)
    await comes(id, xuguohua, '15:00:00', device)
    const at = clock('15:01:00')
    expect(await boundSigner(device, at)).not.toBeNull()

    await write(tx => tx.update(account).set({ disabledAt: at }).where(eq(account.personId, xuguohua)))

    expect(await boundSigner(device, at)).toBeNull()
  })

  test('a phone that is lost opens nothing once its owner has signed out everywhere', async () => {
    const id = await inTheHall()
    const device = newDevice()
    await comes(id, wujianguo, '15:00:00', device)
    const at = clock('15:01:00')
    expect(await boundSigner(device, at)).toMatchObject({ personId: wujianguo })

    await signOutEverywhere(world.viewers.cadre)

    expect(await boundSigner(device, at)).toBeNull()
  })

  test('twice, or at once on two phones, is one mark', async () => {
    const id = await inTheHall()
    const at = clock('15:00:00')
    const press = (device: string) =>
      checkInByCode({ activityId: id, person: by(caiwenhui), device, scannedAt: at, binds: true })

    const answers = await Promise.all([press('x'), press('x'), press('y')])
    answers.push(await press('x'))

    expect(answers.map(each => each.ok && each.effect)).toEqual(['mark', 'mark', 'mark', 'again'])
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: 'present', version: 1 })
    expect((await scansNow(id)).map(scan => scan.device)).toEqual(['x', 'y'])
    expect((await scansOf(world.viewers.organiser, id)).warnings).toEqual([
      { kind: 'manyDevices', name: '蔡文辉', devices: 2 },
    ])
  })

  test('fault 38: a scan is valid for one person; with a new scan a phone checks in a second one, and the organiser sees it', async () => {
    const id = await inTheHall()
    const device = newDevice()
    await comes(id, caiwenhui, '15:00:00', device)
    const second = {
      activityId: id,
      person: by(huanglijuan),
      device,
      scannedAt: clock('15:00:00'),
      binds: true,
    }

    const [onTheSame, anew] = [await checkInByCode(second), await comes(id, huanglijuan, '15:00:20', device)]

    expect(onTheSame).toEqual({ ok: false, reason: 'ticketUsed' })
    expect(anew).toMatchObject({ ok: true, mark: 'present' })
    const { warnings, refused } = await scansOf(world.viewers.organiser, id)
    expect(warnings).toMatchObject([{ kind: 'oneDevice' }])
    expect(refused).toMatchObject([{ reason: 'ticketUsed', name: '黄丽娟' }])
  })

  test('who is not on the list is 名单外参加 in the own unit, with a calendar that shows it', async () => {
    const id = await inTheHall()

    const answer = await comes(id, sumeiling, '15:00:00')

    expect(answer).toMatchObject({ ok: true, effect: 'walkIn', mark: 'present' })
    expect(await rowNow(id, sumeiling)).toMatchObject({
      standing: 'walkIn',
      unitId: units.dongpu,
      how: 'code',
      standingByHand: true,
      makeUpDue: null,
      year: 2023,
      month: 3,
    })
  })

  test('who was taken off the list with a leave and comes all the same shows nothing of that leave', async () => {
    const id = await inTheHall()
    await write(tx =>
      tx
        .update(attendance)
        .set({ standing: 'withdrawn', mark: 'leave', how: 'leave', leaveKind: '病假', leaveRule: 'excluded' })
        .where(and(eq(attendance.activityId, id), eq(attendance.personId, caiwenhui))),
    )

    expect(await comes(id, caiwenhui, '15:00:00')).toMatchObject({ ok: true, effect: 'walkIn' })
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: 'present', leaveKind: null, leaveRule: null })
  })

  test('what an organiser has set stays and is shown beside the scan; an approved leave gives way, its debt too', async () => {
    const id = await inTheHall()
    clock('15:00:00')
    const version = 0
    await markAttendance(world.viewers.organiser, {
      activityId: id,
      personId: caiwenhui,
      mark: 'absent',
      version,
    })
    await markAttendance(world.viewers.organiser, {
      ...{ activityId: id, personId: huanglijuan, mark: 'leave', version },
      reason: '病假',
    })
    await write(tx =>
      tx
        .update(attendance)
        .set({ how: 'leave', leaveKind: '病假' })
        .where(eq(attendance.personId, huanglijuan)),
    )
    const owing = await rowNow(id, huanglijuan)

    const [absent, onLeave] = [
      await comes(id, caiwenhui, '15:20:00'),
      await comes(id, huanglijuan, '15:05:00'),
    ]

    expect(absent).toMatchObject({ ok: true, effect: 'kept', mark: 'absent' })
    expect(onLeave).toMatchObject({ ok: true, effect: 'mark', mark: 'present' })
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: 'absent', version: 1, how: 'sheet' })
    expect(await rowNow(id, huanglijuan)).toMatchObject({
      mark: 'present',
      reason: null,
      leaveKind: null,
      how: 'code',
    })
    expect((await rowNow(id, huanglijuan))?.feedSequence).toBeGreaterThan(owing?.feedSequence ?? 0)
    const { kept } = await scansOf(world.viewers.organiser, id)
    expect(kept).toMatchObject([{ name: '蔡文辉', mark: 'absent' }])
  })

  test('fault 36: 60 people at once, from one address, are 60 marks', async () => {
    const crowd: number[] = []
    for (let n = 0; n < 60; n++) crowd.push(await joins(`甲${n}`, units.justice))
    const id = await inTheHall()
    const scannedAt = clock('15:00:00')

    const answers = await Promise.all(
      crowd.map(personId =>
        checkInByCode({
          activityId: id,
          person: by(personId),
          device: `crowd ${personId}`,
          scannedAt,
          binds: true,
        }),
      ),
    )

    expect(new Set(answers.map(each => each.ok && each.mark))).toEqual(new Set(['present']))
    const rows = await db.select().from(attendance).where(eq(attendance.activityId, id))
    expect(rows.filter(row => row.how === 'code' && row.version === 1)).toHaveLength(60)
    expect(await scansNow(id)).toHaveLength(60)
    expect(
      (await db.select().from(boundDevice)).filter(each => each.device.startsWith('crowd')),
    ).toHaveLength(60)
    const { came, required } = await screenOf(world.viewers.organiser, id, scannedAt)
    expect([came, required]).toEqual([60, rows.filter(row => row.standing === 'required').length])
  })

  test('fault 39: where the commit fails nobody is told that it went well, and the next press goes through', async () => {
    const id = await inTheHall()
    const scannedAt = clock('15:00:00')
    const press = (personId: number) =>
      checkInByCode({ activityId: id, person: by(personId), device: newDevice(), scannedAt, binds: true })

    // No person has this id: the database refuses the row of the scan, and with it the whole transaction.
    const answers = await Promise.allSettled([press(caiwenhui), press(987_654)])

    expect(answers.map(each => each.status)).toEqual(['rejected', 'rejected'])
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: null })
    expect(await press(caiwenhui)).toMatchObject({ ok: true, mark: 'present' })
  })
})

describe('six digits', () => {
  test('open the door like a scan, this step and the last', async () => {
    const id = await inTheHall()
    const { digits } = await codeAt(id, clock('15:00:00'))
    const who = () => ({ device: newDevice(), address: '10.0.0.1', signer: by(chenzhiqiang) })

    clock('15:00:20')
    expect(await typeDigits(digits, who())).toMatchObject({ ok: true, hall: { id } })
    clock('15:00:31')
    expect(await typeDigits(digits, who())).toMatchObject({ ok: false, reason: 'wrongDigits' })
  })

  test('cannot be guessed: a person waits after five tries, also with new browsers, and nobody waits for another', async () => {
    const id = await inTheHall()
    const { digits } = await codeAt(id, clock('15:00:00'))
    const wrong = digits === '000000' ? '000001' : '000000'
    const tries = []
    for (let n = 0; n < 7; n++)
      tries.push(await typeDigits(wrong, { device: newDevice(), address: '10.0.0.1', signer: by(caiwenhui) }))

    expect(tries.map(each => !each.ok && each.reason)).toEqual([
      ...Array(5).fill('wrongDigits'),
      'wait',
      'wait',
    ])
    expect(
      await typeDigits(digits, { device: newDevice(), address: '10.0.0.1', signer: by(huanglijuan) }),
    ).toMatchObject({
      ok: true,
    })
  })
})

describe('six digits of somebody who is not known', () => {
  const stranger = (address: string, device = newDevice()) => ({ device, address, signer: null })
  const reasons = (tries: Scanned[]) => tries.map(each => (each.ok ? 'ok' : each.reason))

  test('a new cookie for each attempt gains nothing: the address waits, and others do not', async () => {
    const day = '2023-04-10'
    const id = await inTheHall({ day })
    const { digits } = await codeAt(id, clock('15:00:00', day))
    const wrong = digits === '000000' ? '000001' : '000000'
    const before = await recordedRefusals()
    const tries = []
    for (let n = 0; n < 104; n++) tries.push(await typeDigits(wrong, stranger('10.0.2.1')))

    expect(reasons(tries)).toEqual([...Array(100).fill('wrongDigits'), ...Array(4).fill('wait')])
    expect(await typeDigits(digits, stranger('10.0.2.2'))).toMatchObject({ ok: true, hall: { id } })
    // The first few are recorded, so that the organiser sees that somebody guesses.
    expect((await recordedRefusals()) - before).toBe(5)
  })

  test('one phone has five attempts, and one that gets it right has used none', async () => {
    const id = await inTheHall()
    const { digits } = await codeAt(id, clock('15:00:00'))
    const wrong = digits === '000000' ? '000001' : '000000'
    const phone = stranger('10.0.2.3')
    for (let n = 0; n < 8; n++) expect(await typeDigits(digits, phone)).toMatchObject({ ok: true })

    const tries = []
    for (let n = 0; n < 6; n++) tries.push(await typeDigits(wrong, phone))

    expect(reasons(tries)).toEqual([...Array(5).fill('wrongDigits'), 'wait'])
  })

  test('500 phones behind one address get in with the right digits', async () => {
    const id = await inTheHall()
    const { digits } = await codeAt(id, clock('15:00:00'))

    const tries = await Promise.all(
      Array.from({ length: 500 }, () => typeDigits(digits, stranger('10.0.2.4'))),
    )

    expect(tries.filter(each => each.ok)).toHaveLength(500)
  })

  test('refusals of strangers leave room for those of people who are known', async () => {
    const id = await inTheHall()
    const refusals = Array.from({ length: 700 }, (_, n) => ({
      activityId: id,
      personId: null,
      device: `d${n}`,
      reason: 'stale',
    }))
    for (let n = 0; n < refusals.length; n += 100)
      await write(tx => putRefusals(tx, refusals.slice(n, n + 100)))
    await write(tx =>
      putRefusals(tx, [{ activityId: id, personId: caiwenhui, device: 'own', reason: 'stale' }]),
    )

    const rows = await db.select().from(signIn).where(eq(signIn.activityId, id))
    expect(rows.filter(each => each.personId === null)).toHaveLength(500)
    expect(rows.filter(each => each.personId === caiwenhui)).toHaveLength(1)
  })

  async function recordedRefusals() {
    return db.$count(signIn, eq(signIn.outcome, 'refused'))
  }
})

describe('who has no account', () => {
  async function hands(id: number, name: string, phone: string, device = newDevice()) {
    return askToBeVerified({ activityId: id, scannedAt: clock('15:20:00') }, { name, phone }, device)
  }

  test('is answered alike whoever is named, and no digits of a phone are kept', async () => {
    const id = await inTheHall()
    await write(tx => tx.update(person).set({ phone: '13800008888' }).where(eq(person.id, caiwenhui)))

    const answers = [
      await hands(id, '蔡文辉', '8888'),
      await hands(id, '蔡文辉', '1111'),
      await hands(id, '查无此人', '8888'),
    ]

    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }])
    const scans = await scansNow(id)
    expect(scans.map(scan => [scan.outcome, scan.personId, scan.reason])).toEqual([
      ['toVerify', caiwenhui, '蔡文辉'],
      ['toVerify', null, '蔡文辉'],
      ['toVerify', null, '查无此人'],
    ])
    expect(JSON.stringify(scans)).not.toContain('1111')
    const { toVerify } = await scansOf(world.viewers.organiser, id)
    expect(toVerify.map(scan => scan.candidates.map(each => [each.personId, each.fits]))).toEqual([
      [],
      [[caiwenhui, false]],
      [[caiwenhui, true]],
    ])
  })

  test('counts when the organiser confirms, from the instant of the scan; a decline can become a confirmation', async () => {
    const id = await inTheHall()
    await hands(id, '蔡文辉', '8888')
    const [scan] = await scansNow(id)
    const scanId = scan?.id ?? 0
    clock('16:00:00')
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: null })
    await expect(
      decideScan(world.viewers.leader, { scanId, decision: 'confirmed', personId: null }),
    ).rejects.toThrow(Forbidden)

    await decideScan(world.viewers.organiser, { scanId, decision: 'rejected', personId: null })
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: null })
    await decideScan(world.viewers.organiser, { scanId, decision: 'confirmed', personId: null })
    await decideScan(world.viewers.organiser, { scanId, decision: 'confirmed', personId: null })

    expect(await rowNow(id, caiwenhui)).toMatchObject({
      mark: 'late',
      how: 'vouched',
      version: 1,
      markedBy: world.viewers.organiser.accountId,
    })
    const again = await decideScan(world.viewers.organiser, { scanId, decision: 'rejected', personId: null })
    expect(again).toEqual({ ok: false, reason: 'alreadyConfirmed' })
  })

  test('whom no phone number names is chosen from the list, and nobody else can be', async () => {
    const id = await inTheHall()
    await hands(id, '黄丽娟', '0000')
    const [scan] = await scansNow(id)
    const decide = (personId: number | null) =>
      decideScan(world.viewers.organiser, { scanId: scan?.id ?? 0, decision: 'confirmed', personId })

    expect(await decide(null)).toEqual({ ok: false, reason: 'whoIsIt' })
    await expect(decide(sumeiling)).rejects.toThrow(NotFound)
    expect(await decide(huanglijuan)).toMatchObject({ ok: true })
    expect(await rowNow(id, huanglijuan)).toMatchObject({ mark: 'late', how: 'vouched' })
  })

  test('one phone hands in the same name once, and five names at most', async () => {
    const id = await inTheHall()
    const device = newDevice()
    const answers = []
    for (const name of ['甲', '甲', '乙', '丙', '丁', '戊', '己'])
      answers.push((await hands(id, name, '0000', device)).ok)

    expect(answers).toEqual([true, true, true, true, true, true, false])
    expect(await scansNow(id)).toHaveLength(5)
  })
})

test('an activity’s own check-in times move with it', async () => {
  const id = await inTheHall({ signInFrom: '14:00', lateAfter: '15:00', signInUntil: '15:30' })
  const [before] = await db.select().from(activity).where(eq(activity.id, id))
  const input = {
    id,
    version: before?.version ?? 0,
    reason: '会议室占用',
    newDay: '2023-03-13',
    starts: '09:00',
    ends: '10:00',
  }

  await postponeActivity(world.viewers.organiser, { ...input, asksConflicts: false, despite: false })

  const at = (time: string) => Date.parse(`2023-03-13T${time}:00+08:00`)
  expect(await checkInHallOf(id)).toMatchObject({
    signInFrom: at('08:00'),
    lateAfter: at('09:00'),
    signInUntil: at('09:30'),
  })
})
