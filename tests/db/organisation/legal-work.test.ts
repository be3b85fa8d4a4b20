import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { legalWork } from '@/db/schema/legal-work'
import { bodyRole } from '@/db/schema/roster'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import {
  addAdviser,
  addWork,
  changeAdviser,
  changeWork,
  removeWork,
} from '@/lib/organisation/legal-work/legal-work.commands'
import { newAdviserInput, newWorkInput } from '@/lib/organisation/legal-work/legal-work.input'
import { advisersOf, worksOf } from '@/lib/organisation/legal-work/legal-work.queries'
import { bodiesOf } from '@/lib/organisation/people/body.queries'
import { figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { closeWorld, openWorld, people, tags, units, type World } from '../../world'

let world: World
let key = 0
beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

const work = (viewer: Viewer, facts: object) =>
  addWork(
    viewer,
    newWorkInput.parse({
      ...{ day: '2023-03-08', kind: 'decision', who: '王律师', unitId: units.street, matter: '老旧小区改造' },
      ...{ idempotencyKey: `k${key++}`, ...facts },
    }),
  )
const term = (facts: object) =>
  newAdviserInput.parse({
    ...{ name: '王律师', unitId: units.street, fromDay: '2023-01-01', isFullTime: 'on' },
    ...{ idempotencyKey: `k${key++}`, ...facts },
  })
const figures = async (asOf = '2023-03-09') => {
  const of = { from: '2023-01-01', to: '2023-12-31', asOf }
  return (await figuresOf(await filterFor(world.viewers.leader, of))).headings
}

test('an adviser is recorded by the administrator, ends with a last day, and counts as long as in office', async () => {
  const { administrator, organiser } = world.viewers
  await expect(addAdviser(organiser, term({}))).rejects.toThrow()
  const made = await addAdviser(administrator, term({}))
  if (!made.ok) throw new Error(made.reason)

  expect(await addAdviser(administrator, term({ phone: '1' }))).toMatchObject({ reason: 'termExists' })
  expect((await figures()).fullTimeAdvisers).toBe(1)
  const { idempotencyKey, ...typed } = term({ toDay: '2023-03-08', contract: '聘字1号' })
  await changeAdviser(administrator, { ...typed, id: made.id, version: 0 })
  expect([(await figures()).fullTimeAdvisers, (await figures('2023-03-08')).fullTimeAdvisers]).toEqual([0, 1])
  await expect(
    changeAdviser(administrator, { ...typed, id: made.id, version: 0, name: '别人' }),
  ).rejects.toThrow()
  expect(await advisersOf(administrator, '2023-03-09')).toMatchObject([
    { name: '王律师', contract: '聘字1号', isFullTime: true, inOffice: false },
  ])
})

test('work names an adviser in office that day or a person of the unit; every piece counts under its kind', async () => {
  const { organiser, dongpuOrganiser, leader } = world.viewers
  const refused = async (facts: object) => (await work(organiser, facts)) as { reason?: string }

  expect(await refused({ day: '2023-03-09' })).toMatchObject({ reason: 'noAdviser' })
  expect(await refused({ kind: 'trial' })).toMatchObject({ reason: 'nobody' })
  expect(await work(organiser, {})).toMatchObject({ ok: true })
  expect(await work(organiser, { kind: 'lawsuit', matter: '信息公开案' })).toMatchObject({ ok: true })
  expect(await work(organiser, { kind: 'trial', who: '陈志强', matter: '庭审' })).toMatchObject({ ok: true })
  // A community is advised by the street's too.
  expect(
    await work(dongpuOrganiser, { kind: 'mediation', unitId: units.dongpu, matter: '邻里纠纷' }),
  ).toMatchObject({ ok: true })
  await expect(work(dongpuOrganiser, {})).rejects.toThrow()
  await expect(work(leader, {})).rejects.toThrow()

  expect(await figures()).toMatchObject({
    ...{ adviserWork: 3, adviserDecisions: 1, adviserLawsuits: 1, adviserMediations: 1, trialsAttended: 1 },
  })
  expect((await worksOf(dongpuOrganiser, 2023)).map(each => each.matter)).toEqual(['邻里纠纷'])
})

test('a record is changed and removed by who organises its unit, as it was seen', async () => {
  const { organiser, hepingOrganiser } = world.viewers
  const [first] = await worksOf(organiser, 2023)
  const { id, day, unitId, matter } = first as NonNullable<typeof first>
  const typed = { day, unitId, matter, kind: 'advice' as const, who: '王律师', paper: '意见书' }

  await expect(changeWork(hepingOrganiser, { ...typed, id, version: 0 })).rejects.toThrow()
  await changeWork(organiser, { ...typed, id, version: 0 })
  await expect(removeWork(organiser, { id, version: 0, reason: '重复' })).rejects.toThrow()
  expect((await figures()).adviserDecisions).toBe(0)
  await removeWork(organiser, { id, version: 1, reason: '重复' })
  expect(await db.select().from(legalWork).where(eq(legalWork.id, id))).toEqual([])
})

test('a body is listed with its head, deputies and members, to who sees their units', async () => {
  const { leader, hepingOrganiser } = world.viewers
  await write(tx =>
    tx.insert(bodyRole).values([
      { tagId: tags.centreGroup, personId: people.linjing, role: 'member' },
      { tagId: tags.centreGroup, personId: people.zhengxiaoyan, role: 'deputy' },
    ]),
  )
  const [body] = await bodiesOf(leader, '2023-03-09')

  expect(body?.members.map(each => [each.role, each.name])).toEqual([
    ['head', '陈志强'],
    ['deputy', '郑晓燕'],
    ['member', '林静'],
  ])
  expect(await bodiesOf(hepingOrganiser, '2023-03-09')).toEqual([])
  expect(await bodiesOf(leader, '2021-01-01')).toEqual([])
})
