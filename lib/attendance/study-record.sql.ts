import { eq } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { meetingRecord } from '@/db/schema/attendance'

export type StudyRecord = typeof meetingRecord.$inferSelect

/** The present record, or null where there is none. */
export async function recordOf(activityId: number, on: On = db): Promise<StudyRecord | null> {
  const [found] = await on.select().from(meetingRecord).where(eq(meetingRecord.activityId, activityId))
  return found ?? null
}
