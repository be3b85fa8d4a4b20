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

/** The record as it stands, or null where nobody wrote one. */
export async function recordOf(activityId: number, on: On = db): Promise<StudyRecord | null> {
  const [found] = await on.select().from(meetingRecord).where(eq(meetingRecord.activityId, activityId))
  return found ?? null
}

/**
 * 学习记录 with what the roll fills in. Why somebody is on leave stands in it, so it is for who may see the sheet:
 * throws NotFound for others.
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
    /** Whose Party committee and centre group it is, whichever of its departments sees to the meeting. */
    officeName: street?.name ?? unit.name,
    record,
    /** 主持人 as the activity names one, for a record that is not begun. */
    host: host?.name ?? '',
    turnout: turnoutOf(rows, guests, activity.walkIns ?? 0),
  }
}
