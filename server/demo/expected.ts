/**
 * The year's figures computed a second time, straight from the facts of the demo year and in the plainest way:
 * lists and loops, no code of the product. A test compares the product's figures with these (rates.md is the
 * rule).
 */

import { events } from './events'
import { attempts, candidatesOf, exams } from './exams'
import type { Activity, Attempt, AttendanceRow, Day, Exam, PlanItem, Unit } from './facts'
import { works } from './legal-work'
import { meetings, mustLearn, onlineStudies } from './meetings'
import { advisers, outputs } from './outputs'
import { communitiesPlan, officialsPlan } from './plans'
import { attendance, dueOn, study } from './rolls'
import { STREET, unitsOf } from './street'
import { communityStudies, outsideStudies } from './studies'

export interface Fraction {
  numerator: number
  denominator: number
}
export interface Expected {
  awaitingRecord: number
  rates: Record<string, Fraction>
  headings: Record<string, number>
}

export const activities: readonly Activity[] = [
  ...meetings,
  ...onlineStudies,
  ...events,
  ...communityStudies,
  ...outsideStudies,
].sort((a, b) => ((a.oldDay ?? a.day) < (b.oldDay ?? b.day) ? -1 : 1))

/**
 * Figures of a unit and its subtree (null: the whole street) as of a day of 2023; for the whole year until
 * then, or for one month `YYYY-MM`: what took place, was closed or fell due in it.
 */
export function expectedFigures(unit: Unit | null, asOf: Day, month = ''): Expected {
  const inScope = (other: Unit) => unit === null || other.code === unit.code
  const rows = attendance.filter(
    row =>
      counts(row.activity, asOf) &&
      row.activity.day.startsWith(month) &&
      row.standing === 'required' &&
      inScope(row.unit),
  )
  const held = activities.filter(
    one =>
      one.status === 'held' &&
      (one.lastDay ?? one.day) <= asOf &&
      one.day.startsWith(month) &&
      (unit === null || one.host === unit.name),
  )
  return {
    awaitingRecord: awaiting(asOf, inScope).filter(one => one.day.startsWith(month)).length,
    rates: {
      ...ofRows(rows, asOf),
      onlineStudyRate: online(asOf, inScope, month),
      ...ofExams(asOf, inScope, month),
      planCompletionRate: planCompletion(unit, asOf, month),
    },
    headings: {
      ...countedHeadings(held),
      ...quantities(unit, asOf, month),
      ...recorded(unit, asOf, month),
      fullTimeAdvisers: month === '' && (unit === null || unit.name === STREET) ? 1 : 0,
      communitiesWithAdviser: advised(unit, asOf),
    },
  }
}

/** Compulsory, held, over, with a recorded roll. */
function counts(activity: Activity, asOf: Day): boolean {
  return activity.compulsory && activity.status === 'held' && (activity.lastDay ?? activity.day) <= asOf
}
const isOnline = (activity: Activity) => activity.form === '网上学法' || activity.form === '网络培训'

function awaiting(asOf: Day, inScope: (unit: Unit) => boolean): Activity[] {
  return activities.filter(
    one =>
      counts(one, asOf) &&
      !isOnline(one) &&
      !one.roll &&
      one.audience &&
      dueOn(one.audience, one.day).some(due => inScope(due.unit)),
  )
}

const attended = (row: AttendanceRow) =>
  row.mark === 'present' || row.mark === 'late' || row.mark === 'left_early'
const studied = (row: AttendanceRow, asOf: Day) =>
  attended(row) || (row.madeUpOn !== null && row.madeUpOn <= asOf)

function ofRows(rows: readonly AttendanceRow[], asOf: Day): Record<string, Fraction> {
  const done = rows.filter(row => studied(row, asOf))
  const still = rows.filter(row => !studied(row, asOf) && row.mark !== null && asOf <= row.makeUpDue)
  const setAside = still.filter(row => row.mark === 'leave')
  const persons = [...new Set(rows.map(row => row.person))]
  const complete = persons.filter(person => rows.every(row => row.person !== person || studied(row, asOf)))
  const pairs = persons.flatMap(person =>
    mustLearn.filter(topic =>
      done.some(row => row.person === person && row.activity.topics?.includes(topic)),
    ),
  )
  return {
    attendanceRate: { numerator: rows.filter(attended).length, denominator: rows.length },
    participationRate: { numerator: done.length, denominator: rows.length - setAside.length },
    fullParticipationRate: { numerator: complete.length, denominator: persons.length },
    mustLearnCoverage: { numerator: pairs.length, denominator: persons.length * mustLearn.length },
    bestStillPossible: { numerator: done.length + still.length, denominator: rows.length },
  }
}

function online(asOf: Day, inScope: (unit: Unit) => boolean, month: string): Fraction {
  const rows = study.filter(
    row => counts(row.activity, asOf) && row.activity.day.startsWith(month) && inScope(row.unit),
  )
  return { numerator: rows.filter(row => row.completedOn <= asOf).length, denominator: rows.length }
}

function ofExams(asOf: Day, inScope: (unit: Unit) => boolean, month: string): Record<string, Fraction> {
  const closed = exams.filter(exam => exam.closes.slice(0, 10) <= asOf && exam.closes.startsWith(month))
  const people = closed.flatMap(exam =>
    candidatesOf(exam)
      .filter(one => inScope(one.unit))
      .map(({ person }) => {
        const all = attempts.filter(attempt => attempt.exam === exam && attempt.person === person)
        return {
          exam,
          exempt: all.some(attempt => attempt.state === 'exempt'),
          valid: validOnes(exam, all, asOf),
        }
      })
      .filter(one => !one.exempt),
  )
  const sat = people.filter(one => one.valid.length > 0)
  const best = (one: (typeof sat)[number]) => Math.max(...one.valid.map(attempt => attempt.score ?? -1))
  const passed = sat.filter(one => best(one) >= one.exam.passMark).length
  return {
    examParticipationRate: { numerator: sat.length, denominator: people.length },
    passRate: { numerator: passed, denominator: people.length },
    passRateOfSat: { numerator: passed, denominator: sat.length },
    excellentRate: {
      numerator: sat.filter(one => best(one) * 10 >= one.exam.fullMark * 9).length,
      denominator: sat.length,
    },
    firstTimePassRate: {
      numerator: sat.filter(one => (one.valid[0]?.score ?? -1) >= one.exam.passMark).length,
      denominator: sat.length,
    },
  }
}

/** Attempts submitted by the day asked and not annulled, in the order of submission. */
function validOnes(exam: Exam, all: readonly Attempt[], asOf: Day): Attempt[] {
  const at = (attempt: Attempt) => attempt.at ?? `${exam.closes.slice(0, 10)} 24:00`
  return all
    .filter(one => one.state === 'submitted' && one.score !== null && at(one).slice(0, 10) <= asOf)
    .sort((a, b) => (at(a) < at(b) ? -1 : 1))
}

/** The two plans of study only: work points have no form of activity that could be held. */
function planCompletion(unit: Unit | null, asOf: Day, month: string): Fraction {
  let numerator = 0
  let denominator = 0
  for (const item of [...officialsPlan, ...communitiesPlan]) {
    if (unit !== null && item.unit !== unit.name) continue
    for (const [from, to] of periodsOf(item)) {
      if (to > asOf || !to.startsWith(month)) continue
      const times = item.times ?? 1
      const heldOn = [
        ...activities
          .filter(one => one.planItem?.content === item.content && one.status === 'held')
          .filter(one => (one.lastDay ?? one.day) <= asOf)
          .map(one => one.day),
        ...exams.filter(exam => exam.planItem === item.content).map(exam => exam.closes.slice(0, 10)),
      ].filter(day => from <= day && day <= to && day <= asOf && day.startsWith(month))
      numerator += Math.min(heldOn.length, times)
      denominator += times
    }
  }
  return { numerator, denominator }
}

/** The periods in which an item falls due: each month, each quarter, one month, or from one day to another. */
export function periodsOf(item: PlanItem): [from: Day, to: Day][] {
  const two = (n: number) => String(n).padStart(2, '0')
  const span = (first: number, last: number): [Day, Day] => [
    `2023-${two(first)}-01`,
    `2023-${two(last)}-${two(new Date(Date.UTC(2023, last, 0)).getUTCDate())}`,
  ]
  if (item.time === '每月') return Array.from({ length: 12 }, (_, i) => span(i + 1, i + 1))
  if (item.time === '每季度') return [span(1, 3), span(4, 6), span(7, 9), span(10, 12)]
  const numbers = (item.time.match(/\d+/g) ?? []).map(Number)
  const [a = 0, b = 0, c = 0, d = 0] = numbers
  return numbers.length === 1 ? [span(a, a)] : [[`2023-${two(a)}-${two(b)}`, `2023-${two(c)}-${two(d)}`]]
}

function countedHeadings(held: readonly Activity[]): Record<string, number> {
  const ofForm = (form: string) => held.filter(one => one.form === form).length
  return {
    publicEvents: ofForm('宣传咨询活动'),
    publicLectures: ofForm('法律知识讲座'),
    officialLectures: ofForm('法治专题讲座'),
    collectiveStudies: ofForm('集中学法'),
    centreGroupStudies: ofForm('中心组学习'),
    plenaryMeetings: ofForm('领导小组全体会议'),
    heads: held.reduce((sum, one) => sum + (one.public ? (one.heads ?? 0) : 0), 0),
    consultations: held.reduce((sum, one) => sum + (one.consultations ?? 0), 0),
    leaderLectures: held.filter(one => isLeader(one.lecturer)).length,
    campaignEvents: held.filter(one => one.campaign).length,
    studyHours: held.reduce((sum, one) => sum + (one.public ? 0 : (one.hours ?? 0)), 0),
  }
}

function quantities(unit: Unit | null, asOf: Day, month: string): Record<string, number> {
  const sum = (...channels: string[]) =>
    outputs
      .filter(one => channels.includes(one.channel) && one.day <= asOf && one.day.startsWith(month))
      .filter(one => unit === null || one.unit === unit.name)
      .reduce((total, one) => total + one.quantity, 0)
  const own = outputs.filter(
    one => one.day <= asOf && one.day.startsWith(month) && (unit === null || one.unit === unit.name),
  )
  return {
    banners: sum('横幅', '标语'),
    leaflets: sum('普法资料', '资料'),
    textMessages: sum('短信'),
    // Two 篇 are two items; how many a screen showed in four 次 nobody knows.
    newMediaItems: own
      .filter(one => ['LED', '公众号', '微信群', '短视频'].includes(one.channel))
      .reduce((total, one) => total + (['条', '篇'].includes(one.measure) ? one.quantity : 1), 0),
    reads: own.reduce((total, one) => total + (one.reads ?? 0), 0),
  }
}

function isLeader(lecturer: Activity['lecturer']): boolean {
  const said = (lecturer ?? []).join(' ')
  return /领导|书记|常委|党工委|办事处主任|街道主任|区长/.test(said) && !/社区|律师/.test(said)
}

function recorded(unit: Unit | null, asOf: Day, month: string): Record<string, number> {
  const done = works.filter(
    one => one.day <= asOf && one.day.startsWith(month) && (unit === null || one.unit === unit.name),
  )
  const of = (kind: string) => done.filter(one => one.kind === kind).length
  return {
    adviserWork: done.filter(one => one.adviser !== null).length,
    adviserDecisions: of('decision'),
    adviserLawsuits: of('lawsuit'),
    adviserMediations: of('mediation'),
    leaderStudies: of('specialStudy'),
    leaderHearings: of('hearing'),
    leaderAccounts: of('account'),
    lawBeforeMeetings: of('lawBefore'),
    trialsAttended: of('trial'),
    courtAppearances: of('court'),
  }
}

function advised(unit: Unit | null, asOf: Day): number {
  return unitsOf('community').filter(
    community =>
      (unit === null || community.code === unit.code) &&
      advisers.some(
        one => one.unit === community.name && one.from <= asOf && (one.to === null || asOf <= one.to),
      ),
  ).length
}
