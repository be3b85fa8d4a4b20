import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { answerQuestions, chooseColumns, chooseSheets } from '@/lib/import/answer.commands'
import {
  changeKind,
  changeOptions,
  commitDraft,
  continueDraft,
  draftImport,
  dropDraft,
  setAside,
  setFaultyAside,
  takeBack,
} from '@/lib/import/import.commands'
import { answerInput, columnsInput, sheetsInput } from '@/lib/import/import.input'
import { exampleOf, importsOf } from '@/lib/import/import.queries'
import { kindOf } from '@/lib/import/kinds.import'
import { toChoose } from '@/lib/import/preview/choosable.queries'
import { previewOf, previewPageOf } from '@/lib/import/preview/preview.queries'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import { unknownAudience } from '@/lib/organisation/lookup/audience.queries'
import { readTable } from '@/lib/spreadsheet/formats/workbook'
import { importKinds } from '@/lib/spreadsheet/importer.rules'
import { nothingMended, readSheets } from '@/lib/spreadsheet/preview.rules'
import { columnKey, headRowKey } from '@/lib/spreadsheet/said.rules'
import { unknownHeadsOf } from '@/lib/spreadsheet/unused-columns.rules'
import { writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { workbookOf } from '../../sheets'
import { closeWorld, openWorld, type World } from '../../world'

let world: World
let viewer: Viewer

beforeEach(async () => {
  world = await openWorld()
  viewer = world.viewers.administrator
})
afterEach(closeWorld)

const rows = ['2023-03-01|横幅|2|东埔社区', '2023-03-02|横幅|3|东铺社区', '2023-03-03|横副|4|东铺社区']

async function hasDraft(by: Viewer = viewer, lines: string[] = rows): Promise<number> {
  const bytes = await workbookOf({ heads: '日期|渠道|数量|责任单位', rows: lines, title: '宣传台账' })
  const made = await draftImport(by, {
    kind: 'outputs',
    fileName: '宣传台账.xlsx',
    bytes,
    options: { aliases: {} },
  })
  if (!made.ok) throw new Error(made.reason)
  return made.draftId
}

async function faults(draftId: number): Promise<string[]> {
  const { judgement } = await previewOf(viewer, draftId)
  return judgement?.ok ? judgement.judged.faults.map(each => `${each.row} ${each.reason}`) : []
}

async function written(): Promise<number> {
  const [found] = await db.all<{ count: number }>(sql`select count(*) as count from output`)
  return found?.count ?? 0
}

/** Answers as the form sends them. */
const answer = (draftId: number, key: string, pick: string, more: Record<string, string> = {}) =>
  answerQuestions(
    viewer,
    answerInput.parse({ draftId, 'key-0': key, 'pick-0': pick, 'remember-0': 'on', ...prefixed(more) }),
  )

const prefixed = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${name}-0`, value]))

const unknownUnit = 'cell noSuchUnit unit 东铺社区'
const unknownChannel = 'unknownChannel channel 横副'

const look = { state: 'all', field: '', page: 1, words: 1 } as const

const asked = async (draftId: number) => {
  const page = await previewPageOf(viewer, draftId, look)
  if (!page.judgement) throw new Error('written')
  return page.asked
}

test('a likely name that is taken holds for the whole sheet, and is remembered once it is written', async () => {
  const draftId = await hasDraft()
  expect(await faults(draftId)).toEqual(['4 noSuchUnit', '5 unknownChannel', '5 noSuchUnit'])

  await answer(draftId, unknownUnit, 'as:东埔社区')
  expect(await faults(draftId)).toEqual(['5 unknownChannel'])
  await answer(draftId, unknownChannel, 'answer:横幅')
  expect(await faults(draftId)).toEqual([])

  expect(await commitDraft(viewer, { draftId })).toEqual({ ok: true, draftId })
  expect(await written()).toBe(3)
  expect(await faults(await hasDraft(viewer, ['2023-04-01|横幅|1|东铺社区']))).toEqual([])
})

test('a cell is mended, a row is set aside and taken back', async () => {
  const draftId = await hasDraft()

  await answer(draftId, unknownChannel, 'mend', { typed: '短信' })
  await answer(draftId, unknownUnit, 'aside')
  expect(await faults(draftId)).toEqual([])
  await takeBack(viewer, { draftId, row: 5 })

  expect(await faults(draftId)).toEqual(['5 noSuchUnit'])
})

test('while a row is faulty nothing is written; set aside, all of the rest is', async () => {
  const draftId = await hasDraft()

  expect(await commitDraft(viewer, { draftId })).toEqual({
    ok: false,
    reason: 'faultsLeft',
    places: { count: 2 },
  })
  expect(await written()).toBe(0)
  await setFaultyAside(viewer, { draftId })
  await commitDraft(viewer, { draftId })

  expect(await written()).toBe(1)
})

test('asked twice, an import is written once and answers the same', async () => {
  const draftId = await hasDraft(viewer, rows.slice(0, 1))

  const answers = await Promise.all([commitDraft(viewer, { draftId }), commitDraft(viewer, { draftId })])

  expect(answers).toEqual([
    { ok: true, draftId },
    { ok: true, draftId },
  ])
  expect(await written()).toBe(1)
  expect((await importsOf(viewer))[0]?.outcome).toMatchObject({ new: 1, faulty: 0 })
  expect(await setAside(viewer, { draftId, row: 3 })).toEqual({
    ok: false,
    reason: 'alreadyWritten',
  })
})

test('what is said beside the file can be said later', async () => {
  const draftId = await hasDraft(viewer, ['3月1日|横幅|2|东埔社区'])
  expect(await faults(draftId)).toEqual(['3 noYear'])

  await changeOptions(viewer, { draftId, options: { year: 2023 } })

  expect(await faults(draftId)).toEqual([])
})

test('a draft is its own person’s; a dropped one is gone', async () => {
  const draftId = await hasDraft(world.viewers.dongpuOrganiser, rows.slice(0, 1))

  await expect(previewOf(viewer, draftId)).rejects.toThrow(NotFound)
  await expect(commitDraft(viewer, { draftId })).rejects.toThrow(NotFound)
  await dropDraft(world.viewers.dongpuOrganiser, { draftId })

  await expect(previewOf(world.viewers.dongpuOrganiser, draftId)).rejects.toThrow(NotFound)
})

test('a cadre brings in nothing, an organiser no roster', async () => {
  const bytes = await workbookOf({ heads: '姓名|单位', rows: ['张三|东埔社区'] })
  const roster = { kind: 'roster' as const, fileName: '花名册.xlsx', bytes, options: { aliases: {} } }

  await expect(draftImport(world.viewers.organiser, roster)).rejects.toThrow(Forbidden)
  await expect(hasDraft(world.viewers.cadre)).rejects.toThrow(Forbidden)
})

test('a head that is not understood is asked about, and remembered for the next sheet', async () => {
  const heads = '日期|宣传什么|数量|责任单位'
  const bytes = await workbookOf({ heads, rows: ['2023-03-01|横幅|2|东埔社区'] })
  const upload = { kind: 'outputs' as const, fileName: 'x.xlsx', bytes, options: { aliases: {} } }
  const draftOf = async () => {
    const made = await draftImport(viewer, upload)
    if (!made.ok) throw new Error(made.reason)
    return made.draftId
  }
  const draftId = await draftOf()

  const { judgement } = await previewOf(viewer, draftId)
  expect(judgement).toMatchObject({ ok: false, missing: ['渠道 / 资料名称'] })
  expect(await commitDraft(viewer, { draftId })).toMatchObject({ ok: false, reason: 'headMissing' })
  const sheet = judgement?.reading.sheets[0]
  const answers = {
    [columnKey(sheet?.name ?? '', 1)]: 'channel',
    [headRowKey(sheet?.name ?? '')]: String(sheet?.headRow),
  }
  await changeOptions(viewer, { draftId, options: { answers } })

  expect(await faults(draftId)).toEqual([])
  expect(await commitDraft(viewer, { draftId })).toEqual({ ok: true, draftId })
  expect(await written()).toBe(1)
  expect((await previewOf(viewer, await draftOf())).judgement).toMatchObject({
    ok: true,
    counts: { unchanged: 1 },
  })
})

test('an answer holds for all rows that ask, is shown with them, and can be taken back', async () => {
  const draftId = await hasDraft()
  const before = await asked(draftId)
  expect(before.words.shown.map(each => [each.text, each.rows.length, each.isOpen])).toEqual([
    ['东铺社区', 2, true],
  ])
  expect(before.cells.tables[0]?.lines.map(each => each.cells.map(cell => [cell.text, cell.mark]))).toEqual([
    [
      ['2023-03-03', null],
      ['横副', 'faulty'],
      ['4', null],
      ['东铺社区', null],
    ],
  ])

  await answer(draftId, unknownUnit, 'as:东埔社区')
  await answer(draftId, unknownChannel, '', { typed: '短信' })
  const after = await asked(draftId)
  expect(after.words.shown.map(each => [each.said?.pick, each.isOpen])).toEqual([['as:东埔社区', false]])
  expect(after.cells.tables[0]?.lines[0]?.cells[1]).toMatchObject({ text: '短信', mark: 'said' })
  await answer(draftId, unknownUnit, 'open')
  await answer(draftId, unknownChannel, 'open')

  expect(await faults(draftId)).toEqual(['4 noSuchUnit', '5 unknownChannel', '5 noSuchUnit'])
  expect(await asked(draftId)).toEqual(before)
})

test('a word whose meaning holds for this file only is asked about again', async () => {
  const draftId = await hasDraft(viewer, rows.slice(0, 2))

  await answer(draftId, unknownUnit, 'as:东埔社区', { remember: '' })
  await commitDraft(viewer, { draftId })

  expect(await written()).toBe(2)
  expect(await faults(await hasDraft(viewer, ['2023-04-01|横幅|1|东铺社区']))).toEqual(['3 noSuchUnit'])
})

test('what is open is left where the button said so, and can be seen to later', async () => {
  const draftId = await hasDraft()

  expect(await commitDraft(viewer, { draftId, writes: 1, leaves: 1 })).toMatchObject({
    reason: 'countsChanged',
  })
  expect(await commitDraft(viewer, { draftId, writes: 1, leaves: 2 })).toEqual({ ok: true, draftId })
  expect(await written()).toBe(1)
  const { aside } = await previewPageOf(viewer, draftId, look)
  expect(aside.map(each => each.text)).toEqual([
    '2023-03-02 · 横幅 · 3 · 东铺社区',
    '2023-03-03 · 横副 · 4 · 东铺社区',
  ])
  const again = await continueDraft(viewer, { draftId })
  if (!again.ok) throw new Error(again.reason)

  expect(await faults(again.draftId)).toEqual(['4 noSuchUnit', '5 unknownChannel', '5 noSuchUnit'])
  expect((await previewOf(viewer, again.draftId)).judgement).toMatchObject({
    counts: { new: 0, unchanged: 1 },
  })
  expect(await continueDraft(viewer, { draftId })).toMatchObject({ reason: 'nothingLeft' })
})

test('of a file without a kind the heads tell it, and another can be chosen', async () => {
  const bytes = await workbookOf({ heads: '姓名|单位', rows: ['张三|东埔社区'] })
  const made = await draftImport(viewer, { fileName: 'x.xlsx', bytes, options: { aliases: {} } })
  if (!made.ok) throw new Error(made.reason)
  const { draftId } = made

  expect((await previewOf(viewer, draftId)).draft).toMatchObject({ kind: 'roster', isKindGuessed: true })
  // Nothing says whether they are staff, or who came: that is said first.
  await setFaultyAside(viewer, { draftId })
  expect((await previewOf(viewer, draftId)).draft.kindsOpen?.map(each => each.kind)).toEqual([
    'roster',
    'attendance',
  ])
  expect(await commitDraft(viewer, { draftId })).toEqual({ ok: false, reason: 'kindOpen' })
  await changeKind(viewer, { draftId, kind: 'outputs' })
  const { draft, judgement } = await previewOf(viewer, draftId)
  expect(draft).toMatchObject({ kind: 'outputs', isKindGuessed: false })
  expect(draft.kindsOpen).toBeUndefined()
  const rota = await workbookOf({ heads: '日期|值班人员', rows: ['3月8日|张三'] })
  expect(
    await draftImport(viewer, { fileName: '值班表.xlsx', bytes: rota, options: { aliases: {} } }),
  ).toEqual({
    ...{ ok: false, reason: 'seems.dutyRoster', places: { detail: '' } },
  })
  expect(judgement).toMatchObject({
    ok: false,
    missing: ['日期', '渠道 / 资料名称', '数量'],
  })
})

test('a plan is of the year of its title; a word of its audience is chosen among what is there, for it alone', async () => {
  const bytes = await workbookOf({
    title: '演示街道2022年度机关学法安排',
    heads: '时间|学习内容|学习形式|学习对象',
    rows: ['3月|《宪法》|集中学习|党政班子、东埔社区'],
  })
  const made = await draftImport(viewer, { fileName: 'x.xlsx', bytes, options: { aliases: {} } })
  if (!made.ok) throw new Error(made.reason)
  const { draftId } = made
  const page = await previewPageOf(viewer, draftId, look)
  if (!('asked' in page)) throw new Error('written')
  const [key] = [...page.there.keys()]

  expect(page.draft.options.year).toBe(2022)
  expect(page.there.get(key ?? '')).toContain('和平社区')
  await answerQuestions(viewer, answerInput.parse({ draftId, 'key-c': key, 'pick-c': 'as:和平社区' }))
  expect((await previewOf(viewer, draftId)).judgement).toMatchObject({ counts: { new: 1, faulty: 0 } })
  expect((await previewOf(viewer, draftId)).draft.options.meanings).toEqual({
    'audience audience 党政班子': '和平社区',
  })
})

test('numbers of identity cards are not kept; people count from the year of the title', async () => {
  const bytes = await workbookOf({
    title: '演示街道2022年度花名册',
    heads: '姓名|单位|身份证号码|银行卡号（工资）|联系电话',
    rows: ['张三|司法所|11010519491231002X|6222020000000000000|13800000001'],
  })
  const made = await draftImport(viewer, { fileName: 'x.xlsx', bytes, options: { aliases: {} } })
  if (!made.ok) throw new Error(made.reason)
  const { judgement, draft } = await previewOf(viewer, made.draftId)
  const [kept] = await db.all<{ cells: string }>(sql`select table_json as cells from import_draft`)

  expect(kept?.cells).not.toMatch(/11010519|62220200/)
  expect(kept?.cells).toContain('身份证号码')
  expect(judgement).toMatchObject({ counts: { new: 1, faulty: 0, doubtful: 0 } })
  expect(draft.options.on).toBe('2022-01-01')
})

test.each([
  ['青云街道2022年花名册.xlsx', '王芳', { reason: 'rosterStartNamed', first: '2022-01-01', year: 2022 }],
  ['花名册.xlsx', '制表：王芳        2022年1月', { reason: 'rosterStart', first: '2022-01-01', year: 2022 }],
  ['花名册.xlsx', '王芳', { reason: 'rosterStartOpen', first: '2023-01-01', year: 2023 }],
])('from when a roster counts is proposed by its file or foot: %s, %s', async (fileName, foot, asked) => {
  const bytes = await workbookOf({ heads: '姓名|单位', rows: ['张三|司法所', foot] })
  const made = await draftImport(viewer, {
    ...{ kind: 'roster' as const, fileName, bytes, options: { aliases: {} } },
  })
  if (!made.ok) throw new Error(made.reason)
  const { judgement } = await previewOf(viewer, made.draftId)

  const found = judgement?.ok ? judgement.judged.faults.filter(each => each.field === 'from') : []
  expect(
    found.map(({ reason, choices, places }) => ({
      reason,
      first: choices?.[0]?.value,
      year: places?.year,
    })),
  ).toEqual([asked])
})

test('what is offered for a column is on the page, keeps no row, and is done once it is answered', async () => {
  const heads = '姓名|服务单位|聘期起|聘期止|律所'
  const bring = async (row: string) => {
    const bytes = await workbookOf({ heads, rows: [row] })
    const made = await draftImport(viewer, {
      ...{ kind: 'advisers' as const, fileName: 'x.xlsx', bytes, options: { aliases: {} } },
    })
    if (!made.ok) throw new Error(made.reason)
    return made.draftId
  }
  await commitDraft(viewer, { draftId: await bring('苏映川|东埔社区|2023-01-01||海湾所') })
  const draftId = await bring('苏映川|东埔社区|2023-01-01||')
  const page = await previewPageOf(viewer, draftId, look)
  if (!('asked' in page)) throw new Error('written')
  const [offer] = page.asked.words.shown

  expect([offer?.isOffer, offer?.isOpen, page.asked.many.open]).toEqual([true, false, 0])
  const answer = (pick: string) =>
    answerQuestions(viewer, answerInput.parse({ draftId, 'key-w0': offer?.key, 'pick-w0': pick }))
  await answer('answer:keep')
  expect((await previewOf(viewer, draftId)).draft.said).toEqual({})
  await answer('answer:clear')
  expect((await previewOf(viewer, draftId)).judgement).toMatchObject({ counts: { changed: 1 } })
})

test('columns are said in one form; what stays as it was read is not said', async () => {
  const bytes = await workbookOf({
    heads: '日期|宣传什么|数量|责任单位',
    rows: ['2023-03-01|横幅|2|东埔社区'],
  })
  const upload = { kind: 'outputs' as const, fileName: 'x.xlsx', bytes, options: { aliases: {} } }
  const made = await draftImport(viewer, upload)
  if (!made.ok) throw new Error(made.reason)
  const { draftId } = made
  const form = {
    'column-0-0': 'date',
    'column-0-1': 'channel',
    'column-0-2': 'quantity',
    'column-0-3': 'unit',
  }

  await chooseColumns(viewer, columnsInput.parse({ draftId, ...form }))
  const { draft, judgement } = await previewOf(viewer, draftId)

  expect(judgement).toMatchObject({ ok: true, counts: { new: 1 } })
  const name = judgement?.reading.sheets[0]?.name ?? ''
  expect(draft.options.answers).toEqual({
    [columnKey(name, 1)]: 'channel',
    [headRowKey(name)]: '1',
    rememberHeads: 'no',
  })
  expect(await chooseSheets(viewer, sheetsInput.parse({ draftId, 'sheet-0': '0' }))).toEqual({
    ok: false,
    reason: 'noSheetChosen',
  })
})

test.each(importKinds)('the example of %s has the heads that its import needs', async kind => {
  const table = await readTable(await writeWorkbook(exampleOf(kind)), { fileName: 'example.xlsx' })

  const sheets = [{ name: table.sheetName, isHidden: false, table }]
  const nothing = { answers: {}, remembered: new Map() }
  const reading = await readSheets(sheets, kindOf(kind).columns({}), nothingMended, nothing, slices())

  expect(reading.missing).toEqual([])
  expect(unknownHeadsOf(reading)).toEqual([])
})

test('in place of an audience that is not known, units in one’s scope are offered, and nobody by name', async () => {
  const first = { row: 1, field: 'audience', reason: 'unknownAudience', places: { word: '机关林静' } }
  const people = await db.all<{ name: string }>(sql`select name from person`)
  const asked = ['机关', '党员', '东埔社区', '和平社区', ...people.map(each => each.name)]
  const offered = async (by: Viewer) => {
    const names = (await toChoose(by, [{ key: 'k', first }])).get('k') ?? []
    return asked.filter(each => names.includes(each))
  }

  expect(await offered(world.viewers.dongpuOrganiser)).toEqual(['党员', '东埔社区'])
  const { words } = await knownWords()
  const likely = (by: Viewer) => unknownAudience(by, '林劲静', words).likely?.meaning
  expect(likely(world.viewers.dongpuOrganiser)).toBe(undefined)
  expect(likely(world.viewers.organiser)).toBe('林静')
  expect((await offered(world.viewers.organiser)).slice(0, 2)).toEqual(['机关', '党员'])
})

test('one tick takes new words as they are of which nothing else is chosen, and what is in use is not asked again', async () => {
  const heads = '时间|学习内容|学习形式|学习对象'
  const rows = [
    '3月|《宪法》|观看视频|东埔社区',
    '4月|《民法典》|现场教学|东埔社区',
    '5月|保密法|旁听庭审|东埔社区',
  ]
  const bytes = await workbookOf({ title: '演示街道2022年度机关学法安排', heads, rows })
  const made = await draftImport(viewer, { fileName: 'x.xlsx', bytes, options: { aliases: {} } })
  if (!made.ok) throw new Error(made.reason)
  const { draftId } = made
  const key = (form: string) => `unknownForm form ${form}`
  const forms = ['观看视频', '现场教学', '旁听庭审']
  const fields = forms.flatMap((form, at) => [
    [`key-w${at}`, key(form)],
    [`group-w${at}`, 'new'],
    [`pick-w${at}`, form === '现场教学' ? 'answer:集中学法' : ''],
  ])

  const page = await previewPageOf(viewer, draftId, look)
  expect('asked' in page && page.asked.words.shown.map(each => each.key)).toEqual(forms.map(key))
  const sent = { draftId, 'alike-new': 'answer:+', ...Object.fromEntries(fields) }
  await answerQuestions(viewer, answerInput.parse(sent))
  expect((await previewOf(viewer, draftId)).judgement).toMatchObject({ counts: { new: 3, faulty: 0 } })
  expect((await previewOf(viewer, draftId)).draft.options.answers).toMatchObject({
    [key('观看视频')]: '+',
    [key('现场教学')]: '集中学法',
  })
  expect(await commitDraft(viewer, { draftId })).toMatchObject({ ok: true })
  const again = await draftImport(viewer, { fileName: 'y.xlsx', bytes, options: { aliases: {} } })
  if (!again.ok) throw new Error(again.reason)
  expect(await faults(again.draftId)).toEqual(['4 unknownForm'])
})
