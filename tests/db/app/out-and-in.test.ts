import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { listColumns as activityColumns } from '@/app/(desk)/activities/_parts/list-columns'
import { sheetColumns } from '@/app/(desk)/activities/[id]/sheet/_parts/sheet-columns'
import { listColumns as examColumns } from '@/app/(desk)/exams/[id]/_parts/list-columns'
import { ledgerColumns } from '@/app/(desk)/outputs/_parts/ledger-columns'
import { db } from '@/db/client'
import { systemViewer } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { activityList } from '@/lib/activity/activity.queries'
import { materialList } from '@/lib/activity/outreach/material.queries'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { examPage } from '@/lib/exam/exam.queries'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { planPaper } from '@/lib/plan/papers/document.queries'
import { writePaperWorkbook } from '@/lib/plan/papers/document.sheet'
import { planDocument } from '@/lib/plan/plan.queries'
import { planSheet } from '@/lib/plan/plan.sheet'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { filledWith, type OutgoingSheet, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { bring, countsIn } from '../../sheets'
import { closeWorld, openWorld } from '../../world'
import { contents, hasFullYear } from '../import/full-year'

const say = sayIn('zh')
const today = '2023-03-10'
let viewer: Viewer

beforeAll(async () => {
  await openWorld()
  viewer = await systemViewer('命令行')
  await hasFullYear(viewer)
  const moved = [
    '2023-03-02|改期学法|集中学法|司法所|机关|延期|2023-03-09',
    '2023-04-01|延期学法|集中学法|司法所|机关|延期|',
  ]
  const off = '2023-03-03|取消学法|集中学法|司法所|机关|取消|'
  const ahead = '2023-04-07|四月学法|集中学法|司法所|机关||'
  const heads = '日期|活动名称|形式|主办单位|对象|状态|新日期'
  const report = await bring(viewer, 'activities', { heads, rows: [...moved, off, ahead] }, { year: 2023 })
  expect(countsIn(report)).toBe('4/0/0/0')
})
afterAll(closeWorld)

/** An export imported as its kind into the database it came from: nothing is new, changed, faulty, or else than before. */
async function comesBack(
  kind: ImportKind,
  sheet: OutgoingSheet | Uint8Array,
  rows: number,
  said: Partial<ImportOptions> = {},
): Promise<void> {
  const before = await contents()
  const bytes = sheet instanceof Uint8Array ? sheet : await writeWorkbook(sheet)

  const report = await bring(viewer, kind, { bytes, fileName: '导出.xlsx' }, said)

  expect(report).toMatchObject({ new: 0, changed: 0, faulty: [], questions: [] })
  expect('unchanged' in report && report.unchanged + report.leftOut.length).toBeGreaterThanOrEqual(rows)
  expect(await contents()).toBe(before)
}

test('the list of activities', async () => {
  const rows = await activityList(viewer, { from: '2023-01-01', to: '2023-12-31' }, today)

  expect(new Set(rows.map(each => each.status))).toEqual(
    new Set(['closed', 'held', 'scheduled', 'postponed', 'cancelled']),
  )
  await comesBack('activities', { sheetName: '活动', ...filledWith(activityColumns(say), rows) }, rows.length)
})

test('the sheet of each meeting and study', async () => {
  const activities = await db.all<{ id: number }>(
    sql`select distinct activity_id as id from attendance order by 1`,
  )
  const standings = new Set<string>()
  for (const { id } of activities) {
    const { activity, unit, rows } = await sheetOf(viewer, id)
    if (!['held', 'closed'].includes(activity.status)) continue
    const isStudy = isOnlineStudy(activity.form)
    for (const each of rows) standings.add(each.standing)
    const columns = sheetColumns(say, isStudy, { ...activity, hostName: unit.name })
    const sheet = { sheetName: '签到表', title: activity.title, ...filledWith(columns, rows) }
    // A meeting whose roll is open would be confirmed by its sheet; that is said before, and here it is kept open.
    const said = activity.status === 'closed' ? {} : { keepOpen: true }
    if (activity.status === 'closed' || isStudy)
      await comesBack(isStudy ? 'study' : 'attendance', sheet, rows.length, said)
  }
  expect(standings).toEqual(new Set(['required', 'exempt', 'invited']))
})

test('the list of an exam', async () => {
  const { exam, rows } = await examPage(viewer, 1)
  const columns = filledWith(examColumns(say, exam.title), rows)

  await comesBack('results', { sheetName: '名单', title: exam.title, ...columns }, rows.length)
})

test('the ledger', async () => {
  const rows = await materialList(viewer, { from: '2023-01-01', to: '2023-12-31' })

  await comesBack('outputs', { sheetName: '宣传台账', ...filledWith(ledgerColumns(say), rows) }, rows.length)
})

test('each plan, as its sheet and as its paper', async () => {
  const plans = await db.all<{ id: number; kind: 'officials' | 'workPoints' }>(sql`select id, kind from plan`)
  for (const { id, kind } of plans) {
    const { plan, items } = await planDocument(viewer, id, today)
    await comesBack('plan', planSheet(say, plan, items), items.length, { year: 2023, plan: kind })
    const { paper } = await planPaper(viewer, id, null, today)
    await comesBack('plan', await writePaperWorkbook(paper), items.length, { year: 2023, plan: kind })
  }
  expect(plans).toHaveLength(2)
})
