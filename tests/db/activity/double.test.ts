import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { write } from '@/db/write'
import { recordHeads } from '@/lib/activity/activity.commands'
import { keepApart, mergeDoubles, showAgain } from '@/lib/activity/doubles/double.commands'
import { doublesBetween, doublesOf, keptApart, mergesOf } from '@/lib/activity/doubles/double.queries'
import { undoImport } from '@/lib/import/undo/undo.commands'
import { undoableOf } from '@/lib/import/undo/undo.queries'
import { figuresOf, filterFor } from '@/lib/statistics/rates/rate.queries'
import { bring, countsIn } from '../../sheets'
import { closeWorld, hasActivity, openWorld, people, units, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
})
afterEach(closeWorld)

/** One event, entered by the community and by the street. */
async function twice() {
  const { dongpuOrganiser, organiser } = world.viewers
  const event = { form: '宣传咨询活动', isPublic: true, compulsory: false, audienceWords: '' }
  const ours = {
    ...event,
    hostUnitId: units.dongpu,
    day: '2023-03-08',
    title: '开展“三八”妇女维权宣传活动',
    place: '社区广场前',
  }
  const theirs = {
    ...event,
    hostUnitId: units.street,
    day: '2023-03-08',
    title: '妇女权益保障法普法宣传',
    place: '东埔文化广场',
  }
  return [await hasActivity(dongpuOrganiser, ours), await hasActivity(organiser, theirs)] as const
}

test('one event that two units entered is told to both, with what is alike, and to no third', async () => {
  const [ours, theirs] = await twice()
  const why = ['day', 'place', 'title']
  const { organiser, dongpuOrganiser, hepingOrganiser } = world.viewers

  const seen = async (viewer: World['viewers']['organiser'], id: number) =>
    (await doublesOf(viewer, id)).map(({ sides, why }) => ({
      id: sides.find(each => each.id !== id)?.id,
      why,
    }))

  expect(await seen(dongpuOrganiser, ours)).toEqual([{ id: theirs, why }])
  expect(await seen(organiser, theirs)).toEqual([{ id: ours, why }])
  expect(await seen(hepingOrganiser, theirs)).toEqual([])
})

test('nobody is told of an activity that he may not see', async () => {
  const { dongpuOrganiser, hepingOrganiser, organiser } = world.viewers
  const study = {
    form: '集中学法',
    day: '2023-03-08',
    title: '学习信访条例',
    place: '东埔社区三楼会议室',
    lecturer: '郑律师',
  }
  const hidden = await hasActivity(hepingOrganiser, {
    ...study,
    hostUnitId: units.heping,
    audienceWords: '和平社区',
  })
  const own = await hasActivity(dongpuOrganiser, {
    ...study,
    hostUnitId: units.dongpu,
    audienceWords: '东埔社区',
  })
  const year = { from: '2023-01-01', to: '2023-12-31' }

  expect((await doublesBetween(organiser, year)).map(each => each.sides.map(side => side.id))).toEqual([
    [hidden, own],
  ])
  expect(await doublesOf(dongpuOrganiser, own)).toEqual([])
  expect(await doublesBetween(hepingOrganiser, year)).toEqual([])
})

test('the preview of a ledger names the rows that may stand already, and still brings them in', async () => {
  const { organiser } = world.viewers
  await twice()

  const answer = await bring(organiser, 'activities', {
    heads: '日期|活动名称|形式|主办单位|地点',
    rows: [
      '2023-03-08|东埔社区三八维权宣传|宣传咨询活动|司法所|东埔广场',
      '2023-02-14|反家暴讲座|法律知识讲座|和平社区|社区三楼会议室',
      '2023-02-14|《反家庭暴力法》讲座|法律知识讲座|演示街道|和平社区居委会3楼',
    ],
  })

  expect(countsIn(answer)).toBe('3/0/0/0')
  expect('notes' in answer && answer.notes.filter(each => each.reason === 'maybeDoubles')).toEqual([
    {
      reason: 'maybeDoubles',
      text: '疑似重复 2 行：与已有的活动或表中另一行可能是同一次，导入后在“疑似重复”里处理',
    },
  ])
})

type Row = Record<string, unknown>
const rowOf = async (id: number) =>
  (await db.all<Row>(sql`select * from activity where id = ${id}`))[0] as Row
const year = { from: '2023-01-01', to: '2023-12-31' }

/** What of two activities an undone merge must give back; what only rises is left out. */
async function stateOf(...ids: number[]) {
  const among = sql`(select value from json_each(${JSON.stringify(ids)}))`
  const read = (query: ReturnType<typeof sql>) => db.all<Row>(query)
  const rows = [
    await read(sql`select * from activity where id in ${among} order by id`),
    await read(sql`select * from activity_host where activity_id in ${among} order by activity_id, name`),
    await read(sql`select * from attendance where activity_id in ${among} order by activity_id, person_id`),
    await read(sql`select * from output where activity_id in ${among} order by id`),
    await read(sql`select * from evidence where activity_id in ${among} order by id`),
    await read(sql`select * from occurrence order by id`),
    await read(sql`select * from activity_double`),
  ]
  const rises = new Set(['version', 'sequence', 'changed_at', 'feed_sequence', 'feed_changed_at'])
  return rows.map(of => of.map(row => Object.entries(row).filter(([name]) => !rises.has(name))))
}

async function press(
  keptId: number,
  id: number,
  otherId: number,
  more: { heads?: string; marks?: string[] } = {},
) {
  const [one, other] = [await rowOf(id), await rowOf(otherId)]
  const versions = { version: Number(one.version), otherVersion: Number(other.version) }
  return mergeDoubles(world.viewers.organiser, {
    id,
    otherId,
    keptId,
    heads: '',
    marks: [],
    ...more,
    ...versions,
  })
}

async function headsOf(id: number, heads: number) {
  const { version, heads: headsSeen } = (await rowOf(id)) as { version: number; heads: number | null }
  await recordHeads(world.viewers.organiser, { id, version, heads, consultations: null, headsSeen })
}

test('two entries of one event become one by a press, and two again as they were', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  const [ours, theirs] = await twice()
  await headsOf(ours, 80)
  await headsOf(theirs, 60)
  await write(async tx => {
    await tx.run(sql`update activity set status = 'held' where id in (${ours}, ${theirs})`)
    await tx.run(sql`insert into output (day, channel_id, quantity, unit_id, activity_id, created_at)
      select '2023-03-08', min(id), 200, ${units.dongpu}, ${ours}, 0 from channel`)
    await tx.run(sql`insert into evidence (activity_id, kind, hash, media_type, size, name, added_at)
      values (${ours}, 'photo', 'h', 'image/jpeg', 1, '现场.jpg', 0)`)
    await tx.run(
      sql`insert into plan (id, year, kind, unit_id, title, status) values (77, 2023, 'communities', ${units.dongpu}, '计划', 'issued')`,
    )
    await tx.run(sql`insert into plan_item (id, plan_id, time_words, from_day, to_day, content, form, unit_id)
      values (77, 77, '3月', '2023-03-01', '2023-03-31', '妇女维权宣传', '宣传咨询活动', ${units.dongpu})`)
    await tx.run(
      sql`insert into occurrence (plan_item_id, from_day, to_day, activity_id) values (77, '2023-03-01', '2023-03-31', ${ours})`,
    )
    await tx.run(sql`update activity set plan_item_id = 77 where id = ${ours}`)
  })
  const counted = async () => {
    const { headings } = await figuresOf(await filterFor(organiser, { ...year, asOf: '2023-12-31' }))
    return { publicEvents: headings.publicEvents, heads: headings.heads }
  }
  const before = await stateOf(ours, theirs)
  const uid = (await rowOf(theirs)).uid

  expect(await press(theirs, ours, theirs)).toEqual({ ok: false, reason: 'headsAsked', field: 'heads' })
  expect(
    await mergeDoubles(dongpuOrganiser, {
      id: ours,
      otherId: theirs,
      keptId: ours,
      heads: 'sum',
      marks: [],
      version: 0,
      otherVersion: 0,
    }).catch(String),
  ).toContain('Forbidden')
  expect(await counted()).toMatchObject({ publicEvents: 2, heads: 140 })
  expect(await stateOf(ours, theirs)).toEqual(before)

  expect(await press(theirs, ours, theirs, { heads: String(theirs) })).toEqual({ ok: true, keptId: theirs })
  expect(await press(theirs, ours, theirs, { heads: String(theirs) })).toEqual({ ok: true, keptId: theirs })

  expect(await counted()).toMatchObject({ publicEvents: 1, heads: 60 })
  expect(await rowOf(theirs)).toMatchObject({
    uid,
    title: '妇女权益保障法普法宣传',
    status: 'held',
    plan_item_id: 77,
  })
  expect(await rowOf(ours)).toMatchObject({ status: 'cancelled' })
  expect(
    await db.all(sql`select name, unit_id as unit from activity_host where activity_id = ${theirs}`),
  ).toEqual([{ name: '东埔社区', unit: units.dongpu }])
  expect(
    await db.all(sql`select (select activity_id from output where quantity = 200) as output,
    (select activity_id from evidence where hash = 'h') as paper, (select activity_id from occurrence) as occurrence`),
  ).toEqual([{ output: theirs, paper: theirs, occurrence: theirs }])
  expect(await doublesOf(organiser, theirs)).toEqual([])

  const [merge] = await mergesOf(organiser, theirs)
  const runId = merge?.runId ?? 0
  expect(await mergesOf(dongpuOrganiser, ours)).toEqual([])
  await headsOf(theirs, 61)
  expect(await undoImport(organiser, { runId })).toEqual({ ok: false, reason: 'resting' })
  expect((await undoableOf(organiser, runId)).check?.resting).toMatchObject([
    { why: 'changed', name: '2023-03-08 妇女权益保障法普法宣传' },
  ])
  await headsOf(theirs, 60)
  expect(await undoImport(organiser, { runId })).toEqual({ ok: true, runId })

  expect(await stateOf(ours, theirs)).toEqual(before)
  expect(await counted()).toMatchObject({ publicEvents: 2, heads: 140 })
  expect((await doublesOf(organiser, theirs)).length).toBe(1)
})

test('of two lists the marked one is kept; where both are marked, who differs is chosen first', async () => {
  const { organiser, dongpuOrganiser } = world.viewers
  const study = {
    form: '集中学法',
    day: '2023-03-08',
    place: '东埔社区三楼会议室',
    audienceWords: '东埔社区',
  }
  const ours = await hasActivity(dongpuOrganiser, {
    ...study,
    title: '学习信访条例',
    hostUnitId: units.dongpu,
  })
  const theirs = await hasActivity(organiser, {
    ...study,
    title: '集中学习《信访工作条例》',
    hostUnitId: units.street,
  })
  const mark = (id: number, personId: number, given: string) =>
    write(tx =>
      tx.run(sql`update attendance set mark = ${given}, how = 'sheet', version = version + 1
      where activity_id = ${id} and person_id = ${personId}`),
    )
  const marksOf = (id: number) =>
    db.all(
      sql`select person_id as person, standing, mark from attendance where activity_id = ${id} order by 1`,
    )
  const { sumeiling, xuguohua, zhuangyafang } = people
  for (const [personId, given] of [
    [sumeiling, 'present'],
    [xuguohua, 'absent'],
    [zhuangyafang, 'present'],
  ] as const)
    await mark(ours, personId, given)

  expect(await press(theirs, ours, theirs)).toEqual({ ok: false, reason: 'keepMarked' })

  await mark(theirs, sumeiling, 'present')
  await mark(theirs, xuguohua, 'late')
  const [pair] = await doublesOf(organiser, ours)

  expect(pair?.differing.map(each => each.personId)).toEqual([xuguohua, zhuangyafang])
  expect(await press(theirs, ours, theirs, { marks: [`${xuguohua}:${theirs}`] })).toEqual({
    ok: false,
    reason: 'marksAsked',
  })

  const before = await stateOf(ours, theirs)
  const chosen = { marks: [`${xuguohua}:${theirs}`, `${zhuangyafang}:${ours}`] }
  await write(tx =>
    tx.run(sql`insert into leave_request (activity_id, person_id, kind, reason, state, asked_at)
      values (${ours}, ${zhuangyafang}, '病假', '看病', 'asked', 0)`),
  )
  expect(await press(theirs, ours, theirs, chosen)).toEqual({ ok: false, reason: 'hasLeave' })
  await write(tx => tx.run(sql`delete from leave_request where activity_id = ${ours}`))
  expect(await press(theirs, ours, theirs, chosen)).toEqual({ ok: true, keptId: theirs })

  expect(await marksOf(theirs)).toEqual([
    { person: sumeiling, standing: 'required', mark: 'present' },
    { person: xuguohua, standing: 'required', mark: 'late' },
    { person: zhuangyafang, standing: 'required', mark: 'present' },
  ])

  const [merge] = await mergesOf(organiser, ours)
  expect(await undoImport(organiser, { runId: merge?.runId ?? 0 })).toMatchObject({ ok: true })
  expect(await stateOf(ours, theirs)).toEqual(before)
})

test('what is no double is kept, and shown again when that is taken back', async () => {
  const { organiser, dongpuOrganiser, hepingOrganiser } = world.viewers
  const [ours, theirs] = await twice()

  expect(await keepApart(hepingOrganiser, { id: ours, otherId: theirs }).catch(String)).toContain('Forbidden')
  await keepApart(dongpuOrganiser, { id: ours, otherId: theirs })
  await keepApart(organiser, { id: theirs, otherId: ours })

  expect(await doublesBetween(organiser, year)).toEqual([])
  expect((await keptApart(organiser, year)).map(each => each.sides.map(side => side.id))).toEqual([
    [ours, theirs],
  ])

  await showAgain(organiser, { id: theirs, otherId: ours })

  expect((await doublesBetween(organiser, year)).length).toBe(1)
  expect(await keptApart(organiser, year)).toEqual([])
})
