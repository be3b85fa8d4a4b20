import { sql } from 'drizzle-orm'
import { sayIn } from '@/app/_i18n/messages'
import { listColumns as activityColumns } from '@/app/(desk)/activities/_parts/list-columns'
import { sheetColumns } from '@/app/(desk)/activities/[id]/sheet/_parts/sheet-columns'
import { listColumns as examColumns } from '@/app/(desk)/exams/[id]/_parts/list-columns'
import { ledgerColumns } from '@/app/(desk)/outputs/_parts/ledger-columns'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { activityList } from '@/lib/activity/activity.queries'
import { materialList } from '@/lib/activity/outreach/material.queries'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { examPage } from '@/lib/exam/exam.queries'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { planPaper } from '@/lib/plan/papers/document.queries'
import { writePaperWorkbook } from '@/lib/plan/papers/document.sheet'
import { planDocument } from '@/lib/plan/plan.queries'
import { planSheet } from '@/lib/plan/plan.sheet'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { filledWith, type OutgoingSheet, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { bring } from '../../sheets'

type Exported = {
  name: string
  kind: ImportKind
  sheet: OutgoingSheet | Uint8Array
  rows: number
  said?: Partial<ImportOptions>
}

const say = sayIn('zh')
const filled = (
  sheetName: string,
  columns: Parameters<typeof filledWith>[0],
  rows: unknown[],
): OutgoingSheet => ({
  sheetName,
  ...filledWith(columns, rows),
})

/** Every .xlsx that goes out with rows of a kind that an import takes, as the routes make them, of a year. */
export async function exportsOf(viewer: Viewer, year: number): Promise<Exported[]> {
  const today = dayOf(now())
  const span = { from: `${year}-01-01`, to: `${year}-12-31` }
  const activities = await activityList(viewer, span, today)
  const ledger = await materialList(viewer, span)
  const found: Exported[] = [
    {
      name: 'activities',
      kind: 'activities',
      sheet: filled('活动', activityColumns(say) as never, activities),
      rows: activities.length,
    },
    {
      name: 'ledger',
      kind: 'outputs',
      sheet: filled('宣传台账', ledgerColumns(say) as never, ledger),
      rows: ledger.length,
    },
  ]
  // A sheet whose roll is open would be confirmed by its import, and the preview says so.
  for (const { id } of activities.filter(each => each.status === 'closed')) {
    const { activity, unit, rows } = await sheetOf(viewer, id)
    const isStudy = isOnlineStudy(activity.form)
    const columns = sheetColumns(say, isStudy, { ...activity, hostName: unit.name })
    const sheet = { ...filled('签到表', columns as never, rows), title: `${activity.day} ${activity.title}` }
    if (rows.length > 0)
      found.push({ name: activity.title, kind: isStudy ? 'study' : 'attendance', sheet, rows: rows.length })
  }
  const exams = await db.all<{ id: number }>(
    sql`select id from exam where status = 'scheduled' and closing_day between ${span.from} and ${span.to}`,
  )
  for (const { id } of exams) {
    const { exam, rows } = await examPage(viewer, id)
    const sheet = { ...filled('名单', examColumns(say, exam.title) as never, rows), title: exam.title }
    found.push({ name: exam.title, kind: 'results', sheet, rows: rows.length })
  }
  const plans = await db.all<{ id: number; kind: 'officials' | 'communities' | 'workPoints' }>(
    sql`select id, kind from plan where year = ${year}`,
  )
  for (const { id, kind } of plans) {
    const { plan, items } = await planDocument(viewer, id, today)
    const { paper } = await planPaper(viewer, id, null, today)
    const said = { year, plan: kind }
    found.push({
      name: plan.title,
      kind: 'plan',
      sheet: planSheet(say, plan, items),
      rows: items.length,
      said,
    })
    found.push({
      name: `${plan.title} 印发件`,
      kind: 'plan',
      sheet: await writePaperWorkbook(paper),
      rows: items.length,
      said,
    })
  }
  return found
}

/** What an export says when it is imported into the database that it came from. */
export async function broughtBack(viewer: Viewer, { kind, sheet, said }: Exported) {
  const bytes = sheet instanceof Uint8Array ? sheet : await writeWorkbook(sheet)
  const report = await bring(viewer, kind, { bytes, fileName: '导出.xlsx' }, said)
  if ('refused' in report) return report
  const { new: fresh, changed, unchanged, faulty, questions } = report
  return { new: fresh, changed, unchanged, faulty, questions }
}
