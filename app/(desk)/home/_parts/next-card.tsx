import type { Say } from '@/app/_i18n/messages'
import { nearWord } from '@/app/_ui/agenda'
import { DayLeaf } from '@/app/_ui/day-leaf'
import { dayWords, hoursWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import { ownState } from '@/lib/calendar/calendar.rules'
import type { Duties } from '@/lib/calendar/home/duty.queries'
import { dayOf, daysBetween, type Instant } from '@/lib/core/time'

type Props = { say: Say; next: Duties['next']; at: Instant }

/** The next activity, drawn as the leaf of a calendar. */
export function NextCard({ say, next, at }: Props) {
  const today = dayOf(at)
  if (!next)
    return (
      <section className="card flex flex-wrap items-center justify-between gap-4">
        <p className="text-ink-2">{say.t('home.next.none')}</p>
        <Link href="/plans" className="btn">
          {say.t('home.next.plan')}
        </Link>
      </section>
    )
  const { activity, row, hostName } = next
  const { tone, word } = ownState(activity, row, today)
  const isNow = activity.startsAt !== null && activity.startsAt <= at
  const day = nearWord(say, activity.day, today) ?? inDays(say, daysBetween(today, activity.day))
  return (
    <section
      className="card grid desk:grid-cols-[92px_1fr_auto] grid-cols-[76px_1fr] items-center gap-x-5 gap-y-4"
      aria-label={say.t('home.next.title')}
    >
      <DayLeaf say={say} day={activity.day} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <Tag tone={tone}>{say.term(word)}</Tag>
          <span className="text-ink-3 text-sm">
            {[isNow ? say.t('home.next.now') : day, hoursWords(activity)].filter(Boolean).join(' ')}
          </span>
        </p>
        <h2 className="my-1 font-semibold text-xl leading-snug">
          <Link href={`/activities/${activity.id}`} className="text-ink no-underline">
            {activity.title}
          </Link>
        </h2>
        <p className="text-ink-3">
          {[
            activity.place ?? hostName,
            activity.lecturer && say.t('home.next.lecturer', { name: lecturerOf(activity) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className="sr-only">{dayWords(say, activity.day, today)}</p>
      </div>
      <Link href={`/activities/${activity.id}`} className="btn col-span-2 desk:col-span-1">
        {say.t('home.next.details')}
      </Link>
    </section>
  )
}

function inDays(say: Say, count: number): string {
  return count < 0 ? '' : say.t('calendar.inDays', { count })
}

function lecturerOf({ lecturer, lecturerRank }: { lecturer: string | null; lecturerRank: string | null }) {
  return [lecturer, lecturerRank].filter(Boolean).join(' ')
}
