import { and, eq } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { meetingRecord } from '@/db/schema/attendance'
import { person, unit as units } from '@/db/schema/roster'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import { guestsOf } from '@/lib/activity/guests/guest.queries'
import { sheetOf } from './attendance.queries'
import { turnoutOf } from './study-record.rules'

export type StudyRecord = typeof meetingRecord.$inferSelect

/** The present record, or null where there is none. */
export async function recordOf(activityId: number, on: On = db): Promise<StudyRecord | null> {
  const [found] = await on.select().from(meetingRecord).where(eq(meetingRecord.activityId, activityId))
  return found ?? null
}

/**
 * 学习记录 with the data from the roll. It contains reasons for leave, so it requires access to the sheet: throws
 * NotFound otherwise.
 */
export async function studyRecordOf(viewer: Viewer, activityId: number) {
  const { activity, unit, rows, canRecord } = await sheetOf(viewer, activityId)
  const [record, guests, [host], [street]] = await Promise.all([
    recordOf(activityId),
    guestsOf(viewer, activityId),
    activity.hostPersonId
      ? db.select({ name: person.name }).from(person).where(eq(person.id, activity.hostPersonId))
      : [],
    db
      .select({ name: units.name })
      .from(units)
      .where(and(eq(units.kind, 'street'), isWithin(unit.path, units.path))),
  ])
  return {
    activity,
    unit,
    canRecord,
    /** The street whose Party committee and centre group it is, whichever department organises the meeting. */
    officeName: street?.name ?? unit.name,
    record,
    /** 主持人 of the activity, as the initial value of a new record. */
    host: host?.name ?? '',
    turnout: turnoutOf(rows, guests, activity.walkIns ?? 0),
  }
}
