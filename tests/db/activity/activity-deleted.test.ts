import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { occurrence, plan, planItem } from '@/db/schema/plan'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { historyOf } from '@/lib/access/audit.sql'
import { activityById, activityList } from '@/lib/activity/activity.queries'
import { addMaterial } from '@/lib/activity/outreach/material.commands'
import { newMaterialInput } from '@/lib/activity/outreach/material.input'
import { deleteActivity } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { ownEntries, publicEntries, unitEntries } from '@/lib/calendar/calendar.queries'
import { activityFile, publicFile } from '@/lib/calendar/feeds/file.queries'
import { publicEvent } from '@/lib/calendar/public-event.queries'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { joinOccurrence } from '@/lib/plan/occurrences/occurrence.commands'
import { base } from '../../feeds'
import { bring, countsIn } from '../../sheets'
import { closeWorld, hasActivity, openWorld, people, units, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const today = '2023-03-10'
const span = { from: '2023-05-01', to: '2023-05-31' }

async function remove(id: number, viewer: Viewer = world.viewers.organiser) {
  const { version } = (await activityById(world.viewers.organiser, id)).activity
  return deleteActivity(viewer, { id, version, reason: '重复录入' })
}

test('no list, calendar page or file shows it, and the log says who and why', async () => {
  const { organiser, cadre } = world.viewers
  const id = await hasActivity(organiser, { title: '录重了', day: '2023-05-10', isPublic: true })
  const at = Date.parse('2023-03-10T09:00:00+08:00')
  expect(await publicEntries(span)).toHaveLength(1)

  expect(await remove(id)).toEqual({ ok: true })

  expect(await activityList(organiser, span, today)).toEqual([])
  expect((await unitEntries(organiser, units.street, span, at)).entries).toEqual([])
  expect(await ownEntries(cadre, span, at, today)).toEqual([])
  expect(await publicEntries(span)).toEqual([])
  for (const asked of [
    activityById(organiser, id),
    publicEvent(id),
    publicFile(id, base),
    activityFile(cadre, id, { base, locale: 'zh' }),
  ])
    await expect(asked).rejects.toThrow(NotFound)
  expect((await historyOf('activity', id)).at(-1)).toMatchObject({
    action: 'activity.delete',
    actor: '林静',
    reason: '重复录入',
  })
  // It cannot be restored, and a second click finds nothing.
  await expect(deleteActivity(organiser, { id, version: 1, reason: '重复录入' })).rejects.toThrow(NotFound)
})

test('its occurrence in the plan is open again, and its code is free', async () => {
  const { organiser } = world.viewers
  const id = await hasActivity(organiser, { title: '占了计划', day: '2023-05-12' })
  const [slot] = await write(async tx => {
    const kind = { unitId: units.street, year: 2023, kind: 'officials', title: '计划' } as const
    const [made] = await tx.insert(plan).values(kind).returning()
    const [item] = await tx
      .insert(planItem)
      .values({
        planId: made?.id ?? 0,
        unitId: units.street,
        position: 1,
        timeWords: '5月',
        content: '学民法典',
        fromDay: '2023-05-01',
        toDay: '2023-05-31',
      })
      .returning()
    await tx.update(activity).set({ code: 'HD-1' }).where(eq(activity.id, id))
    const place = { planItemId: item?.id ?? 0, fromDay: '2023-05-01', toDay: '2023-05-31', number: 1 }
    const slots = await tx.insert(occurrence).values(place).returning()
    await joinOccurrence(tx, { occurrenceId: slots[0]?.id ?? 0 }, { activityId: id })
    return slots
  })
  const joined = async () =>
    (
      await db
        .select()
        .from(occurrence)
        .where(eq(occurrence.id, slot?.id ?? 0))
    ).map(each => each.activityId)
  expect(await joined()).toEqual([id])

  await remove(id)

  expect(await joined()).toEqual([null])
  expect((await db.select().from(activity).where(eq(activity.id, id)))[0]).toMatchObject({
    planItemId: null,
    code: null,
  })
})

test('importing a ledger that contains it creates a new activity', async () => {
  const { organiser } = world.viewers
  const sheet = {
    heads: '活动名称|日期|主办单位|形式|应学对象',
    rows: ['台账里的|2023-05-15|演示街道|集中学法|机关'],
  }
  expect(countsIn(await bring(organiser, 'activities', sheet))).toBe('1/0/0/0')
  const [made] = await activityList(organiser, { from: '2023-05-15', to: '2023-05-15' }, today)
  await remove(made?.id ?? 0)

  expect(countsIn(await bring(organiser, 'activities', sheet))).toBe('1/0/0/0')
})

test('it stays once something is recorded of it', async () => {
  const { organiser } = world.viewers
  const marked = await hasActivity(organiser, { title: '已有考勤' })
  await markAttendance(organiser, {
    activityId: marked,
    personId: people.wujianguo,
    mark: 'present',
    version: 0,
  })
  const handedOut = await hasActivity(organiser, { title: '已发材料', day: '2023-05-16' })
  const output = newMaterialInput.parse({
    activityId: String(handedOut),
    unitId: String(units.street),
    day: today,
    channelId: '1',
    what: '宣传册',
    quantity: '50',
  })
  await addMaterial(organiser, output)

  for (const id of [marked, handedOut]) expect(await remove(id)).toEqual({ ok: false, reason: 'hasRecords' })
  expect((await activityById(organiser, marked)).activity).toMatchObject({ status: 'held', deletedAt: null })
})

test('it is deleted by nobody but its organiser, and not from an older page', async () => {
  const id = await hasActivity(world.viewers.organiser, { title: '别人的', day: '2023-05-17' })

  await expect(remove(id, world.viewers.leader)).rejects.toThrow(Forbidden)
  await expect(remove(id, world.viewers.hepingOrganiser)).rejects.toThrow()
  await expect(
    deleteActivity(world.viewers.organiser, { id, version: 7, reason: '重复录入' }),
  ).rejects.toThrow(Conflict)
})

test('a draft goes without coming into any calendar', async () => {
  const { organiser } = world.viewers
  const id = await hasActivity(organiser, { title: '草稿', day: '2023-05-18', draft: true, isPublic: true })

  await remove(id)

  const [row] = await db.select().from(activity).where(eq(activity.id, id))
  expect(row).toMatchObject({ status: 'draft', sequence: 0 })
  expect((await activityList(organiser, span, today)).map(each => each.title)).not.toContain('草稿')
})
