import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { DEFAULT_MAKE_UP_DAYS } from '@/db/schema/plan'
import type { Viewer } from '@/lib/access/access.rules'
import { createActivity, recordHeads } from '@/lib/activity/activity.commands'
import { activityInput } from '@/lib/activity/activity.input'
import { addMaterial } from '@/lib/activity/outreach/material.commands'
import type { MaterialInput } from '@/lib/activity/outreach/material.input'
import { cancelActivity, closeRoll, holdActivity, postponeActivity } from '@/lib/activity/status.commands'
import { markRest } from '@/lib/attendance/attendance.commands'
import { type SheetRow, sheetOf } from '@/lib/attendance/attendance.queries'
import type { Mark } from '@/lib/attendance/attendance.rules'
import { recordMakeUp } from '@/lib/attendance/makeup/makeup.commands'
import { markByNumbers } from '@/lib/attendance/paper-sheet.commands'
import { addDays, type Day } from '@/lib/core/time'
import { castNos } from './accounts'
import { chance } from './chance'
import { type Deed, deed, mustDo, nextWorkday } from './diary'
import type { Activity } from './facts'

/** An activity of this year, in the types of the 2023 facts. */
export type Told = {
  facts: Omit<Activity, 'day'>
  day: Day
  /** The day on which the office scheduled it. */
  datedOn: Day
  hostUnitId: number
  occurrenceId: number | null
  topicIds: number[]
  /** Fixed marks by staff number, instead of random ones. */
  set: Record<string, Mark>
  /** A roll that is not taken yet, or that only half of the units have handed in. */
  left?: 'untaken' | 'half'
  /** The material put up and handed out at it. */
  outputs?: readonly MaterialInput[]
}

/** The deeds of an activity: it is scheduled first, the rest follows. */
export function lifeOf(viewer: Viewer, told: Told): Deed {
  const { facts, day } = told
  const first = facts.oldDay ? addDays(day, -7) : day
  const dayBefore = addDays(first, -1)
  return deed(told.datedOn, '10:00', async () => {
    const id = await dated(viewer, told, first)
    if (facts.status === 'cancelled') return [deed(dayBefore, '16:00', () => cancelled(viewer, id, facts))]
    if (facts.status === 'postponed') return [deed(dayBefore, '16:00', () => putOff(viewer, id, told, ''))]
    return [
      ...(facts.oldDay ? [deed(dayBefore, '16:00', () => putOff(viewer, id, told, day))] : []),
      deed(day, '17:40', () => recorded(viewer, id, told)),
    ]
  })
}

async function dated(viewer: Viewer, { facts, topicIds, ...told }: Told, day: Day): Promise<number> {
  const input = activityInput.parse({
    hostUnitId: told.hostUnitId,
    occurrenceId: told.occurrenceId ?? '',
    title: facts.name,
    form: facts.form,
    day,
    starts: clock(facts.starts),
    ends: clock(facts.ends),
    place: facts.place ?? '',
    lecturer: facts.lecturer?.[0] ?? '',
    lecturerRank: facts.lecturer?.[1] ?? '',
    hours: facts.hours ?? '',
    compulsory: facts.compulsory ? 'on' : undefined,
    isPublic: facts.public ? 'on' : undefined,
    campaign: facts.campaign ?? '',
    audienceWords: facts.audience?.words ?? (facts.public ? '辖区居民' : ''),
    coHosts: facts.coHosts?.join('、') ?? '',
    targets: [...(facts.targets ?? [])],
    topics: topicIds,
    remark: facts.remark ?? '',
  })
  return (await mustDo(createActivity(viewer, input))).id
}

/** 9:00, 09：00 and 上午9时 in the format that a form takes. */
export function clock(time: string | undefined): string {
  const [, hour, minute = '00'] = /(\d{1,2})(?:[:：](\d\d))?/.exec(time ?? '') ?? []
  return hour ? `${hour.padStart(2, '0')}:${minute}` : ''
}

async function cancelled(viewer: Viewer, id: number, { remark }: Told['facts']): Promise<undefined> {
  await mustDo(cancelActivity(viewer, { ...(await standing(id)), reason: remark ?? '因故取消' }))
}

async function putOff(viewer: Viewer, id: number, { facts }: Told, newDay: Day | ''): Promise<undefined> {
  await mustDo(
    postponeActivity(viewer, {
      ...(await standing(id)),
      newDay: newDay || null,
      starts: newDay ? clock(facts.starts) || null : null,
      ends: newDay ? clock(facts.ends) || null : null,
      reason: facts.remark ?? '因故延期',
    }),
  )
}

async function recorded(viewer: Viewer, id: number, told: Told): Promise<Deed[] | undefined> {
  const { facts, day, left } = told
  if (left === 'untaken') return
  if (!facts.roll) {
    await mustDo(holdActivity(viewer, await standing(id)))
    const { heads = null, consultations = null } = facts
    if (heads !== null) await mustDo(recordHeads(viewer, { ...(await standing(id)), heads, consultations }))
    for (const output of told.outputs ?? []) await addMaterial(viewer, { ...output, activityId: id })
    return
  }
  const { rows } = await sheetOf(viewer, id)
  const units = [...new Set(rows.map(row => row.unitId))]
  const come = left === 'half' ? units.slice(0, Math.ceil(units.length / 2)) : units
  const taken = rows.filter(row => come.includes(row.unitId))
  const marks = new Map(taken.map(row => [row.personId, told.set[row.staffNo] ?? markOf(told, row)]))
  const numbers = (mark: Mark) =>
    rows.flatMap((row, at) => (marks.get(row.personId) === mark ? [at + 1] : [])).join(',')
  await mustDo(
    markByNumbers(viewer, {
      activityId: id,
      restPresent: left !== 'half',
      late: numbers('late'),
      leftEarly: numbers('leftEarly'),
      leave: numbers('leave'),
      absent: numbers('absent'),
    }),
  )
  if (left === 'half') {
    for (const unitId of come) await mustDo(markRest(viewer, { activityId: id, unitId }))
    return
  }
  return [
    deed(nextWorkday(day), '09:20', async () => {
      await mustDo(closeRoll(viewer, await standing(id)))
      return undefined
    }),
    ...taken.flatMap(row => madeUp(viewer, id, told, row, marks.get(row.personId))),
  ]
}

/** A random mark, by how reliable the unit is, as in 2023: the differences that the leaders' pages exist to show. */
function markOf({ facts, day }: Told, { staffNo, unitName, standing: owed }: SheetRow): Mark {
  if (owed !== 'required' || castNos.includes(staffNo)) return 'present'
  const drawn = chance(`mark ${day} ${facts.name} ${staffNo}`).next()
  const unsteady = chance(`steadiness of ${staffNo}`).next() < 0.07 ? 3.5 : 1
  const ofUnit =
    unitName === '东埔社区' || unitName.endsWith('公司') ? 0.13 : unitName === '综合执法队' ? 0.09 : 0.045
  const missing = ofUnit * unsteady
  if (drawn < missing) return drawn < missing * 0.65 ? 'leave' : 'absent'
  return drawn > 0.985 ? 'leftEarly' : drawn > 0.955 ? 'late' : 'present'
}

/** Most leaves and some absences are made up, a few of them late. */
function madeUp(viewer: Viewer, activityId: number, told: Told, row: SheetRow, mark?: Mark): Deed[] {
  if ((mark !== 'leave' && mark !== 'absent') || told.set[row.staffNo]) return []
  const draw = chance(`made up ${told.day} ${told.facts.name} ${row.staffNo}`)
  const drawn = draw.next()
  const [inTime, late] = mark === 'leave' ? [0.66, 0.74] : [0.36, 0.42]
  if (drawn >= late) return []
  const last = DEFAULT_MAKE_UP_DAYS
  const day = addDays(told.day, drawn < inTime ? draw.between(3, last) : draw.between(last + 1, last + 18))
  const way = draw.of(['selfStudy', 'session'] as const)
  return [
    deed(day, '16:10', async () => {
      await mustDo(recordMakeUp(viewer, { activityId, personId: row.personId, day, way, note: '' }))
      return undefined
    }),
  ]
}

async function standing(id: number): Promise<{ id: number; version: number }> {
  const [found] = await db.select({ version: activity.version }).from(activity).where(eq(activity.id, id))
  return { id, version: found?.version ?? 0 }
}
