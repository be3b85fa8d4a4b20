import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { spanWords } from '@/app/(desk)/plans/_parts/day-words'
import type { undatedTimes } from '@/lib/calendar/scheduling/scheduling.queries'

type Props = { say: Say; times: Awaited<ReturnType<typeof undatedTimes>> }

/** 本期待定: plan occurrences in this period without a date, each with a link to the form for the date. */
export function Undated({ say, times }: Props) {
  if (times.length === 0) return null
  return (
    <details className="relative print:hidden">
      <summary className="inline-flex min-h-11 items-center text-indigo text-sm">
        {say.t('scheduling.calendar.undated', { count: times.length })} ▾
      </summary>
      <ul className="absolute bottom-full left-0 z-20 max-h-80 w-80 max-w-[85vw] divide-y divide-line overflow-y-auto rounded border border-line bg-sheet px-4 py-1 shadow-lg">
        {times.map(each => (
          <li key={each.id} className="py-1">
            <Link
              href={`/plans/${each.planId}/occurrences/${each.id}`}
              className="flex min-h-11 items-center"
            >
              {each.content}
            </Link>
            <p className="text-ink-3 text-sm">{[spanWords(say, each), each.unitName].join(' · ')}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}
