import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { itemsOpen } from '@/lib/plan/occurrences/open-items.sql'
import { bring, countsIn, faultsIn } from '../../sheets'
import {
  atTime,
  closeWorld,
  hasActivity,
  joins,
  keepWorld,
  openWorld,
  units,
  type World,
  worldAsKept,
} from '../../world'

let world: World
let organiser: Viewer

beforeAll(async () => {
  world = await openWorld()
  organiser = world.viewers.organiser
  const campaign = {
    title: '民法典宣传月',
    form: '宣传咨询活动',
    isPublic: true,
    compulsory: false,
    audienceWords: '',
  }
  await hasActivity(organiser, { ...campaign, day: '2023-02-06', lastDay: '2023-02-28' })
  await hasActivity(organiser, { title: '集中学习', day: '2023-03-08', audienceWords: '全街道' })
  await keepWorld(world)
})
beforeEach(async () => {
  await worldAsKept(world)
  atTime('2023-03-20T09:00:00+08:00')
})
afterAll(closeWorld)

type Said = Parameters<typeof bring>[3]
const crossed = {
  heads: '姓名|单位|2.15|2月22日 信访工作条例',
  rows: ['林静|党政办公室|√|√', '郑晓燕|司法所|√|公假', '傅明|和平社区|×|√'],
}
const bringIn = (
  given: { heads: string; rows: string[]; title?: string },
  said: Said = {},
  viewer = organiser,
) => bring(viewer, 'attendance', given, { year: 2023, ...said })

const questionsIn = (report: Awaited<ReturnType<typeof bring>>) =>
  'questions' in report
    ? report.questions.map(
        ({ text, rows, choices }) => [text, rows.length, choices.map(each => each.text)] as const,
      )
    : []
const rollsNow = async () =>
  (
    await db.all<{ text: string }>(sql`
      select a.day || ' ' || a.title || ' ' || a.form || ' ' || u.name || ' ' || a.status || ': ' ||
        coalesce((select group_concat(p.name || ' ' || r.standing || ' ' || coalesce(r.mark, '-'), ', ' order by p.id)
          from attendance r join person p on p.id = r.person_id where r.activity_id = a.id and r.mark is not null), '') as text
      from activity a join unit u on u.id = a.host_unit_id where a.deleted_at is null order by a.day`)
  ).map(each => each.text)

describe('a column with a day', () => {
  test('is never put onto a campaign that lasts that long: it is asked, once for each meeting', async () => {
    const before = await rollsNow()
    const asked = await bringIn(crossed)

    expect(questionsIn(asked).map(([text, rows, choices]) => [text, rows, choices.slice(0, 3)])).toEqual([
      [
        '2023-02-15 没有对得上的会：这些登记记到哪一次？',
        3,
        ['民法典宣传月 2023-02-06–2023-02-28 演示街道', ...added('集中学法', '集中学习')],
      ],
      [
        '2023-02-22 没有“信访工作条例”这项活动',
        3,
        ['民法典宣传月 2023-02-06–2023-02-28 演示街道', ...added('集中学法', '集中学习')],
      ],
    ])
    expect(await rollsNow()).toEqual(before)
  })

  test('may be a meeting that is not there yet: held by who came together, due for whom the sheet names', async () => {
    const answers = {
      'noMeetingOn title 2023-02-15': 'new 集中学法',
      'noSuchActivity title 2023-02-22 信访工作条例': 'new 中心组学习',
    }
    const done = await bringIn({ ...crossed, title: '2023年会前学法考勤表' }, { answers })

    expect(faultsIn(done)).toEqual([])
    expect('notes' in done && done.notes.map(each => each.text)).toEqual([
      '将新建 2 次会：2023-02-15 2023年会前学法（集中学法，演示街道）、2023-02-22 信访工作条例（中心组学习，演示街道）',
      '登记并确认 2 项活动的考勤',
    ])
    expect((await rollsNow()).filter(each => each.includes('closed'))).toEqual([
      '2023-02-15 2023年会前学法 集中学法 演示街道 closed: 林静 required present, 郑晓燕 required present, 傅明 required absent',
      '2023-02-22 信访工作条例 中心组学习 演示街道 closed: 林静 required present, 郑晓燕 required leave, 傅明 required present',
    ])
    expect(countsIn(await bringIn({ ...crossed, title: '2023年会前学法考勤表' }, { answers }))).toBe(
      '0/0/6/0',
    )
  })

  test('beside others that are not there either is one question for all, or one for each', async () => {
    const sheet = {
      heads: '姓名|单位|1月11日|1月18日|1月25日',
      rows: ['林静|党政办公室|√|√|×', '傅明|和平社区|√|×|√'],
      title: '2023年机关学法考勤表',
    }
    const asked = await bringIn(sheet)
    const questions = questionsIn(asked)
    expect(questions.map(([text, rows]) => [text, rows])).toEqual([
      ['这 3 次会都还没有：2023-01-11、2023-01-18、2023-01-25。都按表新建吗？是哪种形式？', 6],
    ])
    expect(questions[0]?.[2].at(-1)).toBe('逐次选')
    const key = 'questions' in asked ? (asked.questions[0]?.key ?? '') : ''

    const apart = await bringIn(sheet, { answers: { [key]: 'each' } })
    expect(questionsIn(apart)).toHaveLength(3)

    expect(faultsIn(await bringIn(sheet, { answers: { [key]: 'new 集中学法' } }))).toEqual([])
    expect((await rollsNow()).filter(each => each.includes('closed'))).toEqual([
      '2023-01-11 2023年机关学法 集中学法 演示街道 closed: 林静 required present, 傅明 required present',
      '2023-01-18 2023年机关学法 集中学法 演示街道 closed: 林静 required present, 傅明 required absent',
      '2023-01-25 2023年机关学法 集中学法 演示街道 closed: 林静 required absent, 傅明 required present',
    ])
  })

  test('of one community is held there, and names nobody of another', async () => {
    const [heads, title] = ['姓名|单位|2月15日', '社区学法签到表']
    const said = { answers: { 'noMeetingOn title 2023-02-15': 'new 集中学法' } }
    const other = await bringIn(
      { heads, title, rows: ['傅明|和平社区|√'] },
      said,
      world.viewers.dongpuOrganiser,
    )

    const own = await bringIn({ heads, title, rows: ['许国华|东埔社区|√', '庄雅芳|东埔社区|列席'] }, said)

    expect(faultsIn(other).map(each => each.split(' ')[1])).toEqual(['personOutsideScope'])
    expect(faultsIn(own)).toEqual([])
    expect((await rollsNow()).filter(each => each.includes('closed'))).toEqual([
      '2023-02-15 社区学法 集中学法 东埔社区 closed: 许国华 required present',
    ])
  })

  test('of a new meeting completes the item that it fits, where that is left so', async () => {
    await bring(
      organiser,
      'plan',
      {
        heads: '学法内容|学法形式|学法时间|学法对象|责任单位',
        rows: ['宪法|集中学法|2月|全体机关干部|演示街道', '民法典|中心组学习|2月|全体机关干部|演示街道'],
      },
      { year: 2023, plan: 'officials' },
    )
    // A plan that is not issued is nobody's below: not its items either.
    expect((await itemsOpen(db, world.viewers.dongpuOrganiser)).open).toEqual([])
    expect((await itemsOpen(db, organiser)).open.length).toBe(2)
    const answers = {
      'noMeetingOn title 2023-02-15': 'new 集中学法',
      'noSuchActivity title 2023-02-22 信访工作条例': 'new 中心组学习',
    }
    const done = await bringIn(crossed, { answers: { ...answers, 'meetingItems sure': 'join' } })

    expect(faultsIn(done)).toEqual([])
    expect(
      await db.all(sql`
        select a.day, i.content, count(o.id) as joined from activity a join plan_item i on i.id = a.plan_item_id
        left join occurrence o on o.activity_id = a.id group by a.id order by a.day`),
    ).toEqual([
      { day: '2023-02-15', content: '宪法', joined: 1 },
      { day: '2023-02-22', content: '民法典', joined: 1 },
    ])
  })

  test('of a new meeting of the unit completes an item of an office in its plan that says the same', async () => {
    const heads = '学法内容|学法形式|学法时间|学法对象|责任单位'
    const rows = ['《信访工作条例》|专题讲座|2月|全体机关干部|司法所']
    await bring(organiser, 'plan', { heads, rows }, { year: 2023, plan: 'officials' })
    const sheet = { heads: '姓名|单位|2月22日 信访工作条例', rows: ['林静|党政办公室|√', '郑晓燕|司法所|√'] }
    const answers = { 'noSuchActivity title 2023-02-22 信访工作条例': 'new 集中学法' }

    const done = await bringIn(sheet, { answers })

    expect(faultsIn(done)).toEqual([])
    expect(
      await db.all(sql`select i.content from activity a join plan_item i on i.id = a.plan_item_id`),
    ).toEqual([{ content: '《信访工作条例》' }])
  })

  const added = (...forms: string[]) => forms.map(form => `新建这次会，形式“${form}”，应学的是表中这些人`)
})

describe('a sheet that holds part of a roll', () => {
  const part = { heads: '日期|姓名|单位|状态', rows: ['3月8日|林静|党政办公室|√', '3月8日|郑晓燕|司法所|√'] }

  test('confirms nothing by itself, and says who is left', async () => {
    const done = await bringIn(part)

    expect(questionsIn(done)).toEqual([
      [
        '“2023-03-08 集中学习”名单上有 12 人，登记了 2 人，其余 10 人没有登记',
        1,
        [
          '先不确认考勤，其余的人以后登记',
          '确认考勤，其余的人未登记',
          '确认考勤，其余的人记缺席',
          '确认考勤，其余的人记请假',
        ],
      ],
    ])
    expect((await rollsNow()).at(-1)).toMatch(/ held: 林静 required present, 郑晓燕 required present$/)
  })

  test.each([
    ['unmarked', 2, 0],
    ['absent', 12, 10],
  ])('confirms it where the others are %s', async (answer, marked, absent) => {
    await bringIn(part, { answers: { 'restOfRoll part': answer } })

    const roll = (await rollsNow()).at(-1) ?? ''
    expect([
      roll.includes(' closed: '),
      roll.split(' required ').length - 1,
      roll.split(' absent').length - 1,
    ]).toEqual([true, marked, absent])
  })

  test('that leaves few confirms it, as a whole one does', async () => {
    const names = [
      '陈志强',
      '林静',
      '黄丽娟',
      '吴建国',
      '郑晓燕',
      '蔡文辉',
      '苏美玲',
      '许国华',
      '庄雅芳',
      '傅明',
    ]
    const rows = names.map(name => `3月8日|${name}|演示街道|√`)

    const done = await bringIn({ ...part, rows })

    expect(questionsIn(done).map(([text, , [first]]) => [text, first])).toEqual([
      ['“2023-03-08 集中学习”名单上有 12 人，登记了 10 人，其余 2 人没有登记', '确认考勤，其余的人未登记'],
    ])
    expect((await rollsNow()).at(-1)).toContain(' closed: ')
  })
})

describe('a sheet of names alone', () => {
  const sheet = { title: '集中学习签到表', heads: '日期|姓名|职务|签到' }

  test('means the only one of the name, the one of the post, or of several the one on the list', async () => {
    await joins('林静', units.heping)
    await hasActivity(organiser, { title: '社区学法', day: '2023-03-09', audienceWords: '和平社区' })
    const rows = ['3月8日|郑晓燕|所长|√', '3月8日|林静|党政办公室科员|√', '3月9日|林静||√']

    const asked = await bringIn({ ...sheet, rows: ['3月8日|林静||√', '3月8日|周小丙||√'] })
    const done = await bringIn({ ...sheet, rows })

    expect(faultsIn(asked)).toEqual(['4 nobodyCalled'])
    expect(faultsIn(done)).toEqual([])
    expect((await rollsNow()).slice(-2)).toEqual([
      expect.stringMatching(/集中学习.*: 林静 required present, 郑晓燕 required present$/),
      expect.stringMatching(/社区学法.*: 林静 required present$/),
    ])
  })

  test('of other people than the list names is asked, though it is the only session of the day', async () => {
    await hasActivity(organiser, { title: '社区学法', day: '2023-03-09', audienceWords: '和平社区' })
    const rows = ['3月9日|郑晓燕|所长|√', '3月9日|蔡文辉||√']

    const asked = await bringIn({ ...sheet, title: '考勤表', rows })

    expect(questionsIn(asked).map(([text, count, [first]]) => [text, count, first])).toEqual([
      ['2023-03-09 有“社区学法”，但表中的 2 人大多不在它的名单上：记到哪一次？', 2, '社区学法 演示街道'],
    ])
  })
})

test('each new meeting of a 横表 may be called otherwise than the sheet calls all of them', async () => {
  const sheet = {
    heads: '姓名|单位|2月8日|2月22日',
    rows: ['林静|党政办公室|√|√', '郑晓燕|司法所|√|公假'],
    title: '2023年2月8日机关学法签到表',
  }
  const asked = await bringIn(sheet)
  const open = 'questions' in asked ? asked.questions : []
  const form = Object.fromEntries(open.map(({ key }) => [key, 'new 集中学法']))
  const offered = await bringIn(sheet, { answers: form, dryRun: true })
  const named =
    'questions' in offered ? offered.questions.filter(each => each.reason === 'newMeetingTitle') : []
  expect(named.map(each => [each.choices.map(one => one.value), each.typed])).toEqual([
    [['机关学法'], true],
    [['机关学法'], true],
  ])

  await bringIn(sheet, { answers: { ...form, [named[1]?.key ?? '']: '信访工作条例' } })

  const made = await db.all<{ day: string; title: string }>(
    sql`select day, title from activity where day in ('2023-02-08', '2023-02-22') and form = '集中学法' order by day`,
  )
  expect(made.map(each => each.title)).toEqual(['机关学法', '信访工作条例'])
})

test('a sheet that names part of who has an online study ends it on an answer alone', async () => {
  const facts = { title: '网上学法', form: '网上学法', day: '2023-03-01', lastDay: '2023-03-10' }
  await hasActivity(organiser, { ...facts, audienceWords: '全街道' })
  const sheet = { heads: '学习名称|姓名|单位|是否完成', rows: ['网上学法|林静|党政办公室|是'] }
  const status = async () =>
    (await db.all<{ status: string }>(sql`select status from activity where title = '网上学法'`))[0]?.status

  const open = await bring(organiser, 'study', sheet)
  expect([questionsIn(open)[0]?.[0], await status()]).toEqual([
    '“网上学法”应学 12 人，表中和已登记的有 1 人，其余 11 人没有写',
    'scheduled',
  ])

  await bring(organiser, 'study', sheet, { answers: { restOfStudy: 'closed' } })
  expect(await status()).toBe('closed')
})

test('where a platform says only when somebody studied last, that may be the day of who has completed it', async () => {
  const facts = { title: '网上学法', form: '网上学法', day: '2023-01-01', lastDay: '2023-03-09' }
  await hasActivity(organiser, { ...facts, audienceWords: '林静、郑晓燕' })
  const heads = '学习名称|姓名|单位|学习状态|最后学习时间'
  const rows = [
    '网上学法|林静|党政办公室|已完成|2023-02-11 20:15:03',
    '网上学法|郑晓燕|司法所|未完成|2023-02-20 08:00:00',
  ]
  const days = () =>
    db.all<{ day: string | null }>(sql`select completed_on as day from attendance
      where activity_id = (select id from activity where title = '网上学法') order by person_id`)

  const done = await bring(organiser, 'study', { heads, rows }, { dryRun: true })
  expect(questionsIn(done).map(([text]) => text)).toEqual([
    '表中没有完成日期，只有最后一次学习的时间，如“2023-02-11 20:15:03”：完成的人，完成日期怎样记？',
  ])
  const answers = { 'completedAsStudied lastStudied column': 'studied' }
  await bring(organiser, 'study', { heads, rows }, { answers })
  expect(await days()).toEqual([{ day: '2023-02-11' }, { day: null }])
})

test('who clocked in and out has one mark', async () => {
  await hasActivity(organiser, {
    title: '培训',
    day: '2023-03-15',
    hostUnitId: units.street,
    audienceWords: '林静',
  })
  const rows = ['2023-03-15|林静|党政办公室|正常|08:41', '2023-03-15|林静|党政办公室|早退|16:02']

  const done = await bringIn({ heads: '日期|姓名|部门|打卡结果|打卡时间', rows })

  expect(countsIn(done)).toBe('1/0/0/0')
  expect((await rollsNow()).at(-1)).toMatch(/closed: 林静 required leftEarly$/)
})

test('a meeting that two units held together stands under one of them', async () => {
  await hasActivity(organiser, {
    hostUnitId: units.heping,
    day: '2023-03-09',
    title: '联学',
    audienceWords: '全街道',
  })
  const given = {
    heads: '日期|活动名称|主办单位|姓名|单位|状态',
    rows: ['2023-03-09|联学|东埔、和平社区|傅明|和平社区|√'],
  }

  expect(faultsIn(await bringIn(given))).toEqual([])
  expect((await rollsNow()).find(each => each.includes('联学'))).toContain('傅明 required present')

  const exam = {
    heads: '考试名称|开始|截止|满分|合格分|对象|主办单位',
    rows: ['联考|2023-06-01|2023-06-02|100|60|全街道|东埔、和平社区'],
  }
  expect(faultsIn(await bring(organiser, 'exams', exam))).toEqual(['2 unitsTogether'])
})

test('where and by whom a meeting was held is taken from the lines of its sheet where it has none, else named', async () => {
  const given = {
    title: '集中学习签到表 时间：2023年3月8日下午2:30 地点：三楼会议室 主讲：王律师 主持：没有此人',
    heads: '姓名|单位|签到',
    rows: ['林静|党政办公室|√'],
  }
  const notesIn = (report: Awaited<ReturnType<typeof bring>>) =>
    'notes' in report
      ? report.notes.filter(each => each.reason.startsWith('lines')).map(each => each.text)
      : []

  expect(notesIn(await bringIn(given))).toEqual([
    '同时登记表上下写的：2023-03-08 集中学习（时间：2023年3月8日下午2:30，地点：三楼会议室，主讲：王律师）',
    '表上下写的这些没有登记：主持：没有此人',
  ])
  expect(
    await db.all(sql`select place, lecturer, host_person_id as chair from activity where title = '集中学习'`),
  ).toEqual([{ place: '三楼会议室', lecturer: '王律师', chair: null }])
  expect(notesIn(await bringIn(given))).toEqual(['表上下写的这些没有登记：主持：没有此人'])
})
