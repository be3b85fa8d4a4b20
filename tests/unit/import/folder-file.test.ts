import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takenOn } from '@/lib/activity/attachments/taken-on.rules'
import { namedTwice, noFacts } from '@/lib/import/folder/folder-facts.rules'
import { isOfNobody, isUnfitPath, shownPath, titleMeant } from '@/lib/import/folder/folder-file.rules'
import {
  answersFor,
  columnsOpen,
  columnsQuestion,
  isLeft,
  sharedKey,
  subjectQuestion,
  unitsMissing,
  unitsQuestion,
} from '@/lib/import/folder/folder-questions.rules'
import { leftShown } from '@/lib/import/folder/folder-words.rules'
import { activityAwaited, activityOfPhoto, wordsOfActivities } from '@/lib/import/folder/photo.rules'
import { kindOf } from '@/lib/import/kinds.import'
import { dayOfPath, meetingOfName, unitOfPath, withNames } from '@/lib/import/path-facts.rules'
import { yearOfFolder, yearOfPath } from '@/lib/import/path-year.rules'
import { choicesForNew } from '@/lib/import/subject-title.rules'
import { archiveOf } from '@/lib/spreadsheet/formats/archive.mjs'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import { fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import { filesBelow, type Opened } from '@/server/commands/folder-files'
import { zipOf } from '../../fixtures/office-files'
import { held, jpeg, png, taken } from '../../fixtures/pictures'

test.each([
  ['01单位.xlsx', null, null],
  ['2023年东埔社区花名册.xls', 2023, '东埔社区'],
  ['和平社区/活动台账（2023）.csv', 2023, '和平社区'],
  ['2023/3月8日中心组学习签到表.docx', 2023, null],
  ['2022-2023/考试安排.xlsx', null, null],
  ['20230308签到.xlsx', 2023, null],
] as const)('the name of %s says its year and unit', (file, year, unit) => {
  expect([yearOfPath(file), unitOfPath(file)]).toEqual([year, unit])
})

test.each([
  ['照片/2023-12-04 宪法宣传/IMG_1.jpg', '2023-12-04'],
  ['照片/20230308_101500.jpg', '2023-03-08'],
  ['3月8日/a.jpg', '2023-03-08'],
  ['13月8日/a.jpg', null],
  ['IMG_0001.jpg', null],
])('the day of %s', (file, day) => {
  expect(dayOfPath(file, 2023)).toBe(day)
})

test.each([
  ['签到/3月8日中心组学习签到表.docx', { day: '3月8日', name: '中心组学习' }],
  ['12月4日中心组学习签到.docx', { day: '12月4日', name: '中心组学习' }],
  ['中心组签到3.5.xlsx', { day: '3.5', name: '中心组' }],
  ['中心组（9月10日）.xlsx', { day: '9月10日', name: '中心组' }],
  ['20250611中心组签到表.xlsx', { day: '20250611', name: '中心组' }],
  ['会前学法签到表（2025-03-05）.xlsx', { day: '2025-03-05', name: '会前学法' }],
  ['钉钉签到明细6.18.xlsx', { day: '6.18', name: '' }],
  ['签到3月5日.xlsx', { day: '3月5日', name: '' }],
  ['签到表.docx', null],
  ['学习3月1日-3月5日签到.docx', null],
  ['普法系统2.0签收单.xlsx', null],
])('%s is of the meeting %o', (file, meeting) => {
  expect(meetingOfName(file)).toEqual(meeting)
})

test.each([
  ['东埔社区花名册.xlsx', '东埔社区'],
  ['和平社区/名册.xlsx', '和平社区'],
  ['法律进社区统计.csv', null],
  ['党工委理论学习中心组学习方案.docx', null],
  ['宪法进学校活动.docx', null],
])('%s is of the unit %s', (file, unit) => {
  expect(unitOfPath(file)).toBe(unit)
})

test('the name of a file says the day and the unit where nothing in it does, whatever kind it is read as', () => {
  const table = (...lines: string[]) => ({
    name: '签到',
    isHidden: false,
    table: {
      rows: lines.map(line => line.split('|')),
      rowNumbers: lines.map((_, at) => at + 1),
      ...{ sheetName: '签到', sheetNames: ['签到'] },
    },
  })
  const cells = (path: string, units: string[], ...lines: string[]) => {
    const said = { answers: {}, remembered: new Map(), units }
    const sheets = withNames([table(...lines)], path)
    const { date, unit, title } =
      finished(fileIn(sheets, kindOf('attendance').columns({}), said)).rows[0]?.cells ?? {}
    return [date, unit, title]
  }
  const own = ['姓名|单位|签到', '丁一凡|司法所|√']

  expect([
    cells('中心组签到3.5.xlsx', [], ...own),
    cells('中心组签到3.5.xlsx', [], '时间：2025年3月6日||', ...own),
    cells('中心组签到3.5.xlsx', [], '3月7日中心组学习签到表||', ...own),
    cells('东埔社区/3月8日学习签到.xlsx', ['东埔社区'], '姓名|签到', '丁一凡|√'),
    cells(
      '东埔社区/3月8日学习签到.xlsx',
      ['和平社区', '东埔社区'],
      '和平社区签到表|',
      '姓名|签到',
      '丁一凡|√',
    ),
  ]).toEqual([
    ['3.5', '司法所', '中心组'],
    ['2025年3月6日', '司法所', '中心组'],
    ['3月7日', '司法所', undefined],
    ['3月8日', '东埔社区', '学习'],
    ['3月8日', '和平社区', undefined],
  ])
})

test('a list of results is of the one exam that its name means', () => {
  expect(titleMeant('10法治考试成绩.csv', [], ['2023年度法治考试', '保密考试'])).toBe('2023年度法治考试')
  expect(titleMeant('考试成绩.csv', [], ['甲考试', '乙考试'])).toBeNull()
})

test.each([
  ['2023资料', [], 2023],
  ['2025年学法资料', ['去年的台账2024.xlsx'], 2025],
  ['学法资料（2024年度）', [], 2024],
  ['普法台账', ['签到20250305.xlsx', '台账2025.xlsx', '名册（2024.12）.xlsx'], 2025],
  ['普法台账', ['2025/签到3.5.xlsx', '2025/签到4.2.xlsx', '名册.xlsx'], 2025],
  ['2023-2024资料', ['台账2023.xlsx'], 2023],
  ['普法台账', ['台账2024.xlsx', '台账2025.xlsx'], null],
  ['资料', ['签到3.5.xlsx'], null],
])('the folder %s is of the year of its name, else of most names in it', (name, paths, year) => {
  expect(yearOfFolder(name, paths)).toBe(year)
})

test('one answer holds for all files of a kind, but for what is of a row, a sheet, a column or the file', () => {
  const keys = [
    'unknownForm form 公出',
    'span monthOnly date',
    'year',
    'noColumn unit column',
    'asAbove unit unit',
    'noName name @12',
    'column B Sheet1',
    'heads Sheet1',
    'exam',
    'sheets',
  ]
  const shared = keys.flatMap(key => sharedKey('plan', key) ?? [])
  expect(shared).toEqual(['plan unknownForm form 公出', 'plan span monthOnly date'])
  const answers = Object.fromEntries([...shared, 'activities unknownForm form 公出'].map(key => [key, key]))
  expect(Object.keys(answersFor('plan', answers))).toEqual(['unknownForm form 公出', 'span monthOnly date'])
})

test('the units that files name and that are not there are asked about at once', () => {
  const fault = (word: string, more: Partial<Fault> = {}): Fault => ({
    ...{ row: 2, field: 'unit', reason: 'noSuchUnit', asks: { means: 'unit', field: 'unit', word } },
    ...more,
  })
  const faults = [
    fault('松涛社区'),
    fault('松涛社区'),
    fault('便民服务中心'),
    fault('各社区'),
    fault('陈登科'),
    fault('东铺社区', { likely: { word: '东铺社区', meaning: '东埔社区' } }),
    fault('林晓梅', { reason: 'noSuchPerson' }),
  ]

  expect(unitsMissing(faults, {})).toEqual(['松涛社区', '便民服务中心'])
  expect(unitsMissing(faults, { answers: { newUnits: 'leave' } })).toEqual([])
  expect(sharedKey('roster', unitsQuestion(['松涛社区']).key)).toBe('newUnits')
})

test('a file with columns that nothing takes waits until they are mapped, or left by one answer for all files', () => {
  const column = {
    at: 5,
    head: '经手人',
    field: null,
    how: 'left' as const,
    guess: null,
    samples: ['林晓梅'],
  }
  const opened = (...columns: Partial<typeof column | { how: string; field: string }>[]) => {
    const read = { name: '', isRead: true, columns: columns.map(each => ({ ...column, ...each })) }
    return { sheets: [read] } as unknown as Parameters<typeof columnsOpen>[0]
  }
  const guessed = { head: '备 注', how: 'guessed' }

  expect(columnsOpen(opened({}, guessed, {}), {})).toEqual(['经手人', '备 注'])
  expect(columnsOpen(opened({}), { answers: { columnsLeft: 'leave' } })).toEqual([])
  expect(columnsOpen(opened({ samples: [] }), {}), 'an empty one').toEqual([])
  expect(columnsOpen(opened({ head: '序号', samples: ['1', '2'] }), {}), 'row numbers').toEqual([])
  expect(columnsOpen(opened({ how: 'said' }), {}), 'said to be left').toEqual([])
  expect(['plan', 'roster'].map(kind => sharedKey(kind as 'plan', columnsQuestion(['经手人']).key))).toEqual([
    'columnsLeft',
    'columnsLeft',
  ])
  expect(answersFor('plan', { columnsLeft: 'leave' })).toEqual({ columnsLeft: 'leave' })
})

const activity = { id: 1, day: '2023-12-04', lastDay: '2023-12-05', title: '宪法宣传', host: '东埔社区' }
const photo = { path: 'a.jpg', namedDay: null, takenDay: null, unit: null }
test.each([
  ['of its day', { takenDay: '2023-12-05' }, [activity], 1],
  ['of another day', { takenDay: '2023-12-06' }, [activity], null],
  [
    'whose name says another day than its camera',
    { namedDay: '2023-12-04', takenDay: '2023-12-06' },
    [activity],
    1,
  ],
  ['of one of two', { takenDay: '2023-12-04' }, [activity, { ...activity, id: 2, host: '和平社区' }], null],
  [
    'of its unit',
    { takenDay: '2023-12-04', unit: '和平社区' },
    [activity, { ...activity, id: 2, host: '和平社区' }],
    2,
  ],
  ['of a unit that had none', { takenDay: '2023-12-04', unit: '和平社区' }, [activity], null],
  [
    'whose folder names the longer of two titles',
    { takenDay: '2023-12-04', path: '宪法宣传/a.jpg' },
    [activity, { ...activity, id: 2, title: '宪法' }],
    1,
  ],
  [
    'of a day of a study of the year',
    { namedDay: '2023-12-04' },
    [{ ...activity, day: '2023-01-01', lastDay: '2023-12-31' }],
    null,
  ],
  [
    'of the one meeting within that study',
    { namedDay: '2023-12-04' },
    [{ ...activity, id: 2, title: '网上学法', day: '2023-01-01', lastDay: '2023-12-31' }, activity],
    1,
  ],
  [
    'whose path names what went on for weeks',
    { namedDay: '2023-12-04', path: '宪法宣传周/a.jpg' },
    [{ ...activity, title: '宪法宣传周', day: '2023-11-20', lastDay: '2023-12-10' }],
    1,
  ],
  [
    'whose title another unit has nearly too',
    { namedDay: '2023-12-04', path: '12月4日宪法日.jpg' },
    [
      { ...activity, title: '宪法日' },
      { ...activity, id: 2, host: '和平社区' },
    ],
    null,
  ],
  [
    'of which the unit is named beside such a title',
    { namedDay: '2023-12-04', path: '东埔12月4日宪法日.jpg', unit: '东埔社区' },
    [
      { ...activity, title: '宪法日' },
      { ...activity, id: 2, host: '和平社区' },
    ],
    1,
  ],
  [
    'named by its folder',
    { takenDay: '2023-12-04', path: '法律讲座/a.jpg' },
    [activity, { ...activity, id: 3, title: '法律讲座' }],
    3,
  ],
])('a photo %s', (_, said, activities, id) => {
  expect(activityOfPhoto({ ...photo, ...said }, activities)?.id ?? null).toBe(id)
})

test('a photo waits unless it is said of which activity it is', () => {
  expect(activityOfPhoto(photo, [activity], '2023-12-04 宪法宣传 东埔社区')?.id).toBe(1)
  expect(activityOfPhoto({ ...photo, takenDay: '2023-12-04' }, [activity], '')).toBeNull()
})

test.each([
  ['照片/5月9日宪法进校园.jpg', '2023-05-09', null, ['2023-05-09', '宪法进校园']],
  ['23 8月13日签到表照片.jpg', '2023-08-13', null, ['2023-08-13', '']],
  ['2023-08-13 普法市集现场照片3.jpg', '2023-08-13', null, ['2023-08-13', '普法市集']],
  ['IMG_20230813_093012.jpg', '2023-08-13', null, ['2023-08-13', '']],
  ['微信图片_1.jpg', null, '2023-08-13', ['2023-08-13', '']],
  ['合影.png', null, null, null],
  ['IMG_1.jpg', null, '2022-08-13', null],
  // Its day has an activity already: which one is said.
  ['12月4日宪法日.jpg', '2023-12-04', null, null],
] as const)('the photo %s begins an activity of its day and name', (file, namedDay, takenDay, begins) => {
  const awaited = activityAwaited({ path: file, namedDay, takenDay, unit: null }, [activity], 2023)

  expect(awaited && [awaited.day, awaited.title]).toEqual(begins)
})

test('a study of the whole year is no activity of a photo’s day', () => {
  const study = { ...activity, day: '2023-01-01', lastDay: '2023-12-31' } as const
  const photo = { path: 'a.jpg', namedDay: '2023-05-09', takenDay: null, unit: '东埔社区' } as const

  expect(activityAwaited(photo, [study], 2023)).toEqual({ day: '2023-05-09', title: '', host: '东埔社区' })
})

test('a camera says its day, in either order of bytes; damaged or without it says none', () => {
  expect(takenOn(taken(jpeg(), '2023-03-21'))).toBe('2023-03-21')
  expect(takenOn(taken(jpeg(), '2023-03-21', 'II'))).toBe('2023-03-21')
  expect(
    [jpeg(), held(jpeg(), 6), png(), taken(jpeg(), '2023-13-21'), new Uint8Array()].map(takenOn),
  ).toEqual(Array(5).fill(null))
  const whole = taken(jpeg(), '2023-03-21')
  for (let at = 0; at < 90; at++) {
    expect([null, '2023-03-21']).toContain(takenOn(whole.subarray(0, at)))
    const flipped = Uint8Array.from(whole)
    flipped[at] = 0xff ^ (whole[at] ?? 0)
    expect([null, '2023-03-21']).toContain(takenOn(flipped))
  }
})

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'xuefa-files-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

async function found() {
  const opened: Opened = []
  const files = []
  for await (const each of filesBelow(directory, opened)) {
    const read =
      each.refused === null
        ? await each.read().then(
            bytes => bytes.length,
            () => 'unread',
          )
        : null
    files.push([each.path, each.refused, read])
  }
  for (const each of opened) each.close()
  return files
}

test('an archive is a folder; what leads out of it, lies about its size or is no file of anybody is not read', async () => {
  const packed = zipOf(
    {
      '../out.csv': 'x',
      'C:\\x.csv': 'x',
      '好.csv': '姓名',
      '__MACOSX/._a': 'x',
      'bomb.csv': 'a'.repeat(30_000_000),
    },
    1000,
  )
  writeFileSync(path.join(directory, 'a.zip'), packed)

  expect(await found()).toEqual([
    ['a.zip/../out.csv', 'unfitPath', null],
    ['a.zip/C:/x.csv', 'unfitPath', null],
    ['a.zip/好.csv', null, 6],
    ['a.zip/bomb.csv', null, 'unread'],
  ])
})

test('of an archive of too many files no more are listed than say so', async () => {
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`${at}.csv`, '']))

  expect((await archiveOf(zipOf(many), { bytes: 100, files: 3 }))?.files.length).toBe(4)
  const folders = Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`${n}/`, '']))
  expect(await archiveOf(zipOf(folders), { bytes: 100, files: 3 })).toBeNull()
})

test('what systems leave is nobody’s, and a path that leads out of its folder is unfit', () => {
  const names = ['a/~$b.xlsx', '.DS_Store', 'x/Thumbs.db', '花名册.xlsx', '../花名册.xlsx']
  expect(names.map(isOfNobody)).toEqual([true, true, true, false, false])
  expect(
    ['/etc/x', '..\\x', 'a/../x', 'a\u0000', 'a\ufffe', 'a\ud800', '花名册/a.csv'].map(isUnfitPath),
  ).toEqual([true, true, true, true, true, true, false])
  // It is named all the same, without what no line can show.
  expect(['../a\r\n\u202e.csv', '/a\ud800'].map(shownPath)).toEqual(['../a???.csv', '/a?'])
  const many = Array.from({ length: 203 }, (_, at) => ({ path: `/${at}`, reason: 'unfitPath', detail: '' }))
  expect([leftShown(many).shown.length, leftShown(many).more, leftShown(many.slice(0, 200)).more]).toEqual([
    200, 3, 0,
  ])
})

test('two activities with the same words can both be chosen for a photo', () => {
  const same = { day: '2023-03-01', lastDay: '2023-03-01', title: '学法', host: '司法所' }
  const activities = [1, 2].map(id => ({ id, ...same }))
  const photo = { path: 'a.jpg', namedDay: null, takenDay: null, unit: null }

  const chosen = [...wordsOfActivities(activities).values()].map(
    said => activityOfPhoto(photo, activities, said)?.id,
  )

  expect(chosen).toEqual([1, 2])
})

test('a meeting that one ledger names twice is in one file', () => {
  const meeting = { day: '2023-03-01', title: '学法', host: '司法所', code: '', heads: null }
  const twice = [meeting, { ...meeting, code: 'A-2' }]
  const named = (paths: string[]) =>
    namedTwice({ ...noFacts(), ledgers: paths.map(path => ({ path, meetings: twice })) }).map(
      each => each.paths,
    )

  expect([named(['a.csv']), named(['a.csv', 'b.csv'])]).toEqual([[], [['a.csv', 'b.csv']]])
})

test('a file whose exam or study is not there yet may make it or be left out', () => {
  const of = (titles: string[]) => {
    const fresh = choicesForNew('exam', '2023年学法考试', ['党员'])
    const { first } = subjectQuestion({ field: 'exam', titles, fresh })
    return [first.reason, first.choices?.map(each => each.value)]
  }

  const made = ['new 2023年学法考试', 'new 2023年学法考试 @党员']

  expect(of(['年度考试'])).toEqual(['examNotNamed', ['年度考试', ...made, 'leave']])
  expect(of([])).toEqual(['examNotThere', [...made, 'leave']])
  expect([
    isLeft('exam', 'answer:leave'),
    isLeft('exam', 'answer:年度考试'),
    isLeft('name', 'answer:leave'),
  ]).toEqual([true, false, false])
})
