import type { Viewer } from '@/lib/access/access.rules'
import { addMaterial } from '@/lib/activity/outreach/material.commands'
import type { MaterialInput } from '@/lib/activity/outreach/material.input'
import { at } from '@/lib/core/clock'
import {
  addDays,
  type Day,
  dayOf,
  firstOfMonth,
  type Instant,
  instantOf,
  lastOfMonth,
  monthOf,
  weekdayOf,
  yearOf,
} from '@/lib/core/time'
import { viewerAs } from './accounts'
import { aroundToday, examsAroundToday, studyAroundToday } from './around-today'
import { type Deed, deed, live, workday } from './diary'
import { events } from './events'
import { exams } from './exams'
import type { Activity, Material } from './facts'
import { lifeOf, type Told } from './held'
import { meetings, onlineStudies } from './meetings'
import { type Office, type OpenTime, officeNow, openTimes, takeTime } from './office'
import { advisers, outputs } from './outputs'
import { copyPlans, doneWorkPoints, issuePlans } from './plan-copy'
import { type ExamTold, examLife, type StudyTold, studyLife } from './sat'
import { importRows } from './sheets'
import { communityStudies, outsideStudies } from './studies'

const HEADS_OF_ADVISERS = ['姓名', '服务单位', '聘期起', '聘期止', '律所']

/**
 * The year of `now` up to that instant: the plans of 2023 again, and what has happened to them, each thing done
 * on its own day by whoever signs in. Activities are scheduled three weeks ahead, so what lies further ahead is
 * 本月待定.
 */
export async function loadThisYear(now: Instant): Promise<void> {
  const today = dayOf(now)
  const year = yearOf(today)
  const organiser = await viewerAs('经办人')
  const leader = await viewerAs('分管领导')
  const administrator = await viewerAs('系统管理员')
  await at(instantOf(`${year - 1}-12-26`, '10:00'), () => copyPlans(organiser, 2023, year))
  const office = await officeNow()
  const times = await openTimes(year)
  const studies = studiesOf(year, times, office)
  const deeds: Deed[] = [
    { at: Math.min(now, instantOf(`${year}-01-04`, '15:00')), does: () => issuePlans(leader, year) },
    ...plannedOf(year, times, office).map(told => lifeOf(organiser, told)),
    ...aroundToday(today, office).map(told => lifeOf(organiser, told)),
    ...[...examsOf(year), ...examsAroundToday(today)].flatMap(told => examLife(organiser, told, now)),
    ...[...studies, ...studyAroundToday(today, studies, office)].map(told => studyLife(organiser, told, now)),
    ...(await doneWorkPoints(organiser, year)),
    ...outputs.filter(each => !each.activity).map(each => handedOut(organiser, each, year, office)),
    ...renewals(administrator, year),
  ]
  await live(deeds, now)
}

/** The activities of 2023, planned and unplanned, each on the working day of this year nearest to its own day. */
function plannedOf(year: number, times: OpenTime[], office: Office): Told[] {
  const { unitId, topicIds } = office
  const all: readonly Activity[] = [...meetings, ...events, ...communityStudies, ...outsideStudies]
  return all.map(facts => {
    const day = dayIn(year, facts)
    const first = facts.oldDay ? addDays(day, -7) : day
    const content = facts.planItem?.content.replaceAll('2023', String(year))
    return {
      // Codes belong to the office and those of 2023 are used up. This year the regular meetings have a roll as well.
      facts: { ...facts, code: null, roll: facts.roll ?? (facts.form === '会议' ? 'rows' : undefined) },
      day,
      datedOn: later(addDays(first, -22), `${year - 1}-12-28`),
      hostUnitId: unitId(facts.host),
      occurrenceId: takeTime(times, content, day),
      topicIds: topicIds(facts.topics),
      set: {},
      outputs: outputs
        .filter(each => each.activity !== undefined && each.activity === facts.code)
        .map(each => outputOf(each, day, office)),
    }
  })
}

/** A public event keeps its date; an activity that people must attend keeps its day of the week. */
function dayIn(year: number, { day, public: isPublic }: Activity): Day {
  const same = `${year}${day.slice(4)}`
  if (isPublic) return same
  const away = ((weekdayOf(day) - weekdayOf(same) + 10) % 7) - 3
  const month = monthOf(same)
  return workday(addDays(same, away), firstOfMonth(year, month), lastOfMonth(year, month))
}

function studiesOf(year: number, times: OpenTime[], { unitId }: Office): StudyTold[] {
  return onlineStudies.map(({ day, lastDay = day, ...facts }) => {
    const from = `${year}${day.slice(4)}`
    return {
      title: facts.name.replaceAll('2023', String(year)),
      form: facts.form as StudyTold['form'],
      hostUnitId: unitId(facts.host),
      occurrenceId: takeTime(times, facts.planItem?.content, from),
      audience: facts.audience?.words ?? '',
      from,
      to: `${year}${lastDay.slice(4)}`,
      hours: facts.hours ?? 0,
    }
  })
}

function examsOf(year: number): ExamTold[] {
  const inYear = (words: string) => words.replaceAll('2023', String(year))
  return exams.map(exam => ({
    // Title and host are the key of an exam, and those of 2023 are taken.
    title: exam.name.includes('2023') ? inYear(exam.name) : `${year}年${exam.name}`,
    host: exam.host,
    audience: exam.audience.words,
    opens: inYear(exam.opens.slice(0, 10)),
    closes: inYear(exam.closes.slice(0, 10)),
    makeUpCloses: inYear(exam.makeUpCloses.slice(0, 10)),
    attempts: exam.attempts,
    planItem: inYear(exam.planItem),
  }))
}

function handedOut(viewer: Viewer, facts: Material, year: number, office: Office): Deed {
  const day = `${year}${facts.day.slice(4)}`
  return deed(day, '17:00', async () => {
    await addMaterial(viewer, outputOf(facts, day, office))
    return undefined
  })
}

function outputOf(facts: Material, day: Day, { unitId, channelId }: Office): MaterialInput {
  return {
    day,
    channelId: channelId(facts.channel === '资料' ? '普法资料' : facts.channel),
    quantity: facts.quantity,
    unitWord: facts.measure,
    topic: facts.theme,
    unitId: unitId(facts.unit),
    activityId: null,
    place: facts.place ?? null,
    reads: facts.reads ?? null,
  }
}

/** Advisers whose term has ended are appointed again, so that every community has one. */
function renewals(viewer: Viewer, year: number): Deed[] {
  const last = new Map(advisers.map(each => [each.unit, each]))
  return [...last.values()].flatMap(({ name, unit, to, firm }) => {
    if (to === null || to > `${year}-12-31`) return []
    const from = addDays(to, 1)
    const row = [name, unit, from, `${year + 1}-12-31`, firm]
    return [
      deed(later(from, `${year}-01-01`), '00:00', async () => {
        await importRows(viewer, 'advisers', HEADS_OF_ADVISERS, [row], { year })
        return undefined
      }),
    ]
  })
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b
}
