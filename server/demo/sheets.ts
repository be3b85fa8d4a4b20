import { readFileSync } from 'node:fs'
import path from 'node:path'
import { systemViewer } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { importFile } from '@/lib/import/writing.commands'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'

type Sheet = { file: string; kind: ImportKind; options?: Partial<ImportOptions> }

/** The sheets of 2023 in the order of a first import; the year is given for each sheet, as its days need it. */
export const sheetsOf2023: readonly Sheet[] = [
  { file: '01单位.xlsx', kind: 'units' },
  { file: '02花名册.xlsx', kind: 'roster' },
  { file: '03机关学法安排.xlsx', kind: 'plan', options: { plan: 'officials' } },
  { file: '04社区企事业单位学法安排.xlsx', kind: 'plan', options: { plan: 'communities' } },
  { file: '05普法依法治理工作要点.xlsx', kind: 'plan', options: { plan: 'workPoints' } },
  { file: '06活动台账.xlsx', kind: 'activities' },
  { file: '07签到.xlsx', kind: 'attendance' },
  { file: '07b中心组签到横表.xlsx', kind: 'attendance' },
  { file: '08网上学法.xlsx', kind: 'study' },
  { file: '09考试安排.xlsx', kind: 'exams' },
  { file: '10民法典知识测试成绩.csv', kind: 'results', options: { exam: '社区工作者民法典知识测试' } },
  { file: '10考试成绩.xlsx', kind: 'results', options: { exam: '2023年度网上学法考试' } },
  { file: '11宣传台账.xlsx', kind: 'outputs' },
  { file: '12法律顾问.xlsx', kind: 'advisers' },
]

/** Imports one sheet of 2023 as a clerk would on the command line. Throws, naming the rows, where one is faulty. */
export async function importSheet({ file, kind, options }: Sheet) {
  const bytes = readFileSync(path.join(import.meta.dirname, 'files', file))
  return brought(await systemViewer('演示数据'), kind, file, bytes, { year: 2023, ...options })
}

type Cell = string | number | null

/** Imports rows in the format of a platform's export: one table as text. */
export async function importRows(
  viewer: Viewer,
  kind: ImportKind,
  heads: string[],
  rows: Cell[][],
  options: Partial<ImportOptions>,
) {
  const text = [heads, ...rows].map(line => line.map(cell => cell ?? '').join(',')).join('\n')
  return brought(viewer, kind, `${kind}.csv`, Buffer.from(text), options)
}

async function brought(
  viewer: Viewer,
  kind: ImportKind,
  fileName: string,
  bytes: Uint8Array,
  options: Partial<ImportOptions>,
) {
  const answer = await importFile(viewer, { kind, fileName, bytes, options: { aliases: {}, ...options } })
  if (!answer.ok) throw new Error(`${fileName}: ${JSON.stringify(answer)}`)
  const { faults } = answer.judged
  if (faults.length > 0) {
    const rows = faults.map(fault => JSON.stringify(fault)).join('\n')
    throw new Error(`${fileName}: ${faults.length} faults\n${rows}`)
  }
  return answer
}
