import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { dateWords } from '@/app/_ui/day-words'
import { percentShown } from '@/app/_ui/doubt'
import type { Viewer } from '@/lib/access/access.rules'
import { countedRowsOf } from '@/lib/attendance/attendance.queries'
import { setAside } from '@/lib/attendance/attendance.rules'
import type { LeaveRow } from '@/lib/attendance/leave/leave.queries'
import { addDays, type Day } from '@/lib/core/time'
import type { LeaveRule } from '@/lib/organisation/settings/study.rules'
import { owesMakeUp } from '@/lib/plan/duties/owed.rules'
import { attendanceRate, participationRate } from '@/lib/statistics/rates/rate.rules'

type Activity = Parameters<typeof owesMakeUp>[0]['activity'] & {
  id: number
  makeUpDays: number
  leaveRule: LeaveRule
}

type Props = { say: Say; viewer: Viewer; activity: Activity; today: Day }

/** What the roll will count once it is confirmed, in words, computed by the same rules as the statistics. */
export async function WhatCounts({ say, viewer, activity, today }: Props) {
  const { t } = say
  const rows = await countedRowsOf(viewer, activity.id)
  if (rows.length === 0) return null
  const attendance = attendanceRate(rows)
  const participation = participationRate(rows, today, activity.leaveRule)
  const aside = rows.filter(row => setAside(row, today, activity.leaveRule)).length
  // Computed for the time of the confirmation, which is possible from the activity's day on.
  const closed = { ...activity, status: 'closed' } as const
  const asOf = activity.day > today ? activity.day : today
  const owed = rows.filter(row => owesMakeUp({ activity: closed, row }, asOf)).length
  const due = addDays(activity.day, activity.makeUpDays)
  return (
    <ul className="mb-4 grid max-w-2xl list-disc gap-1 pl-5">
      <li>
        {t('leave.close.attendance', {
          came: attendance.numerator,
          required: attendance.denominator,
          rate: percentShown(say, attendance),
        })}
      </li>
      <li>
        {t('leave.close.participation', {
          studied: participation.numerator,
          counted: participation.denominator,
          rate: percentShown(say, participation),
        })}
        {aside > 0 && ` ${t('leave.close.aside', { count: aside })}`}
      </li>
      <li>
        {owed > 0
          ? t('leave.close.owed', { count: owed, due: dateWords(say, due, today) })
          : t('leave.close.nobodyOwes')}
      </li>
    </ul>
  )
}

/** Names with an undecided request for leave: confirming now counts them as not attended. */
export function Waiting({ say, rows }: { say: Say; rows: LeaveRow[] }) {
  const open = rows.filter(row => row.mark === null)
  if (open.length === 0) return null
  return (
    <Alert tone="warning" className="mb-5 max-w-2xl">
      <p className="font-semibold">{say.t('leave.close.waiting', { count: open.length })}</p>
      <ul className="mt-1">
        {open.map(row => (
          <li key={row.id}>
            <span className="text-ink-2">{row.unitName}</span>{' '}
            <a
              href={`/activities/${row.activityId}/sheet/${row.personId}`}
              className="inline-flex min-h-11 items-center"
            >
              {row.name}
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  )
}
