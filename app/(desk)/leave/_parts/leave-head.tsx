import type { Say } from '@/app/_i18n/messages'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { LeaveRow } from '@/lib/attendance/leave/leave.queries'
import type { Day } from '@/lib/core/time'

/** Who asks, and for which activity. */
export function LeaveHead({ say, leave, today }: { say: Say; leave: LeaveRow; today: Day }) {
  return (
    <>
      <p>
        <b className="font-semibold text-lg">{leave.name}</b>{' '}
        <span className="text-ink-3 text-sm">{[leave.unitName, leave.post].filter(Boolean).join(' · ')}</span>
      </p>
      <p>
        <Link href={`/activities/${leave.activityId}`} className="break-words">
          {leave.title}
        </Link>{' '}
        <span className="text-ink-3 text-sm">{spanWords(say, leave, today)}</span>
      </p>
    </>
  )
}
