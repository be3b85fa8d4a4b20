import type { Say } from '@/app/_i18n/messages'
import { Tag, type Tone } from '@/app/_ui/tag'
import { type ActivityStatus, awaitsRecord, isRunning } from '@/lib/activity/activity.rules'
import { type Day, dayOf, type Instant } from '@/lib/core/time'
import { isOver } from '@/lib/organisation/audience/frozen.rules'

const tones: Record<ActivityStatus, Tone> = {
  draft: 'quiet',
  scheduled: 'go',
  postponed: 'soon',
  cancelled: 'quiet',
  held: 'done',
  closed: 'done',
}

type Props = {
  say: Say
  activity: {
    status: ActivityStatus
    compulsory: boolean
    day: Day
    lastDay: Day
    startsAt: Instant | null
    endsAt: Instant | null
    notRecordedReason: string | null
  }
  required: number
  now: Instant
}

/** The state of an activity, or instead what is still to be done for it. */
export function StatusTag({ say, activity, required, now }: Props) {
  const today = dayOf(now)
  if (awaitsRecord(activity, required, now)) return <Tag tone="owed">{say.term('state.awaitingRecord')}</Tag>
  if (activity.notRecordedReason !== null) return <Tag tone="quiet">{say.term('state.notRecorded')}</Tag>
  // Its time is over, and nobody has recorded whether it took place.
  if (activity.status === 'scheduled' && isOver(activity, now))
    return <Tag tone="soon">{say.t('activity.state.past')}</Tag>
  if (activity.status === 'scheduled' && isRunning(activity, today))
    return <Tag tone="go">{say.t('activity.state.running')}</Tag>
  return <Tag tone={tones[activity.status]}>{say.term(`activityStatus.${activity.status}`)}</Tag>
}
