import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { dateWords, dayWords, hoursWords, weekdayWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { ActivityRow } from '@/lib/activity/activity.queries'
import type { Instant } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { ReviewTag } from './review-tag'
import { StatusTag } from './status-tag'

type Props = { say: Say; rows: ActivityRow[]; now: Instant }

/** Activities by day: the day, title and place, attendance, state. */
export function ActivityList({ say, rows, now }: Props) {
  return (
    <ul>
      {rows.map(row => (
        <li
          key={row.id}
          className="grid desk:grid-cols-[190px_minmax(0,1fr)_150px_120px] grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 border-line border-b py-2.5"
        >
          <span className="desk:order-none order-2 col-span-2 desk:col-span-1 text-ink-2 text-sm">
            {row.status === 'postponed' ? (
              say.term('state.undated')
            ) : (
              <>
                {dateWords(say, row.day, row.day)}{' '}
                <span className="whitespace-nowrap text-ink-3">{weekdayWords(say, row.day)}</span>{' '}
                <span className="whitespace-nowrap">
                  {row.lastDay === row.day ? hoursWords(row) : `– ${dayWords(say, row.lastDay, row.day)}`}
                </span>
              </>
            )}
          </span>
          <span className="desk:order-none order-1 min-w-0">
            <Link
              href={`/activities/${row.id}`}
              className={`font-semibold no-underline hover:underline ${row.status === 'cancelled' ? 'text-ink-3 line-through' : 'text-ink'}`}
            >
              {row.title}
            </Link>
            <span className="block text-ink-3 text-sm">
              {[row.form, row.unitName, row.place].filter(Boolean).join(' · ')}
            </span>
          </span>
          <span className="desk:order-none order-3 col-span-2 desk:col-span-1 desk:text-right text-ink-2 text-sm desk:empty:block empty:hidden">
            <Came say={say} row={row} />
          </span>
          <span className="desk:order-none order-1 text-right">
            <StatusTag say={say} activity={row} required={row.roll?.required ?? 0} now={now} />
            <ReviewTag say={say} review={row.review} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** 实到 (of an online study 已完成) of 应到 once the roll is open, before that 应到; the head count if there is no list. */
function Came({ say, row }: { say: Say; row: ActivityRow }): ReactNode {
  const { id, form, roll, heads, rollOpenedAt, status } = row
  if (roll && roll.required > 0) {
    const opened = rollOpenedAt !== null || status === 'held' || status === 'closed'
    return (
      <Link href={`/activities/${id}/sheet`} className="figure">
        {opened
          ? say.t(isOnlineStudy(form) ? 'activity.list.completed' : 'activity.list.came', roll)
          : say.t(row.compulsory ? 'activity.list.due' : 'activity.list.listed', { required: roll.required })}
      </Link>
    )
  }
  return heads === null ? null : say.t('activity.list.heads', { heads })
}
