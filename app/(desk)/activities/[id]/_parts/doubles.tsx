import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import type { doublesOf } from '@/lib/activity/doubles/double.queries'
import { type Day, yearOf } from '@/lib/core/time'
import { DoubleLine, whyWords } from '../../_parts/double-side'

type Props = { say: Say; doubles: Awaited<ReturnType<typeof doublesOf>>; today: Day }

/** 疑似重复, said to who organises: it blocks nothing. */
export function Doubles({ say, doubles, today }: Props) {
  const [first] = doubles
  if (!first) return null
  return (
    <Alert tone="warning" role="note">
      <p>{say.t('double.box')}</p>
      <ul>
        {doubles.map(({ other, why }) => (
          <li key={other.id}>
            <DoubleLine say={say} side={other} today={today} />
            <span className="block text-ink-3 text-sm">{whyWords(say, why)}</span>
          </li>
        ))}
      </ul>
      <Link
        href={`/activities/doubles?year=${yearOf(first.other.day)}`}
        className="inline-flex min-h-11 items-center"
      >
        {say.t('double.all')}
      </Link>
    </Alert>
  )
}
