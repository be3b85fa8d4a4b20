import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { markRefusal } from '@/lib/attendance/attendance.rules'
import type { Day } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'

type Props = {
  say: Say
  activity: {
    id: number
    status: ActivityStatus
    form: string
    day: Day
    codeSecret: string | null
    notRecordedReason: string | null
  }
  sees: boolean
  organises: boolean
  mayDelete: boolean
  today: Day
}

/** Rarely used actions: record, guests, check-ins, download as a file, and deletion of an activity made by mistake. */
export function Aside({ say, activity, sees, organises, mayDelete, today }: Props) {
  const base = `/activities/${activity.id}`
  const isInCalendars = activity.status !== 'draft'
  if (!isInCalendars && !mayDelete) return null
  const takesMarks = markRefusal(activity, { standing: 'required' }, today) === null
  const link = 'inline-flex min-h-11 items-center'
  return (
    <p className="-mt-3 flex flex-wrap gap-x-5 text-sm print:hidden">
      {sees && isInCalendars && !isOnlineStudy(activity.form) && (
        <Link href={`${base}/record`} className={link}>
          {say.t('studyRecord.link')}
        </Link>
      )}
      {organises && isInCalendars && (
        <Link href={`${base}/guests`} className={link}>
          {say.t('guest.link')}
        </Link>
      )}
      {isInCalendars && (
        <a href={`${base}/event.ics`} className={link}>
          {say.t('feed.file.activity')}
        </a>
      )}
      {organises && activity.codeSecret !== null && (
        <Link href={`${base}/sign-ins`} className={link}>
          {say.t('checkIn.records.title')}
        </Link>
      )}
      {organises && takesMarks && (
        <Link href={`${base}/import`} className={link}>
          {say.t('meetingLog.link')}
        </Link>
      )}
      {mayDelete && (
        <Link href={`${base}/delete`} className={link}>
          {say.t('removal.title')}
        </Link>
      )}
    </p>
  )
}
