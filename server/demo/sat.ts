import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { createActivity } from '@/lib/activity/activity.commands'
import { activityInput } from '@/lib/activity/activity.input'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import {
  addDays,
  type Day,
  dayOf,
  daysBetween,
  type Instant,
  instantOf,
  timeOf,
  yearOf,
} from '@/lib/core/time'
import { castNos } from './accounts'
import { chance } from './chance'
import { type Deed, deed, mustDo } from './diary'
import { importRows } from './sheets'

export type ExamTold = {
  title: string
  host: string
  audience: string
  opens: Day
  closes: Day
  makeUpCloses: Day
  attempts: number
  planItem?: string
  /** The staff number of somebody who has not sat it yet. */
  without?: string
}

const examHeads =
  '考试名称,开始,截止,补考截止,满分,合格分,可考次数,补考次数,计分方式,对象,主办单位,计划项'.split(',')
const resultHeads = ['考试名称', '工号', '成绩', '交卷时间', '状态']

/**
 * The deeds of an exam from its announcement on; results are imported once, after it is over, or those
 * available now.
 */
export function examLife(viewer: Viewer, told: ExamTold, now: Instant): Deed[] {
  const { title, opens, closes, makeUpCloses } = told
  const over = instantOf(addDays(makeUpCloses, 1), '10:00')
  const announced = addDays(opens, -15)
  const deeds = [
    deed(announced, '09:40', async () => {
      const row = [title, `${opens} 09:00`, `${closes} 17:30`, `${makeUpCloses} 17:30`, 100, 60]
      const more = [told.attempts, 1, '最高', told.audience, told.host, told.planItem ?? null]
      await importRows(viewer, 'exams', examHeads, [[...row, ...more]], { year: yearOf(closes) })
      return undefined
    }),
  ]
  if (instantOf(opens, '12:00') > now) return deeds
  const broughtAt = Math.min(now, over)
  const results = async () => {
    const candidates = await db.all<{ staffNo: string }>(sql`
      select p.staff_no as staffNo from exam_candidate c join exam e on e.id = c.exam_id join person p on p.id = c.person_id
      where e.title = ${title} and c.standing = 'required' order by p.position, p.id`)
    const rows = candidates
      .flatMap(({ staffNo }) => attemptsOf(told, staffNo))
      .filter(({ at }) => at < broughtAt)
      .map(({ staffNo, score, at }) => [title, staffNo, score, `${dayOf(at)} ${timeOf(at)}`, '已交卷'])
    if (rows.length > 0) await importRows(viewer, 'results', resultHeads, rows, { year: yearOf(closes) })
    return undefined
  }
  return [...deeds, { at: broughtAt, does: results }]
}

/** Most pass at the first attempt, some at the second or in the make-up window, a few never sit. */
function attemptsOf({ title, opens, closes, makeUpCloses, attempts, without }: ExamTold, staffNo: string) {
  if (staffNo === without) return []
  const draw = chance(`exam ${title} ${opens} ${staffNo}`)
  const sat = (from: Day, to: Day, low: number, high: number) => ({
    staffNo,
    score: draw.between(low, high),
    at:
      instantOf(addDays(from, draw.between(0, daysBetween(from, to) - 1)), '09:30') +
      draw.between(0, 400) * 60_000,
  })
  const drawn = castNos.includes(staffNo) ? 1 : draw.next()
  if (drawn < 0.015) return []
  if (drawn < 0.05) return [sat(addDays(closes, 1), makeUpCloses, 62, 90)]
  if (drawn < 0.1) {
    const failed = sat(opens, closes, 41, 59)
    return attempts > 1 && drawn < 0.08
      ? [failed, sat(dayOf(failed.at + 86_400_000), closes, 64, 92)]
      : [failed, sat(addDays(closes, 1), makeUpCloses, 62, 90)]
  }
  return [sat(opens, closes, 66, 100)]
}

export type StudyTold = {
  title: string
  form: '网上学法' | '网络培训'
  hostUnitId: number
  occurrenceId: number | null
  audience: string
  from: Day
  to: Day
  hours: number
}

/**
 * The deeds of an online study from its first day on; completions are imported once, after it is over, or those
 * available now.
 */
export function studyLife(viewer: Viewer, told: StudyTold, now: Instant): Deed {
  const { title, from, to } = told
  return deed(addDays(from, -3), '10:30', async () => {
    const input = activityInput.parse({
      hostUnitId: told.hostUnitId,
      occurrenceId: told.occurrenceId ?? '',
      title,
      form: told.form,
      day: from,
      lastDay: to,
      hours: told.hours,
      compulsory: 'on',
      audienceWords: told.audience,
    })
    const { id } = await mustDo(createActivity(viewer, input))
    const broughtAt = Math.min(now, instantOf(addDays(to, 4), '10:00'))
    if (dayOf(broughtAt) <= from) return []
    const completions = async () => {
      const rows = (await sheetOf(viewer, id)).rows.map(({ staffNo }) => {
        const day = completedOn(told, staffNo)
        const isDone = day !== null && day < dayOf(broughtAt)
        return [title, staffNo, isDone ? '已完成' : '未完成', isDone ? day : null]
      })
      const heads = ['学习名称', '工号', '是否完成', '完成日期']
      await importRows(viewer, 'study', heads, rows, { year: yearOf(from) })
      return undefined
    }
    return [{ at: broughtAt, does: completions }]
  })
}

function completedOn({ title, from, to }: StudyTold, staffNo: string): Day | null {
  const draw = chance(`study ${title} ${from} ${staffNo}`)
  if (draw.next() < 0.02 && !castNos.includes(staffNo)) return null
  const span = daysBetween(from, to)
  return addDays(from, draw.between(Math.floor(span / 4), span))
}
