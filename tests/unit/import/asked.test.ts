import { describe, expect, test } from 'vitest'
import {
  allAsked,
  askedOf,
  byDefault,
  type DraftSaid,
  decidedIn,
  isForMany,
  takenBack,
  typedBeside,
  wordsToRemember,
  yearTitled,
} from '@/lib/import/asked.rules'
import { type Item, itemsOf, stateOf, tablesOf } from '@/lib/import/preview/preview-lines.rules'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import { placeNumber } from '@/lib/spreadsheet/place.rules'
import type { SheetRead } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

const nothingSaid: DraftSaid = { options: { aliases: {} }, mending: { cells: {}, aside: [] }, said: {} }

const cells: Record<number, Record<string, string>> = {
  2: { name: '张三', unit: '东铺社区', kind: '机关内设机构', state: '公出' },
  3: { name: '李四', unit: '东铺社区', kind: '机关内设机构', state: '公出' },
  4: { name: '王五', unit: '和平社区', kind: '', state: '√？' },
}
const asked = (faults: Fault[]) => finished(askedOf(faults, row => cells[row]))

const unknownUnit = (row: number): Fault => ({
  row,
  field: 'unit',
  reason: 'noSuchUnit',
  places: { word: '东铺社区' },
  asks: { means: 'unit', field: 'unit', word: '东铺社区' },
  likely: { word: '东铺社区', meaning: '东埔社区' },
})
const unknownKind = (row: number): Fault => ({
  row,
  field: 'kind',
  reason: 'unknownKind',
  places: { text: '机关内设机构' },
  candidates: [{ value: '科室', label: '科室' }],
})
const unknownState = (row: number): Fault => ({
  row,
  field: 'state',
  reason: 'unknownState',
  alike: '公出',
  asks: { means: 'state', field: 'state', word: '公出' },
  choices: [{ value: '公假', label: '公假' }],
})
const empty: Fault = { row: 4, field: 'kind', reason: 'empty', places: { text: '' } }

test('rows that say the same are asked once; an empty cell is asked in its row', () => {
  const faults = [2, 3].flatMap(row => [unknownUnit(row), unknownKind(row), unknownState(row)])

  expect(asked([...faults, empty]).map(each => [each.key, each.rows, each.word])).toEqual([
    ['cell noSuchUnit unit 东铺社区', [2, 3], '东铺社区'],
    ['cell unknownKind kind 机关内设机构', [2, 3], null],
    ['unknownState state 公出', [2, 3], '公出'],
    ['cell empty kind @4', [4], null],
  ])
})

test('what a reason or a tick for the sheet settles is not asked cell by cell', () => {
  const faults = ['closedNeedsReason', 'markDiffers'].map(reason => ({ row: 2, field: 'state', reason }))

  expect(asked(faults)).toEqual([])
})

test.each([
  ['the likely name', unknownUnit, 'as:东埔社区', '', { meanings: { 'unit unit 东铺社区': '东埔社区' } }, {}],
  ['another name', unknownUnit, 'mend', '和平社区', { meanings: { 'unit unit 东铺社区': '和平社区' } }, {}],
  ['a candidate', unknownKind, 'as:科室', '', { aliases: {} }, { '2.kind': '科室', '3.kind': '科室' }],
  [
    'a choice',
    unknownState,
    'answer:公假',
    '',
    { aliases: {}, answers: { 'unknownState state 公出': '公假' } },
    {},
  ],
])('%s holds for all rows, and is taken back with no trace', (_, fault, pick, typed, options, mended) => {
  const [question] = asked([fault(2), fault(3)])
  if (!question) throw new Error('nothing asked')
  const decision = { key: question.key, pick, typed, remember: true }

  const said = decidedIn(nothingSaid, question, decision)

  expect(said.options).toMatchObject(options)
  expect(said.mending.cells).toEqual(mended)
  const back = takenBack(said, question.key)
  expect(back).toEqual({ ...nothingSaid, options: { aliases: {}, answers: {}, meanings: {} } })
  expect(decidedIn(said, question, { ...decision, pick: 'aside' }).mending).toEqual({
    cells: {},
    aside: [2, 3],
  })
})

test('what is offered is asked once for its column, is not open, and shows the answer that was given', () => {
  const emptied = (row: number): Fault => ({
    ...{ row, field: 'kind', reason: 'emptyClears', isDoubt: true, places: { was: '科室' }, alike: 'kind' },
    choices: [
      { value: 'keep', choice: 'keep' },
      { value: 'clear', choice: 'clear' },
    ],
  })
  const [question] = finished(allAsked({ faults: [], offers: [emptied(4)] }, row => cells[row]))
  if (!question) throw new Error('nothing asked')
  const decision = { key: question.key, pick: 'answer:clear', typed: '', remember: false }

  expect(isForMany(question)).toBe(true)
  expect(byDefault(question)).toBe('answer:keep')
  expect(finished(itemsOf([question], {}, {})).map(each => [each.isOpen, each.said, stateOf(each)])).toEqual([
    [false, null, 'said'],
  ])
  const { options, said } = decidedIn(nothingSaid, question, decision)
  expect(options.answers).toEqual({ 'emptyClears kind kind': 'clear' })
  expect(finished(itemsOf([], said, {})).map(each => [each.isOffer, each.isOpen, each.said?.pick])).toEqual([
    [true, false, 'answer:clear'],
  ])
})

test('a word is remembered for its field where that was ticked, and not before', () => {
  const [question] = asked([unknownUnit(2)])
  if (!question) throw new Error('nothing asked')
  const decision = { key: question.key, pick: 'as:东埔社区', typed: '' }
  const remembered = (remember: boolean) => {
    const said = decidedIn(nothingSaid, question, { ...decision, remember })
    return wordsToRemember(said.options)
  }

  expect(finished(itemsOf([question], {}, {})).map(each => each.remember)).toEqual([false])
  expect(remembered(true)).toEqual([{ means: 'unit', field: 'unit', word: '东铺社区', meaning: '东埔社区' }])
  expect(remembered(false)).toEqual([])
})

test('a cell is framed in its column: of its block, or of its meeting', () => {
  const heads = ['姓名', '状态', '姓名', '状态']
  const columns = heads.map((head, at) => ({
    ...{ at, head, how: 'known', guess: null, samples: [] },
    field: head === '姓名' ? 'name' : 'state',
  }))
  const sheet = { name: '签到', columns } as unknown as SheetRead
  const table = {
    rows: [heads, ['张三', '√', '李四', '？']],
    rowNumbers: [1, 2],
    sheetName: '',
    sheetNames: [],
  }
  const row = placeNumber({ sheet: 0, column: 2, row: 2 })
  const [question] = finished(
    askedOf([{ row, field: 'state', reason: 'unknownState' }], () => ({ state: '？' })),
  )
  const items = finished(itemsOf(question ? [question] : [], {}, {})) as Item[]

  const [shown] = tablesOf([items], [{ name: '签到', isHidden: false, table }], {
    read: [sheet],
    mending: { cells: {}, aside: [] },
  })

  expect(shown?.lines[0]?.cells.map(each => [each.text, each.mark])).toEqual([
    ['张三', null],
    ['√', null],
    ['李四', null],
    ['？', 'faulty'],
  ])
})

describe('the year of days without one', () => {
  const sheet = (year: number | undefined, given: { isRead?: boolean; filledIn?: boolean } = {}) => ({
    isRead: given.isRead ?? true,
    title: year === undefined ? {} : { year },
    stated: given.filledIn ? { day: `${year}-01-05` as const, by: 'filledIn' as const } : null,
  })

  test.each([
    ['is that of the title', [sheet(2024)], 2024],
    ['of each of the sheets', [sheet(2024), sheet(2024)], 2024],
    ['of those that are read', [sheet(2024), sheet(2023, { isRead: false })], 2024],
    ['is asked where they differ', [sheet(2024), sheet(2023)], undefined],
    ['is asked where one has none', [sheet(2024), sheet(undefined)], undefined],
    ['never that of filling it in', [sheet(2025, { filledIn: true })], undefined],
    ['nor of a law of long ago', [sheet(2009)], undefined],
    ['nor one to come', [sheet(2027)], undefined],
  ])('%s', (_, sheets, year) => {
    expect(yearTitled(sheets, 2026)).toBe(year)
  })
})

test('another name that is typed beside an offer counts without a script to pick it', () => {
  const choices = [{ value: '机关学法', label: '机关学法' }]
  const first = { row: 2, field: 'title', reason: 'newMeetingTitle', choices, isTyped: true as const }
  const asked = { key: 'a', first, rows: [2], text: '', word: null, isOffer: true as const }
  const said = (pick: string, typed: string, before?: string) =>
    typedBeside(
      asked,
      { key: 'a', pick, typed, remember: false },
      before === undefined ? null : { ...asked, pick: 'mend', typed: before },
    ).pick

  expect(said('answer:机关学法', '机关学法')).toBe('answer:机关学法')
  expect(said('answer:机关学法', '信访工作条例')).toBe('mend')
  expect(said('mend', '机关学法')).toBe('answer:机关学法')
  expect(said('mend', '信访工作条例', '信访工作条例')).toBe('mend')
  expect(said('answer:机关学法', '信访工作条例', '信访工作条例')).toBe('answer:机关学法')
})
