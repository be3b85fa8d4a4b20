import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeActivity } from '@/lib/activity/activity.commands'
import { type ActivityInput, activityInput } from '@/lib/activity/activity.input'
import { activityById } from '@/lib/activity/activity.queries'
import {
  cancelActivity,
  deleteActivity,
  postponeActivity,
  scheduleActivity,
} from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { recordMakeUp } from '@/lib/attendance/makeup/makeup.commands'
import { addToList } from '@/lib/attendance/standing.commands'
import { ownEntries } from '@/lib/calendar/calendar.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { newFeed } from '../../feeds'
import { changeUnitNow } from '../../unit-now'
import {
  closeWorld,
  hasActivity,
  makeUpDueOf,
  moveNow,
  openWorld,
  people,
  units,
  type World,
} from '../../world'
import { clients, type Held, subscription } from './feed-clients'

// Ten clients × fourteen changes, one after another on the same subscriptions: whatever validators a client
// sends and however it merges, it must end with the person's true calendar, as shown by the calendar pages.

let world: World
let subscribed: ReturnType<typeof subscription>[]

beforeAll(async () => {
  world = await openWorld()
  const { organiser, dongpuOrganiser, cadre } = world.viewers
  const ofDongpu = { hostUnitId: units.dongpu, audienceWords: '东埔社区' }
  await hasActivity(organiser, { title: '不变的学习', day: '2023-03-31', starts: '09:00', place: '礼堂' })
  await hasActivity(dongpuOrganiser, { ...ofDongpu, title: '社区的学习', day: '2023-06-20' })
  const token = await newFeed(cadre)
  subscribed = clients.map(client => subscription(client, token, read))
  for (const each of subscribed) await each.fetch()
})
afterAll(closeWorld)

/** Each change as a list of steps: a client may fetch after any of them. Returns the id of the changed thing. */
const changes: [
  name: string,
  title: string,
  makes: (title: string) => AsyncGenerator<void>,
  truth: string[],
][] = [
  [
    'move',
    '改期的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-03' })
      yield
      await postpone(id, '2023-04-10')
      yield
      await postpone(id, '2023-04-12')
    },
    ['2023-04-12 改期的学习'],
  ],
  [
    'postpone without a new day',
    '延期的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-04' })
      yield
      await postpone(id, null)
    },
    [],
  ],
  [
    'date again',
    '又定的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-05', starts: '09:00' })
      yield
      await postpone(id, null)
      yield
      await postpone(id, '2023-04-26')
    },
    ['2023-04-26 又定的学习'],
  ],
  [
    'cancel',
    '取消的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-06' })
      yield
      await cancel(id)
    },
    [],
  ],
  [
    'restore',
    '恢复的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-07' })
      yield
      await cancel(id)
      yield
      await scheduleActivity(world.viewers.organiser, { id, version: await versionOf(id) })
    },
    ['2023-04-07 恢复的学习'],
  ],
  [
    'delete',
    '误建的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-11' })
      yield
      await deleteActivity(world.viewers.organiser, { id, version: 0, reason: '重复录入' })
    },
    [],
  ],
  [
    'withdraw',
    '不再应学的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-13' })
      yield
      await change(id, title, { day: '2023-04-13', audienceWords: '司法所' })
    },
    [],
  ],
  [
    'add',
    '补进名单的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-14', audienceWords: '司法所' })
      yield
      const listing = { activityId: id, personId: people.wujianguo, reason: '分管工作' }
      await addToList(world.viewers.organiser, { ...listing, standing: 'required' })
    },
    ['2023-04-14 补进名单的学习'],
  ],
  [
    'transfer',
    '社区的学习',
    async function* () {
      const { administrator } = world.viewers
      const moving = {
        personId: people.wujianguo,
        unitId: units.dongpu,
        day: '2023-06-01',
        how: 'move' as const,
      }
      await made('调动后的学习', { day: '2023-06-15' })
      yield
      await moveNow(administrator, moving)
    },
    ['2023-06-20 社区的学习'],
  ],
  [
    'rename an activity',
    '新名的学习',
    async function* (title) {
      const id = await made('旧名的学习', { day: '2023-04-17' })
      yield
      await change(id, title, { day: '2023-04-17' })
    },
    ['2023-04-17 新名的学习'],
  ],
  [
    'rename a unit',
    '改名单位的学习',
    async function* (title) {
      await made(title, { day: '2023-04-18', hostUnitId: units.justice })
      yield
      const facts = { code: 'SF', kind: 'department' as const, shortName: null, parentId: null, aliases: [] }
      await changeUnitNow(world.viewers.administrator, {
        ...facts,
        unitId: units.justice,
        name: '司法和信访所',
      })
    },
    ['2023-04-18 改名单位的学习'],
  ],
  [
    'another place',
    '换地方的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-19', place: '礼堂' })
      yield
      await change(id, title, { day: '2023-04-19', place: '二楼会议室' })
    },
    ['2023-04-19 换地方的学习'],
  ],
  [
    'another hour',
    '换时间的学习',
    async function* (title) {
      const id = await made(title, { day: '2023-04-20', starts: '09:00', ends: '10:30' })
      yield
      await change(id, title, { day: '2023-04-20', starts: '15:00', ends: '16:30' })
    },
    ['2023-04-20T07:00:00Z 换时间的学习'],
  ],
  [
    'make-up',
    '缺课的学习',
    async function* (title) {
      const [missed, madeUp] = [await made(title), await made('补上的学习')]
      const { organiser } = world.viewers
      const row = { personId: people.wujianguo, version: 0 }
      await markAttendance(organiser, { ...row, activityId: missed, mark: 'absent' })
      await markAttendance(organiser, { ...row, activityId: madeUp, mark: 'leave' })
      yield
      const how = { day: '2023-03-10', way: 'selfStudy' as const, note: '' }
      await recordMakeUp(organiser, { ...how, activityId: madeUp, personId: people.wujianguo })
    },
    ['2023-03-10 缺课的学习', `${makeUpDueOf('2023-03-10')} 补学截止：缺课的学习`],
  ],
]

describe.each(changes)('after: %s', (_, title, make, truth) => {
  let calendar: string[]

  beforeAll(async () => {
    for await (const _step of make(title)) for (const each of subscribed) await each.changed()
    for (const each of subscribed) await each.fetch()
    calendar = await trueCalendar()
  })

  test.each(clients.map((client, at) => [client.name, at] as const))('%s shows what is true', (_name, at) => {
    const shown = subscribed[at]?.screen() ?? []

    expect(shown).toEqual(calendar)
    // And the expected result of this change, written by hand.
    expect(shown.map(line => line.replace(/ @.*/, '')).filter(line => line.endsWith(title))).toEqual(truth)
  })
})

test('there were ten clients and fourteen changes', () => {
  expect(clients.length * changes.length).toBe(140)
})

/** Entries of the own calendar page that take place. */
async function trueCalendar(): Promise<string[]> {
  const { cadre } = world.viewers
  const entries = await ownEntries(cadre, { from: '2023-01-01', to: '2023-12-31' }, now(), dayOf(now()))
  return entries
    .filter(each => !each.isOff && !each.isPublic)
    .map(({ kind, day, startsAt, title, place, hostName }) => {
      const start = startsAt === null ? day : new Date(startsAt).toISOString().replace('.000', '')
      return `${start} ${kind === 'makeUp' ? '补学截止：' : ''}${title} @${place ?? ''} ${hostName}`
    })
    .sort()
}

function read(text: string): Held[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map(each => {
    const { summary, uid, sequence, location, startDate, description } = new ICAL.Event(each)
    return {
      ...{ summary, uid, sequence, location: location ?? '', start: startDate.toString() },
      host: /主办：(.*)/.exec(description)?.[1] ?? '',
      status: String(each.getFirstPropertyValue('status')),
      changedAt: String(each.getFirstPropertyValue('last-modified')),
    }
  })
}

function made(title: string, facts: Partial<ActivityInput> = {}): Promise<number> {
  return hasActivity(world.viewers.organiser, { title, ...facts })
}

async function versionOf(id: number): Promise<number> {
  return (await activityById(world.viewers.organiser, id)).activity.version
}

async function postpone(id: number, newDay: string | null) {
  const given = { id, version: await versionOf(id), newDay, starts: null, ends: null, reason: '会议冲突' }
  expect(await postponeActivity(world.viewers.organiser, given)).toMatchObject({ ok: true })
}

async function cancel(id: number) {
  const given = { id, version: await versionOf(id), reason: '并入其他学习' }
  expect(await cancelActivity(world.viewers.organiser, given)).toMatchObject({ ok: true })
}

async function change(id: number, title: string, facts: Partial<ActivityInput>) {
  const typed = {
    hostUnitId: units.street,
    title,
    form: '集中学法',
    day: '2023-03-10',
    audienceWords: '机关',
  }
  const input = { ...activityInput.parse({ ...typed, compulsory: 'on' }), ...facts }
  const answer = await changeActivity(world.viewers.organiser, { ...input, id, version: await versionOf(id) })
  expect(answer).toMatchObject({ ok: true })
}
