import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { write } from '@/db/write'
import { historyOf } from '@/lib/access/audit.sql'
import { bring, countsIn, faultsIn } from '../../sheets'
import { closeWorld, openWorld, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

const full = '日期|活动名称|形式|主办单位|开始|结束|地点|对象|必修|八进|参加人次|备注'
const law = '2023-03-08|学习宪法|集中学法|东埔社区|15:00|17:00|会议室|东埔社区|是|进社区|12|一季度'

type Said = Parameters<typeof bring>[3]
const ledger = (heads: string, rows: string[], said: Said = {}) =>
  bring(world.viewers.organiser, 'activities', { heads, rows }, { year: 2023, ...said })

async function standing(): Promise<string> {
  const [found] = await db.all<{ text: string }>(sql`
    select a.day || ' ' || a.title || ' ' || a.status || ' ' || a.compulsory || ' ' || coalesce(a.place, '-') || ' '
      || coalesce(a.heads, '-') || ' ' || coalesce(a.remark, '-') || ' ' || coalesce(d.words, '-') || ' '
      || coalesce((a.ends_at - a.starts_at) / 60000, '-') || ' '
      || coalesce((select group_concat(target) from activity_target where activity_id = a.id), '-') as text
    from activity a left join audience d on d.id = a.audience_id`)
  return found?.text ?? ''
}
const whole = '2023-03-08 学习宪法 held 1 会议室 12 一季度 东埔社区 120 进社区'

/** The roll of the ledger's activity, confirmed: two of three came. */
async function hasClosedRoll(): Promise<void> {
  const rows = ['S007|到课', 'S008|到课', 'S009|缺席'].map(each => `2023-03-08|学习宪法|${each}`)
  await bring(world.viewers.organiser, 'attendance', { heads: '日期|活动名称|工号|状态', rows })
}

describe('a ledger with fewer columns', () => {
  test('erases nothing, and changes nothing', async () => {
    await ledger(full, [law])

    const report = await ledger('日期|活动名称|形式|主办单位', ['2023-03-08|学习宪法|集中学法|东埔社区'])

    expect(countsIn(report)).toBe('0/0/1/0')
    expect(await standing()).toBe(whole)
  })

  test('takes no meeting with a confirmed roll out of the rates', async () => {
    await ledger(full, [law])
    await hasClosedRoll()

    const report = await ledger('日期|活动名称|形式|主办单位', ['2023-03-08|学习宪法|集中学法|东埔社区'])

    expect(countsIn(report)).toBe('0/0/1/0')
    expect(await standing()).toBe(whole.replace('held', 'closed'))
  })
})

describe('an empty cell', () => {
  const empty = '2023-03-08|学习宪法|集中学法|东埔社区|||||||||'

  test('is asked about, once for each column, and clears nothing before', async () => {
    await ledger(full, [law])

    const report = await ledger(full, [empty])

    expect('questions' in report && report.questions.map(each => each.key)).toEqual(
      ['start', 'end', 'audience', 'place', 'heads', 'remark', 'targets'].map(
        field => `emptyClears ${field} ${field}`,
      ),
    )
    expect(countsIn(report)).toBe('0/0/1/0')
    expect(await standing()).toBe(whole)
  })

  test('clears what was answered, keeps the rest, and never a tick or a state', async () => {
    await ledger(full, [law])
    const said = { answers: { 'emptyClears place place': 'clear' } }
    expect(countsIn(await ledger(full, [empty], said))).toBe('0/1/0/0')

    expect(await standing()).toBe(whole.replace('会议室', '-'))
  })

  test('clears all where that is confirmed for the sheet', async () => {
    await ledger(full, [law])
    const optional = empty.replace('|东埔社区|', '|东埔社区|').split('|')
    optional[8] = '否'

    expect(countsIn(await ledger(full, [optional.join('|')], { clear: true }))).toBe('0/1/0/0')

    expect(await standing()).toBe('2023-03-08 学习宪法 held 0 - - - - - -')
  })
})

describe('a confirmed roll', () => {
  const heads = '日期|活动名称|形式|主办单位|必修'
  const optional = ['2023-03-08|学习宪法|集中学法|东埔社区|否']

  test('does not lose its rates to one cell; with a reason it is a correction', async () => {
    await ledger(full, [law])
    await hasClosedRoll()

    expect(faultsIn(await ledger(heads, optional))).toEqual(['2 closedNeedsReason'])
    expect(await standing()).toBe(whole.replace('held', 'closed'))

    expect(countsIn(await ledger(heads, optional, { reason: '原表有误' }))).toBe('0/1/0/0')
    expect((await historyOf('activity', 1)).at(-1)?.reason).toBe('原表有误')
  })

  test('is moved to no other day, and not cancelled without a reason', async () => {
    await ledger(`编号|${full}`, [`A1|${law}`])
    await hasClosedRoll()

    const moved = ['A1|2023-03-09|学习宪法|集中学法|东埔社区|已开展']
    const reason = { reason: '原表有误' }
    expect(faultsIn(await ledger('编号|日期|活动名称|形式|主办单位|状态', moved, reason))).toEqual([
      '2 rollOpen',
    ])
    const off = ['2023-03-08|学习宪法|集中学法|东埔社区|取消']
    expect(faultsIn(await ledger('日期|活动名称|形式|主办单位|状态', off))).toEqual(['2 closedNeedsReason'])
    const ahead = ['2023-03-08|学习宪法|集中学法|东埔社区|计划']
    expect(faultsIn(await ledger('日期|活动名称|形式|主办单位|状态', ahead, reason))).toEqual([
      '2 alreadyHeld',
    ])
  })
})

test('what changes is told in words, before and after', async () => {
  await ledger(full, [law])
  const other = law.replace('15:00', '14:30').replace('|是|', '|否|').replace('进社区', '进机关、进社区')

  const report = await ledger(full, [other], { dryRun: true })

  expect(report).toMatchObject({ changed: 1 })
  const draft = await ledgerOutcomes(other)
  expect(draft).toEqual([['开始 15:00；必修 是；八进 进社区', '开始 14:30；必修 否；八进 进机关、进社区']])
})

async function ledgerOutcomes(row: string) {
  const { importFile } = await import('@/lib/import/writing.commands')
  const { workbookOf } = await import('../../sheets')
  const bytes = await workbookOf({ heads: full, rows: [row] })
  const options = { aliases: {}, year: 2023 }
  const file = { kind: 'activities', fileName: '台账.xlsx', bytes, options, dryRun: true } as const
  const found = await importFile(world.viewers.organiser, file)
  return found.ok ? found.judged.outcomes.map(each => [each.before, each.after]) : []
}

describe('a word that nobody knows', () => {
  const heads = '日期|活动名称|形式|主办单位|专题|八进'
  const rows = [
    '2023-03-08|宣传|宣传活动|东埔社区|污染防治|进社区',
    '2023-03-09|再宣传|宣传活动|东埔社区|污染防治|进社区',
  ]

  test('becomes no form by itself: one answer for all that use it, the likeliest first, remembered where that is said', async () => {
    const asked = await ledger(heads, rows)

    expect(countsIn(asked)).toBe('0/0/0/2')
    const questions = 'questions' in asked ? asked.questions : []
    expect(questions.map(each => [each.key, each.rows, each.choices[0]?.value])).toEqual([
      ['unknownForm form 宣传活动', [2, 3], '宣传咨询活动'],
    ])
    const answers = {
      'unknownForm form 宣传活动': '宣传咨询活动',
      'remember form form 宣传活动': 'yes',
    }
    expect(countsIn(await ledger(heads, rows, { answers }))).toBe('2/0/0/0')
    expect(await db.all(sql`select distinct form from activity`)).toEqual([{ form: '宣传咨询活动' }])
    expect(countsIn(await ledger(heads, rows))).toBe('0/0/2/0')
  })

  test('is a new one where that is said, and what counts nowhere is told', async () => {
    const report = await ledger(heads, rows, { answers: { 'unknownForm form 宣传活动': '+' } })

    expect(countsIn(report)).toBe('2/0/0/0')
    expect('notes' in report && report.notes.map(each => each.text)).toEqual([
      '新的学习形式：宣传活动',
      '2 项活动的形式不计入任何一项：宣传活动',
    ])
  })

  test('is asked of campaigns and targets too', async () => {
    const strange = ['2023-03-08|宣传|宣传咨询活动|东埔社区|污染防止|进庙宇']

    expect(faultsIn(await ledger(heads, strange))).toEqual(['2 unknownCampaign', '2 unknownTarget'])
  })
})

describe('asked before it is written', () => {
  const heads = '日期|活动名称|形式|主办单位|开始|结束|对象'

  test.each([
    ['an end before its start', '2023-03-08|宣传|宣传咨询活动|东埔社区|11:00|9:00|', '2 endBeforeStart'],
    ['a title of another year', '2023-03-08|2022年度集中学法|集中学法|东埔社区|||东埔社区', '2 otherYear'],
    ['an audience that is nobody', '2023-03-08|企业学法|集中学法|东埔社区|||各企业', '2 audienceNobody'],
    [
      'a day before anybody is on the roster',
      '2021-03-08|学法|集中学法|东埔社区|||东埔社区',
      '2 beforeRoster',
    ],
  ])('%s', async (_, row, fault) => {
    expect(faultsIn(await ledger(heads, [row]))).toEqual([fault])
    expect(await standing()).toBe('')
  })

  test('a law of another year in the title is nothing to ask about', async () => {
    const rows = ['2023-03-08|学习《立法法》（2015年修正）|集中学法|东埔社区|||东埔社区']

    expect(countsIn(await ledger(heads, rows))).toBe('1/0/0/0')
  })

  test('start and end that were swapped are read as they were meant', async () => {
    const rows = ['2023-03-08|宣传|宣传咨询活动|东埔社区|11:00|9:00|']

    await ledger(heads, rows, { answers: { 'endBeforeStart end @2': 'swap' } })

    expect(await standing()).toMatch(/ 120 -$/)
  })

  test('whom an item of the plan wants, where the sheet says nobody', async () => {
    const { administrator } = world.viewers
    const plan = ['3月|学习宪法|集中学法|东埔社区|东埔社区']
    const planHeads = '时间|学习内容|学习形式|学习对象|责任单位'
    await bring(administrator, 'plan', { heads: planHeads, rows: plan }, { year: 2023, plan: 'officials' })
    await write(tx => tx.run(sql`update plan_item set unit_id = 4`))
    const few = '日期|活动名称|形式|主办单位'
    const rows = ['2023-03-08|学习宪法|集中学法|东埔社区']

    expect(faultsIn(await ledger(few, rows))).toEqual(['2 itemAudience'])
    await ledger(few, rows, { answers: { 'itemAudience  item': 'plan' } })

    expect(await standing()).toContain(' held 1 ')
    expect(await standing()).toContain(' 东埔社区 ')
  })
})
