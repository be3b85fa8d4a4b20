import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { plan } from '@/db/schema/plan'
import { systemViewer } from '@/lib/access/access.queries'
import { undoImport } from '@/lib/import/undo/undo.commands'
import type { ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { docxOf } from '../../fixtures/office-files'
import { bring, countsIn, faultsIn } from '../../sheets'
import { closeWorld, openWorld, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

const heads = '时间|学习内容|学习形式|学习对象|责任单位|次数|必学|备注'
const officials = [
  '3月|学习宪法|集中学法|全体机关干部|党政办公室||宪法|',
  '每月|中心组学习|中心组学习|中心组成员|||否|',
  '全年|以案释法|法治专题讲座|全体机关干部、各社区党员|司法所|每季1次|是|',
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

test('a number by which Excel keeps a day is asked once; who issued a plan is no row of it', async () => {
  const rows = [
    '45000|学习宪法|集中学法|全体机关干部||||',
    '45061|学习民法典|集中学法|全体机关干部||||',
    '演示街道办事处 2023.1.10|||||||',
  ]
  const asked = await bringPlan(rows, {})

  expect(faultsIn(asked)).toEqual(['3 serial', '4 serial'])
  expect('questions' in asked && asked.questions.map(each => each.key)).toEqual(['serial time'])
  await bringPlan(rows, { answers: { 'serial time': 'days' } })
  expect((await items()).map(each => each.split(' ')[1])).toEqual([
    '2023-03-15–2023-03-15',
    '2023-05-15–2023-05-15',
  ])
})

test('a plan brought in by an organiser stays a draft', async () => {
  await bring(world.viewers.organiser, 'plan', { heads, rows: officials }, { year: 2023, plan: 'officials' })

  expect(await db.select({ status: plan.status }).from(plan)).toEqual([{ status: 'draft' }])
})

test('an adjusted plan is asked item by item: what it replaces, what is new, what falls away', async () => {
  const viewer = await systemViewer('命令行')
  await bringPlan([
    '3月|学习宪法|集中学法|全体机关干部||||',
    '7月|学习民法典|集中学法|全体机关干部||||',
    '8月|学习行政处罚法|集中学法|全体机关干部||||',
    '9月|学习保密法|集中学法|全体机关干部||||',
  ])
  const rows = [
    '7月|学习民法典|集中学法|全体机关干部||||',
    '10月|学习行政处罚法|集中学法|全体机关干部||||',
    '11月|学习消防法|专题讲座|全体机关干部||||',
  ]
  const adjusted = (answers: Record<string, string> = {}) =>
    bring(
      viewer,
      'plan',
      { heads, rows, title: '2023年下半年机关学法安排（调整）' },
      { year: 2023, plan: 'officials', answers },
    )

  const first = await adjusted()
  const asked = 'questions' in first ? first.questions : []
  expect(asked.map(each => each.choices.map(one => one.text))).toEqual([
    ['替换“8月 学习行政处罚法”', '新增一项', '替换“3月 学习宪法”', '替换“9月 学习保密法”'],
    ['新增一项', '替换“3月 学习宪法”', '替换“8月 学习行政处罚法”', '替换“9月 学习保密法”'],
  ])
  const said = Object.fromEntries(asked.map(each => [each.key, each.choices[0]?.value ?? '']))
  const second = await adjusted(said)
  const left = 'questions' in second ? second.questions : []
  expect(left.map(each => each.text)).toEqual(['调整后的表里没有“9月 学习保密法”：还保留吗？'])
  const done = await adjusted({ ...said, [left[0]?.key ?? '']: 'drop' })

  expect(countsIn(done)).toBe('1/1/1/0')
  expect((await items()).map(each => each.split(' ').slice(0, 2).join(' '))).toEqual([
    '学习宪法 2023-03-01–2023-03-31',
    '学习民法典 2023-07-01–2023-07-31',
    '学习行政处罚法 2023-10-01–2023-10-31',
    '学习消防法 2023-11-01–2023-11-30',
  ])

  const [run] = await db.all<{ id: number }>(sql`select max(id) as id from import_run`)
  expect(await undoImport(viewer, { runId: run?.id ?? 0, reason: '再定' })).toMatchObject({ ok: true })
  expect((await items()).map(each => each.split(' ')[0])).toEqual([
    '学习宪法',
    '学习民法典',
    '学习行政处罚法',
    '学习保密法',
  ])
})

test('the same file twice changes nothing; a change is shown before and after, and makes a revision', async () => {
  await bringPlan(officials)

  expect(countsIn(await bringPlan(officials))).toBe('0/0/3/0')
  const changed = await bringPlan(['3月|学习宪法|集中学法|全体机关干部|司法所||宪法|'])

  expect(countsIn(changed)).toBe('0/1/0/0')
  expect((await items())[0]).toBe('学习宪法 2023-03-01–2023-03-31 司法所 1次')
  expect(await db.select({ revision: plan.revision }).from(plan)).toEqual([{ revision: 2 }])
})

test('a document of the office is read as a sheet is: merged cells, lines in cells, and each fault in its row', async () => {
  const cell = (text: string, facts = '') =>
    `<w:tc><w:tcPr>${facts}</w:tcPr>${text
      .split('/')
      .map(line => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`)
      .join('')}</w:tc>`
  const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`
  const begins = '<w:vMerge w:val="restart"/>'
  const goesOn = '<w:vMerge/>'
  const table = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`
  const bytes = docxOf(
    table(
      row(...['时间', '学习内容', '学习形式', '学习对象', '责任单位'].map(head => cell(head))),
      row(
        cell('3月/中旬', begins),
        cell('学习宪法/和民法典'),
        cell('集中/学法'),
        cell('各社区/党员'),
        cell('党政办公室', begins),
      ),
      row(
        cell('', goesOn),
        cell('学习保密法'),
        cell('集中学法'),
        cell('中心组成员/各社区党员'),
        cell('', goesOn),
      ),
      row(cell('2023.13.45'), cell('学习刑法'), cell('集中学法'), cell('党员'), cell('司法所')),
    ) +
      table(
        row(...['学习内容', '时间', '学习对象', '学习形式'].map(head => cell(head))),
        row(...['学习水法', '二季度', '居民', '宣传咨询活动'].map(text => cell(text))),
      ),
  )
  const given = { bytes, fileName: '2023年学法安排.docx' }
  const said = { year: 2023, plan: 'officials' as const }
  const viewer = await systemViewer('命令行')

  const refused = await bring(viewer, 'plan', given, said)
  const brought = await bring(viewer, 'plan', given, { ...said, setAside: true })

  expect([countsIn(refused), faultsIn(refused)]).toEqual(['3/0/0/1', ['4 timeImpossible']])
  expect(await items()).toEqual([
    '学习宪法 和民法典 2023-03-11–2023-03-20 党政办公室 1次',
    '学习保密法 2023-03-11–2023-03-20 党政办公室 1次',
    '学习水法 2023-04-01–2023-06-30 演示街道 1次',
  ])
  expect(countsIn(brought)).toBe('3/0/0/1')
  const words = await db.all<{ words: string }>(
    sql`select a.words from plan_item i join audience a on a.id = i.audience_id order by i.position`,
  )
  expect(words.map(each => each.words)).toEqual(['各社区党员', '中心组成员、各社区党员', '居民'])
  expect(await bring(viewer, 'plan', { bytes: docxOf('<w:p/>'), fileName: '空.docx' }, said)).toMatchObject({
    refused: 'unreadable.noTable',
  })
})

test('work of every community is the work of the plan’s unit', async () => {
  await bringPlan(['4月|国家安全法宣传|宣传咨询活动|居民|各社区|||'])

  expect(await items()).toEqual(['国家安全法宣传 2023-04-01–2023-04-30 演示街道 1次'])
})

test('a wording that is not the name of one unit is said in the preview and kept in the remark', async () => {
  const rows = [
    '4月|国家安全法宣传|宣传咨询活动|居民|各社区|||',
    '5月|民法典宣传|宣传咨询活动|居民|党政办公室、司法所|||有展板',
  ]
  const brought = await bringPlan(rows)

  expect('notes' in brought && brought.notes.find(each => each.reason === 'unitsTaken')?.text).toBe(
    '第 3、4 行的责任单位不是一个单位的名称：记为“演示街道、党政办公室”，原文写入备注',
  )
  expect(await db.all(sql`select remark from plan_item order by position`)).toEqual([
    { remark: '责任单位：各社区' },
    { remark: '责任单位：党政办公室、司法所；有展板' },
  ])
  expect(countsIn(await bringPlan(rows))).toBe('0/0/2/0')
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
    select u.name || ' ' || coalesce(above.content, '') || ' ' || i.weight || ' ' || i.time_words || ' ' ||
      (select count(*) from occurrence o where o.plan_item_id = i.id) || '次' as text
    from plan_item i join unit u on u.id = i.unit_id left join plan_item above on above.id = i.parent_id order by u.id`)
  expect(rows.map(row => row.text)).toEqual([
    '司法所  20 12月31日 1次',
    '东埔社区 广泛开展法治宣传教育 40 每季度（12月31日） 4次',
    '和平社区 广泛开展法治宣传教育 40 每季度（12月31日） 4次',
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
