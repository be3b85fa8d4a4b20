import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { write } from '@/db/write'
import { systemViewer } from '@/lib/access/access.queries'
import { bring, countsIn, faultsIn } from '../../sheets'
import { closeWorld, openWorld, people, units, viewerFor } from '../../world'

beforeEach(async () => {
  await openWorld()
})
afterEach(closeWorld)

type Said = Parameters<typeof bring>[3]

async function bringRoster(heads: string, rows: string[], said: Said = {}) {
  return bring(await systemViewer('命令行'), 'roster', { heads, rows }, { year: 2023, ...said })
}

async function ofName(name: string): Promise<string[]> {
  const rows = await db.all<{ text: string }>(sql`
    select p.staff_no || ' ' || u.name || ' ' || m.from_day || '–' || coalesce(m.to_day, '') || iif(m.is_primary, '', ' 兼') as text
    from membership m join person p on p.id = m.person_id join unit u on u.id = m.unit_id
    where p.name = ${name} order by p.staff_no, m.from_day, m.id`)
  return rows.map(row => row.text)
}

async function personNow(name: string): Promise<unknown> {
  const [found] = await db.all(
    sql`select post, rank_band as rank, phone, position from person where name = ${name}`,
  )
  return found
}

describe('a name that is none', () => {
  // As tests would find it in b11-names-that-are-none.xlsx.
  const rows = ['待定', '（空编）', '无', '何晓彤、尉迟明', '赖强*', '洪海远(女)'].map(
    each => `${each}|东埔社区`,
  )

  test('is asked about, and nothing is written', async () => {
    const report = await bringRoster('姓名|单位', rows)

    expect(faultsIn(report)).toEqual([
      '2 notAName',
      '3 notAName',
      '4 notAName',
      '5 notAName',
      '6 nameRemark',
      '7 nameRemark',
    ])
    expect(await ofName('待定')).toEqual([])
  })

  test('is left out or taken without its remark, as was answered', async () => {
    const answers = {
      'notAName name nobody': 'leaveOut',
      'notAName name @5': 'leaveOut',
      'nameRemark name remarks': 'bare',
    }

    expect(countsIn(await bringRoster('姓名|单位', rows, { answers }))).toBe('2/0/0/0')
    expect(await db.all(sql`select name from person where id > 12 order by name`)).toEqual([
      { name: '洪海远' },
      { name: '赖强' },
    ])
  })
})

describe('somebody who is in another unit', () => {
  test('is asked about as a transfer; both days belong to the intervals', async () => {
    const row = ['蔡文辉|东埔社区|2023-03-01']
    const asked = await bringRoster('姓名|单位|任职起', row)

    expect(faultsIn(asked)).toEqual(['2 isTransfer'])
    expect(
      'questions' in asked && asked.questions.map(each => [each.text, each.choices.map(one => one.text)]),
    ).toEqual([
      [
        '是“司法所”的“蔡文辉”吗？',
        [
          '是同一人，自 2023-03-01 起调来',
          '就是此人，不调动，仍在“司法所”',
          '是同一人，在这里兼任',
          '同名的另一个人',
        ],
      ],
    ])
    const answers = { 'isTransfer name @2': 'transfer' }
    await bringRoster('姓名|单位|任职起', row, { answers })
    expect(await ofName('蔡文辉')).toEqual(['S006 司法所 2022-01-01–2023-02-28', 'S006 东埔社区 2023-03-01–'])
    expect(countsIn(await bringRoster('姓名|单位|任职起', row))).toBe('0/0/1/0')
  })

  test('may be the same where the roster has them, though the sheet writes another unit or day', async () => {
    const said = { answers: { 'isTransfer name @2': 'stays' } }

    const done = await bringRoster('姓名|单位|任职起|手机', ['蔡文辉|东埔社区|2023-03-01|13800000006'], said)

    expect(countsIn(done)).toBe('0/1/0/0')
    expect(await ofName('蔡文辉')).toEqual(['S006 司法所 2022-01-01–'])
    expect(await personNow('蔡文辉')).toMatchObject({ phone: '13800000006' })
    expect(countsIn(await bringRoster('姓名|单位', ['蔡文辉|东埔社区'], said))).toBe('0/0/1/0')
  })

  test('may be here as well, or another person of the name', async () => {
    await bringRoster('姓名|单位', ['蔡文辉|东埔社区'], { answers: { 'isTransfer name @2': 'also' } })
    expect(await ofName('蔡文辉')).toEqual(['S006 司法所 2022-01-01–', 'S006 东埔社区 2023-01-01– 兼'])

    await bringRoster('姓名|单位', ['谢勇|东埔社区'], { answers: { 'isTransfer name @2': 'other' } })
    expect(await ofName('谢勇')).toEqual(['S012 和平社区 2022-01-01–', 'X0001 东埔社区 2023-01-01–'])
  })

  test('is asked about by number too, and by phone among two of a name', async () => {
    await bringRoster('工号|姓名|单位|手机', ['S006|蔡文辉|司法所|13800000006'])
    expect(faultsIn(await bringRoster('工号|姓名|单位', ['S006|蔡文辉|东埔社区']))).toEqual(['2 isTransfer'])

    const other = { 'isTransfer name @2': 'other' }
    await bringRoster('姓名|单位', ['蔡文辉|东埔社区'], { answers: other })
    const report = await bringRoster('姓名|单位|手机', ['蔡文辉|和平社区|13800000006'])
    expect(faultsIn(report)).toEqual(['2 isTransfer'])
  })

  test('is not told to who does not administer them', async () => {
    const dongpu = await viewerFor(people.xuguohua, 'administrator', units.dongpu)

    const report = await bring(
      dongpu,
      'roster',
      { heads: '姓名|单位', rows: ['谢勇|东埔社区'] },
      { year: 2023 },
    )

    expect(faultsIn(report)).toEqual([])
    expect(JSON.stringify(report)).not.toContain('和平')
  })

  test('the first administrator, so far of the office alone, is recognised', async () => {
    await write(async tx => {
      await tx.run(sql`update membership set unit_id = 1, from_day = '2023-03-10' where person_id = 3`)
      await tx.run(sql`update person set staff_no = 'X0001' where id = 3`)
    })

    const report = await bringRoster('工号|姓名|单位', ['A03|黄丽娟|党政办公室'])

    expect(countsIn(report)).toBe('1/0/0/0')
    expect(await ofName('黄丽娟')).toEqual([
      'A03 党政办公室 2023-01-01–',
      'A03 演示街道 2023-03-10–2023-03-10',
    ])
  })
})

describe('what the sheet does not say', () => {
  const full = '工号|姓名|单位|职务|职级|手机|任职起|任职止|标签'
  const row = 'N1|新一|司法所|科员|四级主任科员|13800000001|2022-03-01|2023-02-28|党员'

  test('stays: no column takes a value, an end or a tag away', async () => {
    await bringRoster(full, [row])

    const report = await bringRoster('工号|姓名|单位|任职起', ['N1|新一|司法所|2022-03-01'])

    expect(countsIn(report)).toBe('0/0/1/0')
    expect(await ofName('新一')).toEqual(['N1 司法所 2022-03-01–2023-02-28'])
    expect(await personNow('新一')).toMatchObject({
      post: '科员',
      rank: '四级主任科员',
      phone: '13800000001',
    })
  })

  test('an empty cell is offered for clearing, and clears where that is confirmed', async () => {
    await bringRoster(full, [row])
    const empty = ['N1|新一|司法所||||2022-03-01||党员']

    const asked = await bringRoster(full, empty)
    expect(countsIn(asked)).toBe('0/0/1/0')
    expect('questions' in asked && asked.questions.map(each => each.field)).toEqual([
      'to',
      'phone',
      'post',
      'rankBand',
    ])
    expect(countsIn(await bringRoster(full, empty, { answers: { 'emptyClears to to': 'clear' } }))).toBe(
      '0/1/0/0',
    )
    expect(await ofName('新一')).toEqual(['N1 司法所 2022-03-01–'])
    expect(await personNow('新一')).toMatchObject({ post: '科员', phone: '13800000001' })

    await bringRoster(full, empty, { clear: true })
    expect(await personNow('新一')).toMatchObject({ post: null, rank: null, phone: null })
  })
})

describe('a tag that nobody knows', () => {
  test('becomes one only where that is said, once for all rows', async () => {
    const rows = ['N1|新一|司法所|党圆', 'N2|新二|司法所|党圆', 'N3|新三|司法所|网格员']
    const asked = await bringRoster('工号|姓名|单位|标签', rows)

    expect(
      'questions' in asked && asked.questions.map(each => [each.key, each.rows, each.choices[0]?.value]),
    ).toEqual([
      ['unknownTag tags 党圆', [2, 3], '党员'],
      ['unknownTag tags 网格员', [4], '中心组成员'],
    ])
    const answers = { 'unknownTag tags 党圆': '党员', 'unknownTag tags 网格员': '+' }
    expect(countsIn(await bringRoster('工号|姓名|单位|标签', rows, { answers }))).toBe('3/0/0/0')
    expect(await db.all(sql`select name from tag where id > 4`)).toEqual([{ name: '网格员' }])
  })
})

describe('a remark of coming or leaving', () => {
  const rows = (remark: string) => [`新一|司法所|${remark}`]
  const choicesOf = (report: Awaited<ReturnType<typeof bringRoster>>) =>
    'questions' in report ? report.questions.flatMap(each => each.choices.map(one => one.text)) : []

  test.each([
    ['2023.9.1调入', 'saysJoined', '都从备注的日期起算（这一行从 2023-09-01 起）'],
    ['9月调入', 'saysJoined', '都从备注的日期起算（这一行从 2023-09-01 起）'],
    ['2023年3月新入职', 'saysJoined', '都从备注的日期起算（这一行从 2023-03-01 起）'],
    ['2023年6月退休', 'saysLeft', '都按备注的日期离岗（这一行到 2023-06-30 为止）'],
    ['2023年6月离职', 'saysLeft', '都按备注的日期离岗（这一行到 2023-06-30 为止）'],
    ['2023.7调往区财政局', 'saysLeft', '都按备注的日期离岗（这一行到 2023-07-31 为止）'],
    ['调往区财政局', 'saysLeft', '已不在：新的不导入，已有的到 2022-12-31 为止'],
    ['借调', 'saysLeft', '还在名单上，照常应学'],
    ['产假', 'saysLeft', '还在名单上，照常应学'],
    ['2023年3月起产假', 'saysLeft', '还在名单上，照常应学'],
  ])('%s is asked, the likeliest answer first', async (remark, reason, first) => {
    const report = await bringRoster('姓名|单位|备注', rows(remark))

    expect(faultsIn(report)).toEqual([`2 ${reason}`])
    expect(choicesOf(report)[0]).toBe(first)
    expect(await ofName('新一')).toEqual([])
  })

  test('without a year is of the year from which people count, and asked anew where that is another', async () => {
    const viewer = await systemViewer('命令行')
    const rows = ['新一|司法所|9月调入', '新二|司法所|6月退休', '新三|司法所|']
    const sheet = { heads: '姓名|单位|备注', rows }
    const asked = await bring(viewer, 'roster', sheet, { asksStart: true, dryRun: true })
    const questions = 'questions' in asked ? asked.questions : []
    const start = questions.find(each => each.reason === 'rosterStartOpen')
    const lastYear = start?.choices[1]?.value ?? ''
    const answers = {
      ...Object.fromEntries(questions.map(each => [each.key, each.choices[0]?.value ?? ''])),
      [start?.key ?? '']: lastYear,
    }

    const again = await bring(viewer, 'roster', sheet, { asksStart: true, dryRun: true, answers })

    const year = lastYear.slice(0, 4)
    expect(faultsIn(again)).toEqual(['2 saysJoined', '3 saysLeft'])
    expect(choicesOf(again).filter(each => each.includes('备注的日期'))).toEqual([
      `都从备注的日期起算（这一行从 ${year}-09-01 起）`,
      `都按备注的日期离岗（这一行到 ${year}-06-30 为止）`,
    ])
  })

  test('of coming, by somebody who is there from an earlier day, changes nothing and is said to be unread', async () => {
    const report = await bringRoster('姓名|单位|备注', ['陈志强|党政办公室|2023年9月调入'])

    expect(countsIn(report)).toBe('0/0/1/0')
    expect('notes' in report && report.notes.map(each => each.text)).toEqual([
      '有 1 行的备注没有读，如“2023年9月调入”',
    ])
  })
})

describe('离岗 by a sheet', () => {
  test('is said only where its day is known: not before it was answered from when people count', async () => {
    await write(async tx => {
      await tx.run(sql`update membership set unit_id = 1, from_day = '2023-03-10' where person_id = 3`)
      await tx.run(sql`update person set staff_no = 'X0001' where id = 3`)
    })
    const viewer = await systemViewer('命令行')
    const sheet = { heads: '工号|姓名|单位', rows: ['A03|黄丽娟|党政办公室', 'S001|陈志强|党政办公室'] }
    const open = { asksStart: true, endMissing: true, dryRun: true }
    const notesIn = (report: Awaited<ReturnType<typeof bring>>) =>
      'notes' in report ? report.notes.map(each => each.text) : []

    const asked = await bring(viewer, 'roster', sheet, open)

    expect(faultsIn(asked)).toEqual(['2 rosterStartOpen'])
    expect(notesIn(asked)).toEqual([])
    const [question] = 'questions' in asked ? asked.questions : []
    const [first] = question?.choices ?? []
    const answers = { [question?.key ?? '']: first?.value ?? '' }
    const answered = await bring(viewer, 'roster', sheet, { ...open, answers })
    expect(notesIn(answered).filter(each => each.includes('离岗'))).toEqual([
      '2 人将于 2022-12-31 离岗：林静、吴建国',
    ])
  })

  test('never takes the last administrator away', async () => {
    const rows = ['S001|陈志强|党政办公室']
    const report = await bringRoster('工号|姓名|单位', rows, { on: '2023-03-01', endMissing: true })

    expect('notes' in report && report.notes.map(each => each.text)).toEqual([
      '2 人将于 2023-02-28 离岗：林静、吴建国',
    ])
    const leaving = ['S003|黄丽娟|党政办公室|2023-02-28']
    expect(faultsIn(await bringRoster('工号|姓名|单位|任职止', leaving))).toEqual(['2 lastAdministrator'])
  })
})

describe('the day that a roster states of itself', () => {
  const roster = (note: string) => ({ heads: '姓名|单位', rows: ['何晓彤|东埔社区', '丁一|东埔社区', note] })
  const viewer = () => systemViewer('命令行')

  test('is proposed, once for the sheet, where it is not the one that would be taken', async () => {
    const asked = await bring(await viewer(), 'roster', roster('备注：截止2021年1月1日在册|'))

    expect(faultsIn(asked)).toEqual(['2 rosterStart', '3 rosterStart'])
    const [question] = 'questions' in asked ? asked.questions : []
    expect(question?.choices.map(each => each.value)[0]).toBe('2021-01-01')

    const answers = { [question?.key ?? '']: '2021-01-01' }
    await bring(await viewer(), 'roster', roster('备注：截止2021年1月1日在册|'), { answers })

    expect(await ofName('何晓彤')).toEqual([expect.stringContaining('2021-01-01–')])
  })

  test('is not asked about where it is given, or is the first of the year that is', async () => {
    const note = roster('填报时间：2023年1月10日|')

    expect(faultsIn(await bring(await viewer(), 'roster', note, { year: 2023, dryRun: true }))).toEqual([])
    const given = { on: '2023-02-01' as const, dryRun: true }
    expect(faultsIn(await bring(await viewer(), 'roster', roster('截止2021-01-01|'), given))).toEqual([])
  })

  test('is asked where a page was given no year and the sheet says none, of new people alone', async () => {
    const rows = { heads: '工号|姓名|单位', rows: ['S001|陈志强|党政办公室', '|何晓彤|东埔社区'] }
    const asked = await bring(await viewer(), 'roster', rows, { asksStart: true, dryRun: true })

    expect(faultsIn(asked)).toEqual(['3 rosterStartOpen'])
    const [question] = 'questions' in asked ? asked.questions : []
    const choices = question?.choices.map(each => each.value) ?? []
    expect(choices.map(each => each.slice(5)).slice(0, 2)).toEqual(['01-01', '01-01'])
    expect(Number(choices[0]?.slice(0, 4)) - Number(choices[1]?.slice(0, 4))).toBe(1)

    const answers = { [question?.key ?? '']: choices[1] ?? '' }
    await bring(await viewer(), 'roster', rows, { asksStart: true, answers })

    expect(await ofName('何晓彤')).toEqual([expect.stringContaining(`${choices[1]}–`)])
    const given = { asksStart: true, year: 2023, dryRun: true }
    const another = { heads: '姓名|单位', rows: ['丁一|东埔社区'] }
    expect(faultsIn(await bring(await viewer(), 'roster', another, given))).toEqual([])
  })
})
