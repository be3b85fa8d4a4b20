import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, db, hurryDatabase, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { write } from '@/db/write'
import { systemViewer } from '@/lib/access/access.queries'
import { removeFile } from '@/lib/activity/attachments/file-store.commands'
import { erasePerson } from '@/lib/organisation/accounts/erasure.commands'
import { openZip } from '@/lib/spreadsheet/formats/zip.mjs'
import { figuresBy, figuresOf, filterFor, type Grouping } from '@/lib/statistics/rates/rate.queries'
import { type Figures, noFigures, percentText } from '@/lib/statistics/rates/rate.rules'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import { documentOf } from '@/lib/statistics/report/draft.queries'
import { saveOtherFigure } from '@/lib/statistics/report/report.commands'
import { linesOf } from '@/lib/statistics/report/template.rules'
import { answerReport } from '@/server/commands/report-answer'
import { answerVerify } from '@/server/commands/verify-answer'
import { expectedFigures } from '@/server/demo/expected'
import { recordLegalWork } from '@/server/demo/legal-work'
import { importSheet, sheetsOf2023 } from '@/server/demo/sheets'
import { units } from '@/server/demo/street'
import { cellsWith } from '../../one-person'
import { broughtBack, exportsOf } from '../app/exports-back'

// The year 2023 imported as a real office would, compared with a second computation that shares no code with
// the product.

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-demo-year-'))
  await openDatabase(`file:${path.join(folder, 'xuefa.db')}`, { what: 'test' })
  await hurryDatabase()
  await migrateDatabase()
  for (const sheet of sheetsOf2023) await importSheet(sheet)
  await recordLegalWork(await systemViewer('演示数据'))
}, 120_000)
afterAll(async () => {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

test.each(['2023-06-30', '2023-10-15', '2023-12-31'])(
  'the street at the end of %s, to the last person',
  async asOf => {
    const got = await figuresOf(await yearUntil(asOf))

    expect(comparable(got)).toEqual(expectedFigures(null, asOf))
  },
)

test('every unit below the street at the end of the year', async () => {
  const found = await grouped('2023-12-31', 'unit')

  const below = units.filter(unit => unit.kind !== 'street')
  expect(below.map(unit => [unit.name, comparable(found.get(unit.name))])).toEqual(
    below.map(unit => [unit.name, expectedFigures(unit, '2023-12-31')]),
  )
})

test('every unit below the street in the middle of the year, while leaves are still set aside', async () => {
  const found = await grouped('2023-06-30', 'unit')

  const below = units.filter(unit => unit.kind !== 'street')
  expect(below.map(unit => [unit.name, comparable(found.get(unit.name))])).toEqual(
    below.map(unit => [unit.name, expectedFigures(unit, '2023-06-30')]),
  )
})

test('every month of the year', async () => {
  const found = await grouped('2023-12-31', 'month')

  const months = Array.from({ length: 12 }, (_, i) => `2023-${String(i + 1).padStart(2, '0')}`)
  expect([...found.keys()].sort()).toEqual(months)
  expect(months.map(month => [month, withoutAdvisers(comparable(found.get(month)))])).toEqual(
    months.map(month => [month, withoutAdvisers(expectedFigures(null, '2023-12-31', month))]),
  )
})

test('what the report of 2023 says comes out of the rows', async () => {
  const { headings, rates, communitiesWithAdviser } = await figuresOf(await yearUntil('2023-12-31'))

  expect(headings).toMatchObject({
    publicEvents: 15,
    publicLectures: 2,
    officialLectures: 2,
    collectiveStudies: 4,
    centreGroupStudies: 12,
    plenaryMeetings: 2,
    banners: 163,
    leaflets: 6537,
    textMessages: 10_000,
    fullTimeAdvisers: 1,
  })
  expect(communitiesWithAdviser).toEqual({ numerator: 7, denominator: 7 })
  expect([percentText(rates.onlineStudyRate), percentText(rates.passRate)]).toEqual(['100%', '100%'])
})

test('the three documents of the year stand with their points, those broken down by unit eight times each', async () => {
  const plans = await db.all<{ kind: string; items: number; parts: number }>(sql`
    select p.kind, count(*) as items, count(i.parent_id) as parts from plan p join plan_item i on i.plan_id = p.id
    where p.year = 2023 group by 1 order by 1`)

  expect(plans).toEqual([
    { kind: 'communities', items: 35, parts: 0 },
    { kind: 'officials', items: 16, parts: 0 },
    { kind: 'workPoints', items: 31, parts: 24 },
  ])
})

test('every sheet brought in a second time changes nothing', async () => {
  const before = await contents()

  for (const sheet of sheetsOf2023) {
    const { counts } = await importSheet(sheet)
    expect(counts, sheet.file).toMatchObject({ new: 0, changed: 0, faulty: 0 })
  }
  expect(await contents()).toEqual(before)
}, 120_000)

test('who is taken out of the year changes no figure of it, and stands in no cell', async () => {
  const viewer = await systemViewer('test')
  const [busiest] = await db.all<{ id: number; name: string; staffNo: string; version: number }>(sql`
    select p.id, p.name, p.staff_no as staffNo, p.version from person p join attendance r on r.person_id = p.id
    where (select count(*) from person o where o.name = p.name) = 1
    group by p.id order by count(r.mark = 'leave') desc, count(*) desc, p.id limit 1`)
  if (!busiest) throw new Error('There is nobody.')
  const { id: personId, name: typedName, staffNo, version } = busiest
  await write(tx => tx.run(sql`update membership set to_day = '2023-12-31' where person_id = ${personId}`))
  const figures = async () => {
    const found = []
    for (const asOf of ['2023-06-30', '2023-12-31'])
      for (const each of ['unit', 'month', 'form', 'person'] as const)
        found.push([...(await figuresBy(await yearUntil(asOf), [each]))])
    return JSON.stringify(found)
  }
  const [before, cells] = [await figures(), await cellsWith(typedName, staffNo)]

  const input = { personId, version, typedName, proofs: 'remove', openYears: true } as const
  expect(await erasePerson(viewer, input, removeFile)).toEqual({ ok: true, personId })

  expect(cells.length).toBeGreaterThan(2)
  expect(await cellsWith(typedName, staffNo)).toEqual([])
  expect(await figures()).toBe(before)
  expect(await answerVerify()).toMatchObject({ exit: 0 })
}, 60_000)

test('every .xlsx that goes out of the year comes back unchanged', async () => {
  const viewer = await systemViewer('test')
  const before = await contents()
  const exported = await exportsOf(viewer, 2023)

  for (const each of exported)
    expect([each.name, await broughtBack(viewer, each)]).toEqual([
      each.name,
      { new: 0, changed: 0, unchanged: each.rows, faulty: [], questions: [] },
    ])
  expect(await contents()).toEqual(before)
  expect(exported.length).toBeGreaterThan(50)
}, 120_000)

test('the report of the year says every figure of the office’s own, as a document', async () => {
  const viewer = await systemViewer('test')
  // As the demonstration does: on paper since January.
  await write(tx =>
    tx.run(
      sql`update plan set status = 'issued', issued_at = ${Date.parse('2023-01-06T15:00:00+08:00')} where year = 2023`,
    ),
  )
  const typed = [
    ['办理人大代表建议', '11件'],
    ['办理政协提案', '5件'],
    ['调解各类矛盾纠纷', '97件'],
    ['其中意外死亡案件', '4件'],
    ['涉及金额', '295万元'],
  ]
  for (const [name = '', value = ''] of typed)
    await saveOtherFigure(viewer, { year: 2023, name, kind: 'text', value, source: '台账', version: null })

  const { paragraphs, values } = await documentOf(viewer, { from: '2023-01-01', to: '2023-12-31' })

  const text = linesOf(paragraphs, values)
    .map(each => each.text)
    .join('\n')
  const said = [
    ...['机关学法安排》', '社区、企事业单位学法安排》', '普法依法治理工作要点》', '年初有计划、年终有总结'],
    ...['全体会议2次', '宣传咨询活动15场次', '法律知识讲座2场次', '横幅标语160多条', '普法资料6500多份'],
    ...[
      '短信1万条',
      '每月组织一次学习活动，共12次',
      '参学率100%',
      '“2023年度网上学法考试”合格率100%',
      '法治专题讲座2期',
    ],
    ...['集中学法4次', '7个社区实行法律顾问全覆盖', '人大代表建议11件', '政协提案5件'],
    ...['矛盾纠纷97件', '意外死亡案件4件', '金额295万元', '（五）党政主要负责人', '二、存在的问题和困难'],
    ...['三、下阶段工作重点', '2024年'],
  ]
  expect(
    said.filter(each => !text.includes(each)),
    text,
  ).toEqual([])

  // One exam alone opens to its own rows, fewer than those of all.
  const ofOne = values['合格率（按应考）·考试=2023年度网上学法考试']
  const all = await figuresOf(await yearUntil('2023-12-31'))
  if (!ofOne?.of) throw new Error('No such figure.')
  const behind = await rowsBehind(await filterFor(viewer, ofOne.of), 'passRate')
  expect([behind.totals.numerator, behind.totals.denominator]).toEqual([ofOne.numerator, ofOne.denominator])
  expect(behind.totals.rows).toBeLessThan(all.rates.passRate.denominator)

  const files = { docx: path.join(folder, '报告.docx'), xlsx: path.join(folder, '附表.xlsx') }
  const { exit, out } = await answerReport({ command: 'report', year: 2023, ...files })
  const answer = out as { lines: { text: string }[]; figures: { mark: string; numerator: number }[] }
  expect([exit, answer.lines.map(each => each.text).join('\n')]).toEqual([0, text])
  expect(await partOf(files.docx, 'word/document.xml')).toContain('宣传咨询活动15场次')
  // Every figure of the first sheet is reckoned from the sheet of its rows, and gives what the text says.
  const { sheets } = await readXlsx(readFileSync(files.xlsx))
  const [first, ...ofRows] = sheets
  const figures = (first?.rows ?? []).slice(2)
  const sums = [...(first?.cells ?? [])].filter(([, cell]) => /^SUM\(/.test(cell.formula ?? ''))
  expect([ofRows.length, sums.filter(([place]) => place.endsWith(',2')).length]).toEqual([
    figures.length,
    figures.length,
  ])
  expect(
    ofRows.map(({ rows }) => rows.slice(2).reduce((sum, row) => sum + Number(row.at(-2) ?? 0), 0)),
  ).toEqual(figures.map(([mark]) => answer.figures.find(each => each.mark === mark)?.numerator))
}, 60_000)

async function partOf(file: string, name: string): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of (await openZip(readFileSync(file))).chunks(name)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

async function yearUntil(asOf: string) {
  return filterFor(await systemViewer('test'), { from: '2023-01-01', to: '2023-12-31', asOf })
}

/** Figures by the name of the unit, or by month. */
async function grouped(asOf: string, grouping: Grouping): Promise<Map<string, Figures>> {
  const found = await figuresBy(await yearUntil(asOf), [grouping])
  if (grouping !== 'unit') return found
  const rows = await db.all<{ id: number; name: string }>(sql`select id, name from unit`)
  const names = new Map(rows.map(row => [String(row.id), row.name]))
  return new Map([...found].map(([id, figures]) => [names.get(id) ?? id, figures]))
}

/** The product's figures in the format of the second computation; a unit or month without figures has no entry. */
function comparable(found: Figures = noFigures()) {
  const { awaitingRecord, rates, headings, communitiesWithAdviser } = found
  return {
    awaitingRecord,
    rates,
    headings: { ...headings, communitiesWithAdviser: communitiesWithAdviser.numerator },
  }
}

/** Advisers are counted as of a day, so they are left out of the figures by month. */
function withoutAdvisers<T extends { headings: Record<string, number> }>(figures: T) {
  const { communitiesWithAdviser, fullTimeAdvisers, ...headings } = figures.headings
  return { ...figures, headings }
}

async function contents() {
  const tables = [
    'unit',
    'person',
    'membership',
    'person_tag',
    'plan_item',
    'occurrence',
    'activity',
    'audience',
  ].concat('attendance', 'exam_candidate', 'attempt', 'output', 'adviser', 'audit', 'make_up')
  const counts = await Promise.all(
    tables.map(table => db.all<{ n: number }>(sql`select count(*) as n from ${sql.raw(table)}`)),
  )
  return Object.fromEntries(tables.map((table, at) => [table, counts[at]?.[0]?.n]))
}
