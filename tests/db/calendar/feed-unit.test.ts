import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { account, grant } from '@/db/schema/access'
import { write } from '@/db/write'
import { changeActivity } from '@/lib/activity/activity.commands'
import { activityInput } from '@/lib/activity/activity.input'
import { activityById } from '@/lib/activity/activity.queries'
import { cancelActivity, deleteActivity } from '@/lib/activity/status.commands'
import { ownFeeds } from '@/lib/calendar/feeds/feed.queries'
import { NotFound } from '@/lib/core/errors'
import { changeExam, createExam } from '@/lib/exam/exam.commands'
import { examInput } from '@/lib/exam/exam.input'
import { chooseLanguage } from '@/lib/organisation/accounts/own-account.commands'
import { eventCalled, eventsOf, fetchFeed, newFeed } from '../../feeds'
import { changeUnitNow } from '../../unit-now'
import { atTime, closeWorld, hasActivity, openWorld, people, units, viewerFor, type World } from '../../world'

let world: World
let street: string
let dongpu: string
let heping: string

beforeAll(async () => {
  world = await openWorld()
  street = await newFeed(world.viewers.leader, { unitId: units.street })
  dongpu = await newFeed(world.viewers.dongpuOrganiser, { unitId: units.dongpu })
  heping = await newFeed(world.viewers.organiser, { unitId: units.heping })
})
afterAll(closeWorld)

const tagOf = async (token: string) => (await fetchFeed(token)).headers.etag

test('it holds what the unit and those below it host, whoever is due, and no draft', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  const [before, untouched] = [await tagOf(street), await tagOf(heping)]
  await hasActivity(dongpuOrganiser, {
    hostUnitId: units.dongpu,
    title: '社区学法',
    day: '2023-04-03',
    audienceWords: '东埔社区',
  })
  await hasActivity(organiser, { title: '街道学法', day: '2023-04-04' })
  await hasActivity(organiser, { title: '草稿学法', day: '2023-04-05', draft: true })

  expect((await eventsOf(dongpu)).map(each => each.summary)).toEqual(['社区学法'])
  expect((await eventsOf(street)).map(each => each.summary)).toEqual(['社区学法', '街道学法'])
  expect(await tagOf(street)).not.toBe(before)
  expect(await tagOf(heping)).toBe(untouched)
  expect(String((await fetchFeed(dongpu)).body)).toContain('X-WR-CALNAME:学法日历 东埔社区')
})

test('it follows a cancelled activity, an exam and the name of the unit', async () => {
  const { organiser, administrator, dongpuOrganiser } = world.viewers
  const id = await hasActivity(dongpuOrganiser, {
    hostUnitId: units.dongpu,
    title: '要取消的',
    day: '2023-04-10',
    audienceWords: '东埔社区',
  })
  await cancelActivity(dongpuOrganiser, { id, version: 0, reason: '下雨' })
  expect(await eventCalled('要取消的', street)).toMatchObject({ status: 'CANCELLED', sequence: 1 })

  const before = await tagOf(street)
  const exam = examInput.parse({
    hostUnitId: units.street,
    title: '年度考试',
    opensOn: '2023-05-01',
    closesOn: '2023-05-10',
    fullMark: 100,
    passMark: 60,
    counting: 'best',
    audienceWords: '机关',
  })
  await createExam(organiser, exam)
  expect(await tagOf(street)).not.toBe(before)
  expect(await eventCalled('年度考试', street)).toMatchObject({ start: '2023-05-01' })
  expect(await eventCalled('年度考试', dongpu)).toBeUndefined()

  const sent = await fetchFeed(dongpu)
  const facts = { code: 'DP', kind: 'community' as const, shortName: null, parentId: null, aliases: [] }
  await changeUnitNow(administrator, { unitId: units.dongpu, name: '东埔新村社区', ...facts })
  const after = await fetchFeed(dongpu, { ifModifiedSince: sent.headers['last-modified'] })
  expect(after.status).toBe(200)
  expect(String(after.body)).toContain('X-WR-CALNAME:学法日历 东埔新村社区')
})

test('a unit that moves below another one comes into its calendar', async () => {
  const before = [await tagOf(heping), await tagOf(dongpu)]
  const facts = { code: 'DP', kind: 'community' as const, shortName: null, aliases: [] }
  const move = (parentId: number) =>
    changeUnitNow(world.viewers.administrator, {
      unitId: units.dongpu,
      name: '东埔新村社区',
      ...facts,
      parentId,
    })

  await move(units.heping)
  expect(await eventCalled('社区学法', heping)).toBeDefined()
  await move(units.street)

  expect(await eventCalled('社区学法', heping)).toBeUndefined()
  for (const each of [await tagOf(heping), await tagOf(dongpu)]) expect(before).not.toContain(each)
})

test('what is public says so and may be left out; nobody is busy by it', async () => {
  const { organiser } = world.viewers
  const open = { compulsory: false, audienceWords: '', isPublic: true, form: '宣传咨询活动' }
  await hasActivity(organiser, { ...open, title: '广场宣传', day: '2023-04-20', starts: '09:00' })
  const without = await newFeed(world.viewers.leader, {
    unitId: units.street,
    shown: ['compulsory', 'optional', 'exam'],
  })

  expect(await eventCalled('广场宣传', without)).toBeUndefined()
  expect(await eventCalled('广场宣传', street)).toBeDefined()
  expect(String((await fetchFeed(street)).body)).not.toContain('TRANSP:OPAQUE')
})

test('a deleted activity is shown as cancelled', async () => {
  const { organiser } = world.viewers
  const id = await hasActivity(organiser, { title: '录重了', day: '2023-04-21' })
  await deleteActivity(organiser, { id, version: 0, reason: '重复录入' })

  expect(await eventCalled('录重了', street)).toMatchObject({
    summary: '【取消】录重了',
    status: 'CANCELLED',
  })
})

test('it is in its owner’s language, and a client that sends only the date gets a change of it', async () => {
  const { dongpuOrganiser } = world.viewers
  const sent = await fetchFeed(dongpu)

  await chooseLanguage(dongpuOrganiser, { locale: 'en' })

  const after = await fetchFeed(dongpu, { ifModifiedSince: sent.headers['last-modified'] })
  expect(after.status).toBe(200)
  expect(after.headers.etag).not.toBe(sent.headers.etag)
  await chooseLanguage(dongpuOrganiser, { locale: 'zh' })
})

describe('what leaves a calendar is shown as cancelled', () => {
  const facts = (changed: Record<string, unknown>) =>
    activityInput.parse({ form: '集中学法', day: '2023-04-24', audienceWords: '机关', ...changed })
  const change = async (id: number, changed: Record<string, unknown>) => {
    const { administrator, organiser } = world.viewers
    const { version } = (await activityById(administrator, id)).activity
    const answer = await changeActivity(organiser, { ...facts(changed), id, version })
    expect(answer).toMatchObject({ ok: true })
  }

  test('by another host, and comes back with it', async () => {
    const { organiser } = world.viewers
    const title = '换主办的'
    const id = await hasActivity(organiser, {
      hostUnitId: units.dongpu,
      title,
      day: '2023-04-24',
      audienceWords: '机关',
    })
    const there = await eventCalled(title, dongpu)
    const [before, untouched] = [await fetchFeed(dongpu), await eventCalled(title, street)]
    atTime('2023-03-10T10:00:00+08:00')

    await change(id, { hostUnitId: units.heping, title })

    expect(await eventCalled(title, dongpu)).toEqual({
      ...there,
      summary: `【取消】${title}`,
      status: 'CANCELLED',
      sequence: 1,
      changedAt: '2023-03-10T02:00:00Z',
    })
    const { status } = await fetchFeed(dongpu, { ifModifiedSince: before.headers['last-modified'] })
    expect(status).toBe(200)
    for (const each of [heping, street])
      expect(await eventCalled(title, each)).toMatchObject({ status: 'CONFIRMED', sequence: 1 })
    expect(untouched).toMatchObject({ status: 'CONFIRMED', sequence: 0 })

    // Later changes elsewhere do not affect the calendar that it left.
    const { body } = await fetchFeed(dongpu, { base: 'http://left' })
    await change(id, { hostUnitId: units.heping, title: '又改名的' })
    expect(
      (await fetchFeed(dongpu, { base: 'http://once-more' })).body
        ?.toString()
        .replaceAll('once-more', 'left'),
    ).toBe(String(body))

    await change(id, { hostUnitId: units.dongpu, title: '又改名的' })
    expect(await eventCalled('又改名的', dongpu)).toMatchObject({
      uid: there?.uid,
      status: 'CONFIRMED',
      sequence: 3,
    })
    expect(await eventCalled('又改名的', heping)).toMatchObject({
      uid: there?.uid,
      status: 'CANCELLED',
      sequence: 3,
    })
    expect((await eventsOf(dongpu)).filter(each => each.uid === there?.uid)).toHaveLength(1)
  })

  test('by becoming of a kind that the calendar leaves out, in who must come and in the unit', async () => {
    const title = '改为选学的'
    const { cadre, leader, organiser } = world.viewers
    const id = await hasActivity(organiser, { title, day: '2023-04-24', audienceWords: '机关' })
    const [own, ofUnit, whole] = [
      await newFeed(cadre, { shown: ['compulsory', 'exam'] }),
      await newFeed(leader, { shown: ['compulsory'], unitId: units.street }),
      await newFeed(cadre),
    ]
    const before = await eventCalled(title, own)
    expect(before).toMatchObject({ status: 'CONFIRMED', sequence: 0 })
    atTime('2023-03-10T12:00:00+08:00')

    await change(id, { hostUnitId: units.street, title })

    for (const each of [own, ofUnit])
      expect(await eventCalled(title, each)).toMatchObject({
        uid: before?.uid,
        status: 'CANCELLED',
        sequence: 1,
      })
    expect(await eventCalled(title, whole)).toMatchObject({ status: 'CONFIRMED', sequence: 1 })
    atTime('2023-03-10T12:30:00+08:00')
    const late = await newFeed(cadre, { shown: ['compulsory'] })
    expect(await eventCalled(title, late), 'made after that, it has nothing to take back').toBeUndefined()

    await change(id, { hostUnitId: units.street, title, compulsory: 'on' })
    expect(await eventCalled(title, own)).toMatchObject({ status: 'CONFIRMED', sequence: 2 })
  })

  test('an exam too', async () => {
    const { organiser } = world.viewers
    const given = {
      title: '社区考试',
      opensOn: '2023-05-01',
      closesOn: '2023-05-10',
      fullMark: 100,
      passMark: 60,
    }
    const exam = examInput.parse({
      ...given,
      hostUnitId: units.dongpu,
      counting: 'best',
      audienceWords: '东埔新村社区',
    })
    const made = await createExam(organiser, exam)
    if (!made.ok) throw new Error(made.reason)

    await changeExam(organiser, { ...exam, hostUnitId: units.heping, id: made.id, version: 0 })

    expect(await eventCalled('社区考试', dongpu)).toMatchObject({ status: 'CANCELLED', sequence: 1 })
    expect(await eventCalled('社区考试', heping)).toMatchObject({ status: 'CONFIRMED', sequence: 1 })
  })

  test('by being public no more, from the public calendar alone; a draft was never there', async () => {
    const { organiser } = world.viewers
    const open = { hostUnitId: units.street, title: '不再公开的', form: '宣传咨询活动', audienceWords: '' }
    const id = await hasActivity(organiser, { ...open, day: '2023-04-24', compulsory: false, isPublic: true })
    const draft = {
      ...open,
      title: '草稿',
      day: '2023-04-24',
      compulsory: false,
      isPublic: true,
      draft: true,
    }
    const drafted = await hasActivity(organiser, draft)
    const before = await fetchFeed('public')

    await change(id, open)
    await change(drafted, { ...open, title: '草稿', draft: 'on' })

    expect(await eventCalled(open.title, 'public')).toMatchObject({
      status: 'CANCELLED',
      sequence: 1,
      start: '2023-04-24',
    })
    expect(await eventCalled('草稿', 'public')).toBeUndefined()
    expect(await eventCalled(open.title, street)).toMatchObject({ status: 'CONFIRMED', sequence: 1 })
    const { status } = await fetchFeed('public', { ifModifiedSince: before.headers['last-modified'] })
    expect(status).toBe(200)
    // Its new title must not be published.
    await change(id, { ...open, title: '内部的' })
    expect(await eventCalled(open.title, 'public')).toMatchObject({ sequence: 1 })
    // After its deletion nothing more is published.
    await deleteActivity(organiser, { id, version: 2, reason: '重复录入' })
    expect((await eventsOf('public')).filter(each => each.summary.endsWith(open.title))).toHaveLength(1)
  })
})

test('nobody subscribes to a unit outside the own scope', async () => {
  for (const viewer of [world.viewers.cadre, world.viewers.hepingOrganiser])
    await expect(newFeed(viewer, { unitId: units.dongpu })).rejects.toThrow(NotFound)
})

test('the address answers like an unknown one once the right is lost, or the account is disabled', async () => {
  const unknown = await fetchFeed('x'.repeat(32))
  const viewer = await viewerFor(people.xuguohua, 'leader', units.dongpu)
  const accountId = viewer.accountId ?? 0
  const own = await newFeed(viewer)
  const ofUnit = await newFeed(viewer, { unitId: units.dongpu })
  expect((await fetchFeed(ofUnit)).status).toBe(200)

  await write(tx => tx.delete(grant).where(eq(grant.accountId, accountId)))
  expect(await fetchFeed(ofUnit)).toEqual(unknown)
  expect((await fetchFeed(own)).status).toBe(200)
  const [lost] = await ownFeeds({ ...viewer, grants: [] })
  expect(lost).toMatchObject({ unitName: '东埔新村社区', isRead: false })

  await write(tx => tx.update(account).set({ disabledAt: 1 }).where(eq(account.id, accountId)))
  expect(await fetchFeed(own)).toEqual(unknown)
})
