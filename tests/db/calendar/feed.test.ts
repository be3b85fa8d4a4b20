import nodeIcal from 'node-ical'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exam, examCandidate } from '@/db/schema/exam'
import { feed } from '@/db/schema/feed'
import { write } from '@/db/write'
import { changeActivity, recordHeads } from '@/lib/activity/activity.commands'
import { activityInput } from '@/lib/activity/activity.input'
import { activityById } from '@/lib/activity/activity.queries'
import { cancelActivity, postponeActivity } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { addWalkIn, setStanding } from '@/lib/attendance/standing.commands'
import { changeFeed, createFeed, noteFeedUse, revokeFeed } from '@/lib/calendar/feeds/feed.commands'
import { ownFeeds, publicAnswer, tokenHash } from '@/lib/calendar/feeds/feed.queries'
import { NotFound } from '@/lib/core/errors'
import { createExam } from '@/lib/exam/exam.commands'
import { examInput } from '@/lib/exam/exam.input'
import { touchExam, touchHost } from '@/lib/organisation/calendar-version.commands'
import {
  base,
  eventCalled as calledIn,
  eventsIn,
  eventsOf,
  fetchFeed as fetchOf,
  newFeed as newFeedOf,
} from '../../feeds'
import { bring } from '../../sheets'
import { changeUnitNow } from '../../unit-now'
import { atTime, closeWorld, hasActivity, openWorld, people, units, type World } from '../../world'

let world: World
let token: string

beforeAll(async () => {
  world = await openWorld()
  token = await newFeed()
})
afterAll(closeWorld)

const newFeed = (alarm: number | null = null) => newFeedOf(world.viewers.cadre, { alarm })

const fetchFeed = ({
  token: of = token,
  ...asked
}: { token?: string } & Parameters<typeof fetchOf>[1] = {}) => fetchOf(of, asked)

const events = (of = token) => eventsOf(of)
const eventCalled = (title: string, of = token) => calledIn(title, of)

async function versionOf(id: number) {
  return (await activityById(world.viewers.organiser, id)).activity.version
}

describe('the address', () => {
  test('is kept as a hash alone', async () => {
    const rows = await write(tx => tx.select().from(feed))

    expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/)
    expect(rows.map(row => row.tokenHash)).toContain(tokenHash(token))
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('an unknown and a revoked one answer alike', async () => {
    const revoked = await newFeed()
    const [own] = await ownFeeds(world.viewers.cadre)
    expect((await fetchFeed({ token: revoked })).status).toBe(200)
    await revokeFeed(world.viewers.cadre, { id: own?.id ?? 0 })
    await revokeFeed(world.viewers.cadre, { id: own?.id ?? 0 })

    const answer = await fetchFeed({ token: revoked })

    expect(answer.status).toBe(404)
    expect(answer).toEqual(await fetchFeed({ token: 'x'.repeat(32) }))
  })

  test('is revoked by nobody but its owner', async () => {
    const [own] = await ownFeeds(world.viewers.cadre)

    await expect(revokeFeed(world.viewers.administrator, { id: own?.id ?? 0 })).rejects.toThrow()
    expect((await fetchFeed()).status).toBe(200)
  })

  test('its use is noted at most once an hour', async () => {
    const { useOf } = await fetchFeed()
    await noteFeedUse(useOf ?? 0)

    expect((await fetchFeed()).useOf).toBeNull()
    atTime('2023-03-10T10:00:00+08:00')
    expect((await fetchFeed()).useOf).toBe(useOf)
  })

  test('a form sent twice makes one; with another name, or once it was revoked, another', async () => {
    const { leader } = world.viewers
    const given = {
      name: '手机',
      alarm: null,
      shown: ['exam' as const],
      unitId: null,
      idempotencyKey: 'k'.repeat(24),
    }
    const tokenOf = async (change = {}) => {
      const made = await createFeed(leader, { ...given, ...change })
      return made.ok ? made.token : made.reason
    }

    const first = await tokenOf()
    expect(await tokenOf()).toBe(first)
    expect(await ownFeeds(leader)).toHaveLength(1)
    const other = await tokenOf({ name: '电脑' })
    expect(other).not.toBe(first)
    const made = (await ownFeeds(leader)).find(each => each.name === '手机')
    await revokeFeed(leader, { id: made?.id ?? 0 })

    expect(await tokenOf()).not.toBe(first)
    expect((await fetchFeed({ token: first })).status).toBe(404)
    expect(await ownFeeds(leader)).toHaveLength(2)
  })

  test('there are no more than ten of an account', async () => {
    const { dongpuCadre } = world.viewers
    for (let n = 0; n < 10; n++) await newFeedOf(dongpuCadre, { name: `手机${n}` })

    const one = { name: '手机', alarm: null, shown: ['exam' as const], unitId: null }
    expect(await createFeed(dongpuCadre, one)).toMatchObject({ reason: 'tooMany' })
  })
})

describe('what it shows', () => {
  test('is changed under the same address, and a client that sends only the date gets the change', async () => {
    const { cadre, organiser } = world.viewers
    await hasActivity(organiser, { title: '选学一次', day: '2023-06-08', compulsory: false })
    await hasActivity(organiser, { title: '应学一次', day: '2023-06-09' })
    const own = await newFeed()
    const [made] = await ownFeeds(cadre)
    const before = await fetchFeed({ token: own })
    const choice = { id: made?.id ?? 0, version: 0, name: '电脑', alarm: 30, shown: ['optional' as const] }

    await changeFeed(cadre, choice)

    expect(await ownFeeds(cadre)).toContainEqual(
      expect.objectContaining({ name: '电脑', alarmMinutes: 30, shown: ['optional'] }),
    )
    const after = await fetchFeed({ token: own, ifModifiedSince: before.headers['last-modified'] })
    expect(after.status).toBe(200)
    expect((await events(own)).map(each => each.summary)).toEqual(['选学一次'])
    // An unchanged choice is no change, and causes no fetch.
    await changeFeed(cadre, choice)
    expect((await fetchFeed({ token: own })).headers).toEqual(after.headers)
  })

  test('is changed by nobody but its owner, and not once it is revoked', async () => {
    const { cadre, administrator } = world.viewers
    await newFeed()
    const [made] = await ownFeeds(cadre)
    const choice = { id: made?.id ?? 0, version: 0, name: '别人', alarm: null, shown: ['exam' as const] }

    await expect(changeFeed(administrator, choice)).rejects.toThrow(NotFound)
    await revokeFeed(cadre, { id: choice.id })
    await expect(changeFeed(cadre, choice)).rejects.toThrow(NotFound)
  })
})

describe('what stands in it', () => {
  test('an activity comes with its hours, and two parsers read it', async () => {
    await hasActivity(world.viewers.organiser, {
      title: '宪法专题学习',
      day: '2023-04-14',
      starts: '15:00',
      ends: '16:30',
      place: '二楼会议室',
    })

    expect(await eventCalled('宪法专题学习')).toMatchObject({
      summary: '宪法专题学习',
      start: '2023-04-14T07:00:00Z',
      location: '二楼会议室',
      status: 'CONFIRMED',
      sequence: 0,
    })
    const read = nodeIcal.sync.parseICS(String((await fetchFeed()).body))
    const found = Object.values(read).find(each => each?.type === 'VEVENT')
    expect(found).toMatchObject({ summary: '宪法专题学习', location: '二楼会议室', status: 'CONFIRMED' })
    expect((found as { start: Date }).start.toISOString()).toBe('2023-04-14T07:00:00.000Z')
  })

  test('a new title raises the sequence and keeps the UID; heads raise nothing', async () => {
    const id = await hasActivity(world.viewers.organiser, { title: '旧名', day: '2023-04-20' })
    const before = await eventCalled('旧名')
    await changeActivity(world.viewers.organiser, {
      ...activityInput.parse({
        hostUnitId: units.street,
        title: '新名',
        form: '集中学法',
        day: '2023-04-20',
        audienceWords: '机关',
        compulsory: 'on',
      }),
      id,
      version: await versionOf(id),
    })

    const after = await eventCalled('新名')

    expect(after).toMatchObject({ uid: before?.uid, sequence: 1 })
    await recordHeads(world.viewers.organiser, {
      id,
      version: await versionOf(id),
      heads: 5,
      consultations: null,
    })
    expect((await eventCalled('新名'))?.sequence).toBe(1)
  })

  test('postponed, scheduled again and cancelled it says so each time, and the sequence only rises', async () => {
    const { organiser } = world.viewers
    const id = await hasActivity(organiser, { title: '延期的学习', day: '2023-04-21' })
    const postpone = async (newDay: string | null) =>
      postponeActivity(organiser, {
        id,
        version: await versionOf(id),
        newDay,
        starts: null,
        ends: null,
        reason: '会议冲突',
      })

    await postpone(null)
    expect(await eventCalled('延期的学习')).toMatchObject({
      summary: '【延期】延期的学习',
      status: 'CANCELLED',
      sequence: 1,
    })
    await postpone('2023-05-05')
    expect(await eventCalled('延期的学习')).toMatchObject({
      summary: '延期的学习',
      status: 'CONFIRMED',
      start: '2023-05-05',
      sequence: 2,
    })
    await cancelActivity(organiser, { id, version: await versionOf(id), reason: '并入其他学习' })
    expect(await eventCalled('延期的学习')).toMatchObject({
      summary: '【取消】延期的学习',
      status: 'CANCELLED',
      sequence: 3,
    })
  })

  test('somebody no longer due sees it as cancelled; who came changes no calendar', async () => {
    const { organiser } = world.viewers
    const id = await hasActivity(organiser, { title: '只剩司法所', day: '2023-04-25' })
    await changeActivity(organiser, {
      ...activityInput.parse({
        hostUnitId: units.street,
        title: '只剩司法所',
        form: '集中学法',
        day: '2023-04-25',
        audienceWords: '司法所',
        compulsory: 'on',
      }),
      id,
      version: await versionOf(id),
    })
    expect(await eventCalled('只剩司法所')).toMatchObject({ sequence: 1 })

    const today = await hasActivity(organiser, { title: '今天的学习', day: '2023-03-10' })
    const before = (await fetchFeed()).headers.etag
    await markAttendance(organiser, {
      activityId: today,
      personId: people.wujianguo,
      mark: 'late',
      version: 0,
    })
    expect((await fetchFeed()).headers.etag).toBe(before)
    await setStanding(organiser, {
      activityId: today,
      personId: people.wujianguo,
      standing: 'exempt',
      reason: '病假',
      version: 1,
    })
    expect((await fetchFeed()).headers.etag).not.toBe(before)
  })

  test('who came without being on the list has it in the calendar too', async () => {
    const id = await hasActivity(world.viewers.organiser, { title: '社区的学习', audienceWords: '东埔社区' })
    expect(await eventCalled('社区的学习')).toBeUndefined()
    await addWalkIn(world.viewers.organiser, { activityId: id, personId: people.wujianguo })

    expect(await eventCalled('社区的学习')).toMatchObject({ status: 'CONFIRMED' })
  })

  test('an exam stands from its opening to its closing day, and a change of it comes through', async () => {
    const at = Date.parse('2023-03-01T09:00:00+08:00')
    const examId = await write(async tx => {
      const [made] = await tx
        .insert(exam)
        .values({
          uid: 'exam-a@xuefa',
          title: '网上学法考试',
          hostUnitId: units.street,
          opensAt: Date.parse('2023-10-09T00:00:00+08:00'),
          closesAt: Date.parse('2023-10-31T23:59:59+08:00'),
          closingDay: '2023-10-31',
          fullMark: 100,
          passMark: 60,
          createdAt: at,
          changedAt: at,
        })
        .returning({ id: exam.id })
      const { id } = made as { id: number }
      await tx
        .insert(examCandidate)
        .values({ examId: id, personId: people.wujianguo, unitId: units.office, standing: 'required' })
      await touchExam(tx, { id, hostUnitId: units.street })
      return id
    })
    expect(await eventCalled('网上学法考试')).toMatchObject({
      summary: '考试：网上学法考试',
      start: '2023-10-09',
    })

    await write(async tx => {
      await tx.update(exam).set({ title: '年度考试', sequence: 1 })
      await touchExam(tx, { id: examId, hostUnitId: units.street })
    })
    expect(await eventCalled('年度考试')).toMatchObject({ uid: 'exam-a@xuefa', sequence: 1 })
  })

  test('an exemption that a sheet of results brings comes through', async () => {
    const input = examInput.parse({
      hostUnitId: units.street,
      title: '宪法考试',
      opensOn: '2023-04-01',
      closesOn: '2023-04-20',
      fullMark: 100,
      passMark: 60,
      counting: 'best',
      audienceWords: '机关',
    })
    await createExam(world.viewers.organiser, input)
    const before = await fetchFeed()
    expect(await eventCalled('宪法考试')).toMatchObject({ sequence: 0 })
    atTime('2023-03-10T11:00:00+08:00')

    await bring(world.viewers.organiser, 'results', {
      heads: '考试名称|工号|成绩',
      rows: ['宪法考试|S004|免考'],
    })

    const after = await fetchFeed({ ifNoneMatch: before.headers.etag })
    expect(after.status).toBe(200)
    expect(await eventCalled('宪法考试')).toMatchObject({ sequence: 1 })
    expect(String(after.body)).toContain('DTSTAMP:20230310T030000Z')
    atTime('2023-03-10T10:00:00+08:00')
  })

  test('a unit that takes another name takes it in the calendars of what it hosts', async () => {
    const before = await fetchFeed()
    await write(tx => touchHost(tx, units.street))

    const after = await fetchFeed()

    expect(after.headers.etag).not.toBe(before.headers.etag)
    expect(String(after.body)).not.toBe(String(before.body))
  })

  test('no name of another person is in it', async () => {
    const text = String((await fetchFeed()).body)

    expect(text).not.toMatch(/林静|陈志强|吴建国|黄丽娟/)
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER/)
  })
})

describe('the validators', () => {
  test('two fetches are equal, byte for byte, and the second costs nothing', async () => {
    const first = await fetchFeed()
    const second = await fetchFeed()

    expect(second.body?.equals(first.body ?? Buffer.alloc(0))).toBe(true)
    expect(first.headers).toEqual(second.headers)
    expect(first.headers['content-length']).toBe(String(first.body?.length))
    const again = await fetchFeed({ ifNoneMatch: first.headers.etag })
    expect(again).toMatchObject({ status: 304, body: null })
    expect(again.headers).toMatchObject({
      etag: first.headers.etag,
      'last-modified': first.headers['last-modified'],
      'cache-control': 'private, max-age=0, must-revalidate',
    })
  })

  test('by date alone a change of the same second is still seen', async () => {
    const { headers } = await fetchFeed()
    expect((await fetchFeed({ ifModifiedSince: headers['last-modified'] })).status).toBe(304)
    await hasActivity(world.viewers.organiser, { title: '同一秒', day: '2023-06-01' })

    expect((await fetchFeed({ ifModifiedSince: headers['last-modified'] })).status).toBe(200)
  })

  test('on the first of a month both change, as the window moves', async () => {
    const before = await fetchFeed()
    atTime('2023-04-01T00:00:00+08:00')

    const after = await fetchFeed({ ifModifiedSince: before.headers['last-modified'] })

    expect(after.status).toBe(200)
    expect(after.headers.etag).not.toBe(before.headers.etag)
    atTime('2023-03-10T10:00:00+08:00')
  })

  test('another reminder, another host: another tag', async () => {
    const tags = [
      await fetchFeed(),
      await fetchFeed({ token: await newFeed(30) }),
      await fetchFeed({ base: 'http://10.0.0.1' }),
    ]

    expect(new Set(tags.map(each => each.headers.etag)).size).toBe(3)
  })
})

test('the public calendar holds public events, no drafts and nothing of a person', async () => {
  const { organiser } = world.viewers
  const wide = { audienceWords: '', compulsory: false, isPublic: true, form: '宣传咨询活动' }
  await hasActivity(organiser, { ...wide, title: '广场宣传', day: '2023-04-15' })
  await hasActivity(organiser, { ...wide, title: '未定的宣传', day: '2023-04-16', draft: true })

  expect((await events('public')).map(each => each.summary)).toEqual(['广场宣传'])
})

describe('the public calendar to download', () => {
  const ask = (asked: { unitId?: number | null; locale?: 'zh' | 'en'; ifNoneMatch?: string } = {}) =>
    publicAnswer({ unitId: null, locale: 'zh', ifNoneMatch: null, ifModifiedSince: null, base, ...asked })
  const open = { compulsory: false, audienceWords: '', isPublic: true, form: '宣传咨询活动' }

  test('is that of everybody or of one host, each with validators of its own', async () => {
    const { organiser } = world.viewers
    const dongpu = { ...open, hostUnitId: units.dongpu, title: '东埔的宣传', day: '2023-04-18' }
    await hasActivity(organiser, dongpu)
    const [all, one, english] = [
      await ask(),
      await ask({ unitId: units.dongpu }),
      await ask({ locale: 'en' }),
    ]

    expect(eventsIn(String(all.body)).map(each => each.summary)).toEqual(['广场宣传', '东埔的宣传'])
    expect(eventsIn(String(one.body)).map(each => each.summary)).toEqual(['东埔的宣传'])
    expect(new Set([all, one, english].map(each => each.headers.etag)).size).toBe(3)
    expect(await ask({ unitId: units.dongpu, ifNoneMatch: one.headers.etag })).toMatchObject({ status: 304 })
    // The same bytes, from the cache.
    expect((await ask()).body).toBe(all.body)
    await hasActivity(organiser, { ...dongpu, title: '又一次宣传' })
    expect(await ask({ unitId: units.dongpu, ifNoneMatch: one.headers.etag })).toMatchObject({ status: 200 })
  })

  test('follows a unit that moves below another', async () => {
    const before = await ask({ unitId: units.heping })
    const facts = { code: 'DP', kind: 'community' as const, shortName: null, aliases: [], name: '东埔社区' }
    await changeUnitNow(world.viewers.administrator, {
      ...facts,
      unitId: units.dongpu,
      parentId: units.heping,
    })

    const after = await ask({ unitId: units.heping, ifNoneMatch: before.headers.etag })

    expect(eventsIn(String(before.body))).toEqual([])
    expect(eventsIn(String(after.body)).map(each => each.summary)).toContain('东埔的宣传')
  })

  test('of no unit at all is none', async () => {
    expect(await ask({ unitId: 99 })).toMatchObject({ status: 404, body: null })
  })
})
