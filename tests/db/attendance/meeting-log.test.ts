import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { closeRoll } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { rowHistory } from '@/lib/attendance/attendance.queries'
import { commitMeetingLog } from '@/lib/attendance/meeting-log/commit.commands'
import {
  changeMeetingLogRule,
  chooseColumns,
  decideLines,
  draftMeetingLog,
  replaceMarks,
  setRowAside,
  skipOpen,
} from '@/lib/attendance/meeting-log/meeting-log.commands'
import { columnsInput } from '@/lib/attendance/meeting-log/meeting-log.input'
import { meetingLogDraft, meetingLogPreview } from '@/lib/attendance/meeting-log/meeting-log.queries'
import { profilesOf } from '@/lib/attendance/meeting-log/profile.sql'
import { NotFound } from '@/lib/core/errors'
import { importsOf } from '@/lib/import/import.queries'
import { writeCsv } from '@/lib/spreadsheet/workbook.sheet'
import { workbookOf } from '../../sheets'
import { atTime, closeWorld, hasActivity, joins, openWorld, people, units, type World } from '../../world'

let world: World
let organiser: Viewer
let activityId: number

/** The office meets on 10 March 2023 from nine to eleven; the organiser imports the log at noon. */
beforeEach(async () => {
  world = await openWorld()
  organiser = world.viewers.organiser
  activityId = await hasActivity(organiser, {
    starts: '09:00',
    ends: '11:00',
  })
  atTime('2023-03-10T12:00:00+08:00')
})
afterEach(closeWorld)

const heads = '用户昵称（入会昵称）|首次入会时间|最后退会时间|入会次数|累计参会时长|身份'
const meeting = [
  '林静(党政办公室-林静)|2023-03-10 08:55:10|2023-03-10 11:02:00|1|2:06:50|主持人',
  '黄丽娟|2023-03-10 09:20:00|2023-03-10 11:00:00|1|1:40:00|普通参会者',
  '吴建国|2023-03-10 09:00:00|2023-03-10 11:00:00|3|1:00:00|普通参会者',
]

async function drafted(rows: string[], more: { heads?: string; profile?: string; viewer?: Viewer } = {}) {
  const bytes = await workbookOf({ heads: more.heads ?? heads, rows })
  const made = await draftMeetingLog(more.viewer ?? organiser, {
    activityId,
    fileName: '参会成员.xlsx',
    bytes,
    profile: more.profile ?? '',
  })
  if (!made.ok) throw new Error(made.reason)
  return made.draftId
}

async function previewed(draftId: number) {
  const found = await meetingLogDraft(organiser, draftId)
  const judged = await meetingLogPreview(organiser, found)
  if (!judged) throw new Error('no columns')
  return { ...judged, draft: found.draft }
}

async function committed(draftId: number) {
  const { seen } = await previewed(draftId)
  return commitMeetingLog(organiser, { draftId, seen })
}

const marksNow = async () =>
  (
    await db.all<{ text: string }>(sql`
      select p.name || coalesce(' ' || a.mark || ' ' || a.how, '') as text from attendance a
      join person p on p.id = a.person_id where a.activity_id = ${activityId} order by p.id`)
  ).map(row => row.text)

const audits = async () =>
  (await db.all<{ action: string }>(sql`select action from audit order by id`)).map(row => row.action)

test('minutes become marks, with one press, and say that they were imported', async () => {
  const draftId = await drafted(meeting)
  expect(await marksNow()).toEqual(['陈志强', '林静', '黄丽娟', '吴建国', '郑晓燕', '蔡文辉'])

  const { draft, plan } = await previewed(draftId)
  expect(draft.options).toMatchObject({ profile: '腾讯会议', isMapped: true, from: '09:00', to: '11:00' })
  expect(plan.missing.map(each => each.name)).toEqual(['陈志强', '郑晓燕', '蔡文辉'])
  expect(await committed(draftId)).toEqual({ ok: true, activityId, draftId })

  expect(await marksNow()).toEqual([
    '陈志强',
    '林静 present import',
    '黄丽娟 late import',
    '吴建国 leftEarly import',
    '郑晓燕',
    '蔡文辉',
  ])
  const [state] = await db.all(sql`select status, roll_opened_at is not null as open from activity`)
  expect(state).toEqual({ status: 'held', open: 1 })
  const { entries } = await rowHistory(organiser, activityId, people.wujianguo)
  expect(entries.map(({ action, reason, after }) => ({ action, reason, after }))).toEqual([
    {
      action: 'attendance.presence',
      reason: '腾讯会议 · 参会成员.xlsx',
      after: {
        personId: people.wujianguo,
        was: null,
        mark: 'leftEarly',
        how: 'import',
        stay: '09:00–11:00',
        minutes: 60,
        rows: [4],
      },
    },
  ])
})

test('the same file again changes nothing, and leaves no second entry', async () => {
  await committed(await drafted(meeting))
  const before = [await marksNow(), (await audits()).filter(each => each.startsWith('attendance.'))]
  const versions = await db.all(sql`select person_id, version from attendance`)

  const again = await drafted(meeting)
  expect((await previewed(again)).plan.entries.map(each => each.outcome)).toEqual([
    'unchanged',
    'unchanged',
    'unchanged',
  ])
  expect(await committed(again)).toMatchObject({ ok: true })
  expect(await commitMeetingLog(organiser, { draftId: again, seen: '' })).toMatchObject({ ok: true })

  expect([await marksNow(), (await audits()).filter(each => each.startsWith('attendance.'))]).toEqual(before)
  expect(await db.all(sql`select person_id, version from attendance`)).toEqual(versions)
})

test('a mark set by hand is kept until somebody says otherwise', async () => {
  await markAttendance(organiser, {
    activityId,
    personId: people.huanglijuan,
    mark: 'leave',
    version: 0,
    reason: '病假',
  })
  const draftId = await drafted(meeting)

  expect((await previewed(draftId)).plan.entries.map(each => each.outcome)).toEqual(['new', 'kept', 'new'])
  await committed(draftId)
  expect((await marksNow())[2]).toBe('黄丽娟 leave sheet')

  const second = await drafted(meeting)
  await replaceMarks(organiser, { draftId: second, replace: [people.huanglijuan] })
  await committed(second)
  expect((await marksNow())[2]).toBe('黄丽娟 late import')
  const [row] = await db.all(
    sql`select reason, leave_kind as kind from attendance where person_id = ${people.huanglijuan}`,
  )
  expect(row).toEqual({ reason: null, kind: null })
})

test('what was marked between the preview and the press is not written over', async () => {
  const draftId = await drafted(meeting)
  const { seen } = await previewed(draftId)
  await markAttendance(organiser, { activityId, personId: people.linjing, mark: 'absent', version: 0 })

  expect(await commitMeetingLog(organiser, { draftId, seen })).toEqual({
    ok: false,
    reason: 'changedMeanwhile',
  })

  expect(await marksNow()).toEqual(['陈志强', '林静 absent sheet', '黄丽娟', '吴建国', '郑晓燕', '蔡文辉'])
})

describe('lines that name nobody for certain', () => {
  const strangers = [
    ...meeting,
    'iPhone|2023-03-10 09:00:00|2023-03-10 11:00:00|1|2:00:00|普通参会者',
    '谢勇|2023-03-10 09:00:00|2023-03-10 11:00:00|1|2:00:00|普通参会者',
    '省里老师|2023-03-10 09:00:00|2023-03-10 11:00:00|1|2:00:00|普通参会者',
  ]

  test('nothing is written before each is decided', async () => {
    const draftId = await drafted(strangers)

    expect(await committed(draftId)).toEqual({ ok: false, reason: 'decideFirst', places: { count: 3 } })
    expect((await marksNow()).join()).not.toContain('import')
  })

  test('a nickname is somebody, is remembered, and others come on the list or stay out', async () => {
    const draftId = await drafted(strangers)
    const keyOf = async (name: string) =>
      (await previewed(draftId)).plan.open.find(each => each.named.name === name)?.key as string
    const unknown = await decideLines(organiser, {
      draftId,
      key: await keyOf('iPhone'),
      do: 'person',
      person: '某某',
    })
    expect(unknown).toMatchObject({ ok: false, reason: 'noSuchPerson', field: 'person' })

    await decideLines(organiser, { draftId, key: await keyOf('iPhone'), do: 'person', person: 'S001 陈志强' })
    await decideLines(organiser, { draftId, key: await keyOf('谢勇'), do: 'walkIn', person: '' })
    await decideLines(organiser, { draftId, key: await keyOf('省里老师'), do: 'guest', person: '' })
    expect(await committed(draftId)).toMatchObject({ ok: true })

    expect((await marksNow())[0]).toBe('陈志强 present import')
    expect((await marksNow()).at(-1)).toBe('谢勇 present import')
    expect(await db.all(sql`select name, standing, came from activity_guest`)).toEqual([
      { name: '省里老师', standing: 'walkIn', came: 1 },
    ])
    const again = await previewed(await drafted(strangers))
    expect(again.plan.entries[0]).toMatchObject({ by: 'remembered', outcome: 'unchanged' })
    expect(again.plan.open.map(each => each.named.name)).toEqual(['省里老师'])
    const [guest] = again.plan.open
    await decideLines(organiser, { draftId: again.draft.id, key: guest?.key ?? '', do: 'guest', person: '' })
    await committed(again.draft.id)
    expect(await db.all(sql`select count(*) as count from activity_guest`)).toEqual([{ count: 1 }])
  })

  test('all that are left can stay out at once', async () => {
    const draftId = await drafted(strangers)

    await skipOpen(organiser, { draftId })

    expect((await previewed(draftId)).plan.aside.map(each => each.as)).toEqual(['skip', 'skip', 'skip'])
    expect(await committed(draftId)).toMatchObject({ ok: true })
    expect((await marksNow()).length).toBe(6)
  })

  test('two of one name are told apart by unit, or asked', async () => {
    await joins('林静', units.justice)
    activityId = await hasActivity(organiser, { title: '第二次集中学法' })
    const rows = ['林静||9:00', '林静|党政办公室|9:00']

    const { plan } = await previewed(await drafted(rows, { heads: '姓名|单位|签到时间' }))

    expect(plan.entries.map(each => [each.someone.staffNo, each.by])).toEqual([['S002', 'unit']])
    expect(plan.open.map(each => [each.reason, each.candidates.length])).toEqual([['several', 2]])
  })
})

describe('columns', () => {
  const strange = '网名|进|出|备注'
  const rows = ['林静|9:00|11:00|', '黄丽娟|9:05|10:00|']
  const choice = (draftId: number, more: Record<string, string> = {}) =>
    columnsInput.parse({
      draftId,
      headRow: 1,
      name: '网名',
      joined: '进',
      left: '出',
      profile: '街道直播',
      ...more,
    })

  test('are said once and remembered for the host unit', async () => {
    const draftId = await drafted(rows, { heads: strange })
    expect((await meetingLogDraft(organiser, draftId)).draft.options.isMapped).toBe(false)

    expect(await chooseColumns(organiser, choice(draftId))).toMatchObject({ ok: true })

    expect((await previewed(draftId)).plan.entries.map(each => each.mark)).toEqual(['present', 'leftEarly'])
    const next = await previewed(await drafted(rows, { heads: strange }))
    expect(next.draft.options).toMatchObject({ profile: '街道直播', isMapped: true })
    expect((await profilesOf(units.street)).map(each => each.name)).toEqual(['街道直播'])
    expect(await profilesOf(units.dongpu)).toEqual([])
  })

  test('that cannot be are refused next to the field', async () => {
    const draftId = await drafted(rows, { heads: strange })

    expect(await chooseColumns(organiser, choice(draftId, { name: '' }))).toMatchObject({
      reason: 'noPerson',
      field: 'name',
    })
    expect(await chooseColumns(organiser, choice(draftId, { joined: '', left: '' }))).toMatchObject({
      reason: 'noTimes',
      field: 'joined',
    })
    expect(await chooseColumns(organiser, choice(draftId, { left: '进' }))).toMatchObject({
      reason: 'sameColumn',
    })
    expect(await chooseColumns(organiser, choice(draftId, { headRow: '9' }))).toMatchObject({
      reason: 'noSuchRow',
    })
    expect(await profilesOf(units.street)).toEqual([])
  })

  test('a list without any time says who came where the organiser says so', async () => {
    const draftId = await drafted(['林静|党政办公室', '黄丽娟|党政办公室'], { heads: '姓名|部门' })
    const names = { name: '姓名', unit: '部门', joined: '', left: '' }
    const given = { draftId, headRow: 1, ...names, profile: '名单', onlyNames: 'on' }

    await chooseColumns(organiser, columnsInput.parse(given))
    expect((await meetingLogDraft(organiser, draftId)).draft.options.mapping).toEqual({
      columns: { name: '姓名', unit: '部门' },
      unit: 'minute',
      onlyNames: true,
    })
    await committed(draftId)

    expect((await marksNow()).slice(1, 3)).toEqual(['林静 present import', '黄丽娟 present import'])
  })

  test('a .csv in GBK is read like any other', async () => {
    const text = writeCsv([
      ['姓名', '签到时间'],
      ['林静', '2023-03-10 09:30'],
    ]).replace('\ufeff', '')
    const gbk = Buffer.from(await gb18030(text))

    const made = await draftMeetingLog(organiser, {
      activityId,
      fileName: '签到.csv',
      bytes: gbk,
      profile: '',
    })

    expect(made.ok && (await previewed(made.draftId)).plan.entries.map(each => each.mark)).toEqual(['late'])
  })
})

test('rows that cannot be read stop the whole, and can stay out', async () => {
  const draftId = await drafted([...meeting, '郑晓燕|九点|2023-03-10 11:00:00|1|2:00:00|普通参会者'])

  expect(await committed(draftId)).toMatchObject({ ok: false, reason: 'decideFirst', places: { count: 1 } })
  await setRowAside(organiser, { draftId, row: 5 })
  expect(await committed(draftId)).toMatchObject({ ok: true })

  expect((await marksNow())[4]).toBe('郑晓燕')
})

test('the rule is that of the form here, changed for one file or kept for the next', async () => {
  const draftId = await drafted(meeting)
  const rule = { from: '09:00', to: '11:00', lateAfter: 30, share: 50, least: 5 }

  await changeMeetingLogRule(organiser, { draftId, ...rule, keep: false })
  expect((await previewed(draftId)).plan.entries.map(each => each.mark)).toEqual([
    'present',
    'present',
    'present',
  ])
  expect((await previewed(await drafted(meeting))).draft.options.rule.lateAfter).toBe(10)

  await changeMeetingLogRule(organiser, { draftId, ...rule, keep: true })
  expect((await previewed(await drafted(meeting))).draft.options.rule).toEqual({
    lateAfter: 30,
    share: 50,
    least: 5,
  })
  const other = await hasActivity(organiser, { form: '专题讲座', title: '讲座' })
  activityId = other
  expect(
    (await previewed(await drafted(['林静|9:00'], { heads: '姓名|签到时间' }))).draft.options.rule.share,
  ).toBe(80)
})

test('an activity’s own time of being late overrides any rule', async () => {
  activityId = await hasActivity(organiser, {
    title: '晚一点',
    starts: '09:00',
    ends: '11:00',
    lateAfter: '09:25',
  })

  const { draft, plan } = await previewed(await drafted(meeting))

  expect(draft.options.rule.lateAfter).toBe(25)
  expect(plan.entries.map(each => each.mark)).toEqual(['present', 'present', 'leftEarly'])
})

test('minutes of several days are not judged', async () => {
  activityId = await hasActivity(organiser, {
    title: '两天',
    starts: '09:00',
    ends: '11:00',
    lastDay: '2023-03-11',
  })

  const { hours, plan } = await previewed(await drafted(meeting))

  expect(hours).toEqual({ from: null, to: null })
  expect(plan.entries.map(each => each.mark)).toEqual(['present', 'present', 'present'])
})

describe('who may', () => {
  test('only who takes the roll, and only the own file', async () => {
    const draftId = await drafted(meeting)
    const { cadre, leader, dongpuOrganiser, administrator } = world.viewers

    for (const viewer of [cadre, leader, dongpuOrganiser])
      await expect(drafted(meeting, { viewer })).rejects.toThrow(NotFound)
    for (const viewer of [cadre, leader, dongpuOrganiser, administrator])
      await expect(meetingLogDraft(viewer, draftId)).rejects.toThrow(NotFound)
    await expect(commitMeetingLog(dongpuOrganiser, { draftId, seen: '' })).rejects.toThrow(NotFound)
  })

  test('a community sees nobody of another among those who may be meant', async () => {
    const { dongpuOrganiser } = world.viewers
    activityId = await hasActivity(dongpuOrganiser, { hostUnitId: units.dongpu, audienceWords: '东埔社区' })
    const draftId = await drafted(['谢勇|9:00', '苏美玲|9:00'], {
      heads: '姓名|签到时间',
      viewer: dongpuOrganiser,
    })

    const judged = await meetingLogPreview(dongpuOrganiser, await meetingLogDraft(dongpuOrganiser, draftId))

    expect(judged?.people.map(each => each.name)).toEqual(['苏美玲', '许国华', '庄雅芳'])
    expect(judged?.plan.open.map(each => [each.reason, each.candidates])).toEqual([['unknown', []]])
  })

  test('not on a closed roll', async () => {
    const draftId = await drafted(meeting)
    const { seen } = await previewed(draftId)
    await markAttendance(organiser, { activityId, personId: people.linjing, mark: 'present', version: 0 })
    const [of] = await db.all<{ version: number }>(sql`select version from activity where id = ${activityId}`)
    await closeRoll(organiser, { id: activityId, version: of?.version ?? 0 })

    expect(await commitMeetingLog(organiser, { draftId, seen })).toEqual({ ok: false, reason: 'rollClosed' })
    await expect(drafted(meeting)).rejects.toThrow('rollClosed')
  })

  test('such a file is not among the ledgers that are imported', async () => {
    await drafted(meeting)

    expect(await importsOf(organiser)).toEqual([])
  })
})

/** A text as an old Excel writes it: encoded through the table of GBK that Node can decode. */
async function gb18030(text: string): Promise<Uint8Array> {
  const decoder = new TextDecoder('gb18030')
  const known = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++)
      if (low !== 0x7f) known.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  return Uint8Array.from(
    [...text].flatMap(letter => (letter < '\x80' ? [letter.charCodeAt(0)] : (known.get(letter) ?? []))),
  )
}
