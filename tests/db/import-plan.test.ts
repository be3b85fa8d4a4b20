import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { plan } from '@/db/schema/plan'
import { systemViewer } from '@/lib/access/queries'
import type { ImportOptions } from '@/lib/import/importer'
import { bring, countsIn, faultsIn } from '../sheets'
import { closeWorld, openWorld, type World } from '../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

const heads = '时间|学习内容|学习形式|学习对象|责任单位|次数|必学|备注'
const officials = [
  '3月|学习宪法|集中学法|全体机关干部|党政办公室||宪法|',
  '每月|中心组学习|中心组学习|中心组成员|||否|',
  '全年|以案释法|法治专题讲座|全体机关干部、各社区党员|司法所|4|是|',
]

async function bringPlan(rows: string[], said: Partial<ImportOptions> = {}) {
  const options = { year: 2023, plan: 'officials' as const, ...said }
  return bring(
    await systemViewer('命令行'),
    'plan',
    { heads, rows, title: '演示街道2023年度机关学法安排' },
    options,
  )
}

async function items(): Promise<string[]> {
  const rows = await db.all<{ text: string }>(sql`
    select i.content || ' ' || i.from_day || '–' || i.to_day || ' ' || u.name || ' ' ||
      (select count(*) from occurrence o where o.plan_item_id = i.id) || '次' as text
    from plan_item i join unit u on u.id = i.unit_id order by i.plan_id, i.position, i.id`)
  return rows.map(row => row.text)
}

test('a plan on the command line is issued, with its occurrences and must-learn topics', async () => {
  const report = await bringPlan(officials)

  expect(countsIn(report)).toBe('3/0/0/0')
  expect(await items()).toEqual([
    '学习宪法 2023-03-01–2023-03-31 党政办公室 1次',
    '中心组学习 2023-01-01–2023-12-31 演示街道 12次',
    '以案释法 2023-01-01–2023-12-31 司法所 4次',
  ])
  expect(await db.select({ status: plan.status, revision: plan.revision }).from(plan)).toEqual([
    { status: 'issued', revision: 1 },
  ])
  const topics = await db.all<{ name: string }>(
    sql`select t.name from must_learn_topic m join topic t on t.id = m.topic_id where m.year = 2023 order by t.id`,
  )
  expect(topics.map(each => each.name)).toEqual(['宪法', '以案释法'])
})

test('a plan brought in by an organiser stays a draft', async () => {
  await bring(world.viewers.organiser, 'plan', { heads, rows: officials }, { year: 2023, plan: 'officials' })

  expect(await db.select({ status: plan.status }).from(plan)).toEqual([{ status: 'draft' }])
})

test('the same file twice changes nothing; a change is shown before and after, and makes a revision', async () => {
  await bringPlan(officials)

  expect(countsIn(await bringPlan(officials))).toBe('0/0/3/0')
  const changed = await bringPlan(['3月|学习宪法|集中学法|全体机关干部|司法所||宪法|'])

  expect(countsIn(changed)).toBe('0/1/0/0')
  expect((await items())[0]).toBe('学习宪法 2023-03-01–2023-03-31 司法所 1次')
  expect(await db.select({ revision: plan.revision }).from(plan)).toEqual([{ revision: 2 }])
})

test('work of every community is the work of the plan’s unit', async () => {
  await bringPlan(['4月|国家安全法宣传|宣传咨询活动|居民|各社区|||'])

  expect(await items()).toEqual(['国家安全法宣传 2023-04-01–2023-04-30 演示街道 1次'])
})

test.each([
  ['a time that nobody understands', '某时|学习宪法|集中学法|全体机关干部||||', '3 timeUnreadable'],
  ['people whom nobody knows', '3月|学习宪法|集中学法|全体飞行员||||', '3 unknownAudience'],
  ['a form that is nearly known', '3月|学习宪法|集中学发|全体机关干部||||', '3 unknownForm'],
  ['a unit that nobody knows', '3月|学习宪法|集中学法|全体机关干部|东铺社区|||', '3 noSuchUnit'],
])('%s is faulty', async (_, row, fault) => {
  expect(faultsIn(await bringPlan([row]))).toEqual([fault])
  expect(await items()).toEqual([])
})

test('words of an audience that were said to mean others are remembered', async () => {
  const row = '3月|学习宪法|集中学法|机关全员||||'

  await bringPlan([row], { aliases: { 机关全员: '全体机关干部' } })

  expect(countsIn(await bringPlan([row, '4月|学习民法典|集中学法|机关全员||||']))).toBe('1/0/1/0')
})

test('work points are broken down by unit, each under the point above', async () => {
  const points = {
    heads: '工作要点|上级要点|责任单位|完成时限|权重|佐证',
    rows: [
      '每季度宣传不少于1次|广泛开展法治宣传教育|东埔社区、和平社区|12月31日|40%|照片',
      '广泛开展法治宣传教育||司法所|12月31日|20|',
    ],
  }
  const viewer = await systemViewer('命令行')
  const said = { year: 2023, plan: 'workPoints' as const }

  const report = await bring(viewer, 'plan', points, said)

  expect(countsIn(report)).toBe('2/0/0/0')
  const rows = await db.all<{ text: string }>(sql`
    select u.name || ' ' || coalesce(above.content, '') || ' ' || i.weight as text
    from plan_item i join unit u on u.id = i.unit_id left join plan_item above on above.id = i.parent_id order by u.id`)
  expect(rows.map(row => row.text)).toEqual([
    '司法所  20',
    '东埔社区 广泛开展法治宣传教育 40',
    '和平社区 广泛开展法治宣传教育 40',
  ])
  expect(countsIn(await bring(viewer, 'plan', points, said))).toBe('0/0/2/0')
})

test('a point above that is nowhere is faulty', async () => {
  const report = await bring(
    await systemViewer('命令行'),
    'plan',
    { heads: '工作要点|上级要点|责任单位|完成时限', rows: ['每季度宣传|没有的要点|东埔社区|12月31日'] },
    { year: 2023, plan: 'workPoints' },
  )

  expect(faultsIn(report)).toEqual(['2 noSuchPoint'])
})
