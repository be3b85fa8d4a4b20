import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeMarks } from '@/app/api/marks/handler'
import { db } from '@/db/client'
import { attendance } from '@/db/schema/attendance'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { closeRoll, postponeActivity } from '@/lib/activity/status.commands'
import { correctMark, markAttendance, markRest, undoRest } from '@/lib/attendance/attendance.commands'
import { correctedOn, rowHistory, seenOf, sheetChanges, sheetOf } from '@/lib/attendance/attendance.queries'
import type { Mark } from '@/lib/attendance/attendance.rules'
import { recordMakeUp } from '@/lib/attendance/makeup/makeup.commands'
import { markByNumbers, setSheetOrder } from '@/lib/attendance/paper-sheet.commands'
import { addToList, addWalkIn, setStanding } from '@/lib/attendance/standing.commands'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
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
  type World,
} from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const { chenzhiqiang, linjing, huanglijuan, caiwenhui, sumeiling, zhuangyafang } = people

async function rowsOf(activityId: number) {
  return db.select().from(attendance).where(eq(attendance.activityId, activityId))
}

async function rowNow(activityId: number, personId: number) {
  return (await rowsOf(activityId)).find(row => row.personId === personId)
}

function mark(activityId: number, personId: number, to: Mark | null, version = 0, reason?: string) {
  return markAttendance(world.viewers.organiser, { activityId, personId, mark: to, version, reason })
}

describe('marks', () => {
  test('a mark is written with who set it, and opens the roll', async () => {
    const id = await hasActivity(world.viewers.organiser)

    await mark(id, huanglijuan, 'late')

    expect(await rowNow(id, huanglijuan)).toMatchObject({
      mark: 'late',
      how: 'sheet',
      version: 1,
      markedBy: world.viewers.organiser.accountId,
    })
    const { activity } = await sheetOf(world.viewers.organiser, id)
    expect(activity).toMatchObject({ status: 'held', rollOpenedAt: expect.any(Number) })
  })

  test('fault 10: of two sheets with the same version one wins, and the other gets the present row', async () => {
    const id = await hasActivity(world.viewers.organiser)

    const answers = await Promise.allSettled([
      mark(id, caiwenhui, 'present'),
      markAttendance(world.viewers.administrator, {
        activityId: id,
        personId: caiwenhui,
        mark: 'leave',
        version: 0,
      }),
    ])

    const refused = answers.flatMap(answer => (answer.status === 'rejected' ? [answer.reason] : []))
    expect(refused).toEqual([expect.any(Conflict)])
    expect(refused[0].current).toMatchObject({ version: 1, mark: 'present' })
    expect(await rowNow(id, caiwenhui)).toMatchObject({ version: 1, mark: 'present' })
  })

  test('fault 12: a tab of yesterday does not overwrite a newer mark, and is shown it', async () => {
    const id = await hasActivity(world.viewers.organiser)
    await mark(id, caiwenhui, 'present')

    const older = mark(id, caiwenhui, 'absent', 0)

    await expect(older).rejects.toMatchObject({ name: 'Conflict', current: { mark: 'present', version: 1 } })
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: 'present', version: 1 })
  })

  test('fault 11: the same mark sent again after a lost answer changes nothing and is answered alike', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const first = await mark(id, caiwenhui, 'absent')

    const again = await mark(id, caiwenhui, 'absent', 0)

    const answer = { ok: true, row: { mark: 'absent', version: 1, markedAt: expect.any(Number) } }
    expect([first, again]).toMatchObject([answer, answer])
    const { entries } = await rowHistory(world.viewers.organiser, id, caiwenhui)
    expect(entries).toHaveLength(1)
  })

  test('a mark sent again with its idempotency key is made once, whatever a colleague has marked since', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const waited = {
      activityId: id,
      personId: caiwenhui,
      mark: 'late',
      version: 0,
      idempotencyKey: 'of-this-press',
    } as const
    await markAttendance(world.viewers.organiser, waited)
    await markAttendance(world.viewers.administrator, {
      ...waited,
      mark: 'absent',
      version: 1,
      idempotencyKey: undefined,
    })

    const again = await markAttendance(world.viewers.organiser, waited)
    const another = markAttendance(world.viewers.organiser, { ...waited, idempotencyKey: 'of-another-press' })

    expect(again).toMatchObject({ ok: true, made: 1, row: { mark: 'absent', version: 2 } })
    await expect(another).rejects.toMatchObject({ name: 'Conflict', current: { mark: 'absent', version: 2 } })
    const { entries } = await rowHistory(world.viewers.organiser, id, caiwenhui)
    expect(entries).toHaveLength(2)
  })

  test('a mark that a page of an earlier release sent is not doubled when this one sends it again', async () => {
    const { organiser, administrator } = world.viewers
    const id = await hasActivity(organiser)
    const waited = { activityId: id, personId: caiwenhui, mark: 'late', version: 0 } as const
    const first = await takeMarks(organiser, { ...waited, nonce: 'of-this-press' })
    await markAttendance(administrator, { ...waited, mark: 'absent', version: 1 })

    const again = await takeMarks(organiser, { ...waited, idempotencyKey: 'of-this-press' })

    expect([first.status, again.status]).toEqual([200, 200])
    expect(await again.json()).toMatchObject({ ok: true, made: 1, row: { mark: 'absent', version: 2 } })
  })

  test('an exemption sent again with its idempotency key is made once', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const waited = {
      activityId: id,
      personId: caiwenhui,
      standing: 'exempt',
      reason: '借调',
      version: 0,
    } as const
    await setStanding(world.viewers.organiser, { ...waited, idempotencyKey: 'of-this-press' })
    await setStanding(world.viewers.organiser, {
      ...waited,
      standing: 'required',
      reason: '已回',
      version: 1,
    })

    const again = await setStanding(world.viewers.organiser, { ...waited, idempotencyKey: 'of-this-press' })

    expect(again).toMatchObject({ ok: true, made: 1, row: { standing: 'required', version: 2 } })
  })

  test('the reason of a leave goes with the leave', async () => {
    const id = await hasActivity(world.viewers.organiser)
    await mark(id, caiwenhui, 'leave', 0, '病假')

    await mark(id, caiwenhui, 'present', 1)

    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: 'present', reason: null })
  })

  test('seeing is not recording: a leader looks, a cadre of elsewhere sees nothing', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const input = { activityId: id, personId: caiwenhui, mark: 'present' as const, version: 0 }

    await expect(markAttendance(world.viewers.leader, input)).rejects.toThrow(Forbidden)
    await expect(markAttendance(world.viewers.dongpuOrganiser, input)).rejects.toThrow()
    await expect(sheetOf(world.viewers.dongpuCadre, id)).rejects.toThrow(NotFound)
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: null, version: 0 })
  })

  test('a closed roll and a day ahead take no mark', async () => {
    const closed = await hasActivity(world.viewers.organiser)
    await closeRoll(world.viewers.organiser, { id: closed, version: 0 })
    const ahead = await hasActivity(world.viewers.organiser, { day: '2023-03-20' })

    expect(await mark(closed, caiwenhui, 'present')).toEqual({ ok: false, reason: 'rollClosed' })
    expect(await mark(ahead, caiwenhui, 'present')).toEqual({ ok: false, reason: 'notYet' })
  })
})

describe('many at once', () => {
  test('200 marks at the same time are all there', async () => {
    const crowd = await write(async tx => {
      const made = await tx
        .insert(person)
        .values(
          Array.from({ length: 194 }, (_, at) => ({ staffNo: `M${at}`, name: `群${at}`, initials: 'q' })),
        )
        .returning({ id: person.id })
      return made.map(each => each.id)
    })
    const id = await hasActivity(world.viewers.organiser)
    await write(tx =>
      tx.insert(attendance).values(
        crowd.map(personId => ({
          activityId: id,
          personId,
          unitId: units.office,
          day: '2023-03-10',
          year: 2023,
          month: 3,
          form: '集中学法',
          standing: 'required' as const,
        })),
      ),
    )
    const everybody = (await rowsOf(id)).map(row => row.personId)
    expect(everybody).toHaveLength(200)

    const answers = await Promise.all(everybody.map(personId => mark(id, personId, 'present')))

    expect(answers.every(answer => answer.ok)).toBe(true)
    expect((await rowsOf(id)).filter(row => row.mark === 'present' && row.version === 1)).toHaveLength(200)
    // Each mark is on disk before it is answered, which is slow on a busy machine.
  }, 60_000)

  test('a lock held for a second by another process loses nothing', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const everybody = (await rowsOf(id)).map(row => row.personId)
    const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLD, world.file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    // Subscribed before: the holder may exit before the last mark is answered.
    const gone = once(holder, 'exit')
    await once(createInterface(holder.stdout), 'line')

    const began = Date.now()
    const answers = await Promise.all(everybody.map(personId => mark(id, personId, 'late')))
    const waited = Date.now() - began
    await gone

    expect(answers.every(answer => answer.ok)).toBe(true)
    expect(waited).toBeGreaterThan(500)
    expect((await rowsOf(id)).map(row => row.mark)).toEqual(everybody.map(() => 'late'))
  })
})

// Takes the write lock of the file, reports it, and holds it for a second.
const HOLD = `
import { createClient } from '@libsql/client'
const client = createClient({ url: 'file:' + process.argv[1] })
const transaction = await client.transaction('write')
console.log('held')
setTimeout(async () => { await transaction.rollback(); client.close() }, 1000)`

describe('the rest present', () => {
  test('never touches a mark that is set, nor exempt, invited or made-up people', async () => {
    const id = await hasActivity(world.viewers.organiser, { invitedNames: '苏美玲' })
    await mark(id, linjing, 'absent')
    await mark(id, huanglijuan, 'leave', 0, '公差')
    await setStanding(world.viewers.organiser, {
      activityId: id,
      personId: chenzhiqiang,
      standing: 'exempt',
      reason: '出差',
      version: 0,
    })

    const answer = await markRest(world.viewers.organiser, { activityId: id })

    expect(answer).toMatchObject({ ok: true, count: 3 })
    const marks = Object.fromEntries((await rowsOf(id)).map(row => [row.personId, row.mark]))
    expect(marks).toEqual({
      [chenzhiqiang]: null,
      [linjing]: 'absent',
      [huanglijuan]: 'leave',
      [people.wujianguo]: 'present',
      [people.zhengxiaoyan]: 'present',
      [caiwenhui]: 'present',
      [sumeiling]: null,
    })
  })

  test('of one unit leaves the others unmarked', async () => {
    const id = await hasActivity(world.viewers.organiser)

    const answer = await markRest(world.viewers.organiser, { activityId: id, unitId: units.justice })

    expect(answer).toMatchObject({ ok: true, count: 2 })
    expect((await rowsOf(id)).filter(row => row.mark === null)).toHaveLength(4)
  })

  test('fault 11: pressed twice under one key it has one effect and one answer, which one undo takes back', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const press = () => markRest(world.viewers.organiser, { activityId: id, idempotencyKey: 'page-0' })

    const [first, second] = await Promise.all([press(), press()])
    if (!first.ok) throw new Error(first.reason)
    const undo = () => undoRest(world.viewers.organiser, { activityId: id, at: first.at })
    const [undone, again] = [await undo(), await undo()]

    expect(first.count).toBe(6)
    expect(second).toEqual(first)
    expect([undone, again]).toEqual([
      { ok: true, count: 6 },
      { ok: true, count: 6 },
    ])
    expect((await rowsOf(id)).every(row => row.mark === null && row.version === 2)).toBe(true)
  })

  test('one undo takes it back where nobody changed the row since', async () => {
    const id = await hasActivity(world.viewers.organiser)
    await mark(id, linjing, 'absent')
    const rest = await markRest(world.viewers.organiser, { activityId: id })
    if (!rest.ok) throw new Error(rest.reason)
    atTime('2023-03-10T09:05:00+08:00')
    await mark(id, caiwenhui, 'late', 1)

    const undone = await undoRest(world.viewers.organiser, { activityId: id, at: rest.at })

    expect(undone).toMatchObject({ ok: true, count: 4 })
    const marks = (await rowsOf(id)).filter(row => row.mark !== null).map(row => [row.personId, row.mark])
    expect(marks).toEqual([
      [linjing, 'absent'],
      [caiwenhui, 'late'],
    ])
  })
})

describe('the sheet as a form', () => {
  test('numbers of the printed list are marked, the rest are present', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const numbers = { late: '2', leftEarly: '', leave: '6', absent: '3-4', restPresent: true }

    const answer = await markByNumbers(world.viewers.organiser, { activityId: id, ...numbers })

    expect(answer).toEqual({ ok: true, count: 6 })
    const { rows } = await sheetOf(world.viewers.organiser, id)
    expect(rows.map(row => row.mark)).toEqual(['present', 'late', 'absent', 'absent', 'present', 'leave'])
  })

  test('the reason of a leave goes with the leave; why somebody is on the list stays', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const byHand = { activityId: id, personId: zhuangyafang, standing: 'required', reason: '借调' } as const
    await addToList(world.viewers.organiser, byHand)
    await mark(id, linjing, 'leave', 0, '病假')
    const { rows } = await sheetOf(world.viewers.organiser, id)
    const numberOf = (personId: number) => rows.findIndex(row => row.personId === personId) + 1

    await markByNumbers(world.viewers.organiser, {
      activityId: id,
      late: `${numberOf(linjing)},${numberOf(zhuangyafang)}`,
      ...{ leftEarly: '', leave: '', absent: '', restPresent: false },
    })

    expect(await rowNow(id, linjing)).toMatchObject({ mark: 'late', reason: null })
    expect(await rowNow(id, zhuangyafang)).toMatchObject({ mark: 'late', reason: '借调' })
  })

  test.each([
    ['office', [linjing, caiwenhui]],
    // 吴 7 strokes, 陈 7, 林 8, 黄 11; 郑 8, 蔡 14.
    ['strokes', [chenzhiqiang, caiwenhui]],
  ] as const)('in the order %s the numbers are those of that list', async (order, absent) => {
    const id = await hasActivity(world.viewers.organiser)
    await setSheetOrder(world.viewers.organiser, { activityId: id, order })

    await markByNumbers(world.viewers.organiser, {
      activityId: id,
      ...{ late: '', leftEarly: '', leave: '', absent: '2,6', restPresent: true },
    })

    const missing = (await rowsOf(id)).filter(row => row.mark === 'absent').map(row => row.personId)
    expect(missing.sort((a, b) => a - b)).toEqual([...absent].sort((a, b) => a - b))
  })

  test.each([
    ['a number beyond the list', { absent: '7' }, 'wrongNumber', 'absent'],
    ['a word', { absent: '三' }, 'wrongNumber', 'absent'],
    ['a number twice', { absent: '3', late: '2-3' }, 'twice', 'late'],
  ])('%s is refused and nothing is written', async (_, given, reason, field) => {
    const id = await hasActivity(world.viewers.organiser)
    const numbers = { ...{ late: '', leftEarly: '', leave: '', absent: '' }, ...given, restPresent: true }

    const answer = await markByNumbers(world.viewers.organiser, { activityId: id, ...numbers })

    expect(answer).toMatchObject({ ok: false, reason, field })
    expect((await rowsOf(id)).every(row => row.mark === null)).toBe(true)
  })
})

describe('a form of numbers that was drawn before something changed', () => {
  const nobody = { late: '', leftEarly: '', leave: '', absent: '', restPresent: false }

  test('is refused where the list has changed, and goes through with the list of now', async () => {
    const id = await hasActivity(world.viewers.organiser, { audienceWords: '各社区' })
    const drawn = await seenOn(id)
    await addToList(world.viewers.organiser, {
      activityId: id,
      personId: chenzhiqiang,
      standing: 'required',
      reason: '补入',
    })
    const input = { activityId: id, ...nobody, absent: '2', restPresent: true }

    const refused = await markByNumbers(world.viewers.organiser, { ...input, ...drawn })
    const untouched = (await rowsOf(id)).every(row => row.mark === null)
    const taken = await markByNumbers(world.viewers.organiser, { ...input, ...(await seenOn(id)) })

    expect(refused).toEqual({ ok: false, reason: 'listChanged' })
    expect(untouched).toBe(true)
    expect(taken).toMatchObject({ ok: true })
    const { rows } = await sheetOf(world.viewers.organiser, id)
    expect(rows.flatMap((row, at) => (row.mark === 'absent' ? [at + 1] : []))).toEqual([2])
  })

  test('does not overwrite a mark that was set meanwhile, and goes through with the marks of now', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const drawn = await seenOn(id)
    const { rows } = await sheetOf(world.viewers.organiser, id)
    const second = rows[1]?.personId as number
    await mark(id, second, 'leave', 0, '病假')
    const input = { activityId: id, ...nobody, absent: '2', restPresent: true }

    const refused = await markByNumbers(world.viewers.organiser, { ...input, ...drawn })
    const kept = await rowNow(id, second)
    const taken = await markByNumbers(world.viewers.organiser, { ...input, ...(await seenOn(id)) })

    expect(refused).toEqual({ ok: false, reason: 'marksChanged' })
    expect(kept).toMatchObject({ mark: 'leave', reason: '病假', version: 1 })
    expect(taken).toMatchObject({ ok: true, count: 6 })
  })

  test('goes through where what was set meanwhile is not touched by it', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const drawn = await seenOn(id)
    await mark(id, caiwenhui, 'leave')
    await addWalkIn(world.viewers.organiser, { activityId: id, personId: zhuangyafang })

    const answer = await markByNumbers(world.viewers.organiser, {
      activityId: id,
      ...nobody,
      late: '1',
      restPresent: true,
      ...drawn,
    })

    expect(answer).toMatchObject({ ok: true })
    expect(await rowNow(id, caiwenhui)).toMatchObject({ mark: 'leave' })
  })

  async function seenOn(id: number) {
    return seenOf((await sheetOf(world.viewers.organiser, id)).rows)
  }
})

describe('the order of a sheet', () => {
  test('by strokes people change places within their unit; units, 列席 and 名单外 stay where they are', async () => {
    const id = await hasActivity(world.viewers.organiser, { invitedNames: '庄雅芳、苏美玲' })
    await addWalkIn(world.viewers.organiser, { activityId: id, personId: people.fuming })
    const names = async () => (await sheetOf(world.viewers.organiser, id)).rows.map(row => row.name)
    const before = await names()

    await setSheetOrder(world.viewers.organiser, { activityId: id, order: 'strokes' })
    const after = await names()
    await setSheetOrder(world.viewers.organiser, { activityId: id, order: 'office' })

    expect(before).toEqual('陈志强 林静 黄丽娟 吴建国 郑晓燕 蔡文辉 苏美玲 庄雅芳 傅明'.split(' '))
    expect(after).toEqual('吴建国 陈志强 林静 黄丽娟 郑晓燕 蔡文辉 庄雅芳 苏美玲 傅明'.split(' '))
    expect(await names()).toEqual(before)
  })

  test('is the organiser’s to choose, and a form drawn in the other order is refused', async () => {
    const id = await hasActivity(world.viewers.organiser)
    const drawn = seenOf((await sheetOf(world.viewers.organiser, id)).rows)
    const choice = { activityId: id, order: 'strokes' } as const

    await expect(setSheetOrder(world.viewers.leader, choice)).rejects.toThrow(Forbidden)
    await setSheetOrder(world.viewers.organiser, choice)
    const numbers = { late: '', leftEarly: '', leave: '', absent: '1', restPresent: false }
    const answer = await markByNumbers(world.viewers.organiser, { activityId: id, ...numbers, ...drawn })

    expect(answer).toEqual({ ok: false, reason: 'listChanged' })
  })
})

describe('a closed roll', () => {
  async function closedRoll() {
    atTime('2023-03-10T09:00:00+08:00')
    const id = await hasActivity(world.viewers.organiser)
    await mark(id, linjing, 'absent')
    const { activity } = await sheetOf(world.viewers.organiser, id)
    await closeRoll(world.viewers.organiser, { id, version: activity.version })
    return id
  }
  const correction = { personId: linjing, mark: 'late', version: 1, why: '签到表上有签名' } as const

  test('is corrected with a reason, stays closed, and the history shows a correction', async () => {
    const id = await closedRoll()

    const answer = await correctMark(world.viewers.organiser, { activityId: id, ...correction })

    expect(answer).toMatchObject({ ok: true, row: { mark: 'late', version: 2 } })
    expect((await sheetOf(world.viewers.organiser, id)).activity.status).toBe('closed')
    expect(await correctedOn(world.viewers.organiser, id)).toEqual(new Set([linjing]))
    const { entries } = await rowHistory(world.viewers.organiser, id, linjing)
    expect(
      entries.map(({ action, reason, before, after }) => [action, before?.mark, after.mark, reason]),
    ).toEqual([
      ['attendance.mark', null, 'absent', null],
      ['attendance.correct', 'absent', 'late', '签到表上有签名'],
    ])
  })

  test('is not corrected by who only looks, from an older sight, nor before it is closed', async () => {
    const id = await closedRoll()
    const open = await hasActivity(world.viewers.organiser)

    await expect(correctMark(world.viewers.leader, { activityId: id, ...correction })).rejects.toThrow(
      Forbidden,
    )
    await expect(
      correctMark(world.viewers.organiser, { activityId: id, ...correction, version: 0 }),
    ).rejects.toThrow(Conflict)
    expect(
      await correctMark(world.viewers.organiser, { activityId: open, ...correction, version: 0 }),
    ).toEqual({
      ok: false,
      reason: 'notClosed',
    })
    expect(await rowNow(id, linjing)).toMatchObject({ mark: 'absent', version: 1 })
  })
})

describe('make-up', () => {
  test('stands beside the mark, also after the roll was closed', async () => {
    atTime('2023-03-10T09:00:00+08:00')
    const id = await hasActivity(world.viewers.organiser)
    await mark(id, linjing, 'leave', 0, '病假')
    const { activity } = await sheetOf(world.viewers.organiser, id)
    await closeRoll(world.viewers.organiser, { id, version: activity.version })
    atTime('2023-03-28T09:00:00+08:00')
    const made = { activityId: id, personId: linjing, day: '2023-03-28', way: 'selfStudy' as const, note: '' }

    const answer = await recordMakeUp(world.viewers.organiser, made)

    expect(answer).toMatchObject({ ok: true })
    expect(await rowNow(id, linjing)).toMatchObject({
      mark: 'leave',
      reason: '病假',
      madeUpOn: '2023-03-28',
      makeUpDue: makeUpDueOf('2023-03-10'),
    })
  })

  test.each([
    ['before the activity', linjing, '2023-03-09', 'beforeActivity'],
    ['after today', linjing, '2023-03-29', 'inFuture'],
    ['of somebody who came', caiwenhui, '2023-03-28', 'attended'],
  ])('%s is refused', async (_, personId, day, reason) => {
    atTime('2023-03-28T09:00:00+08:00')
    const id = await hasActivity(world.viewers.organiser)
    await mark(id, linjing, 'absent')
    await mark(id, caiwenhui, 'present')

    const answer = await recordMakeUp(world.viewers.organiser, {
      activityId: id,
      personId,
      day,
      way: 'session',
      note: '',
    })

    expect(answer).toMatchObject({ ok: false, reason, field: 'day' })
  })
})

test('an online study takes no make-up, which would count in nothing', async () => {
  atTime('2023-03-28T09:00:00+08:00')
  const id = await hasActivity(world.viewers.organiser, { form: '网上学法', lastDay: '2023-03-20' })

  const answer = await recordMakeUp(world.viewers.organiser, {
    activityId: id,
    personId: linjing,
    day: '2023-03-28',
    way: 'selfStudy',
    note: '',
  })

  expect(answer).toMatchObject({ ok: false, reason: 'onlineStudy' })
  expect(await rowNow(id, linjing)).toMatchObject({ madeUpOn: null, version: 0 })
})

describe('who is on the sheet', () => {
  test('before the roll opens it follows the roster; once open it stands still', async () => {
    atTime('2023-03-10T09:00:00+08:00')
    const ahead = await hasActivity(world.viewers.organiser, { day: '2023-03-20' })
    const open = await hasActivity(world.viewers.organiser)
    await mark(open, linjing, 'present')

    await joins('柯新来', units.justice)
    await write(tx => syncAudiences(tx))

    const names = async (id: number) => (await sheetOf(world.viewers.organiser, id)).rows.map(row => row.name)
    expect(await names(ahead)).toContain('柯新来')
    expect(await names(open)).not.toContain('柯新来')
  })

  test('a postponed activity keeps one row a person, on its new day', async () => {
    const id = await hasActivity(world.viewers.organiser, { day: '2023-03-20' })
    const before = (await rowsOf(id)).map(row => row.personId)

    await postponeActivity(world.viewers.organiser, {
      id,
      version: 0,
      newDay: '2023-04-03',
      starts: null,
      ends: null,
      reason: '会场占用',
    })

    const rows = await rowsOf(id)
    expect(rows.map(row => row.personId)).toEqual(before)
    expect(rows.map(row => row.day)).toEqual(before.map(() => '2023-04-03'))
    expect(rows.every(row => row.month === 4 && row.makeUpDue === makeUpDueOf('2023-04-03'))).toBe(true)
  })

  test('somebody added by hand with a reason stays when the roster moves', async () => {
    const id = await hasActivity(world.viewers.organiser, { day: '2023-03-20' })

    await addToList(world.viewers.organiser, {
      activityId: id,
      personId: zhuangyafang,
      standing: 'required',
      reason: '借调到党政办',
    })
    await write(tx => syncAudiences(tx))

    expect(await rowNow(id, zhuangyafang)).toMatchObject({
      standing: 'required',
      standingByHand: true,
      reason: '借调到党政办',
      unitId: units.dongpu,
      makeUpDue: makeUpDueOf('2023-03-20'),
    })
  })

  test('somebody put back on a list after a move stands there in the new unit', async () => {
    atTime('2023-03-10T09:00:00+08:00')
    const moved = await joins('洪换岗', units.office)
    const id = await hasActivity(world.viewers.organiser, {
      day: '2023-04-20',
      audienceWords: '党政办公室',
    })
    const posting = { personId: moved, unitId: units.dongpu, day: '2023-04-01', how: 'move' as const }
    await moveNow(world.viewers.administrator, posting)
    expect(await rowNow(id, moved)).toMatchObject({ standing: 'withdrawn', unitId: units.office })

    await addToList(world.viewers.organiser, {
      activityId: id,
      personId: moved,
      standing: 'required',
      reason: '仍参加机关学习',
    })

    expect(await rowNow(id, moved)).toMatchObject({ standing: 'required', unitId: units.dongpu })
  })

  test('a row that did not follow its activity takes the day and form of now when put back', async () => {
    const left = await joins('洪已退', units.office)
    const id = await hasActivity(world.viewers.organiser, { day: '2023-03-20' })
    await write(tx =>
      tx
        .update(attendance)
        .set({ standing: 'withdrawn', day: '2022-12-20', year: 2022, month: 12, form: '网上学法' })
        .where(and(eq(attendance.activityId, id), eq(attendance.personId, left))),
    )

    await addToList(world.viewers.organiser, {
      activityId: id,
      personId: left,
      standing: 'invited',
      reason: '列席',
    })

    expect(await rowNow(id, left)).toMatchObject({
      standing: 'invited',
      day: '2023-03-20',
      year: 2023,
      month: 3,
      form: '集中学法',
    })
  })

  test('a walk-in is recorded beside the list, after it and without a number', async () => {
    const id = await hasActivity(world.viewers.organiser)

    await addWalkIn(world.viewers.organiser, { activityId: id, personId: zhuangyafang })

    const { rows } = await sheetOf(world.viewers.organiser, id)
    expect(rows.at(-1)).toMatchObject({ name: '庄雅芳', standing: 'walkIn', mark: 'present' })
    const byNumber = { late: '', leftEarly: '', leave: '', absent: String(rows.length), restPresent: false }
    const answer = await markByNumbers(world.viewers.organiser, { activityId: id, ...byNumber })
    expect(answer).toMatchObject({ ok: false, reason: 'wrongNumber' })
  })

  test('nobody outside the scope can be added', async () => {
    const id = await hasActivity(world.viewers.dongpuOrganiser, {
      hostUnitId: units.dongpu,
      audienceWords: '东埔社区',
    })

    const adding = addToList(world.viewers.dongpuOrganiser, {
      activityId: id,
      personId: caiwenhui,
      standing: 'invited',
      reason: '指导',
    })

    await expect(adding).rejects.toThrow(NotFound)
  })
})

test('fault 8: a mark made after the clock was set back is missing from the changes, and the sum of versions reveals it', async () => {
  atTime('2023-03-10T09:00:00+08:00')
  const id = await hasActivity(world.viewers.organiser)
  await mark(id, linjing, 'present')
  const since = Date.parse('2023-03-10T09:00:00+08:00') + 1
  atTime('2023-03-10T08:00:00+08:00')
  await mark(id, caiwenhui, 'absent')

  const changes = await sheetChanges(world.viewers.organiser, id, since)

  expect(changes.rows).toEqual([])
  expect(changes.versions).toBe(2)
})

test('changes by others since then arrive, and the history has every step of a row', async () => {
  atTime('2023-03-10T09:00:00+08:00')
  const id = await hasActivity(world.viewers.organiser)
  await mark(id, linjing, 'present')
  atTime('2023-03-10T09:10:00+08:00')
  await markAttendance(world.viewers.administrator, {
    activityId: id,
    personId: linjing,
    mark: 'leave',
    version: 1,
    reason: '公差',
  })

  const changes = await sheetChanges(world.viewers.organiser, id, Date.parse('2023-03-10T09:05:00+08:00'))
  const { entries } = await rowHistory(world.viewers.organiser, id, linjing)

  expect(changes.rows.map(row => [row.name, row.mark, row.markedBy])).toEqual([['林静', 'leave', '黄丽娟']])
  expect(entries.map(entry => [entry.actor, entry.before?.mark ?? null, entry.after.mark])).toEqual([
    ['林静', null, 'present'],
    ['黄丽娟', 'present', 'leave'],
  ])
})
