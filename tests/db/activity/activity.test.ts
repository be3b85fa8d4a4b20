import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { attendance } from '@/db/schema/attendance'
import { historyOf } from '@/lib/access/audit.sql'
import { changeActivity, createActivity } from '@/lib/activity/activity.commands'
import { activityInput } from '@/lib/activity/activity.input'
import { activityList, activityPage, audienceCount } from '@/lib/activity/activity.queries'
import { changedFields } from '@/lib/activity/activity.rules'
import { addMaterial, changeMaterial, removeMaterial } from '@/lib/activity/outreach/material.commands'
import { materialInput, newMaterialInput } from '@/lib/activity/outreach/material.input'
import { materialList } from '@/lib/activity/outreach/material.queries'
import { totalsOf } from '@/lib/activity/outreach/material.rules'
import { linkActivity } from '@/lib/activity/plan-link.commands'
import {
  cancelActivity,
  closeRoll,
  holdActivity,
  postponeActivity,
  reopenRoll,
  scheduleActivity,
} from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { timeOf } from '@/lib/core/time'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan } from '@/lib/plan/plan.commands'
import { itemInput, planInput } from '@/lib/plan/plan.input'
import {
  atTime,
  closeWorld,
  hasActivity,
  makeUpDueOf,
  openWorld,
  people,
  units,
  type World,
} from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => atTime('2023-03-10T09:00:00+08:00'))
afterAll(closeWorld)

const typed = {
  hostUnitId: units.street,
  title: '法治专题讲座',
  form: '法治专题讲座',
  day: '2023-03-20',
  audienceWords: '机关',
  compulsory: 'on',
}

describe('who is due', () => {
  test('the audience becomes one row a person, unit by unit in the order of the office', async () => {
    const id = await hasActivity(world.viewers.organiser)

    const { rows } = await sheetOf(world.viewers.organiser, id)

    expect(rows.map(row => row.name)).toEqual(['陈志强', '林静', '黄丽娟', '吴建国', '郑晓燕', '蔡文辉'])
  })

  test('invited people stand after those who are due', async () => {
    const id = await hasActivity(world.viewers.organiser, {
      audienceWords: '中心组',
      invitedNames: '黄丽娟、苏美玲',
    })

    const { rows } = await sheetOf(world.viewers.organiser, id)

    expect(rows.map(row => [row.name, row.standing])).toEqual([
      ['陈志强', 'required'],
      ['林静', 'required'],
      ['郑晓燕', 'required'],
      ['黄丽娟', 'invited'],
      ['苏美玲', 'invited'],
    ])
  })

  test.each([
    ['机关', { ok: true, people: 6, units: 2, outsiders: false }],
    ['中心组、各社区', { ok: true, people: 9, units: 4, outsiders: false }],
    ['辖区居民', { ok: true, people: 0, units: 0, outsiders: true }],
    ['火星办', { ok: false, reason: 'unknownAudience', field: 'audienceWords', places: { words: '火星办' } }],
  ])('%s is told in numbers before anything is saved', async (audienceWords, expected) => {
    const input = { hostUnitId: units.street, day: '2023-03-20', audienceWords }

    expect(await audienceCount(world.viewers.organiser, input)).toEqual(expected)
  })

  test('words that mean nothing are named, and no activity is made', async () => {
    const before = await activityList(world.viewers.organiser, wholeYear, '2023-03-10')

    const answer = await createActivity(
      world.viewers.organiser,
      activityInput.parse({ ...typed, audienceWords: '机关、火星办' }),
    )

    expect(answer).toMatchObject({ ok: false, reason: 'unknownAudience', places: { words: '火星办' } })
    expect(await activityList(world.viewers.organiser, wholeYear, '2023-03-10')).toHaveLength(before.length)
  })

  test('a draft has no rows until it is scheduled', async () => {
    const id = await hasActivity(world.viewers.organiser, { draft: true })
    const rows = () => db.select().from(attendance).where(eq(attendance.activityId, id))
    expect(await rows()).toHaveLength(0)

    await scheduleActivity(world.viewers.organiser, { id, version: 0 })

    expect(await rows()).toHaveLength(6)
  })
})

const wholeYear = { from: '2023-01-01', to: '2023-12-31' }

describe('an activity that is moved or scheduled late', () => {
  test('a draft that is scheduled on its own day has its list', async () => {
    atTime('2023-03-01T09:00:00+08:00')
    const id = await hasActivity(world.viewers.organiser, { day: '2023-03-10', draft: true })
    atTime('2023-03-10T09:00:00+08:00')

    await scheduleActivity(world.viewers.organiser, { id, version: 0 })

    expect((await sheetOf(world.viewers.organiser, id)).rows).toHaveLength(6)
  })

  test('a draft whose day is over takes another day', async () => {
    atTime('2023-03-01T09:00:00+08:00')
    const id = await hasActivity(world.viewers.organiser, { day: '2023-03-05', draft: true })
    atTime('2023-03-10T09:00:00+08:00')
    const input = activityInput.parse({ ...typed, day: '2023-03-20', draft: 'on' })

    expect(await changeActivity(world.viewers.organiser, { ...input, id, version: 0 })).toMatchObject({
      ok: true,
    })
  })

  test.each([
    ['changed', '2023-03-30', '2023-03-08'],
    ['postponed', '2023-03-06', '2023-03-09'],
  ])('%s to a day that is past, its rows stand on that day with its make-up', async (how, from, to) => {
    atTime('2023-03-01T09:00:00+08:00')
    const id = await hasActivity(world.viewers.organiser, { day: from })
    atTime('2023-03-10T09:00:00+08:00')

    const { organiser } = world.viewers
    const moved = { id, version: 0, newDay: to, starts: null, ends: null, reason: '礼堂维修' }
    if (how === 'postponed') await postponeActivity(organiser, moved)
    else await changeActivity(organiser, { ...activityInput.parse({ ...typed, day: to }), id, version: 0 })

    const rows = await db.select().from(attendance).where(eq(attendance.activityId, id))
    expect(new Set(rows.map(row => row.day))).toEqual(new Set([to]))
    expect(new Set(rows.map(row => row.makeUpDue))).toEqual(new Set([makeUpDueOf(to)]))
  })

  test('sent twice by one form it is one, and what differs is another', async () => {
    const input = activityInput.parse({ ...typed, title: '双击', idempotencyKey: 'k'.repeat(32) })

    const first = await createActivity(world.viewers.organiser, input)
    const second = await createActivity(world.viewers.organiser, input)
    const other = await createActivity(world.viewers.organiser, { ...input, title: '另一场' })

    expect(second).toEqual(first)
    expect(other).not.toEqual(first)
  })
})

describe('the states of an activity', () => {
  test('a confirmed roll keeps what its figures are made of', async () => {
    const id = await hasActivity(world.viewers.organiser)
    await closeRoll(world.viewers.organiser, { id, version: 0 })
    const change = (facts: object) =>
      changeActivity(world.viewers.organiser, {
        ...activityInput.parse({ ...typed, title: '改名', form: '集中学法', day: '2023-03-10', ...facts }),
        id,
        version: 1,
      })

    expect(await change({ compulsory: undefined })).toMatchObject({
      reason: 'rollClosed',
      field: 'compulsory',
    })
    expect(await change({ form: '培训' })).toMatchObject({ reason: 'rollClosed', field: 'form' })
    expect(await change({ audienceWords: '党政办公室' })).toMatchObject({
      reason: 'rollClosed',
      field: 'audienceWords',
    })
    expect(await change({})).toMatchObject({ ok: true })
    const changed = (await historyOf('activity', id)).at(-1)
    expect(
      changedFields(changed?.before as Record<string, unknown>, changed?.after as Record<string, unknown>),
    ).toEqual(['title'])
  })

  test('the log tells the lists of a form that were changed, before and after, and no other', async () => {
    const { organiser } = world.viewers
    const made = await createActivity(
      organiser,
      activityInput.parse({ ...typed, title: '八进', targets: ['进机关'] }),
    )
    const id = made.ok ? made.id : 0
    const change = (version: number, facts: object) =>
      changeActivity(organiser, {
        ...activityInput.parse({ ...typed, title: '八进', ...facts }),
        id,
        version,
      })

    await change(0, { targets: ['进社区', '进机关'] })
    await change(1, { targets: ['进机关', '进社区'], coHosts: '某律所' })

    const [, first, second] = await historyOf('activity', id)
    expect(first?.before?.targets).toEqual(['进机关'])
    expect(first?.after).toMatchObject({ targets: ['进机关', '进社区'].sort() })
    expect(first?.after).not.toHaveProperty('coHosts')
    expect(second?.before).toMatchObject({ coHosts: [] })
    expect(second?.after).toMatchObject({ coHosts: ['某律所'] })
    expect(second?.after).not.toHaveProperty('targets')
  })

  test('an activity with another version in hand is not overwritten', async () => {
    const id = await hasActivity(world.viewers.organiser, { day: '2023-03-20' })
    const input = { ...activityInput.parse(typed), id }
    await changeActivity(world.viewers.organiser, { ...input, title: '第一次改', version: 0 })

    const older = changeActivity(world.viewers.organiser, { ...input, title: '第二次改', version: 0 })

    await expect(older).rejects.toThrow(Conflict)
    expect((await activityPage(world.viewers.organiser, id)).activity.title).toBe('第一次改')
  })

  test('once attendance has begun the day no longer changes', async () => {
    const id = await hasActivity(world.viewers.organiser)
    await markAttendance(world.viewers.organiser, {
      activityId: id,
      personId: people.linjing,
      mark: 'present',
      version: 0,
    })
    const input = activityInput.parse({ ...typed, day: '2023-03-20' })

    const answer = await changeActivity(world.viewers.organiser, { ...input, id, version: 0 })

    expect(answer).toEqual({ ok: false, reason: 'rollOpen', field: 'day' })
  })

  test('postponed without a day its occurrence is undated; with a new day it is scheduled again and keeps its original day', async () => {
    const id = await hasActivity(world.viewers.organiser, {
      day: '2023-03-20',
      starts: '15:00',
      ends: '16:30',
    })
    const put = { id, starts: null, ends: null, reason: '领导出差' }
    await postponeActivity(world.viewers.organiser, { ...put, version: 0, newDay: null })
    const off = (await activityPage(world.viewers.organiser, id)).activity

    // The hours are kept for the day when the new date is known.
    expect(off.startsAt === null ? null : timeOf(off.startsAt)).toBe('15:00')
    await postponeActivity(world.viewers.organiser, { ...put, version: 1, newDay: '2023-04-06' })

    const on = (await activityPage(world.viewers.organiser, id)).activity
    expect([off.status, on.status, on.day, on.originalDay]).toEqual([
      'postponed',
      'scheduled',
      '2023-04-06',
      '2023-03-20',
    ])
    expect(on.sequence).toBe(2)
  })

  test.each([
    ['a day ahead is not held', holdActivity, '2023-03-20', 'notYet'],
    ['a day ahead is not closed', closeRoll, '2023-03-20', 'notYet'],
  ])('%s', async (_, command, day, reason) => {
    const id = await hasActivity(world.viewers.organiser, { day })

    expect(await command(world.viewers.organiser, { id, version: 0 })).toEqual({ ok: false, reason })
  })

  test('an activity that was held cannot be postponed', async () => {
    const id = await hasActivity(world.viewers.organiser)
    await holdActivity(world.viewers.organiser, { id, version: 0 })

    const answer = await postponeActivity(world.viewers.organiser, {
      id,
      version: 1,
      newDay: '2023-04-01',
      starts: null,
      ends: null,
      reason: '误报',
    })

    expect(answer).toEqual({ ok: false, reason: 'alreadyHeld' })
  })

  test('a closed roll opens again with a reason, and the second click changes nothing', async () => {
    const id = await hasActivity(world.viewers.organiser)
    await closeRoll(world.viewers.organiser, { id, version: 0 })
    await closeRoll(world.viewers.organiser, { id, version: 0 })

    await reopenRoll(world.viewers.organiser, { id, version: 1, reason: '漏登两人' })

    const { activity } = await activityPage(world.viewers.organiser, id)
    expect(activity).toMatchObject({ status: 'held', rollClosedAt: null, version: 2 })
    const history = await historyOf('activity', id)
    expect(history.map(entry => [entry.action, entry.reason])).toEqual([
      ['activity.create', null],
      ['activity.closeRoll', null],
      ['activity.reopenRoll', '漏登两人'],
    ])
  })

  test('a change lists the fields that differ, and for a moved day the day alone', () => {
    const before = { title: '甲', day: '2023-03-10', lastDay: '2023-03-10', startsAt: 1, place: null }

    expect(changedFields(before, { ...before, place: '礼堂' })).toEqual(['place'])
    const moved = { ...before, day: '2023-03-17', lastDay: '2023-03-17', startsAt: 2 }
    expect(changedFields(before, moved)).toEqual(['day'])
  })
})

describe('who sees and does what', () => {
  test('only an organiser of the host unit makes, changes or cancels', async () => {
    const id = await hasActivity(world.viewers.organiser, { day: '2023-03-20' })
    const input = activityInput.parse(typed)

    await expect(createActivity(world.viewers.leader, input)).rejects.toThrow(Forbidden)
    await expect(createActivity(world.viewers.dongpuOrganiser, input)).rejects.toThrow(Forbidden)
    const cancel = { id, version: 0, reason: '不办了' }
    await expect(cancelActivity(world.viewers.leader, cancel)).rejects.toThrow(Forbidden)
    await expect(cancelActivity(world.viewers.cadre, cancel)).rejects.toThrow(Forbidden)
  })

  test('an organiser puts nobody outside the own units on a list', async () => {
    const of = (audienceWords: string, facts: object = {}) =>
      createActivity(
        world.viewers.dongpuOrganiser,
        activityInput.parse({ ...typed, hostUnitId: units.dongpu, audienceWords, ...facts }),
      )

    expect(await of('和平社区、陈志强')).toEqual({
      ok: false,
      reason: 'outsideScope',
      field: 'audienceWords',
      places: { units: '党政办公室、和平社区' },
    })
    expect(await of('东埔社区', { invitedNames: '陈志强' })).toMatchObject({ reason: 'outsideScope' })
    expect(await of('东埔社区')).toMatchObject({ ok: true })
  })

  test('a community does not see what another one holds, unless it is public', async () => {
    const hidden = await hasActivity(world.viewers.hepingOrganiser, {
      hostUnitId: units.heping,
      audienceWords: '和平社区',
    })
    const shown = await hasActivity(world.viewers.hepingOrganiser, {
      hostUnitId: units.heping,
      form: '宣传咨询活动',
      audienceWords: '居民',
      compulsory: false,
      isPublic: true,
    })

    const list = await activityList(world.viewers.dongpuOrganiser, wholeYear, '2023-03-10')

    expect(list.map(row => row.id)).not.toContain(hidden)
    expect(list.find(row => row.id === shown)).toMatchObject({ roll: null })
    await expect(activityPage(world.viewers.dongpuOrganiser, hidden)).rejects.toThrow(NotFound)
  })

  test('考勤未登记 lists what was held, is compulsory and not closed', async () => {
    const held = await hasActivity(world.viewers.organiser, { title: '未确认的' })
    await holdActivity(world.viewers.organiser, { id: held, version: 0 })
    const closed = await hasActivity(world.viewers.organiser, { title: '已确认的' })
    await closeRoll(world.viewers.organiser, { id: closed, version: 0 })

    const list = await activityList(
      world.viewers.organiser,
      { ...wholeYear, awaiting: true, search: '确认的' },
      '2023-03-10',
    )

    expect(list.map(row => row.title)).toEqual(['未确认的'])
  })
})

describe('the ledger of material', () => {
  const entry = (facts: object = {}) =>
    materialInput.parse({ day: '2023-03-08', channelId: 1, quantity: 6, unitId: units.street, ...facts })

  test('equal entries are two facts, and totals add exact quantities', async () => {
    await addMaterial(world.viewers.organiser, entry())
    await addMaterial(world.viewers.organiser, entry())
    await addMaterial(world.viewers.organiser, entry({ channelId: 6, quantity: 320 }))

    const rows = await materialList(world.viewers.organiser, { from: '2023-03-01', to: '2023-03-31' })

    expect(totalsOf(rows)).toEqual([
      { name: '横幅', parts: [{ unitWord: '条', quantity: 12 }], entries: 2, counted: null },
      { name: '普法资料', parts: [{ unitWord: '份', quantity: 320 }], entries: 1, counted: null },
    ])
  })

  test('one form sent twice makes one entry', async () => {
    const typed = { channelId: 2, day: '2024-05-04', quantity: 40, unitId: units.street }
    const input = newMaterialInput.parse({ ...typed, idempotencyKey: 'k'.repeat(32) })

    const first = await addMaterial(world.viewers.organiser, input)
    const again = await addMaterial(world.viewers.organiser, input)

    expect(again).toEqual(first)
  })

  test('a change and a removal stay in the audit, with the reason', async () => {
    const { id } = await addMaterial(world.viewers.organiser, entry({ day: '2023-05-01' }))
    await changeMaterial(world.viewers.organiser, { ...entry({ day: '2023-05-02' }), id, version: 0 })

    await removeMaterial(world.viewers.organiser, { id, version: 1, reason: '重复登记' })

    const history = await historyOf('output', id)
    expect(history.map(each => [each.action, each.reason])).toEqual([
      ['output.add', null],
      ['output.change', null],
      ['output.remove', '重复登记'],
    ])
    const left = await materialList(world.viewers.organiser, { from: '2023-05-01', to: '2023-05-31' })
    expect(left).toEqual([])
  })

  test('nobody writes for a unit outside the scope', async () => {
    const { id } = await addMaterial(world.viewers.organiser, entry({ day: '2023-06-01' }))

    await expect(addMaterial(world.viewers.dongpuOrganiser, entry())).rejects.toThrow(Forbidden)
    await expect(addMaterial(world.viewers.leader, entry())).rejects.toThrow(Forbidden)
    await expect(
      removeMaterial(world.viewers.dongpuOrganiser, { id, version: 0, reason: '试' }),
    ).rejects.toThrow(NotFound)
  })
})

test('a public activity tells strangers neither who is invited nor a plan that they do not see', async () => {
  const { administrator, hepingOrganiser, dongpuOrganiser } = world.viewers
  const made = await createPlan(
    administrator,
    planInput.parse({ year: 2031, kind: 'communities', unitId: units.heping }),
  )
  if (!made.ok) throw new Error(made.reason)
  const facts = {
    planId: made.planId,
    content: '普法集市',
    time: '3月',
    unitId: units.heping,
    form: '宣传咨询活动',
  }
  const saved = await saveItem(administrator, itemInput.parse(facts))
  if (!saved.ok) throw new Error(saved.reason)
  const id = await hasActivity(administrator, {
    ...{ hostUnitId: units.heping, title: '普法集市', form: '宣传咨询活动', audienceWords: '和平社区' },
    ...{ isPublic: true, invitedNames: '陈志强' },
  })
  await linkActivity(administrator, { itemId: saved.itemId, activityId: id })

  const [own, stranger] = await Promise.all([
    activityPage(hepingOrganiser, id),
    activityPage(dongpuOrganiser, id),
  ])

  expect([own.planned?.planId, own.audience?.people.map(each => each.name)]).toEqual([
    made.planId,
    ['陈志强'],
  ])
  expect([stranger.planned, stranger.audience?.people]).toEqual([null, []])
})
