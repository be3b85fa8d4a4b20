import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { write } from '@/db/write'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { bring, countsIn, faultsIn } from '../../sheets'
import { atTime, closeWorld, hasActivity, openWorld, units, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

type Said = Parameters<typeof bring>[3]

const bringIn = (kind: ImportKind, heads: string, rows: string[], said: Said = {}) =>
  bring(world.viewers.organiser, kind, { heads, rows }, { year: 2023, ...said })

function questionsIn(report: Awaited<ReturnType<typeof bring>>) {
  return 'questions' in report ? report.questions : []
}

describe('签到', () => {
  const heads = '日期|活动名称|工号|状态|原因'
  const bringMarks = (rows: string[], said: Said = {}) =>
    bringIn(
      'attendance',
      heads,
      rows.map(each => `2023-03-10|社区学法|${each}`),
      said,
    )
  const marks = async () =>
    (
      await db.all<{ text: string }>(sql`
        select p.staff_no || ' ' || a.standing || ' ' || coalesce(a.mark, '-') || coalesce(' ' || a.reason, '') as text
        from attendance a join person p on p.id = a.person_id order by p.id`)
    ).map(row => row.text)

  beforeEach(async () => {
    const facts = { hostUnitId: units.dongpu, title: '社区学法', audienceWords: '东埔社区' }
    await hasActivity(world.viewers.organiser, facts)
  })

  test('an unknown word is neither present nor absent: asked once for all cells, and remembered where that is said', async () => {
    const rows = ['S007|√|', 'S008|公出|', 'S009|公出|']
    const asked = await bringMarks(rows)

    expect(countsIn(asked)).toBe('1/0/0/2')
    const [question] = questionsIn(asked)
    expect([question?.rows, question?.choices.map(each => each.value)]).toEqual([
      [3, 4],
      ['公假', '出席', '迟到', '早退', '请假', '病假', '事假', '缺席', '免予参加', '列席'],
    ])
    expect(await marks()).toEqual(['S007 required -', 'S008 required -', 'S009 required -'])

    const answers = { 'unknownState state 公出': '公假', 'remember state state 公出': 'yes' }
    await bringMarks(rows, { answers })
    expect(await marks()).toEqual([
      'S007 required present',
      'S008 required leave 公假',
      'S009 required leave 公假',
    ])
    expect(countsIn(await bringMarks(rows))).toBe('0/0/3/0')
  })

  test('an empty cell takes no mark away, and a mark that changes takes its reason along', async () => {
    await bringMarks(['S007|√|', 'S008|病假|', 'S009||'])

    expect(countsIn(await bringMarks(['S007||', 'S008||', 'S009||']))).toBe('0/0/3/0')
    expect(await marks()).toEqual(['S007 required present', 'S008 required leave 病假', 'S009 required -'])
    await bringMarks(['S008|到课|'], { replace: true, reason: '补签' })
    expect((await marks())[1]).toBe('S008 required present')
  })

  test('of two meetings of a day it is asked which, once for all rows', async () => {
    const facts = { hostUnitId: units.dongpu, title: '社区讲座', audienceWords: '东埔社区' }
    await hasActivity(world.viewers.organiser, facts)
    const rows = ['S007|√', 'S008|√'].map(each => `2023-03-10|集中学法|${each}`)
    const heads = '日期|活动名称|工号|状态'

    const asked = await bringIn('attendance', heads, rows)
    expect(questionsIn(asked).map(each => [each.key, each.rows, each.choices.map(one => one.text)])).toEqual([
      ['severalActivities title 2023-03-10 集中学法', [2, 3], ['社区学法 东埔社区', '社区讲座 东埔社区']],
    ])
    // Not its id: one that comes with the same folder has none that stays.
    const answers = { 'severalActivities title 2023-03-10 集中学法': '2023-03-10 社区讲座 东埔社区' }
    expect(countsIn(await bringIn('attendance', heads, rows, { answers }))).toBe('2/0/0/0')
  })

  test('a name with a remark behind it is proposed without', async () => {
    const rows = ['2023-03-10|社区学法|许国华*|东埔社区|√', '2023-03-10|社区学法|庄雅芳（女）|东埔社区|√']

    const asked = await bringIn('attendance', '日期|活动名称|姓名|单位|状态', rows)

    expect('faulty' in asked && asked.faulty.map(each => each.likely?.meaning)).toEqual(['许国华', '庄雅芳'])
  })

  test('a confirmed roll changes with a reason alone, also where nothing was marked', async () => {
    await bringMarks(['S007|√|', 'S008|√|', 'S009||'])

    expect(faultsIn(await bringMarks(['S009|√|']))).toEqual(['2 closedNeedsReason'])
    expect(faultsIn(await bringMarks(['S012|√|']))).toEqual(['2 closedNeedsReason'])
    expect(countsIn(await bringMarks(['S009|√|'], { reason: '补登' }))).toBe('1/0/0/0')
  })

  test('a mark that stands and differs is kept or replaced, as was answered once', async () => {
    await bringMarks(['S007|√|', 'S008|√|', 'S009|√|'], { keepOpen: true })
    const rows = ['S007|×|', 'S008|迟到|']

    const asked = await bringMarks(rows, { keepOpen: true })
    expect(questionsIn(asked).map(each => [each.key, each.text, each.rows])).toEqual([
      ['markDiffers state state', '已登记为“出席”，与表中不同', [2, 3]],
    ])
    const answered = (answer: string) => ({ keepOpen: true, answers: { 'markDiffers state state': answer } })
    expect(countsIn(await bringMarks(rows, answered('keep')))).toBe('0/0/2/0')
    expect(countsIn(await bringMarks(rows, answered('replace')))).toBe('0/2/0/0')
    expect((await marks()).slice(0, 2)).toEqual(['S007 required absent', 'S008 required late'])
  })
})

describe('网上学法', () => {
  const study = '2023-02-01-2023-03-01|年度学法|网上学法|演示街道|党员|已开展'
  const bringStudy = (rows: string[], said: Said = {}) =>
    bringIn('study', '工号|是否完成|完成日期', rows, { activity: '年度学法', ...said })
  const days = async () =>
    (
      await db.all<{ text: string }>(sql`
        select p.staff_no || ' ' || coalesce(a.completed_on, '-') as text from attendance a
        join person p on p.id = a.person_id where a.standing = 'required' order by p.id`)
    ).map(row => row.text)

  beforeEach(async () => {
    const heads = '日期|活动名称|形式|主办单位|对象|状态'
    expect(countsIn(await bringIn('activities', heads, [study]))).toBe('1/0/0/0')
    // The sheet is complete: who is not in it did not complete the study.
    await bringStudy(['S001|是|2023-02-10', 'S002|是|'], { answers: { restOfStudy: 'closed' } })
  })

  test('an empty cell turns 已完成 into nothing else', async () => {
    // What b06-study-formula-no-value.xlsx has: a formula whose value was not saved.
    expect(countsIn(await bringStudy(['S001||', 'S002||', 'S004||']))).toBe('0/0/3/0')
    expect(countsIn(await bringStudy(['S001|是|']))).toBe('0/0/1/0')

    expect(await days()).toEqual(['S001 2023-02-10', 'S002 2023-03-01', 'S004 -', 'S007 -', 'S010 -'])
  })

  test('a confirmed study is corrected with a reason, and never before it began', async () => {
    expect(faultsIn(await bringStudy(['S001|否|']))).toEqual(['2 closedNeedsReason'])
    expect(faultsIn(await bringStudy(['S004|是|2023-01-31'], { reason: '补登' }))).toEqual(['2 beforeStudy'])
    expect(countsIn(await bringStudy(['S001|否|'], { reason: '登记错误' }))).toBe('0/1/0/0')
    expect((await days())[0]).toBe('S001 -')
  })
})

describe('考试', () => {
  const heads = '考试名称|开始|截止|满分|合格分|对象|补考截止|可考次数|补考次数|计分方式|主办单位'
  const full = '2023年度考试|2023-03-01 09:00|2023-03-05 17:00|100|60|党员|2023-03-08|2|1|最后|演示街道'
  const examNow = async () => {
    const [found] = await db.all<Record<string, unknown>>(
      sql`select attempts, make_up_attempts as makeUp, counting, status, make_up_closes_at is null as noMakeUp from exam`,
    )
    return Object.values(found ?? {}).join(' ')
  }
  const bringResults = (of: string, rows: string[], said: Said = {}) =>
    bringIn('results', of, rows, { exam: '2023年度考试', ...said })
  const attempts = async () =>
    (
      await db.all<{ text: string }>(sql`
        select p.staff_no || ' ' || a.number || ' ' || a.score || ' ' || iif(a.submitted_at is null, '-', datetime(a.submitted_at / 1000 + 28800, 'unixepoch')) || coalesce(' ' || a.annulled_reason, '') as text
        from attempt a join person p on p.id = a.person_id order by p.id, a.number`)
    ).map(row => row.text)

  beforeEach(async () => {
    expect(countsIn(await bringIn('exams', heads, [full]))).toBe('1/0/0/0')
  })

  test('a sheet with the required columns alone resets nothing', async () => {
    const few = full.split('|').slice(0, 6).join('|')
    await write(tx => tx.run(sql`update exam set status = 'cancelled'`))

    expect(countsIn(await bringIn('exams', '考试名称|开始|截止|满分|合格分|对象', [few]))).toBe('0/0/1/0')

    expect(await examNow()).toBe('2 1 last cancelled 0')
  })

  test('a fixed list, and a window in which somebody sat, change as the rules let them', async () => {
    await bringResults('工号|成绩|交卷时间', ['S001|95|2023-03-02 10:00', 'S002|80|2023-03-07 10:00'])
    const other = full.replace('党员', '应考人员')
    const short = full.replace('2023-03-08', '2023-03-06')
    const low = full.replace('|100|', '|90|')

    expect(faultsIn(await bringIn('exams', heads, [other]))).toEqual(['2 listNeedsReason'])
    expect(faultsIn(await bringIn('exams', heads, [short]))).toEqual(['2 windowLeavesOut'])
    expect(faultsIn(await bringIn('exams', heads, [low]))).toEqual(['2 aboveFull'])
    expect(countsIn(await bringIn('exams', heads, [other], { reason: '范围有误' }))).toBe('0/1/0/0')
  })

  test('no time given is no change, and the score says which attempt is meant', async () => {
    // What b28-results-without-time.xlsx has.
    const timed = ['S001|50|2023-03-02 10:00', 'S001|69|2023-03-03 10:00']
    await bringResults('工号|成绩|交卷时间', timed)

    expect(countsIn(await bringResults('工号|成绩', ['S001|69']))).toBe('0/0/1/0')
    expect(countsIn(await bringResults('工号|成绩|交卷时间', ['S001|69|']))).toBe('0/0/1/0')

    expect(await attempts()).toEqual(['S001 1 50.0 2023-03-02 10:00:00', 'S001 2 69.0 2023-03-03 10:00:00'])
  })

  test('another score is a correction or a further attempt: asked once', async () => {
    await bringResults('工号|成绩', ['S001|50', 'S002|55'])
    const rows = ['S001|70', 'S002|75']

    const asked = await bringResults('工号|成绩', rows)
    expect(questionsIn(asked).map(each => [each.key, each.rows, each.choices.map(one => one.value)])).toEqual(
      [['scoreDiffers score score', [2, 3], ['correction', 'further']]],
    )
    const answered = (answer: string) => ({ answers: { 'scoreDiffers score score': answer } })
    expect(countsIn(await bringResults('工号|成绩', ['S001|70'], answered('correction')))).toBe('0/1/0/0')
    expect(countsIn(await bringResults('工号|成绩', ['S002|75'], answered('further')))).toBe('1/0/0/0')
    expect(await attempts()).toEqual(['S001 1 70.0 -', 'S002 1 55.0 -', 'S002 2 75.0 -'])
  })

  test('a percentage is asked about', async () => {
    // What b16-score-percent.xlsx shows, and what it holds.
    for (const text of ['95%', '0.95']) {
      const asked = await bringResults('工号|成绩', [`S001|${text}`])
      expect(questionsIn(asked).map(each => [each.reason, each.choices[0]?.text])).toEqual([
        ['isShare', '按满分的百分比：95 分'],
      ])
    }
    await bringResults('工号|成绩', ['S001|95%'], { answers: { 'isShare score score': 'share' } })
    expect(await attempts()).toEqual(['S001 1 95.0 -'])
  })

  test('a time that is not understood never becomes midnight', async () => {
    const rows = ['S001|80|2023-03-02 九点多', 'S002|80|2023/3/2 上午 9:12:33']

    expect(faultsIn(await bringResults('工号|成绩|交卷时间', rows))).toEqual(['2 notATime'])
    await bringResults('工号|成绩|交卷时间', rows.slice(1))
    expect(await attempts()).toEqual(['S002 1 80.0 2023-03-02 09:12:00'])
  })

  test('heads of platforms are known, and an annulled attempt stays annulled', async () => {
    await bringResults('学生姓名|学号/工号|院系|考试得分|状态', ['陈志强|S001|党政办公室|95|作废'])

    expect(
      countsIn(await bringResults('序号|单位|姓名|学习积分|考试成绩', ['1|演示街道|陈志强|100|95'])),
    ).toBe('0/0/1/0')
    expect(await attempts()).toEqual(['S001 1 95.0 - 作废'])
  })

  test('免考 on a fixed list needs a reason', async () => {
    atTime('2023-03-20T09:00:00+08:00')
    await bringResults('工号|成绩', ['S001|95'])

    expect(faultsIn(await bringResults('工号|成绩|状态', ['S002||免考']))).toEqual(['2 listNeedsReason'])
    expect(countsIn(await bringResults('工号|成绩|状态', ['S002||免考'], { reason: '产假' }))).toBe('0/1/0/0')
  })
})

describe('宣传台账', () => {
  const heads = '日期|渠道|数量|量词|主题|责任单位|活动名称|地点|阅读量'
  const row = '2023-03-10|普法资料|480|份|反诈|东埔社区|社区学法|望江广场|'
  const bringOutputs = (of: string, rows: string[], said: Said = {}) => bringIn('outputs', of, rows, said)

  beforeEach(async () => {
    const facts = { hostUnitId: units.dongpu, title: '社区学法', audienceWords: '东埔社区' }
    await hasActivity(world.viewers.organiser, facts)
    expect(countsIn(await bringOutputs(heads, [row]))).toBe('1/0/0/0')
  })

  test('its own export comes back, and fewer columns count nothing twice', async () => {
    // The head 活动 of b29-outputs-own-export-head.xlsx.
    const own = heads.replace('活动名称', '活动')
    expect(countsIn(await bringOutputs(own, [row]))).toBe('0/0/1/0')
    expect(countsIn(await bringOutputs('日期|渠道|数量', ['2023-03-10|普法资料|480']))).toBe('0/0/1/0')
    expect(countsIn(await bringOutputs('日期|渠道|数量', Array(2).fill('2023-03-10|普法资料|480')))).toBe(
      '1/0/1/0',
    )
  })

  test('the same with an empty cell is asked about, once for the sheet', async () => {
    const bare = ['2023-03-10|普法资料|480|份||东埔社区|||']

    const asked = await bringOutputs(heads, bare)
    expect(questionsIn(asked).map(each => each.text)).toEqual([
      '2023-03-10 已有同样的一笔：普法资料 480份 反诈',
    ])
    const key = questionsIn(asked)[0]?.key ?? ''
    const answered = (answer: string) => ({ answers: { [key]: answer } })
    expect(countsIn(await bringOutputs(heads, bare, answered('same')))).toBe('0/0/1/0')
    expect(countsIn(await bringOutputs(heads, bare, answered('other')))).toBe('1/0/0/0')
  })

  test('what differs from what stands in something else is asked about apart', async () => {
    await bringOutputs('日期|渠道|数量|责任单位', ['2023-03-12|横幅|30|东埔社区'])
    const rows = ['2023-03-10|普法资料|480|份||东埔社区|||', '2023-03-12|横幅|30|||东埔社区||文化广场|']

    const asked = questionsIn(await bringOutputs(heads, rows))
    expect(asked.map(each => each.rows)).toEqual([[2], [3]])
  })

  test('a rough number is asked about, with the one that figures can bear', async () => {
    const rough = [
      '2023-03-11|横幅|约200|条|||||',
      '2023-03-12|横幅|300余条||||||',
      '2023-03-13|横幅|近100|||||',
    ]

    const asked = await bringOutputs(
      heads,
      rough.map(each => each),
    )
    expect(faultsIn(asked)).toEqual(['2 notExact', '3 notExact', '4 notExact'])
    expect(questionsIn(asked).map(each => each.choices.map(one => one.value))).toEqual([['figure']])
    const answers = { 'notExact quantity column': 'figure' }
    expect(countsIn(await bringOutputs(heads, rough.slice(0, 2), { answers }))).toBe('2/0/0/0')
  })
})

describe('a locked year', () => {
  test('changes with a reason alone, and what is not in it goes in', async () => {
    const heads = '日期|活动名称|形式|主办单位|对象'
    const row = (day: string, title: string) => `${day}|${title}|集中学法|东埔社区|东埔社区`
    await bringIn('activities', heads, [row('2022-12-01', '旧学法')])
    await write(tx => tx.run(sql`insert into locked_year (year, unit_id, locked_at) values (2022, 1, 0)`))
    const marks = ['2022-12-01|旧学法|S007|√']
    const outputs = ['2022-12-01|横幅|2|东埔社区', '2023-03-01|横幅|2|东埔社区']

    const reports = [
      await bringIn('activities', heads, [row('2022-12-02', '新学法'), row('2022-12-01', '旧学法')]),
      await bringIn('attendance', '日期|活动名称|工号|状态', marks),
      await bringIn('outputs', '日期|渠道|数量|责任单位', outputs),
    ]

    expect(reports.map(faultsIn)).toEqual([
      ['2 yearNeedsReason'],
      ['2 yearNeedsReason'],
      ['2 yearNeedsReason'],
    ])
    const said = { reason: '漏登' }
    expect(countsIn(await bringIn('attendance', '日期|活动名称|工号|状态', marks, said))).toBe('1/0/0/0')
    expect(countsIn(await bringIn('outputs', '日期|渠道|数量|责任单位', outputs, said))).toBe('2/0/0/0')
  })
})

describe('计划、单位、法律顾问', () => {
  test('an item keeps what its sheet does not say', async () => {
    const heads = '时间|学习内容|学习形式|学习对象|主讲人|责任单位|次数|必学|备注'
    const row = '3月|学习宪法|集中学法|机关|林静|司法所|2|宪法|先学'
    const said = { plan: 'officials' as const }
    await bringIn('plan', heads, [row], said)
    const few = '时间|学习内容|学习形式|学习对象'
    const empty = ['3月|学习宪法|集中学法|机关|||||']

    expect(countsIn(await bringIn('plan', few, ['3月|学习宪法|集中学法|机关'], said))).toBe('0/0/1/0')
    const asked = await bringIn('plan', heads, empty, said)
    expect(countsIn(asked)).toBe('0/0/1/0')
    expect(questionsIn(asked).map(each => each.field)).toEqual(['lecturer', 'remark', 'mustLearn'])
    expect(countsIn(await bringIn('plan', heads, empty, { ...said, clear: true }))).toBe('0/1/0/0')
  })

  test('a part keeps its point above, and a point its audience', async () => {
    const heads = '工作要点|责任单位|完成时限|上级要点|权重'
    const rows = ['广泛宣传|演示街道|12月31日||40', '每季宣传|司法所|12月31日|广泛宣传|20']
    const said = { plan: 'workPoints' as const }
    await bringIn('plan', heads, rows, said)

    const few = rows.map(each => each.split('|').slice(0, 3).join('|'))
    expect(countsIn(await bringIn('plan', '工作要点|责任单位|完成时限', few, said))).toBe('0/0/2/0')
  })

  test('another paper of the same kind is not added to the plan that stands without a question', async () => {
    const heads = '时间|学习内容|学习形式|对象'
    const said = { plan: 'officials' as const }
    const of = (...contents: string[]) => contents.map((each, at) => `${at + 1}月|${each}|集中学法|机关`)
    await bringIn('plan', heads, of('宪法', '民法典', '刑法'), said)
    const other = of('信访工作条例', '行政处罚法', '行政许可法')

    const asked = await bringIn('plan', heads, other, said)

    expect(countsIn(asked)).toBe('0/0/0/3')
    expect(questionsIn(asked).map(each => each.choices.map(choice => choice.value))).toEqual([['add']])
    // One row in common, or few rows, belong to the plan that stands.
    expect(countsIn(await bringIn('plan', heads, of('宪法', '监察法', '公务员法'), said))).toBe('2/0/1/0')
    expect(countsIn(await bringIn('plan', heads, of('保密法'), said))).toBe('1/0/0/0')
    const answers = { [questionsIn(asked)[0]?.key ?? '']: 'add' }
    expect(countsIn(await bringIn('plan', heads, other, { ...said, answers }))).toBe('3/0/0/0')
  })

  test('a new form or topic of a plan is asked about', async () => {
    const heads = '时间|学习内容|学习形式|学习对象|必学'
    await bringIn('plan', heads, ['3月|学习宪法|集中学法|机关|宪法'], { plan: 'officials' })

    const other = ['4月|学习民法典|专题学习|机关|民法点']
    expect(faultsIn(await bringIn('plan', heads, other, { plan: 'officials' }))).toEqual([
      '2 unknownForm',
      '2 unknownTopic',
    ])
  })

  test('the short name of a unit and the facts of an adviser stay', async () => {
    const { administrator } = world.viewers
    const unitRow = ['东埔社区|演示街道|社区|东埔']
    await bring(administrator, 'units', { heads: '单位名称|上级单位|类别|简称', rows: unitRow })
    const adviser = ['苏映川|东埔社区|2023-01-01|2023-12-31|衡正所|13900000000']
    await bring(administrator, 'advisers', { heads: '姓名|服务单位|聘期起|聘期止|律所|电话', rows: adviser })

    const few = await bring(administrator, 'units', {
      heads: '单位名称|上级单位|类别',
      rows: ['东埔社区|演示街道|社区'],
    })
    const empty = await bring(administrator, 'units', {
      heads: '单位名称|上级单位|类别|简称',
      rows: ['东埔社区|演示街道|社区|'],
    })
    const some = await bring(administrator, 'advisers', {
      heads: '姓名|服务单位|聘期起',
      rows: ['苏映川|东埔社区|2023-01-01'],
    })
    const bare = await bring(administrator, 'advisers', {
      heads: '姓名|服务单位|聘期起|聘期止|律所',
      rows: ['苏映川|东埔社区|2023-01-01||'],
    })

    expect([few, empty, some, bare].map(countsIn)).toEqual(['0/0/1/0', '0/0/1/0', '0/0/1/0', '0/0/1/0'])
    expect(questionsIn(bare).map(each => each.key)).toEqual(['emptyClears to to', 'emptyClears firm firm'])
  })

  test('a word for a kind of unit is asked once for all', async () => {
    const rows = ['综合办|演示街道|办事机构', '平安办|演示街道|办事机构']
    const asked = await bring(world.viewers.administrator, 'units', { heads: '单位名称|上级单位|类别', rows })

    expect(questionsIn(asked).map(each => [each.key, each.rows])).toEqual([
      ['unknownKind kind 办事机构', [2, 3]],
    ])
    const said = { answers: { 'unknownKind kind 办事机构': '科室' } }
    const report = await bring(
      world.viewers.administrator,
      'units',
      { heads: '单位名称|上级单位|类别', rows },
      said,
    )
    expect(countsIn(report)).toBe('2/0/0/0')
  })
})

test('机关 takes in no unit beside the departments in silence: offered once, and taken where that is said', async () => {
  const { administrator } = world.viewers
  const own = {
    heads: '单位名称|上级单位|类别',
    rows: ['便民服务中心|演示街道|事业单位', '江滨小学|演示街道|事业单位'],
  }
  expect(countsIn(await bring(administrator, 'units', own))).toBe('2/0/0/0')
  const staff = { heads: '姓名|单位', rows: ['何晓彤|便民服务中心', '尉迟明|江滨小学'] }
  expect(countsIn(await bring(administrator, 'roster', staff, { year: 2023 }))).toBe('2/0/0/0')
  const heads = '时间|学习内容|学习形式|学习对象'
  const rows = ['4月|民法典|集中学习|全体机关干部', '5月|宪法|集中学习|各科室']
  const plan = { plan: 'officials' as const }

  const offered = await bringIn('plan', heads, rows, { ...plan, dryRun: true })

  expect([countsIn(offered), faultsIn(offered)]).toEqual(['2/0/0/0', []])
  const [question] = questionsIn(offered)
  expect([question?.reason, question?.rows, question?.choices.map(each => each.text)]).toEqual([
    'beyondOffice',
    [2, 3],
    ['不算，只指街道和各科室', '只加上“便民服务中心”'],
  ])
  const said = await bringIn('plan', heads, rows, {
    ...plan,
    answers: { beyondOffice: question?.choices[1]?.value ?? '' },
  })
  expect([countsIn(said), questionsIn(said)]).toEqual(['2/0/0/0', []])
  expect(
    await db.all(sql`
      select a.words, group_concat(coalesce(u.name, '') || coalesce(p.unit_kind, ''), ' ') as parts from audience a
      join audience_part p on p.audience_id = a.id join unit u on u.id = p.unit_id group by a.id order by a.id desc limit 2`),
  ).toEqual([
    { words: '各科室', parts: '演示街道department 便民服务中心' },
    { words: '全体机关干部', parts: '演示街道 演示街道department 便民服务中心' },
  ])
  expect(questionsIn(await bringIn('plan', heads, rows, plan))).toEqual([])
})
