import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Line, readLines, readMinutes, readMoment } from '@/lib/attendance/meeting-log/line.sheet'
import { type Book, keyOf, type Someone, whoIs } from '@/lib/attendance/meeting-log/match.rules'
import {
  attendedTime,
  markOf,
  minutesOf,
  outcomeOf,
  type RowNow,
  stayWords,
  usualRule,
} from '@/lib/attendance/meeting-log/meeting-log.rules'
import {
  headsOfRow,
  likelyHead,
  type Mapping,
  recognise,
} from '@/lib/attendance/meeting-log/meeting-log.sheet'
import { type Given, planOf } from '@/lib/attendance/meeting-log/preview.rules'
import { instantOf, timeOf } from '@/lib/core/time'
import type { RawTable } from '@/lib/spreadsheet/formats/workbook'

const day = '2023-03-10'
const at = (time: string) => instantOf(day, time)
const minutes = (count: number) => count * 60_000
const hours = { from: at('09:00'), to: at('11:00') }
const days = { day, lastDay: day }

/** Cells are separated by `|`; rows are numbered from 1. */
function table(...rows: string[]): RawTable {
  const cells = rows.map(row => row.split('|').map(text => text.trim()))
  return {
    rows: cells,
    rowNumbers: cells.map((_, at) => at + 1),
    sheetName: 'Sheet1',
    sheetNames: ['Sheet1'],
  }
}

/** The sheet 成员参会概况 as 腾讯会议 writes it: seven lines about the meeting, a blank one, the heads. */
const tencent = (...people: string[]) =>
  table(
    '会议主题:|集中学法|||| ',
    '会议号:|123 456 789|||| ',
    '会议创建者:|林静|||| ',
    '预定开始时间:|2023-03-10 09:00:00|||| ',
    '预定结束时间:|2023-03-10 11:00:00|||| ',
    '累计会议时长:|2:10:00|||| ',
    '参会用户总数:|2|||| ',
    '|||||',
    '用户昵称（入会昵称）|首次入会时间|最后退会时间|入会次数|累计参会时长|身份',
    ...people,
  )

describe('whose file it is', () => {
  test.each([
    [
      '腾讯会议, its summary',
      tencent('林静(林静)|2023-03-10 08:58:00|2023-03-10 11:02:00|1|2:04:00|主持人'),
      '腾讯会议',
      9,
    ],
    [
      '腾讯会议, each entry',
      table(
        '用户昵称（入会昵称）|入会时间|退会时间|单次参会时长|房间类型',
        '林静|2023-03-10 09:00:00|2023-03-10 10:00:00|1:00:00|会议室',
      ),
      '腾讯会议',
      1,
    ],
    [
      '企业微信',
      table('姓名|部门|首次加入时间|最后离开时间|累计时长', '林静|党政办公室|9:00|11:00|120'),
      '企业微信',
      1,
    ],
    ['钉钉', table('签到人|所属部门|签到时间', '林静|党政办公室|2023-03-10 09:00'), '钉钉', 1],
    ['what any office writes', table('姓名|工号|部门|签到时间', '林静|S002|党政办公室|9:05'), '通用表格', 1],
    ['any sheet', table('签到表|签到表|签到表', '工号|姓名|到会时间', 'S002|林静|9:05'), '通用表格', 2],
  ])('%s', (_, given, profile, headRow) => {
    expect(recognise(given, [])).toMatchObject({ profile, headRow, several: [] })
  })

  test('a sheet without any time is nobody’s: who is on it need not have come', () => {
    expect(recognise(table('姓名|单位', '林静|党政办公室'), [])).toBeNull()
  })

  test('a head over two columns is asked for', () => {
    const found = recognise(table('姓名|入会时间|入会时间', '林静|2023-03-10|09:00'), [])

    expect(found?.several).toEqual(['joined'])
  })

  test('remembered profiles take precedence over the built-in ones', () => {
    const mapping: Mapping = { columns: { name: '网名', joined: '进来' }, unit: 'minute', onlyNames: false }

    const found = recognise(table('姓名|网名|进来|入会时间', '甲|林静|9:00|8:00'), [
      { name: '街道直播', mapping },
    ])

    expect(found).toEqual({ profile: '街道直播', headRow: 1, mapping, several: [] })
  })

  test.each([
    [
      'with one head that is known',
      table('参会成员|参会成员|参会成员', '姓名|进|出', '林静|9:00|11:00'),
      2,
      '姓名',
    ],
    ['with none', table('名单|名单|名单', '网名|进|出', '林静|9:00|11:00'), 2, undefined],
  ])('below a title, the head that is offered: %s', (_, given, headRow, name) => {
    const likely = likelyHead(given)

    expect([likely.headRow, likely.mapping.columns.name]).toEqual([headRow, name])
  })

  test('heads of the same name are distinguished by position', () => {
    expect(headsOfRow([' 时间 ', '', '时间（分）', '姓名'])).toEqual(['时间', '', '时间（分）#2', '姓名'])
  })
})

describe('cells', () => {
  test.each([
    ['2023-03-10 08:58:21', '08:58', 21],
    ['2023/3/10 8:58', '08:58', 0],
    ['2023年3月10日 下午2点半', '14:30', 0],
    ['3月10日 9:05', '09:05', 0],
    ['2023-03-10T09:05:01+08:00', '09:05', 1],
    ['09：05', '09:05', 0],
    ['9时5分6秒', '09:05', 6],
    ['1678410300', '09:05', 0],
    ['1678410300000', '09:05', 0],
  ])('the moment %s', (text, time, seconds) => {
    expect(readMoment(text, day)).toBe(at(time) + seconds * 1000)
  })

  test.each([['已签到'], ['2023-03-10'], ['25:00'], ['2023-02-30 09:00'], ['9:00-11:00'], ['']])(
    'no moment: %s',
    text => {
      expect(readMoment(text, day)).toBeUndefined()
    },
  )

  test.each([
    ['2:04:00', 124],
    ['1:20', 80],
    ['1小时20分', 80],
    ['1 小时 20 分钟 30 秒', 80.5],
    ['95', 95],
    ['95.5', 95.5],
    ['80分钟', 80],
    ['90min', 90],
    ['0', 0],
  ])('%s is so many minutes', (text, count) => {
    expect(readMinutes(text, 'minute')).toBe(minutes(count))
  })

  test('a plain number is of the unit that the head says', () => {
    const mapping = recognise(table('姓名|参会时长（秒）', '林静|5400'), [])?.mapping as Mapping

    expect(mapping.unit).toBe('second')
    expect(readMinutes('5400', mapping.unit)).toBe(minutes(90))
  })

  test.each([['很久'], ['约90'], ['-5'], ['1:75'], ['']])('no minutes: %s', text => {
    expect(readMinutes(text, 'minute')).toBeUndefined()
  })
})

describe('the rows of a file', () => {
  const mapping: Mapping = {
    columns: { name: '姓名', joined: '入会时间', left: '离会时间', minutes: '时长' },
    unit: 'minute',
    onlyNames: false,
  }
  const read = (...rows: string[]) =>
    readLines(table('姓名|入会时间|离会时间|时长|备注', ...rows), 1, mapping, days, () => undefined)

  test('each fault is reported with its row and the cell’s text', async () => {
    const faults = (
      await read(
        '林静|九点|11:00||',
        '林静|9:00|11:00|很久|',
        '林静|11:00|9:00||',
        '林静|2023-03-09 09:00|2023-03-09 11:00||',
        '|9:00|11:00||',
        '林静|9:00|11:00|120|',
      )
    )?.faults

    expect(faults).toEqual([
      { row: 2, reason: 'notATime', places: { head: '入会时间', text: '九点' } },
      { row: 3, reason: 'notMinutes', places: { head: '时长', text: '很久' } },
      { row: 4, reason: 'backwards', places: { joined: '11:00', left: '9:00' } },
      { row: 5, reason: 'otherDay', places: { day: '2023-03-09' } },
      { row: 6, reason: 'nobody', places: {} },
    ])
  })

  test('who was invited and never came in was not there', async () => {
    const lines = await read('林静|--|--|--|', '黄丽娟|9:00|11:00||')

    expect(lines?.neverIn).toEqual([{ row: 2, name: '林静' }])
    expect(lines?.lines.map(line => line.name)).toEqual(['黄丽娟'])
  })

  test('who has no exit yet was still in', async () => {
    expect((await read('林静|9:00|--||'))?.lines[0]).toMatchObject({
      joined: at('09:00'),
      left: 'open',
      stated: null,
    })
  })

  test('sums, repeated heads and blank rows are left out, and other columns named', async () => {
    const lines = await read('林静|9:00|11:00||', '|||||', '姓名|入会时间|离会时间|时长|备注', '合计|1||120|')

    expect(lines?.lines.map(line => line.row)).toEqual([2])
    expect(lines?.leftOut.map(each => each.why)).toEqual(['blank', 'repeatedHead', 'sum'])
    expect(lines?.unknownHeads).toEqual(['备注'])
  })

  test('the second of two equal heads can be meant', async () => {
    const second: Mapping = { columns: { name: '姓名', joined: '时间#2' }, unit: 'minute', onlyNames: false }

    const lines = await readLines(
      table('姓名|时间|时间', '林静|2023-03-10|9:00'),
      1,
      second,
      days,
      () => undefined,
    )

    expect(lines?.lines[0]?.joined).toBe(at('09:00'))
  })

  test('columns that are not there any more are no columns', async () => {
    expect(await readLines(table('姓名|进入', '林静|9:00'), 1, mapping, days, () => undefined)).toBeNull()
  })
})

const stay = (joined: string | null, left: string | null, stated: number | null = null) => ({
  joined: joined === null ? null : at(joined),
  left: left === null ? null : left === 'open' ? ('open' as const) : at(left),
  stated: stated === null ? null : minutes(stated),
})

describe('minutes of attendance', () => {
  test.each([
    ['one entry', [stay('09:00', '11:00')], 120],
    ['several entries add up', [stay('09:00', '09:30'), stay('10:00', '11:00')], 90],
    ['two devices at once are one person', [stay('09:00', '10:00'), stay('09:30', '11:00')], 120],
    [
      'what lies before the start or after the end does not count',
      [stay('08:00', '09:10'), stay('10:50', '12:00')],
      20,
    ],
    ['first entry and last exit: what the file states caps it', [stay('09:00', '11:00', 70)], 70],
    ['and the hours cap what the file states', [stay('08:30', '11:30', 180)], 120],
    ['minutes alone add up', [stay(null, null, 40), stay(null, null, 30)], 70],
    ['an entry with minutes has its exit', [stay('10:30', null, 90)], 30],
    ['still in: until the end', [stay('10:00', 'open')], 60],
    ['came after the end', [stay('11:30', '12:00')], 0],
    ['a time of signing in says nothing of how long', [stay('09:05', null)], null],
  ])('%s', (_, stays, count) => {
    expect(minutesOf(attendedTime(stays, hours))).toBe(count)
  })

  const stays = fc.array(
    fc
      .record({
        from: fc.integer({ min: 0, max: 300 }),
        lasts: fc.integer({ min: 0, max: 200 }),
        stated: fc.option(fc.integer({ min: 0, max: 200 })),
        kind: fc.constantFrom('both', 'in', 'open', 'none'),
      })
      .map(({ from, lasts, stated, kind }) => {
        const joined = kind === 'none' ? null : at('07:00') + minutes(from)
        const left =
          kind === 'both' ? (joined ?? 0) + minutes(lasts) : kind === 'open' ? ('open' as const) : null
        return { joined, left, stated: stated === null ? null : minutes(stated) }
      }),
    { maxLength: 8 },
  )

  test('the order of the lines makes no difference, and nobody is there longer than it lasts', () => {
    fc.assert(
      fc.property(
        stays.chain(list =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          const presence = attendedTime(list, hours)

          expect(attendedTime(shuffled, hours)).toEqual(presence)
          expect(presence.ms ?? 0).toBeGreaterThanOrEqual(0)
          expect(presence.ms ?? 0).toBeLessThanOrEqual(minutes(120))
        },
      ),
    )
  })

  test('one more line never takes minutes away', () => {
    fc.assert(
      fc.property(stays, stays, (list, more) => {
        expect(attendedTime([...list, ...more], hours).ms ?? 0).toBeGreaterThanOrEqual(
          attendedTime(list, hours).ms ?? 0,
        )
      }),
    )
  })

  test('is said with its first entry and last exit', () => {
    expect(stayWords(attendedTime([stay('10:00', '10:30'), stay('08:58', '09:30')], hours))).toBe(
      '08:58–10:30',
    )
    expect(stayWords(attendedTime([stay('08:58', 'open')], hours))).toBe('08:58')
  })
})

describe('the mark', () => {
  const rule = { lateAfter: 10, share: 80, least: 5 }
  const mark = (...stays: ReturnType<typeof stay>[]) => markOf(attendedTime(stays, hours), rule, hours)

  test.each([
    ['ten minutes after the start is in time', [stay('09:10', '11:00')], 'present'],
    ['eleven is late', [stay('09:11', '11:00')], 'late'],
    ['80% of the time is enough', [stay('09:00', '10:36')], 'present'],
    ['a minute less is leaving early', [stay('09:00', '10:35')], 'leftEarly'],
    ['late and too short is late', [stay('10:00', '10:30')], 'late'],
    ['who only looked in has no mark', [stay('09:00', '09:04')], null],
    [
      'the first of several entries says whether it was in time',
      [stay('10:00', '11:00'), stay('09:00', '09:40')],
      'present',
    ],
    ['a time of signing in alone', [stay('09:05', null)], 'present'],
    ['a late time of signing in', [stay('09:15', null)], 'late'],
    ['minutes alone tell nothing of being late', [stay(null, null, 100)], 'present'],
    ['minutes alone, too few', [stay(null, null, 90)], 'leftEarly'],
    ['a name alone', [stay(null, null)], 'present'],
  ])('%s', (_, stays, expected) => {
    expect(mark(...stays)).toBe(expected)
  })

  test('without hours nobody is late or leaves early', () => {
    const none = { from: null, to: null }

    expect(markOf(attendedTime([stay('10:30', '10:40')], none), rule, none)).toBe('present')
  })

  test('a 0 switches a part of the rule off', () => {
    const off = { lateAfter: 0, share: 0, least: 0 }

    expect(markOf(attendedTime([stay('10:58', '10:59')], hours), off, hours)).toBe('present')
  })
})

describe('a row that is marked already', () => {
  const row = (mark: RowNow['mark'], how: string | null, more: Partial<RowNow> = {}): RowNow => ({
    standing: 'required',
    mark,
    how,
    madeUpOn: null,
    ...more,
  })

  test.each([
    ['unmarked', row(null, null), 'new'],
    ['the same', row('late', 'sheet'), 'unchanged'],
    ['by an earlier import', row('present', 'import'), 'changed'],
    ['by hand', row('present', 'sheet'), 'kept'],
    ['with the rest', row('present', 'all'), 'kept'],
    ['by the code in the hall', row('present', 'code'), 'kept'],
    ['an approved leave', row('leave', 'leave'), 'kept'],
    ['absent in an imported ledger', row('absent', 'import'), 'kept'],
    ['made up', row(null, null, { madeUpOn: '2023-03-12' }), 'kept'],
    ['taken off the list', row(null, null, { standing: 'withdrawn' }), 'new'],
  ])('%s', (_, given, outcome) => {
    expect(outcomeOf(given, 'late', false)).toBe(outcome)
  })

  test('gives way where somebody says so', () => {
    expect(outcomeOf(row('present', 'sheet'), 'late', true)).toBe('changed')
  })
})

describe('who is meant', () => {
  const someone = (
    personId: number,
    name: string,
    unitName: string,
    more: Partial<Someone> = {},
  ): Someone => ({
    personId,
    staffNo: `S00${personId}`,
    phone: null,
    name,
    unitName,
    unitPaths: [unitPaths[unitName] as string],
    isDue: true,
    ...more,
  })
  const unitPaths: Record<string, string> = {
    演示街道: '/1/',
    党政办公室: '/1/2/',
    司法所: '/1/3/',
    东埔社区: '/1/4/',
  }
  const book: Book = {
    people: [
      someone(1, '林静', '党政办公室', { phone: '13900000001' }),
      someone(2, '张伟', '党政办公室'),
      someone(3, '张伟', '司法所'),
      someone(4, '苏美玲', '东埔社区'),
      someone(5, '欧阳静', '司法所'),
      someone(6, '谢勇', '东埔社区', { isDue: false }),
    ],
    unitPathOf: word => unitPaths[word] ?? null,
    remembered: { [keyOf({ staffNo: '', name: '小林同学', unit: '' })]: 'S001' },
  }
  const who = (name: string, unit = '', staffNo = '') => {
    const meant = whoIs({ name, unit, staffNo }, book)
    return meant.ok ? `${meant.personId} ${meant.by}` : [meant.reason, ...meant.candidates].join(' ')
  }

  test.each([
    ['by number', who('林静', '', 's001'), '1 number'],
    ['by number alone', who('', '', 'S002'), '2 number'],
    ['by phone', who('林静', '', '+86 13900000001'.replace(' ', '')), '1 number'],
    ['a number with another name is asked', who('苏美玲', '', 'S001'), 'otherName 1'],
    ['an unknown number: by the name', who('林静', '', 'U777'), '1 name'],
    ['by name and unit', who('张伟', '司法所'), '3 unit'],
    ['by name in the whole street', who('苏美玲', '演示街道'), '4 unit'],
    ['a unit that is none of ours: by the name', who('林静', '某某公司'), '1 name'],
    ['another unit is asked', who('林静', '司法所'), 'otherUnit 1'],
    ['two of one name are asked', who('张伟'), 'several 2 3'],
    ['spaces in a name', who('林　静'), '1 name'],
    ['unit and name in a nickname', who('党政办公室-林静'), '1 nickname'],
    ['unit before the name without a sign', who('东埔社区苏美玲'), '4 nickname'],
    ['both nicknames of 腾讯会议', who('微风(司法所 张伟)'), '3 nickname'],
    ['one name within another is not it', who('欧阳静'), '5 name'],
    ['a name before a unit', who('林静 党政办公室'), '1 nickname'],
    ['two people on one device are asked', who('林静&苏美玲'), 'several 1 4'],
    ['a nickname that was said once', who('小林同学'), '1 remembered'],
    ['nobody', who('iPhone'), 'unknown'],
    ['nearly a name', who('苏美铃'), 'unknown 4'],
    ['of ours, but not on the list', who('谢勇', '东埔社区'), 'notDue 6'],
    ['of ours by name alone', who('谢勇'), 'notDue 6'],
  ])('%s', (_, meant, expected) => {
    expect(meant).toBe(expected)
  })

  const line = (row: number, name: string, joined: string, left: string): Line => ({
    row,
    name,
    staffNo: '',
    unit: '',
    joined: at(joined),
    left: at(left),
    stated: null,
  })
  const given = (lines: Line[], more: Partial<Given> = {}): Given => ({
    lines,
    book,
    rows: new Map(book.people.filter(each => each.isDue).map(each => [each.personId, unmarked])),
    rule: usualRule,
    hours,
    decisions: {},
    replace: [],
    ...more,
  })
  const unmarked: RowNow = { standing: 'required', mark: null, how: null, madeUpOn: null }
  const lines = [
    line(2, '林静', '08:55', '09:40'),
    line(3, '党政办公室-林静', '09:40', '11:00'),
    line(4, '苏美玲', '09:20', '11:00'),
    line(5, '张伟', '09:00', '11:00'),
    line(6, '客人', '09:00', '11:00'),
  ]

  test('lines of one person come together, whatever they call her', () => {
    const plan = planOf(given(lines))

    expect(plan.entries.map(each => [each.someone.name, each.rows, each.mark])).toEqual([
      ['林静', [2, 3], 'present'],
      ['苏美玲', [4], 'late'],
    ])
    expect(plan.open.map(each => [each.named.name, each.reason])).toEqual([
      ['张伟', 'several'],
      ['客人', 'unknown'],
    ])
    expect(plan.missing.map(each => each.personId)).toEqual([2, 3, 5])
  })

  test('a decision holds for all lines in the same words', () => {
    const plan = planOf(
      given(lines, {
        decisions: {
          [keyOf(lines[3] as Line)]: { do: 'person', personId: 3 },
          [keyOf(lines[4] as Line)]: { do: 'guest' },
        },
      }),
    )

    expect(plan.open).toEqual([])
    expect(plan.entries.map(each => each.someone.personId)).toEqual([1, 3, 4])
    expect(plan.aside.map(each => [each.named.name, each.as])).toEqual([['客人', 'guest']])
  })

  test('somebody who is not on the list comes on it only where it is said so', () => {
    const own = [line(2, '谢勇', '09:00', '11:00')]

    expect(planOf(given(own)).open.map(each => each.reason)).toEqual(['notDue'])
    const decisions = { [keyOf(own[0] as Line)]: { do: 'walkIn' as const } }
    expect(planOf(given(own, { decisions })).entries.map(each => [each.someone.name, each.isWalkIn])).toEqual(
      [['谢勇', true]],
    )
  })

  test('the order of the lines makes no difference to the plan', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), shuffled => {
        expect(planOf(given(shuffled))).toEqual(planOf(given(lines)))
      }),
    )
  })
})

test('the clock of a file is that of Shanghai', () => {
  expect(timeOf(readMoment('2023-03-10 00:30:00', day) ?? 0)).toBe('00:30')
})
