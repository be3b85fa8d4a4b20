import type { Say } from '@/app/_i18n/messages'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { Joining, sessionsBeside } from '@/lib/activity/groups/group.queries'
import type { Day } from '@/lib/core/time'

type Props = { say: Say; sessions: Awaited<ReturnType<typeof sessionsBeside>>; today: Day }

const leads = {
  'activity.split': 'group.beside.split',
  'activity.splitOff': 'group.beside.splitOff',
  'activity.merge': 'group.beside.merge',
  'activity.mergeInto': 'group.beside.mergeInto',
} as const satisfies Record<Joining, string>

/** Link to the other session of a split or a merge. */
export function Beside({ say, sessions, today }: Props) {
  if (sessions.length === 0) return null
  return (
    <ul className="mb-4">
      {sessions.map(each => (
        <li key={`${each.joining}${each.id}`} className="flex flex-wrap items-center gap-x-1">
          <span className="text-ink-2">{say.t(leads[each.joining])}</span>
          <Link href={`/activities/${each.id}`} className="inline-flex min-h-11 items-center">
            {each.title}
          </Link>
          <span className="ml-1 text-ink-3">
            {each.status === 'postponed' ? say.term('state.undated') : spanWords(say, each, today)}
          </span>
        </li>
      ))}
    </ul>
  )
}
