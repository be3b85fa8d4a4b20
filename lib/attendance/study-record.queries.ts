import { and, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { person, unit as units } from '@/db/schema/roster'
import { canOrganise, canSee, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import { activityById } from '@/lib/activity/activity.queries'
import { guestsOf } from '@/lib/activity/guests/guest.queries'
import { NotFound } from '@/lib/core/errors'
import { ownRow, sheetOf } from './attendance.queries'
import { attended } from './attendance.rules'
import { turnoutOf } from './study-record.rules'
import { recordOf } from './study-record.sql'

/**
 * 学习记录: its text for the scope of the host's unit and those who were there; the data from the roll, which
 * contain reasons for leave, for the scope alone. Throws NotFound for anybody else.
 */
export async function studyRecordOf(viewer: Viewer, activityId: number) {
  const { activity, unit } = await activityById(viewer, activityId)
  const seesRoll = canSee(viewer, unit.path)
  if (!seesRoll) {
    const own = await ownRow(viewer, activityId)
    if (own === null || !attended(own)) throw new NotFound()
  }
  const canRecord = canOrganise(viewer, unit.path)
  const { rows } = seesRoll ? await sheetOf(viewer, activityId) : { rows: [] }
  const [record, guests, [host], [street]] = await Promise.all([
    recordOf(activityId),
    seesRoll ? guestsOf(viewer, activityId) : [],
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
    seesRoll,
    /** The street whose Party committee and centre group it is, whichever department organises the meeting. */
    officeName: street?.name ?? unit.name,
    record,
    /** 主持人 of the activity, as the initial value of a new record. */
    host: host?.name ?? '',
    turnout: turnoutOf(rows, guests, activity.walkIns ?? 0),
  }
}
