import type { Say } from '@/app/_i18n/messages'
import { spanWords } from '@/app/_ui/day-words'
import { DoneLine } from '@/app/_ui/done-line'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import type { Day, Instant } from '@/lib/core/time'

type Props = {
  say: Say
  /** The result named by the address; shown only if the activity is in that state. */
  asked: unknown
  activity: {
    status: ActivityStatus
    day: Day
    lastDay: Day
    startsAt: Instant | null
    endsAt: Instant | null
    isPublic: boolean
  }
  required: number
  today: Day
}

/** 已排定, 已改期, 已延期, 已取消: the result of the last form, and what subscribed calendars show of it. */
export function Done({ say, asked, activity, required, today }: Props) {
  const { t } = say
  const when = spanWords(say, activity, today)
  if (asked === 'cancel' && activity.status === 'cancelled')
    return <DoneLine>{t('scheduling.done.cancelled')}</DoneLine>
  if (asked === 'postpone' && activity.status === 'postponed')
    return <DoneLine>{t('scheduling.done.undated')}</DoneLine>
  if (activity.status !== 'scheduled') return null
  if (asked === 'postpone') return <DoneLine>{t('scheduling.done.moved', { when })}</DoneLine>
  if (asked !== 'date') return null
  return (
    <DoneLine>
      {t(
        required > 0
          ? 'scheduling.done.dated'
          : activity.isPublic
            ? 'scheduling.done.datedPublic'
            : 'scheduling.done.datedFree',
        {
          when,
          count: required,
        },
      )}{' '}
      <a href="#notice">{t('scheduling.done.notice')}</a>
    </DoneLine>
  )
}
