/**
 * Writes the demo year's sheets into server/demo/files: `npx tsx server/demo/files.ts`. The street, its people
 * and its firms are invented. The files are committed and are what `npm run demo` loads; this script documents
 * them and reproduces them byte for byte.
 *
 * What must come out of 2023 for the whole street, as of 31 December (the figures of the report of 2023):
 *   宣传咨询活动 15 场次 (and one cancelled; one of the 15 was postponed from 16 to 21 June) · 法律知识讲座 2 场次
 *   法治专题讲座 2 期 · 集中学法 4 次 · 中心组学习 12 次 · 领导小组全体会议 2 次
 *   横幅标语 163 条 · 普法资料 6537 份 · 短信 10000 条 · 法律顾问 7/7 社区, 1 for the street
 *   网上学法参学率 146/146 = 100% · 合格率（按应考） 189/189 = 100%
 *   出勤率, 集中学法参学率, 个人完成率, 计划完成率 … are not perfect: expected.ts computes them for any unit and day. Special cases
 *   included on purpose: two 王伟 and two 李静; 龚䶮, 陈𠮷祥, names with ·; who joins, leaves, moves (two rows), has two
 *   units, joins the Party in the year; one who sat the exam and left before it closed; a score of 0; an
 *   annulled attempt; two rolls never handed in (考勤未登记); a study postponed without a new day; 列席, 名单外参加, 免学.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { officeDay } from '@/lib/core/holidays'

import { exams } from './exams'
import { activities, expectedFigures, periodsOf } from './expected'
import type { Activity } from './facts'
import { gb18030 } from './gb18030'
import * as ledgers from './ledgers'
import * as papers from './papers'
import { people } from './people'
import { communitiesPlan, officialsPlan } from './plans'
import * as results from './results'
import { bytesOf, type OfficeSheet } from './workbook'

const folder = path.join(import.meta.dirname, 'files')

const sheets: Record<string, OfficeSheet[]> = {
  '01单位': [papers.unitsSheet()],
  '02花名册': [papers.rosterSheet()],
  '03机关学法安排': [papers.officialsPlanSheet()],
  '04社区企事业单位学法安排': [papers.communitiesPlanSheet()],
  '05普法依法治理工作要点': [papers.workPointsSheet()],
  '06活动台账': [ledgers.activitiesSheet(), ledgers.howToFill],
  '07签到': [ledgers.signInSheet()],
  '07b中心组签到横表': [ledgers.centreGroupSheet()],
  '08网上学法': [results.studySheet()],
  '09考试安排': [results.examsSheet()],
  '10考试成绩': [results.resultsSheet(exams[1])],
  '11宣传台账': [ledgers.materialsSheet()],
  '12法律顾问': [ledgers.advisersSheet()],
}

/** Every file's bytes by its name. */
export async function demoFiles(): Promise<Map<string, Uint8Array>> {
  proveTheYear()
  const files = new Map<string, Uint8Array>()
  for (const [name, parts] of Object.entries(sheets)) files.set(`${name}.xlsx`, await bytesOf(...parts))
  return files.set('10民法典知识测试成绩.csv', gb18030(results.resultsCsv(exams[0])))
}

if (process.argv[1] === import.meta.filename) {
  const files = await demoFiles()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes)
  console.log(JSON.stringify(expectedFigures(null, '2023-12-31'), null, 1))
}

/** Checks that the facts give the figures above, before they become files. */
function proveTheYear() {
  const { headings, rates } = expectedFigures(null, '2023-12-31')
  const report = {
    publicEvents: 15,
    publicLectures: 2,
    officialLectures: 2,
    collectiveStudies: 4,
    centreGroupStudies: 12,
    plenaryMeetings: 2,
    banners: 163,
    leaflets: 6537,
    textMessages: 10000,
    communitiesWithAdviser: 7,
  }
  for (const [code, value] of Object.entries(report))
    claim(headings[code] === value, `${code} ${headings[code]}`)
  for (const code of ['onlineStudyRate', 'passRate'])
    claim(rates[code]?.numerator === rates[code]?.denominator, `${code} is not 100%`)

  const namesakes = people.filter((one, i) => people.findIndex(other => other.name === one.name) !== i)
  claim(namesakes.map(one => one.name).join() === '王伟,李静', 'other namesakes than those meant')
  for (const activity of activities) {
    claim(
      activity.public || ['workday', 'swapped'].includes(officeDay(activity.day).kind),
      `${activity.day} is no working day: ${activity.name}`,
    )
    proveJoin(activity)
  }
}

/** Where the sheet leaves the plan item to day, form and unit, these must match exactly the item meant, or none. */
function proveJoin(activity: Activity) {
  if (activity.planItem?.how === 'named') return
  const fitting = [...officialsPlan, ...communitiesPlan].filter(
    item =>
      item.form === activity.form &&
      item.unit === activity.host &&
      periodsOf(item).some(([from, to]) => from <= activity.day && activity.day <= to),
  )
  const meant = activity.planItem ? [activity.planItem.content] : []
  claim(
    fitting.map(item => item.content).join() === meant.join(),
    `${activity.name} fits ${fitting.length} items`,
  )
  claim(
    fitting.every(item => (item.times ?? 1) === 1),
    `${activity.name} fits several occurrences`,
  )
}

function claim(holds: boolean, otherwise: string) {
  if (!holds) throw new Error(otherwise)
}
