import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { Forbidden, NotFound } from '@/lib/core/errors'
import {
  changeOptions,
  commitDraft,
  draftImport,
  dropDraft,
  setFaultyAside,
  settleFault,
  takeBack,
} from '@/lib/import/import.commands'
import { settleInput } from '@/lib/import/import.input'
import { exampleOf, importsOf, previewOf } from '@/lib/import/import.queries'
import { kindOf } from '@/lib/import/kinds.import'
import { readTable } from '@/lib/spreadsheet/formats/workbook'
import { importKinds } from '@/lib/spreadsheet/importer.rules'
import { nothingMended, readSheets, unknownHeadsOf } from '@/lib/spreadsheet/preview.rules'
import { columnKey, headRowKey } from '@/lib/spreadsheet/said.rules'
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

const settle = (given: Record<string, unknown>) => settleFault(viewer, settleInput.parse(given))

test('a likely name that is taken holds for the whole sheet, and is remembered once it is written', async () => {
  const draftId = await hasDraft()
  expect(await faults(draftId)).toEqual(['4 noSuchUnit', '5 unknownChannel', '5 noSuchUnit'])

  await settle({ draftId, row: 4, field: 'unit', do: 'take', likely: '东埔社区' })
  expect(await faults(draftId)).toEqual(['5 unknownChannel'])
  await settle({ draftId, row: 5, field: 'channel', do: 'answer', answer: '横幅' })
  expect(await faults(draftId)).toEqual([])

  expect(await commitDraft(viewer, { draftId })).toEqual({ ok: true, draftId })
  expect(await written()).toBe(3)
  expect(await faults(await hasDraft(viewer, ['2023-04-01|横幅|1|东铺社区']))).toEqual([])
})

test('a cell is mended, a row is set aside and taken back', async () => {
  const draftId = await hasDraft()

  await settle({ draftId, row: 4, field: 'unit', do: 'mend', text: '和平社区' })
  await settle({ draftId, row: 5, field: 'unit', do: 'aside' })
  expect(await faults(draftId)).toEqual([])
  await takeBack(viewer, { draftId, row: 5 })

  expect(await faults(draftId)).toEqual(['5 unknownChannel', '5 noSuchUnit'])
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
  expect(await settle({ draftId, row: 3, field: 'unit', do: 'aside' })).toEqual({
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
  expect(judgement).toMatchObject({ ok: false, missing: ['渠道'] })
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

test.each(importKinds)('the example of %s has the heads that its import needs', async kind => {
  const table = await readTable(await writeWorkbook(exampleOf(kind)), { fileName: 'example.xlsx' })

  const sheets = [{ name: table.sheetName, isHidden: false, table }]
  const nothing = { answers: {}, remembered: new Map() }
  const reading = await readSheets(sheets, kindOf(kind).columns({}), nothingMended, nothing, slices())

  expect(reading.missing).toEqual([])
  expect(unknownHeadsOf(reading)).toEqual([])
})
