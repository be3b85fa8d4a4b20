import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import { canSee, type Viewer } from '@/lib/access/access.rules'
import type { activityPage } from '@/lib/activity/activity.queries'
import { ownRow } from '@/lib/attendance/attendance.queries'
import { attended } from '@/lib/attendance/attendance.rules'
import { leavesOfRow } from '@/lib/attendance/leave/leave.queries'
import { askRefusal } from '@/lib/attendance/leave/leave.rules'
import { ownState } from '@/lib/calendar/calendar.rules'
import { dayOf, type Instant } from '@/lib/core/time'
import { owesMakeUp } from '@/lib/plan/duties/owed.rules'
import { leaveTones } from '../leave/_parts/leave-record'

type Activity = Awaited<ReturnType<typeof activityPage>>['activity']
type Props = { say: Say; viewer: Viewer; activity: Activity; hostPath: string; at: Instant }

/** The viewer's own part in this activity, and the one action open to them: ask for leave, or make it up. */
export async function OwnPart({ say, viewer, activity, hostPath, at }: Props) {
  const row = await ownRow(viewer, activity.id)
  if (row === null || activity.status === 'draft') return null
  const { t, term } = say
  const today = dayOf(at)
  const [leave] = await leavesOfRow(viewer, activity.id, row.personId)
  const { tone, word } = ownState(activity, row, today)
  const isAsked = leave?.state === 'asked'
  const base = `/activities/${activity.id}`
  return (
    <section className="card flex flex-wrap items-center gap-3 print:hidden" aria-labelledby="own-part">
      <h2 id="own-part" className="text-base">
        {t('activity.page.own')}
      </h2>
      <Tag tone={isAsked ? leaveTones.asked : tone}>{term(isAsked ? 'leaveState.asked' : word)}</Tag>
      {leave?.state === 'refused' && row.mark === null && (
        <Tag tone={leaveTones.refused}>{`${t('leave.row.title')} ${term('leaveState.refused')}`}</Tag>
      )}
      <span className="flex-1" />
      {attended(row) && !canSee(viewer, hostPath) && (
        <Link href={`${base}/record`} className="btn">
          {t('studyRecord.link')}
        </Link>
      )}
      {(leave && leave.state !== 'withdrawn') || askRefusal(activity, row, at) === null ? (
        <Link href={`${base}/leave`} className="btn">
          {t(leave && leave.state !== 'withdrawn' ? 'leave.own.see' : 'leave.own.ask')}
        </Link>
      ) : null}
      {owesMakeUp({ activity, row }, today) && (
        <Link href={`${base}/makeup`} className="btn btn-main">
          {t('makeup.own.go')}
        </Link>
      )}
    </section>
  )
}
