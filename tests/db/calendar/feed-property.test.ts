import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/access/access.rules'
import { changeActivity } from '@/lib/activity/activity.commands'
import { activityInput } from '@/lib/activity/activity.input'
import { activityById } from '@/lib/activity/activity.queries'
import {
  cancelActivity,
  deleteActivity,
  postponeActivity,
  scheduleActivity,
} from '@/lib/activity/status.commands'
import { ownEntries } from '@/lib/calendar/calendar.queries'
import { now } from '@/lib/core/clock'
import { addDays, dayOf } from '@/lib/core/time'
import { type Event, eventsIn, fetchFeed, newFeed } from '../../feeds'
import { closeWorld, hasActivity, joins, moveNow, openWorld, units, viewerFor, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

type Step = {
  what: 'create' | 'move' | 'postpone' | 'cancel' | 'restore' | 'delete' | 'transfer' | 'rename' | 'fetch'
  /** Index of the activity, and the number of days. */
  which: number
  by: number
}

const steps = fc.array(
  fc.record<Step>({
    what: fc.constantFrom(
      ...(['create', 'create', 'move', 'postpone', 'cancel', 'restore', 'delete'] as const),
      ...(['transfer', 'rename', 'fetch', 'fetch'] as const),
    ),
    which: fc.nat(9),
    by: fc.nat(40),
  }),
  { minLength: 4, maxLength: 14 },
)

test('whatever is done, a client that merges by UID and SEQUENCE has the true calendar', async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(steps, async sequence => {
      const person = await aPerson(`甲${++runs}`)
      const client = await merging(person.viewer)
      const ids: number[] = []
      for (const step of sequence) {
        if (step.what === 'fetch') await client.fetch()
        else await take(step, ids, person)
      }
      await client.fetch()

      expect(client.events()).toEqual(await calendarOf(person.viewer))
    }),
    { numRuns: 20, seed: 20231204 },
  )
}, 60_000)

type Person = { viewer: Viewer; personId: number; unitId: number; movedOn: string }

async function aPerson(name: string): Promise<Person> {
  const personId = await joins(name, units.office)
  const viewer = await viewerFor(personId, null, units.street)
  return { viewer, personId, unitId: units.office, movedOn: '2023-03-20' }
}

/**
 * Executes one step by the product's own commands; a refused step (a cancelled activity cannot be postponed)
 * changes nothing.
 */
async function take({ what, which, by }: Step, ids: number[], person: Person): Promise<void> {
  const { organiser, administrator } = world.viewers
  const day = addDays('2023-03-20', by)
  const id = ids[which % ids.length]
  if (what === 'create') {
    const audienceWords = which % 2 ? '机关' : '东埔社区'
    ids.push(await hasActivity(organiser, { title: `学习${which}`, day, audienceWords }))
  } else if (what === 'transfer') {
    person.unitId = person.unitId === units.office ? units.dongpu : units.office
    person.movedOn = addDays(person.movedOn, 1 + (by % 10))
    const { personId, unitId, movedOn } = person
    await moveNow(administrator, { personId, unitId, day: movedOn, how: 'move' })
  } else if (id !== undefined) {
    const { activity: of } = await activityById(organiser, id)
    const given = { id, version: of.version, reason: '会议冲突' }
    const hours = { starts: null, ends: null }
    if (what === 'move') await postponeActivity(organiser, { ...given, ...hours, newDay: day })
    else if (what === 'postpone') await postponeActivity(organiser, { ...given, ...hours, newDay: null })
    else if (what === 'cancel') await cancelActivity(organiser, given)
    else if (what === 'restore') await scheduleActivity(organiser, given)
    else if (what === 'rename') {
      const facts = { hostUnitId: units.street, form: of.form, day: of.day, compulsory: 'on' }
      const audienceWords = which % 2 ? '机关' : '东埔社区'
      const input = activityInput.parse({ ...facts, title: `改名${by}`, audienceWords })
      await changeActivity(organiser, { ...input, id, version: of.version })
    } else {
      await deleteActivity(organiser, given)
      ids.splice(ids.indexOf(id), 1)
    }
  }
}

/**
 * A client that accepts a higher SEQUENCE and keeps events no longer sent; it sends only the date, on a clock
 * that stands still.
 */
async function merging(viewer: Viewer) {
  const token = await newFeed(viewer)
  const held = new Map<string, Event>()
  let since: string | undefined
  async function fetch() {
    const answer = await fetchFeed(token, { ifModifiedSince: since })
    if (answer.status === 304) return
    since = answer.headers['last-modified']
    for (const each of eventsIn(String(answer.body)))
      if (each.sequence > (held.get(each.uid)?.sequence ?? -1)) held.set(each.uid, each)
  }
  await fetch()
  const events = () =>
    [...held.values()]
      .filter(each => each.status === 'CONFIRMED')
      .map(each => `${each.start} ${each.summary}`)
      .sort()
  return { fetch, events }
}

async function calendarOf(viewer: Viewer): Promise<string[]> {
  const entries = await ownEntries(viewer, { from: '2023-01-01', to: '2023-12-31' }, now(), dayOf(now()))
  return entries
    .filter(each => !each.isOff && !each.isPublic)
    .map(each => `${each.day} ${each.title}`)
    .sort()
}
