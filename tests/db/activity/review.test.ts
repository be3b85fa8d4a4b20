import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { channel, output } from '@/db/schema/output'
import type { Viewer } from '@/lib/access/access.rules'
import { historyOf } from '@/lib/access/audit.sql'
import { changeActivity, recordHeads } from '@/lib/activity/activity.commands'
import { activityInput } from '@/lib/activity/activity.input'
import { addHeads } from '@/lib/activity/outreach/counter.commands'
import { addMaterial, changeMaterial } from '@/lib/activity/outreach/material.commands'
import { materialInput } from '@/lib/activity/outreach/material.input'
import { decideReviews, submitAgain } from '@/lib/activity/review/review.commands'
import { reviewCounts, reviewList } from '@/lib/activity/review/review.queries'
import { holdActivity } from '@/lib/activity/status.commands'
import { publicItems } from '@/lib/calendar/feeds/item.sql'
import { publicEvent } from '@/lib/calendar/public-event.queries'
import { addAdviser, addWork, changeWork } from '@/lib/organisation/legal-work/legal-work.commands'
import { newAdviserInput, newWorkInput } from '@/lib/organisation/legal-work/legal-work.input'
import { workById } from '@/lib/organisation/legal-work/legal-work.queries'
import { entryOf as readOf } from '@/lib/organisation/review/review.rules'
import { putFigures } from '@/lib/organisation/settings/setting.commands'
import type { ReviewedKind } from '@/lib/organisation/settings/setting.rules'
import { figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { bring } from '../../sheets'
import { closeWorld, hasActivity, openWorld, units, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

async function asks(...reviewKinds: ReviewedKind[]) {
  const { version } = (
    await db.all<{ version: number }>(
      sql`select coalesce(sum(version), 0) as version from setting
      where name in ('excellentShare', 'spreadLeast', 'reportPassRate', 'reviewKinds')`,
    )
  )[0] ?? { version: 0 }
  const figures = { excellentShare: 90, spreadLeast: 20, reportPassRate: 'passRate' as const }
  expect(await putFigures(world.viewers.administrator, { version, ...figures, reviewKinds })).toMatchObject({
    ok: true,
  })
}

const event = {
  form: '宣传咨询活动',
  isPublic: true,
  compulsory: false,
  audienceWords: '',
  title: '禁毒宣传',
}
const enters = (viewer: Viewer, hostUnitId: number, facts = {}) =>
  hasActivity(viewer, { ...event, hostUnitId, ...facts })

async function rowOf(id: number) {
  const [row] = await db.select().from(activity).where(eq(activity.id, id))
  if (!row) throw new Error('no such activity')
  return row
}
const stateOf = async (id: number) => (await rowOf(id)).review
const entryOf = async (id: number) => readOf({ ...(await rowOf(id)), kind: 'activity' })
const decides = async (viewer: Viewer, id: number, decision: 'pass' | 'sendBack', reason = '') =>
  decideReviews(viewer, { entries: [await entryOf(id)], decision, reason })

async function changes(viewer: Viewer, id: number, facts: Record<string, unknown>) {
  const { version, day, hostUnitId, title, form } = await rowOf(id)
  const input = activityInput.parse({ day, title, form, isPublic: 'on', hostUnitId: String(hostUnitId) })
  return changeActivity(viewer, { ...input, hostUnitId, ...facts, id, version })
}

test('what units below the street enter waits once it is asked for; what stands, and what the street enters, is passed', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  const before = await enters(dongpuOrganiser, units.dongpu)

  await asks('activities')
  const waiting = await enters(dongpuOrganiser, units.dongpu)
  const ofStreet = await enters(organiser, units.street)
  const byStreet = await enters(organiser, units.dongpu)
  await bring(dongpuOrganiser, 'activities', {
    heads: '日期|活动名称|形式|主办单位',
    rows: ['2023-02-10|消防宣传|宣传咨询活动|东埔社区'],
  })
  await bring(organiser, 'activities', {
    heads: '日期|活动名称|形式|主办单位',
    rows: ['2023-02-11|防溺水宣传|宣传咨询活动|东埔社区'],
  })

  expect([
    await stateOf(before),
    await stateOf(waiting),
    await stateOf(ofStreet),
    await stateOf(byStreet),
  ]).toEqual([null, 'waiting', null, null])
  expect(await db.all(sql`select title, review from activity where day < '2023-03-01' order by day`)).toEqual(
    [
      { title: '消防宣传', review: 'waiting' },
      { title: '防溺水宣传', review: null },
    ],
  )
})

test('the street passes or sends back, its unit submits again, and nobody else decides', async () => {
  const { organiser, dongpuOrganiser, hepingOrganiser, leader } = world.viewers
  await asks('activities')
  const id = await enters(dongpuOrganiser, units.dongpu)
  const other = await enters(hepingOrganiser, units.heping, { title: '消防宣传' })

  for (const viewer of [dongpuOrganiser, hepingOrganiser, leader])
    expect(await decides(viewer, id, 'pass').catch(String)).toMatch(/Forbidden|NotFound/)
  expect(await stateOf(id)).toBe('waiting')
  expect([await reviewCounts(organiser), await reviewCounts(dongpuOrganiser)]).toEqual([
    { toDecide: 2, sentBack: 0 },
    { toDecide: 0, sentBack: 0 },
  ])
  expect((await reviewList(dongpuOrganiser)).map(each => each.name)).toEqual(['禁毒宣传'])

  expect(await decides(organiser, id, 'sendBack', '请补照片')).toMatchObject({ ok: true, count: 1 })
  expect(await rowOf(id)).toMatchObject({ review: 'sentBack', reviewReason: '请补照片' })
  expect(await reviewCounts(dongpuOrganiser)).toEqual({ toDecide: 0, sentBack: 1 })
  expect(await submitAgain(hepingOrganiser, { entry: await entryOf(id) }).catch(String)).toContain(
    'Forbidden',
  )
  await submitAgain(dongpuOrganiser, { entry: await entryOf(id) })
  expect(await stateOf(id)).toBe('waiting')

  const read = [await entryOf(id), await entryOf(other)]
  await recordHeads(hepingOrganiser, { id: other, version: 0, heads: 12, consultations: null })
  expect(await decideReviews(organiser, { entries: read, decision: 'pass', reason: '' })).toEqual({
    ok: false,
    reason: 'changedMeanwhile',
  })
  expect([await stateOf(id), await stateOf(other)]).toEqual(['waiting', 'waiting'])

  const entries = [await entryOf(id), await entryOf(other)]
  const passed = { ok: true, count: 2, decision: 'pass' }
  expect(await decideReviews(organiser, { entries, decision: 'pass', reason: '' })).toEqual(passed)
  expect(await decideReviews(organiser, { entries, decision: 'pass', reason: '' })).toEqual({
    ...passed,
    count: 0,
  })
  expect((await historyOf('activity', id)).map(each => each.action)).toEqual([
    'activity.create',
    'activity.sendBack',
    'activity.submit',
    'activity.pass',
  ])
})

test('a change of what is counted waits again, any other does not, and the street’s own change is passed', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  await asks('activities')
  const id = await enters(dongpuOrganiser, units.dongpu, { title: '禁毒宣传' })
  const passes = async () => {
    await decides(organiser, id, 'pass')
    expect(await stateOf(id)).toBe(null)
  }
  await passes()

  await changes(dongpuOrganiser, id, { place: '东埔广场' })
  await holdActivity(dongpuOrganiser, { id, version: (await rowOf(id)).version })
  expect(await stateOf(id)).toBe(null)
  await changes(dongpuOrganiser, id, { form: '法律知识讲座' })
  expect(await stateOf(id)).toBe('waiting')
  await passes()
  await recordHeads(dongpuOrganiser, {
    id,
    version: (await rowOf(id)).version,
    heads: 40,
    consultations: null,
  })
  expect(await stateOf(id)).toBe('waiting')
  await passes()
  await addHeads(dongpuOrganiser, { activityId: id, heads: 1, consultations: 0, idempotencyKey: 'k' })
  expect(await stateOf(id)).toBe('waiting')
  // Counted between reading and passing: it is read again.
  const read = await entryOf(id)
  await addHeads(dongpuOrganiser, { activityId: id, heads: 900, consultations: 0, idempotencyKey: 'l' })
  expect(await decideReviews(organiser, { entries: [read], decision: 'pass', reason: '' })).toEqual({
    ok: false,
    reason: 'changedMeanwhile',
  })
  await passes()
  const { version, heads: headsSeen } = await rowOf(id)
  await recordHeads(organiser, { id, version, heads: 50, consultations: null, headsSeen })
  expect(await stateOf(id)).toBe(null)
  await decides(organiser, id, 'sendBack', '请核对人次')
  await changes(dongpuOrganiser, id, { form: '法律知识讲座', place: '东埔公园' })
  expect(await rowOf(id)).toMatchObject({ review: 'waiting', reviewReason: null })
})

test('residents see a public event once it is passed, and it is called off there while it waits again', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  await asks('activities')
  const id = await enters(dongpuOrganiser, units.dongpu, { day: '2023-03-20' })
  const inFeed = async () => (await publicItems('2023-03-01')).map(each => each.status)
  const isShown = () =>
    publicEvent(id).then(
      () => true,
      () => false,
    )

  expect([await inFeed(), await isShown()]).toEqual([[], false])

  await decides(organiser, id, 'pass')
  const [shown] = await publicItems('2023-03-01')
  expect([shown?.status, await isShown()]).toEqual(['scheduled', true])

  await changes(dongpuOrganiser, id, { day: '2023-03-21' })
  const [gone] = await publicItems('2023-03-01')
  expect([gone?.status, gone?.day, await isShown()]).toEqual(['cancelled', '2023-03-20', false])
  expect(gone?.sequence).toBeGreaterThan(shown?.sequence ?? 0)

  await decides(organiser, id, 'pass')
  const [again] = await publicItems('2023-03-01')
  expect([again?.status, again?.day]).toEqual(['scheduled', '2023-03-21'])
  expect(again?.sequence).toBeGreaterThan(gone?.sequence ?? 0)
})

test('outputs wait in the same way', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  const [way] = await db.select().from(channel).orderBy(channel.id).limit(1)
  await asks('outputs')
  const facts = materialInput.parse({
    day: '2023-03-08',
    channelId: way?.id,
    quantity: 20,
    unitId: units.dongpu,
    topic: '禁毒',
  })
  const { id } = await addMaterial(dongpuOrganiser, facts)
  const row = async () =>
    (await db.select().from(output).where(eq(output.id, id)))[0] as typeof output.$inferSelect
  const passes = async () =>
    decideReviews(organiser, {
      entries: [readOf({ ...(await row()), kind: 'output' })],
      decision: 'pass',
      reason: '',
    })

  expect((await row()).review).toBe('waiting')
  await passes()
  await changeMaterial(dongpuOrganiser, { ...facts, topic: '禁毒月', id, version: (await row()).version })
  expect((await row()).review).toBe(null)
  await changeMaterial(dongpuOrganiser, { ...facts, quantity: 21, id, version: (await row()).version })
  expect((await row()).review).toBe('waiting')
  expect(
    (
      await addMaterial(organiser, facts).then(async ({ id: own }) =>
        db.select().from(output).where(eq(output.id, own)),
      )
    )[0]?.review,
  ).toBe(null)
  expect(await stateOf(await enters(dongpuOrganiser, units.dongpu))).toBe(null)
})

test('what an adviser did in a community waits too; what its leader did does not', async () => {
  const { organiser, administrator, dongpuOrganiser } = world.viewers
  const at = { day: '2023-03-02', unitId: units.dongpu }
  const term = { name: '王律师', unitId: units.street, fromDay: '2023-01-01' }
  await addAdviser(administrator, newAdviserInput.parse(term))
  await asks('works')
  const enters = async (viewer: Viewer, facts: object) => {
    const made = await addWork(viewer, newWorkInput.parse({ ...at, who: '王律师', matter: '调解', ...facts }))
    if (!made.ok) throw new Error(made.reason)
    return made.id
  }
  const stateOf = async (id: number) => (await workById(organiser, id)).review
  const entryOf = async (id: number) => readOf({ ...(await workById(organiser, id)), kind: 'legalWork' })
  const figures = async () => {
    const of = { from: '2023-01-01', to: '2023-12-31', asOf: '2023-03-09' }
    const { headings, worksAwaitingReview } = await figuresOf(await filterFor(organiser, of))
    return [headings.adviserWork, headings.adviserDecisions, worksAwaitingReview]
  }

  const waiting = await enters(dongpuOrganiser, { kind: 'mediation' })
  const ofStreet = await enters(organiser, { kind: 'decision' })
  const ofLeader = await enters(dongpuOrganiser, { kind: 'hearing', who: '苏美玲' })
  expect([await stateOf(waiting), await stateOf(ofStreet), await stateOf(ofLeader)]).toEqual([
    'waiting',
    null,
    null,
  ])
  expect(await figures()).toEqual([1, 1, 1])
  expect((await reviewList(organiser)).map(each => [each.kind, each.name])).toEqual([['legalWork', '调解']])

  const sent = { entries: [await entryOf(waiting)], decision: 'sendBack' as const, reason: '请写案号' }
  expect(await decideReviews(organiser, sent)).toMatchObject({ ok: true, count: 1 })
  expect(await reviewCounts(dongpuOrganiser)).toEqual({ toDecide: 0, sentBack: 1 })
  await submitAgain(dongpuOrganiser, { entry: await entryOf(waiting) })
  await decideReviews(organiser, { entries: [await entryOf(waiting)], decision: 'pass', reason: '' })
  expect(await figures()).toEqual([2, 1, 0])

  const { version } = await workById(organiser, waiting)
  const changed = newWorkInput.parse({ ...at, kind: 'lawsuit', who: '王律师', matter: '应诉' })
  await changeWork(dongpuOrganiser, { ...changed, id: waiting, version })
  expect(await stateOf(waiting)).toBe('waiting')
})
