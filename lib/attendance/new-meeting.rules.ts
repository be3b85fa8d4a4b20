import type { activity } from '@/db/schema/activity'
import type { attendance } from '@/db/schema/attendance'
import { isWithin } from '@/lib/access/unit-path.rules'
import { addDays } from '@/lib/core/time'
import { cleanText } from '@/lib/spreadsheet/text.rules'

type Activity = typeof activity.$inferSelect
type Row = typeof attendance.$inferSelect

/** Before the form in the answer that a meeting is new. */
export const NEW_MEETING = 'new '

type Named = Pick<Activity, 'day' | 'form' | 'hostUnitId' | 'makeUpDays'> & { name: string; headline: string }

/** A meeting that stands in a sheet alone, until it is written. Its id is below 0. */
export function newMeeting(
  id: number,
  { day, name, headline, form, hostUnitId, makeUpDays }: Named,
): Activity {
  return {
    ...{ id, uid: '', code: null, hostUnitId, planItemId: null },
    ...{ title: name || meetingIn(headline) || form, form, day, lastDay: day, originalDay: null },
    ...{ startsAt: null, endsAt: null, place: null, hostPersonId: null, lecturer: null, lecturerRank: null },
    ...{ hours: null, compulsory: true, isPublic: false, campaign: null, audienceId: null },
    ...{ status: 'held', statusReason: null, deletedAt: null },
    ...{ leaveRule: 'pending', makeUpDays, lawContent: true, theoryLeftOut: false },
    ...{ signInFrom: null, lateAfter: null, signInUntil: null, codeSecret: null },
    ...{
      rollOpenedAt: null,
      rollClosedAt: null,
      review: null,
      reviewReason: null,
      notRecordedReason: null,
      makeUpsEndedReason: null,
    },
    ...{ heads: null, consultations: null, walkIns: null, remark: null },
    ...{ sequence: 0, version: 0, createdAt: 0, changedAt: 0 },
  }
}

export const isNewMeeting = ({ id }: Pick<Activity, 'id'>) => id < 0

/** Who stands on the sheet of a new meeting had to come to it. */
export function dueAt(
  of: Pick<Activity, 'day' | 'makeUpDays'>,
  unitId: number,
): Pick<Row, 'standing' | 'standingByHand' | 'mark' | 'madeUpOn' | 'makeUpDue' | 'reason' | 'unitId'> {
  return {
    standing: 'required',
    standingByHand: false,
    mark: null,
    madeUpOn: null,
    makeUpDue: addDays(of.day, of.makeUpDays),
    reason: null,
    unitId,
  }
}

/** What is signed in to, by the heading of its sheet: 一季度集中学习签到表（机关） is of 一季度集中学习（机关）. */
export function meetingIn(headline: string): string {
  const plain = headline.replace(
    /(?:人员)?(?:签到|签名|考勤|点名|出勤|到会|参会|登记)(?:人员|情况)?(?:统计|登记|汇总|明细)?(?:表|册|簿|名单|记录|明细)?/u,
    '',
  )
  return plain === headline ? '' : cleanText(plain)
}

/** The lowest unit that all these are in, by its path. */
export function commonPath(paths: readonly string[]): string | null {
  const [first, ...others] = paths
  if (first === undefined) return null
  const steps = first.split('/').filter(Boolean)
  for (let most = steps.length; most > 0; most--) {
    const path = `/${steps.slice(0, most).join('/')}/`
    if (others.every(each => isWithin(each, path))) return path
  }
  return null
}
