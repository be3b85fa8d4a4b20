import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import type { LeaveRow } from '@/lib/attendance/leave/leave.queries'
import type { Day } from '@/lib/core/time'
import { leaveTones } from '../../activities/[id]/leave/_parts/leave-record'

/** The viewer's requests for leave from upcoming activities, with the decision and its reason. */
export function LeaveCard({ say, leaves, today }: { say: Say; leaves: LeaveRow[]; today: Day }) {
  if (leaves.length === 0) return null
  return (
    <section className="card order-1" aria-labelledby="own-leaves">
      <h2 id="own-leaves">{say.t('leave.own.title')}</h2>
      <ul className="mt-1">
        {leaves.map(({ id, activityId, title, day, state, decisionNote }) => (
          <li key={id} className="border-line border-t py-3 first:border-t-0 last:pb-0">
            <div className="flex items-start justify-between gap-3">
              <Link href={`/activities/${activityId}/leave`}>{title}</Link>
              <Tag tone={leaveTones[state]}>{say.term(`leaveState.${state}`)}</Tag>
            </div>
            <p className="text-ink-3 text-sm">
              {[dateWords(say, day, today), decisionNote].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
