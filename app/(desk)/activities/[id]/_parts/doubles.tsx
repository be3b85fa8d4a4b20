import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import type { doublesOf, mergesOf } from '@/lib/activity/doubles/double.queries'
import { type Day, yearOf } from '@/lib/core/time'
import { DoubleForms } from '../../_parts/double-forms'
import { DoubleLine, whyWords } from '../../_parts/double-side'

type Props = {
  say: Say
  activityId: number
  doubles: Awaited<ReturnType<typeof doublesOf>>
  merges: Awaited<ReturnType<typeof mergesOf>>
  today: Day
}

/** 疑似重复, said to who organises, which blocks nothing; and the way back of what was merged. */
export function Doubles({ say, activityId, doubles, merges, today }: Props) {
  const { t } = say
  const [first] = doubles
  return (
    <>
      {merges.map(({ runId, otherTitle }) => (
        <Alert key={runId} tone="note" role="note">
          {t('double.merged', { title: otherTitle })}{' '}
          <Link href={`/imports/runs/${runId}`} className="inline-flex min-h-11 items-center">
            {t('double.undo')}
          </Link>
        </Alert>
      ))}
      {first && (
        <Alert tone="warning" role="note">
          <p>{t('double.box')}</p>
          <ul>
            {doubles.map(pair => (
              <li key={pair.sides.map(each => each.id).join('-')} className="border-line border-b py-2">
                {pair.sides
                  .filter(side => side.id !== activityId)
                  .map(side => (
                    <DoubleLine key={side.id} say={say} side={side} today={today} />
                  ))}
                <p className="text-ink-2 text-sm">{whyWords(say, pair.why)}</p>
                <DoubleForms say={say} pair={pair} />
              </li>
            ))}
          </ul>
          <Link
            href={`/activities/doubles?year=${yearOf(first.sides[0].day)}`}
            className="inline-flex min-h-11 items-center"
          >
            {t('double.all')}
          </Link>
        </Alert>
      )}
    </>
  )
}
