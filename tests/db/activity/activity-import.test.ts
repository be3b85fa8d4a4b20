import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { write } from '@/db/write'
import { bring, countsIn, faultsIn } from '../../sheets'
import { atTime, closeWorld, hasActivity, openWorld, units, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

const heads = '日期|活动名称|形式|主办单位|编号|对象'

function bringAsDongpu(row: string) {
  return bring(world.viewers.dongpuOrganiser, 'activities', { heads, rows: [row] })
}

test('a code of another unit’s activity does not hand that activity over', async () => {
  const { hepingOrganiser } = world.viewers
  const id = await hasActivity(hepingOrganiser, { hostUnitId: units.heping, audienceWords: '和平社区' })
  await write(tx => tx.run(sql`update activity set code = 'HP-1' where id = ${id}`))

  const answer = await bringAsDongpu('2023-03-10|东埔学法|集中学法|东埔社区|HP-1|东埔社区')

  expect(faultsIn(answer)).toEqual(['2 outsideScope'])
  expect(await db.all(sql`select host_unit_id as host from activity where id = ${id}`)).toEqual([
    { host: units.heping },
  ])
})

test('a sheet puts nobody outside one’s units on a list', async () => {
  const answer = await bringAsDongpu('2023-03-10|东埔学法|集中学法|东埔社区||东埔社区、和平社区')

  expect(faultsIn(answer)).toEqual(['2 audienceOutside'])
})

test('a community’s own sheet comes in', async () => {
  const answer = await bringAsDongpu('2023-03-10|东埔学法|集中学法|东埔社区||东埔社区')

  expect(faultsIn(answer)).toEqual([])
  expect(await db.all(sql`select title from activity`)).toEqual([{ title: '东埔学法' }])
})

test('a wide ledger of activities enters what it counts beside them, once it was asked', async () => {
  atTime('2024-01-05T09:00:00+08:00')
  const wide = '日期|活动名称|形式|主办单位|横幅/条|LED屏（次）|宣传册（本）|入户（户）|发放资料'
  const rows = [
    '2023-03-08|妇女权益宣传|宣传咨询活动|东埔社区|2|4|50|12|',
    '2023-04-15|国家安全宣传|宣传咨询活动|东埔社区|0|—||3|300份',
    '2098-04-15|国家安全宣传|宣传咨询活动|东埔社区|5||||',
  ]
  const bringWide = (answers: Record<string, string> = {}) =>
    bring(world.viewers.dongpuOrganiser, 'activities', { heads: wide, rows }, { answers })
  const ledger = () =>
    db.all(sql`
      select o.day || ' ' || c.name || ' ' || o.quantity || coalesce(o.unit_word, c.unit_word) || coalesce(' ' || o.topic, '') || ' ' || a.title as text
      from output o join channel c on c.id = o.channel_id join activity a on a.id = o.activity_id order by o.day, c.position, o.id`)
  const asked = await bringWide()

  expect(faultsIn(asked)).toEqual(['2 outputsBeside', '3 outputsBeside'])
  expect('unknownColumns' in asked && asked.unknownColumns).toEqual(['入户（户）'])

  const written = await bringWide({ outputsBeside: 'enter' })
  const again = await bringWide({ outputsBeside: 'enter' })

  expect([countsIn(written), countsIn(again)]).toEqual(['3/0/0/0', '0/0/3/0'])
  expect(await ledger()).toEqual([
    { text: '2023-03-08 横幅 2条 妇女权益宣传' },
    { text: '2023-03-08 普法资料 50本 宣传册 妇女权益宣传' },
    { text: '2023-03-08 LED 4次 妇女权益宣传' },
    { text: '2023-04-15 普法资料 300份 国家安全宣传' },
  ])
})

test('what the street has entered for the place of the activity is asked about, too', async () => {
  await bring(world.viewers.administrator, 'outputs', {
    heads: '日期|渠道|数量|地点|责任单位',
    rows: [
      '2023-03-08|普法资料|32本|东埔社区|演示街道',
      '2023-03-09|普法资料|40份|文化广场|演示街道',
      '2023-03-10|普法资料|50份|和平社区|演示街道',
    ],
  })

  const asked = await bring(
    world.viewers.administrator,
    'activities',
    {
      heads: '日期|活动名称|形式|主办单位|地点|普法资料（册）',
      rows: [
        '2023-03-08|青少年法治课堂|宣传咨询活动|东埔社区|社区会议室|32',
        '2023-03-09|妇女权益宣传|宣传咨询活动|东埔社区|文化广场|40',
        '2023-03-10|禁毒宣传|宣传咨询活动|东埔社区|社区会议室|50',
      ],
    },
    { answers: { outputsBeside: 'enter' } },
  )

  expect(faultsIn(asked)).toEqual(['2 sameAsStanding', '3 sameAsStanding'])
})

test('what stands in the ledger of material already is not counted twice', async () => {
  await bring(world.viewers.administrator, 'outputs', {
    heads: '日期|渠道|数量|责任单位',
    rows: ['2023-03-08|横幅|2|东埔社区'],
  })
  const given = {
    heads: '日期|活动名称|形式|主办单位|横幅（条）',
    rows: ['2023-03-08|妇女权益宣传|宣传咨询活动|东埔社区|2'],
  }
  const answers = { outputsBeside: 'enter' }

  const asked = await bring(world.viewers.administrator, 'activities', given, { answers })
  expect(faultsIn(asked)).toEqual(['2 sameAsStanding'])

  const same = { ...answers, 'sameAsStanding  entry': 'same' }
  expect(countsIn(await bring(world.viewers.administrator, 'activities', given, { answers: same }))).toBe(
    '1/0/0/0',
  )
  expect(await db.all(sql`select count(*) as count from output`)).toEqual([{ count: 1 }])
})

describe('a ledger without forms and 八进', () => {
  const sheet = {
    heads: '日期|活动名称|主办单位',
    rows: [
      '2023-03-08|妇女权益保障法专题讲座|东埔社区',
      '2023-03-15|消费者权益日宣传|东埔社区',
      '2023-05-20|民法典进企业|司法所',
      '2023-07-18|暑期青少年法治课堂|东埔社区',
      '2023-10-10|座谈会|司法所',
    ],
  }
  const written = () =>
    db.all<{ text: string }>(sql`
      select a.title || ' ' || a.form || coalesce(' ' || (select group_concat(target) from activity_target where activity_id = a.id), '') as text
      from activity a order by a.day`)

  test('asks for the form of each lot of titles, the likely one first', async () => {
    const asked = await bring(world.viewers.administrator, 'activities', sheet, { dryRun: true })
    if (!('questions' in asked)) throw new Error('refused')
    const forms = asked.questions.filter(each => each.field === 'form')

    expect(forms.map(each => [each.text, each.rows, each.choices[0]?.value])).toEqual([
      ['表中没有“形式”一列：名称像“妇女权益保障法专题讲座”这样的，是哪种形式？', [2, 5], '法律知识讲座'],
      ['表中没有“形式”一列：名称像“消费者权益日宣传”这样的，是哪种形式？', [3, 4], '宣传咨询活动'],
      ['表中没有“形式”一列：名称像“座谈会”这样的，是哪种形式？', [6], forms[2]?.choices[0]?.value],
    ])

    const answers = Object.fromEntries(forms.map(each => [each.key, each.choices[0]?.value ?? '']))
    const report = await bring(world.viewers.administrator, 'activities', sheet, {
      answers: { ...answers, [forms[2]?.key ?? '']: '宣传咨询活动' },
    })
    expect(countsIn(report)).toBe('5/0/0/0')
    expect((await written()).map(each => each.text)).toEqual([
      '妇女权益保障法专题讲座 法律知识讲座',
      '消费者权益日宣传 宣传咨询活动',
      '民法典进企业 宣传咨询活动 进企业',
      '暑期青少年法治课堂 法律知识讲座',
      '座谈会 宣传咨询活动',
    ])
  })

  test('shows the 八进 of titles, which are left out where that is said, and where a column says none', async () => {
    const rows = ['2023-05-20|民法典进企业|宣传咨询活动|司法所', '2023-05-21|宪法进校园|宣传咨询活动|司法所']
    const heads = '日期|活动名称|形式|主办单位'
    const asked = await bring(world.viewers.administrator, 'activities', { heads, rows }, { dryRun: true })
    if (!('questions' in asked)) throw new Error('refused')
    const [offer] = asked.questions

    expect(asked.questions.map(each => [each.text, each.rows, each.choices.map(one => one.text)])).toEqual([
      ['名称里写着八进的对象，如“民法典进企业”→进企业：记入八进吗？', [2, 3], ['记入八进', '不记']],
    ])
    const answers = { [offer?.key ?? '']: 'leave' }
    await bring(world.viewers.administrator, 'activities', { heads, rows: rows.slice(0, 1) }, { answers })
    await bring(world.viewers.administrator, 'activities', {
      heads: `${heads}|八进`,
      rows: rows.slice(1).map(each => `${each}|`),
    })
    expect((await written()).map(each => each.text)).toEqual([
      '民法典进企业 宣传咨询活动',
      '宪法进校园 宣传咨询活动',
    ])
  })
})

describe('a ledger beside a plan whose items are of offices', () => {
  beforeEach(async () => {
    const plan = {
      heads: '学法内容|学法形式|学法时间|学法对象|责任单位',
      rows: [
        '《反有组织犯罪法》|专题讲座|3月|全体机关干部|司法所',
        '《安全生产法》|集中学习|6月|全体机关干部|司法所',
      ],
    }
    await bring(world.viewers.administrator, 'plan', plan, { year: 2023, plan: 'officials' })
    atTime('2023-07-01T09:00:00+08:00')
  })
  const sheet = {
    heads: '日期|活动名称|形式|主办单位|对象',
    rows: [
      '2023-03-05|反有组织犯罪法|集中学法|演示街道|全体机关干部',
      '2023-06-18|6月机关集中学法（安全生产法）|集中学法|演示街道|全体机关干部',
      '2023-06-20|季度学习会|集中学法|演示街道|全体机关干部',
    ],
  }
  const joined = () =>
    db.all<{ text: string }>(sql`
      select a.title || coalesce('→' || i.content, '') as text from activity a left join plan_item i on i.id = a.plan_item_id order by a.day`)

  test('joins what its title says, and asks about what it speaks of', async () => {
    const asked = await bring(world.viewers.administrator, 'activities', sheet)
    if (!('questions' in asked)) throw new Error('refused')

    expect(asked.questions.map(each => [each.text, each.rows, each.choices[0]?.text])).toEqual([
      ['“反有组织犯罪法”是计划中的“《反有组织犯罪法》”这一项吗？', [2], '对应到这些计划项'],
      ['“6月机关集中学法（安全生产法）”是计划中的“《安全生产法》”这一项吗？', [3], '不对应计划项'],
    ])
    expect((await joined()).map(each => each.text)).toEqual([
      '反有组织犯罪法→《反有组织犯罪法》',
      '6月机关集中学法（安全生产法）',
      '季度学习会',
    ])
  })

  test('joins what is answered so', async () => {
    const answers = { 'itemLikely sure': 'apart', 'itemLikely likely': 'join' }
    await bring(world.viewers.administrator, 'activities', sheet, { answers })

    expect((await joined()).map(each => each.text)).toEqual([
      '反有组织犯罪法',
      '6月机关集中学法（安全生产法）→《安全生产法》',
      '季度学习会',
    ])
  })
})
