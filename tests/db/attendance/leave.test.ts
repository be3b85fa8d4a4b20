import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { attendance, leaveRequest } from '@/db/schema/attendance'
import { audit, auditText } from '@/db/schema/audit'
import { write } from '@/db/write'
import { historyOf } from '@/lib/access/audit.sql'
import { closeOverdueRolls, closeRoll, deleteActivity, moveActivity } from '@/lib/activity/status.commands'
import { markAttendance, markRest } from '@/lib/attendance/attendance.commands'
import { sheetOf, sheetRow } from '@/lib/attendance/attendance.queries'
import { askLeave, decideLeave, enterLeave, withdrawLeave } from '@/lib/attendance/leave/leave.commands'
import { leavesOfRow, ownLeaves, waitingLeaves, waitingOf } from '@/lib/attendance/leave/leave.queries'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { addDays } from '@/lib/core/time'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import { putRolls } from '@/lib/organisation/settings/setting.commands'
import type { RollsInput } from '@/lib/organisation/settings/setting.input'
import { settingsNow } from '@/lib/organisation/settings/setting.queries'
import { figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import {
  atTime,
  closeWorld,
  hasActivity,
  joins,
  makeUpDueOf,
  moveNow,
  openWorld,
  people,
  units,
  viewerFor,
  type World,
} from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)
beforeEach(() => atTime('2023-03-10T09:00:00+08:00'))

const { wujianguo, caiwenhui, zhuangyafang } = people
const SECRET = '产检，请勿外传'

/** A future lecture for the whole street; the cadres of 党政办公室 and 东埔社区 are due. */
function lectureAhead() {
  return hasActivity(world.viewers.organiser, {
    day: '2023-03-20',
    starts: '15:00',
    audienceWords: '全街道',
  })
}

async function rowNow(activityId: number, personId: number) {
  const [row] = await db
    .select()
    .from(attendance)
    .where(and(eq(attendance.activityId, activityId), eq(attendance.personId, personId)))
  return row as typeof attendance.$inferSelect
}

async function requestsOf(activityId: number) {
  return db.select().from(leaveRequest).where(eq(leaveRequest.activityId, activityId))
}

async function asked(activityId: number, viewer = world.viewers.cadre, reason = SECRET): Promise<number> {
  const answer = await askLeave(viewer, { activityId, kind: '病假', reason })
  if (!answer.ok) throw new Error(answer.reason)
  return (await requestsOf(activityId)).at(-1)?.id ?? 0
}

const approve = (requestId: number, viewer = world.viewers.leader) =>
  decideLeave(viewer, { requestId, decision: 'approve', note: '' })
const refuse = (requestId: number, viewer = world.viewers.leader) =>
  decideLeave(viewer, { requestId, decision: 'refuse', note: '当天有表决' })

describe('asking', () => {
  test('twice the same is one request, and the sheet says that it waits', async () => {
    const id = await lectureAhead()
    await asked(id)
    await asked(id)

    expect(await requestsOf(id)).toHaveLength(1)
    expect(await sheetRow(world.viewers.organiser, id, wujianguo)).toMatchObject({ asksLeave: 1, mark: null })
    expect(await sheetRow(world.viewers.organiser, id, caiwenhui)).toMatchObject({ asksLeave: 0 })
  })

  test('another one while one is open, a kind that the office has not, and after the start are refused', async () => {
    const id = await lectureAhead()
    const unknown = await askLeave(world.viewers.cadre, { activityId: id, kind: '探亲', reason: '回乡' })
    await asked(id)
    const other = await askLeave(world.viewers.cadre, { activityId: id, kind: '事假', reason: '搬家' })
    atTime('2023-03-20T15:00:00+08:00')
    const late = await askLeave(world.viewers.dongpuCadre, { activityId: id, kind: '事假', reason: '搬家' })

    expect([unknown, other, late]).toEqual([
      { ok: false, reason: 'unknownKind', field: 'kind' },
      { ok: false, reason: 'alreadyAsked' },
      { ok: false, reason: 'begun' },
    ])
  })

  test('who is not on the list finds nothing to ask for', async () => {
    const id = await hasActivity(world.viewers.organiser, { day: '2023-03-20', audienceWords: '司法所' })

    const answer = askLeave(world.viewers.dongpuCadre, { activityId: id, kind: '病假', reason: '发烧' })

    await expect(answer).rejects.toThrow(NotFound)
  })
})

describe('deciding', () => {
  test('approved before the day, the leave is on the sheet, and the roll is neither opened nor frozen', async () => {
    const moving = await joins('调动', units.justice)
    const id = await lectureAhead()
    await approve(await asked(id))

    expect(await rowNow(id, wujianguo)).toMatchObject({
      mark: 'leave',
      how: 'leave',
      leaveKind: '病假',
      leaveRule: null,
      reason: null,
      version: 1,
    })
    const { activity: of, rows } = await sheetOf(world.viewers.organiser, id)
    expect(of).toMatchObject({ status: 'scheduled', rollOpenedAt: null })
    expect(rows.find(row => row.personId === wujianguo)).toMatchObject({ reason: '病假', asksLeave: 0 })

    // The list still follows the roster: after a move the row is in the new unit, and the leave stays.
    await moveNow(world.viewers.administrator, {
      personId: moving,
      unitId: units.dongpu,
      day: '2023-03-15',
      how: 'move',
    })
    await write(tx => syncAudiences(tx))
    expect(await rowNow(id, moving)).toMatchObject({ unitId: units.dongpu })
    expect(await rowNow(id, wujianguo)).toMatchObject({ mark: 'leave', version: 1, feedSequence: 0 })
  })

  test('a leave approved before the day is no debt until then', async () => {
    const id = await lectureAhead()
    await approve(await asked(id))
    expect((await rowNow(id, wujianguo)).feedSequence).toBe(0)

    atTime('2023-03-20T16:00:00+08:00')
    await markRest(world.viewers.organiser, { activityId: id })
    const { activity: of } = await sheetOf(world.viewers.organiser, id)
    await closeRoll(world.viewers.organiser, { id, version: of.version })

    expect((await rowNow(id, wujianguo)).feedSequence).toBe(1000)
    expect((await rowNow(id, wujianguo)).mark).toBe('leave')
  })

  test('a second decision changes nothing: the same one is accepted, another one is told who decided', async () => {
    const id = await lectureAhead()
    const request = await asked(id)
    await approve(request)

    expect(await approve(request)).toEqual({ ok: true })
    expect(await refuse(request, world.viewers.administrator)).toEqual({
      ok: false,
      reason: 'alreadyApproved',
      places: { who: '陈志强', time: '2023-03-10 09:00' },
    })
    expect((await rowNow(id, wujianguo)).version).toBe(1)
  })

  test('refused it leaves the row alone, and one may ask again', async () => {
    const id = await lectureAhead()
    await refuse(await asked(id))
    expect((await rowNow(id, wujianguo)).mark).toBe(null)

    await asked(id)
    expect((await requestsOf(id)).map(each => [each.state, each.decisionNote])).toEqual([
      ['refused', '当天有表决'],
      ['asked', null],
    ])
  })

  test('only who leads the unit decides, and nobody the own request', async () => {
    const id = await lectureAhead()
    const request = await asked(id)
    const dongpuLeader = await viewerFor(people.xuguohua, 'leader', units.dongpu)
    const own = await asked(id, dongpuLeader)

    for (const viewer of [
      world.viewers.cadre,
      world.viewers.organiser,
      world.viewers.dongpuOrganiser,
      dongpuLeader,
    ])
      await expect(approve(request, viewer)).rejects.toThrow(NotFound)
    expect(await approve(own, dongpuLeader)).toEqual({ ok: false, reason: 'own' })
    expect(await approve(own)).toEqual({ ok: true })
    expect((await rowNow(id, wujianguo)).mark).toBe(null)
  })

  test('who came in spite of it is marked, and a late approval changes no mark of somebody who was there', async () => {
    const id = await lectureAhead()
    const request = await asked(id)
    const other = await asked(id, world.viewers.dongpuCadre)
    await approve(request)
    atTime('2023-03-20T15:10:00+08:00')
    const mark = (personId: number, version: number) =>
      markAttendance(world.viewers.organiser, { activityId: id, personId, mark: 'late', version })

    await mark(wujianguo, 1)
    await mark(zhuangyafang, 0)

    expect(await rowNow(id, wujianguo)).toMatchObject({ mark: 'late', leaveKind: null, leaveRule: null })
    expect(await approve(other)).toEqual({ ok: false, reason: 'attended' })
  })

  test('an absence becomes the leave that it was while the roll is open', async () => {
    const id = await lectureAhead()
    const request = await asked(id)
    atTime('2023-03-21T09:00:00+08:00')
    await markAttendance(world.viewers.organiser, {
      activityId: id,
      personId: wujianguo,
      mark: 'absent',
      version: 0,
      reason: '没有来',
    })

    await approve(request)

    expect(await rowNow(id, wujianguo)).toMatchObject({ mark: 'leave', reason: null, leaveKind: '病假' })
  })
})

describe('taking back', () => {
  test('before the start the row is open again; afterwards what was approved stands', async () => {
    const id = await lectureAhead()
    const [first, second] = [await asked(id), await asked(id, world.viewers.dongpuCadre)]
    await approve(first)
    await approve(second)

    await withdrawLeave(world.viewers.cadre, { requestId: first })
    await withdrawLeave(world.viewers.cadre, { requestId: first })
    atTime('2023-03-20T15:00:00+08:00')
    const late = await withdrawLeave(world.viewers.dongpuCadre, { requestId: second })

    expect(await rowNow(id, wujianguo)).toMatchObject({ mark: null, how: null, leaveKind: null, version: 2 })
    expect(late).toEqual({ ok: false, reason: 'begun' })
  })

  test('a colleague cannot take it back', async () => {
    const id = await lectureAhead()
    const request = await asked(id)

    await expect(withdrawLeave(world.viewers.dongpuCadre, { requestId: request })).rejects.toThrow(NotFound)
  })

  test('an activity made by mistake goes with the leave that was approved for it; one that moves keeps it', async () => {
    const [mistaken, moved] = [await lectureAhead(), await lectureAhead()]
    await approve(await asked(mistaken))
    await approve(await asked(moved))

    expect(
      await deleteActivity(world.viewers.organiser, { id: mistaken, version: 0, reason: '重复' }),
    ).toEqual({ ok: true })
    await moveActivity(world.viewers.organiser, {
      activityId: moved,
      day: '2023-03-27',
      reason: '场地',
      version: 0,
    })

    expect(await rowNow(moved, wujianguo)).toMatchObject({ mark: 'leave', day: '2023-03-27' })
    expect((await ownLeaves(world.viewers.cadre, '2023-01-01')).map(each => each.activityId)).not.toContain(
      mistaken,
    )
  })
})

describe('代批', () => {
  const input = (activityId: number, version = 0) => ({
    activityId,
    personId: zhuangyafang,
    version,
    kind: '事假',
    agreedBy: '陈书记',
    reason: '',
  })

  test('the organiser enters who agreed, ahead of the day; it decides what was asked', async () => {
    const id = await lectureAhead()
    await asked(id, world.viewers.dongpuCadre)

    expect(await enterLeave(world.viewers.organiser, input(id))).toEqual({ ok: true })
    expect(await enterLeave(world.viewers.organiser, input(id))).toEqual({ ok: true })

    expect(await requestsOf(id)).toMatchObject([
      { state: 'approved', agreedBy: '陈书记', kind: '事假', reason: SECRET },
    ])
    expect(await rowNow(id, zhuangyafang)).toMatchObject({ mark: 'leave', how: 'leave', version: 1 })
  })

  test('on an older sheet it is refused, and the row as it is comes back', async () => {
    const id = await hasActivity(world.viewers.organiser, { audienceWords: '全街道' })
    await markAttendance(world.viewers.organiser, {
      activityId: id,
      personId: zhuangyafang,
      mark: 'absent',
      version: 0,
    })

    await expect(enterLeave(world.viewers.organiser, input(id))).rejects.toThrow(Conflict)
    expect((await rowNow(id, zhuangyafang)).mark).toBe('absent')
  })

  test('a leader and the organiser of another unit do not enter it', async () => {
    const id = await lectureAhead()

    await expect(enterLeave(world.viewers.leader, input(id))).rejects.toThrow(Forbidden)
    await expect(enterLeave(world.viewers.hepingOrganiser, input(id))).rejects.toThrow(Forbidden)
  })
})

describe('what somebody wrote is personal', () => {
  test('read by that person, by who decides and by the organisers of the scope; by nobody else', async () => {
    const id = await lectureAhead()
    await asked(id, world.viewers.dongpuCadre)
    const hepingLeader = await viewerFor(people.xieyong, 'leader', units.heping)
    const reads = async (viewer: World['viewers']['cadre']) => {
      const found = await Promise.all([
        waitingLeaves(viewer),
        leavesOfRow(viewer, id, zhuangyafang),
        waitingOf(viewer, id),
        ownLeaves(viewer, '2023-01-01'),
        sheetOf(viewer, id).catch(() => null),
      ])
      return JSON.stringify(found).includes(SECRET)
    }

    const { viewers } = world
    for (const viewer of [viewers.dongpuCadre, viewers.organiser, viewers.leader, viewers.dongpuOrganiser])
      expect(await reads(viewer), viewer.name).toBe(true)
    // An organiser of 和平社区, its leader, and a colleague with another request: none of them sees its text.
    for (const viewer of [viewers.hepingOrganiser, hepingLeader]) {
      expect(await reads(viewer), viewer.name).toBe(false)
    }
    const cadresOwn = await lectureAhead()
    await asked(cadresOwn, viewers.cadre, '搬家')
    expect(await leavesOfRow(viewers.cadre, id, zhuangyafang)).toEqual([])
    expect((await waitingLeaves(viewers.cadre)).length).toBe(0)
    expect((await leavesOfRow(viewers.cadre, cadresOwn, wujianguo)).length).toBe(1)
  })

  test('it is in no log and on no sheet, approved or not', async () => {
    const id = await lectureAhead()
    await approve(await asked(id))

    const log = [await db.select().from(audit), await db.select().from(auditText)]
    expect(JSON.stringify(log)).not.toContain(SECRET)
    expect((await historyOf('attendance', `${id}/${wujianguo}`)).map(each => each.action)).toEqual([
      'leave.ask',
      'leave.approve',
    ])
    expect(JSON.stringify(await sheetOf(world.viewers.leader, id))).not.toContain(SECRET)
  })
})

describe('the rule of a kind', () => {
  const rules = (...leaveKinds: { kind: string; rule: 'excluded' | 'absent' | null }[]) =>
    rollsNow({ leaveKinds, autoCloseDays: null })

  test('overrides the plan’s, is frozen on the row, and changes the rate concerned', async () => {
    await rules(
      { kind: '因公', rule: 'excluded' },
      { kind: '事假', rule: 'absent' },
      { kind: '病假', rule: null },
    )
    const id = await hasActivity(world.viewers.organiser, {
      day: '2023-06-01',
      audienceWords: '司法所、党政办公室',
    })
    atTime('2023-06-01T16:00:00+08:00')
    const on = (personId: number, reason: string) =>
      markAttendance(world.viewers.organiser, { activityId: id, personId, mark: 'leave', version: 0, reason })
    await on(people.chenzhiqiang, '因公：市里开会')
    await on(people.linjing, '事假')
    await on(people.huanglijuan, '病假')
    await markRest(world.viewers.organiser, { activityId: id })
    const [{ version } = { version: 0 }] = await db.select().from(activity).where(eq(activity.id, id))
    await closeRoll(world.viewers.organiser, { id, version })
    const participation = async (asOf: string) => {
      atTime(`${asOf}T17:00:00+08:00`)
      const span = { from: '2023-06-01', to: '2023-06-30', asOf }
      return (await figuresOf(await filterFor(world.viewers.organiser, span))).rates.participationRate
    }
    const [all] = await Promise.all([db.$count(attendance, eq(attendance.activityId, id))])

    // 因公 never counts, 病假 only after its make-up is due, 事假 at once.
    const due = makeUpDueOf('2023-06-01')
    expect(await participation(due)).toEqual({ numerator: all - 3, denominator: all - 2 })
    expect(await participation(addDays(due, 1))).toEqual({ numerator: all - 3, denominator: all - 1 })

    // A later change of the rules applies to later leaves only.
    await rules(
      { kind: '因公', rule: 'absent' },
      { kind: '事假', rule: null },
      { kind: '病假', rule: 'absent' },
    )
    expect(await participation(due)).toEqual({ numerator: all - 3, denominator: all - 2 })
  })
})

describe('自动确认考勤', () => {
  const choose = (autoCloseDays: number | null) =>
    rollsNow({ leaveKinds: [{ kind: '病假', rule: null }], autoCloseDays })

  test('nothing closes by itself until the office has chosen so; then rolls with marks do, and it is in the log', async () => {
    const [marked, untouched] = [
      await hasActivity(world.viewers.organiser, { day: '2023-08-01' }),
      await hasActivity(world.viewers.organiser, { day: '2023-08-01' }),
    ]
    atTime('2023-08-01T18:00:00+08:00')
    await markAttendance(world.viewers.organiser, {
      activityId: marked,
      personId: caiwenhui,
      mark: 'present',
      version: 0,
    })
    const statusOf = async (id: number) =>
      (await db.select().from(activity).where(eq(activity.id, id)))[0]?.status
    const noon = (day: string) => Date.parse(`${day}T12:00:00+08:00`)

    await choose(null)
    expect(await closeOverdueRolls(noon('2023-12-31'))).toBe(0)
    await choose(5)
    await closeOverdueRolls(noon('2023-08-05'))
    expect(await statusOf(marked)).toBe('held')

    expect(await closeOverdueRolls(noon('2023-08-06'))).toBe(1)
    expect(await closeOverdueRolls(noon('2023-08-06'))).toBe(0)

    expect([await statusOf(marked), await statusOf(untouched)]).toEqual(['closed', 'scheduled'])
    expect((await historyOf('activity', marked)).at(-1)).toMatchObject({
      action: 'activity.closeRoll',
      actor: '自动确认考勤',
    })
  })
})

async function rollsNow(rolls: Omit<RollsInput, 'version'>) {
  const { version } = await settingsNow(['leaveKinds', 'autoCloseDays'])
  return putRolls(world.viewers.administrator, { ...rolls, version })
}
