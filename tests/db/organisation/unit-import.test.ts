import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { unit } from '@/db/schema/roster'
import { systemViewer } from '@/lib/access/access.queries'
import type { ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { bring, countsIn, faultsIn } from '../../sheets'

let folder: string

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-units-'))
  await openDatabase(`file:${path.join(folder, 'xuefa.db')}`, { what: 'test' })
  await migrateDatabase()
})
afterEach(async () => {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

const heads = '单位编码|单位名称|上级单位|类别|简称|排序'
const street = [
  '0102|和平社区|某某街道|社区|和平|3',
  '01|某某街道||街道||1',
  '0101|党政办公室|某某街道|科室|党政办|2',
  '010201|综合办|和平|其他||1',
]

async function bringUnits(rows: string[], said: Partial<ImportOptions> & { setAside?: boolean } = {}) {
  return bring(await systemViewer('命令行'), 'units', { heads, rows, title: '某某街道单位名录' }, said)
}

async function bringIn(rows: string[], heads: string, said: Partial<ImportOptions> = {}) {
  return bring(await systemViewer('命令行'), 'units', { heads, rows }, said)
}

async function tree(): Promise<string[]> {
  const rows = await db.select().from(unit).orderBy(unit.treeOrder)
  return rows.map(each => `${'-'.repeat(each.path.split('/').length - 3)}${each.name} ${each.kind}`)
}

test('a unit may stand before the one above it, which is named by name, short name or code', async () => {
  const report = await bringUnits(street)

  expect(countsIn(report)).toBe('4/0/0/0')
  expect(await tree()).toEqual([
    '某某街道 street',
    '-党政办公室 department',
    '-和平社区 community',
    '--综合办 other',
  ])
})

test('a list without the unit above stands below the only one there is; of several it asks once', async () => {
  await bringUnits(street.slice(1, 2))
  const rows = ['某某街道|街道', '党政办公室|科室', '和平社区|社区']
  const flat = (answers: Record<string, string>) => bringIn(rows, '单位名称|类别', { answers })

  expect(countsIn(await flat({}))).toBe('2/0/1/0')
  expect(await tree()).toEqual(['某某街道 street', '-党政办公室 department', '-和平社区 community'])

  const more = (answers: Record<string, string>) =>
    bringIn(['某某街道|街道', '东埔社区|社区'], '单位名称|类别', { answers })
  const asked = await more({})
  const [question, ...others] = 'refused' in asked ? [] : asked.questions
  expect([question?.choices.map(each => each.value), others]).toEqual([
    ['某某街道', '党政办公室', '和平社区'],
    [],
  ])
  expect(countsIn(await more({ [question?.key ?? '']: '某某街道' }))).toBe('1/0/1/0')
})

test('派驻机构 is no kind of ours: it is asked', async () => {
  expect(faultsIn(await bringUnits([...street.slice(1, 2), '|司法所|某某街道|派驻机构||']))).toEqual([
    '4 unknownKind',
  ])
})

test('the same file twice changes nothing', async () => {
  await bringUnits(street)

  expect(countsIn(await bringUnits(street))).toBe('0/0/4/0')
})

test('a unit is known again by its code: a new name and a new place are changes', async () => {
  await bringUnits(street)

  const report = await bringUnits(['010201|综合服务办|党政办|其他||1'])

  expect(countsIn(report)).toBe('0/1/0/0')
  expect(await tree()).toEqual([
    '某某街道 street',
    '-党政办公室 department',
    '--综合服务办 other',
    '-和平社区 community',
  ])
})

test('without codes a name under another unit is another unit', async () => {
  await bringUnits(street)

  const report = await bringUnits(['|综合办|党政办公室|其他||'])

  expect(countsIn(report)).toBe('1/0/0/0')
})

test.each([
  ['a unit above that nobody knows', ['|东埔社区|某某街到|社区||'], ['3 noSuchUnit']],
  ['a kind that nobody knows', ['|东埔社区|某某街道|小区||'], ['3 unknownKind']],
  ['no unit above where there is a street', ['|东埔社区||社区||'], ['3 noParent']],
  ['a second street', ['|另一街道||街道||'], ['3 otherTop']],
  ['a unit above itself', ['01|某某街道|综合办|街道||'], ['3 ownParent']],
  ['two that stand above each other', ['|甲|乙|其他||', '|乙|甲|其他||'], ['3 parentFaulty', '4 ownParent']],
  [
    'what stands under a faulty row',
    ['|东埔社区|某某街到|社区||', '|一组|东埔社区|其他||'],
    ['3 noSuchUnit', '4 parentFaulty'],
  ],
  ['a key that meets two units', ['0102|党政办公室|某某街道|科室||'], ['3 meetsTwo']],
  ['one key with two meanings', ['|东埔社区|某某街道|社区||', '|东埔社区|某某街道|企业||'], ['4 keyTwice']],
])('%s is faulty, and nothing is written', async (_, rows, faults) => {
  await bringUnits(street)
  const before = await tree()

  const report = await bringUnits([...rows, '|西湖社区|某某街道|社区||'])

  expect(faultsIn(report)).toEqual(faults)
  expect(await tree()).toEqual(before)
})

test('another name of the topmost unit is taken for it where somebody says so, and remembered', async () => {
  await bringUnits(street)
  const rows = ['|某某街道办事处||街道||', '|东埔社区|某某街道办事处|社区||']

  const taken = await bringUnits(rows, { aliases: { 某某街道办事处: '某某街道' } })

  expect(countsIn(taken)).toBe('1/0/1/0')
  expect(countsIn(await bringUnits(rows))).toBe('0/0/2/0')
  expect((await tree())[0]).toBe('某某街道 street')
})

test('a nearly known unit above is offered, and taken as said beside the file', async () => {
  await bringUnits(street)

  const refused = await bringUnits(['|东埔社区|某某街到|社区||'])
  const taken = await bringUnits(['|东埔社区|某某街到|社区||'], { aliases: { 某某街到: '某某街道' } })

  expect('faulty' in refused && refused.faulty[0]?.text).toBe('没有“某某街到”，是“某某街道”吗？')
  expect(countsIn(taken)).toBe('1/0/0/0')
  expect(countsIn(await bringUnits(['|东埔社区|某某街到|社区||']))).toBe('0/0/1/0')
})

test('set aside, the good rows are written and the rest is listed', async () => {
  await bringUnits(street)

  const report = await bringUnits(['|东埔社区|某某街到|社区||', '|西湖社区|某某街道|社区||'], {
    setAside: true,
  })

  expect(faultsIn(report)).toEqual(['3 noSuchUnit'])
  expect(await tree()).toContain('-西湖社区 community')
})
