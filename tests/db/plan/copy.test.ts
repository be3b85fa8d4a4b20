import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { Conflict, NotFound } from '@/lib/core/errors'
import { copyPlan } from '@/lib/plan/copy/copy.commands'
import { copyOf, copySourceFor, copySources } from '@/lib/plan/copy/copy.queries'
import { saveItem } from '@/lib/plan/items/item.commands'
import { mustLearnOf } from '@/lib/plan/items/topic.queries'
import { createPlan } from '@/lib/plan/plan.commands'
import { itemInput } from '@/lib/plan/plan.input'
import { planDocument } from '@/lib/plan/plan.queries'
import { closeWorld, openWorld, setPlanRulesNow, units, type World } from '../../world'

let world: World
let sourceId: number
const today = '2023-03-10'
const key = (of: string) => of.repeat(32)

beforeAll(async () => {
  world = await openWorld()
  sourceId = await hasPlan(2023)
  await adds(sourceId, { time: '每月', content: '中心组学习', form: '中心组学习', audience: '中心组成员' })
  await adds(sourceId, {
    time: '3月16日',
    content: '学习宪法',
    lecturer: '张三',
    mustLearn: 'on',
    topics: '宪法',
  })
  await adds(sourceId, { time: '4月15日', content: '国家安全教育日', form: '宣传咨询活动', audience: '居民' })
})
afterAll(closeWorld)

async function hasPlan(year: number, kind: 'officials' | 'workPoints' = 'officials') {
  const made = await createPlan(world.viewers.organiser, { year, kind, unitId: units.street, title: '' })
  if (!made.ok) throw new Error(made.reason)
  return made.planId
}

async function adds(planId: number, facts: Record<string, string>) {
  const saved = await saveItem(
    world.viewers.organiser,
    itemInput.parse({ planId: String(planId), form: '集中学法', unitId: String(units.office), ...facts }),
  )
  if (!saved.ok) throw new Error(saved.reason)
  return saved.itemId
}

const version = async (planId: number) =>
  (await planDocument(world.viewers.organiser, planId, today)).plan.version
const itemsOf = async (planId: number) =>
  (await planDocument(world.viewers.organiser, planId, today)).items.map(item =>
    [
      item.timeWords,
      item.fromDay,
      item.content,
      item.audienceWords,
      item.unitName,
      item.lecturer,
      item.remark,
      item.occurrences.length,
    ].join('|'),
  )
const counts = () =>
  db.all(sql`select (select count(*) from plan) as plans, (select count(*) from plan_item) as items,
    (select count(*) from audit) as audits`)

test('the list before the copy writes nothing, and says from where to where', async () => {
  const before = await counts()

  const copy = await copyOf(world.viewers.organiser, sourceId, 2024, { asOf: today })

  expect(copy.lines.map(line => `${line.from.timeWords}>${line.to.timeWords}`)).toEqual([
    '每月>每月',
    '3月16日>3月14日',
    '4月15日>4月15日',
  ])
  expect([copy.title, copy.isPublished, copy.target]).toEqual(['演示街道2024年度机关学法安排', true, null])
  expect((await copyOf(world.viewers.organiser, sourceId, 2040, { asOf: today })).isPublished).toBe(false)
  expect(await counts()).toEqual(before)
})

test('the copy makes the plan of the year with its audiences, topics and lecturers to be asked; sent twice, once', async () => {
  const input = { sourceId, year: 2024, version: await version(sourceId), keep: [], idempotencyKey: key('a') }

  const made = await copyPlan(world.viewers.organiser, input)
  const again = await copyPlan(world.viewers.organiser, input)
  const other = await copyPlan(world.viewers.organiser, { ...input, idempotencyKey: key('b') })

  expect(again).toEqual(made)
  expect(other).toEqual({ ok: false, reason: 'targetNotEmpty' })
  if (!made.ok) throw new Error(made.reason)
  expect(await itemsOf(made.planId)).toEqual([
    '每月|2024-01-01|中心组学习|中心组成员|党政办公室|||12',
    '3月14日|2024-03-14|学习宪法||党政办公室|张三|主讲人待确认|1',
    '4月15日|2024-04-15|国家安全教育日|居民|党政办公室|||1',
  ])
  expect((await mustLearnOf(2024)).map(topic => topic.name)).toEqual(['宪法'])
  const audits = await db.all<{ action: string }>(
    sql`select action from audit where subject_id = ${String(made.planId)} and subject = 'plan' order by id`,
  )
  expect(audits.map(each => each.action)).toEqual(['plan.create', 'plan.copy'])
})

test('an item whose old date was asked for keeps it', async () => {
  const { lines } = await copyOf(world.viewers.organiser, sourceId, 2027, { asOf: today })
  const study = lines.find(line => line.content === '学习宪法')
  const made = await copyPlan(world.viewers.organiser, {
    sourceId,
    year: 2027,
    version: await version(sourceId),
    keep: [study?.item.id ?? 0],
    idempotencyKey: key('e'),
  })

  if (!made.ok) throw new Error(made.reason)
  expect([study?.isMoved, study?.from.timeWords]).toEqual([true, study?.kept.to.timeWords])
  expect((await itemsOf(made.planId))[1]?.split('|')[0]).toBe(study?.from.timeWords)
})

test('a draft without items is filled, under its own name; parts stay with their points', async () => {
  const points = await hasPlan(2023, 'workPoints')
  const above = await adds(points, { time: '11月底', content: '普法责任制', form: '' })
  await adds(points, {
    time: '11月30日',
    content: '各社区落实',
    form: '',
    parentId: String(above),
    weight: '40',
  })
  const target = await hasPlan(2025, 'workPoints')
  await setPlanRulesNow(world.viewers.organiser, {
    planId: target,
    title: '另有名称',
    leaveRule: 'absent',
    makeUpDays: 10,
    requiredShare: 80,
    theoryLeftOut: false,
    correctsOpened: false,
    reason: '',
  })

  const made = await copyPlan(world.viewers.organiser, {
    sourceId: points,
    year: 2025,
    version: await version(points),
    keep: [],
    idempotencyKey: key('c'),
  })

  expect(made).toEqual({ ok: true, planId: target })
  const { plan, items } = await planDocument(world.viewers.organiser, target, today)
  expect([plan.title, plan.leaveRule, plan.makeUpDays]).toEqual(['另有名称', 'absent', 10])
  expect(items.map(item => [item.content, item.toDay, item.weight, item.parentId === items[0]?.id])).toEqual([
    ['普法责任制', '2025-11-30', null, false],
    ['各社区落实', '2025-11-30', 40, true],
  ])
})

test('a source that changed since the preview is shown again; people without the right find nothing', async () => {
  const stale = {
    sourceId,
    year: 2026,
    version: (await version(sourceId)) - 1,
    keep: [],
    idempotencyKey: key('d'),
  }

  await expect(copyPlan(world.viewers.organiser, stale)).rejects.toThrow(Conflict)
  await expect(copyOf(world.viewers.dongpuOrganiser, sourceId, 2026, { asOf: today })).rejects.toThrow(
    NotFound,
  )
  await expect(copyOf(world.viewers.leader, sourceId, 2026, { asOf: today })).rejects.toThrow(NotFound)
  await expect(copyOf(world.viewers.organiser, sourceId, 2023, { asOf: today })).rejects.toThrow(NotFound)
})

test('what can be started from is the last plan of each kind, where the year has none with items yet', async () => {
  const of = { kind: 'officials' as const, unitId: units.street }

  expect((await copySources(world.viewers.organiser, 2026)).map(each => `${each.year} ${each.kind}`)).toEqual(
    ['2025 workPoints', '2024 officials'],
  )
  expect((await copySources(world.viewers.organiser, 2024)).map(each => each.kind)).toEqual(['workPoints'])
  expect(await copySources(world.viewers.dongpuOrganiser, 2026)).toEqual([])
  expect((await copySourceFor(world.viewers.organiser, { ...of, year: 2026 }))?.year).toBe(2024)
  expect(await copySourceFor(world.viewers.organiser, { ...of, year: 2023 })).toBeNull()
})
