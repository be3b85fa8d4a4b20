import { notFound } from 'next/navigation'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { activityYears } from '@/lib/activity/activity.queries'
import { doublesBetween } from '@/lib/activity/doubles/double.queries'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { DoubleLine, whyWords } from '../_parts/double-side'

export const generateMetadata = titled('double.title')

/** 疑似重复: pairs of activities of a year that may be one event, for who organises. */
export default async function DoublesPage({ searchParams }: PageProps<'/activities/doubles'>) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'administrator')) notFound()
  const say = await saying()
  const today = dayOf(now())
  const { year: asked } = await searchParams
  const year = typeof asked === 'string' && /^\d{4}$/.test(asked) ? Number(asked) : yearOf(today)
  const [pairs, years] = await Promise.all([
    doublesBetween(viewer, { from: `${year}-01-01`, to: `${year}-12-31` }),
    activityYears(viewer, today),
  ])
  return (
    <>
      <PageHead
        above={<Link href={`/activities?year=${year}`}>{say.t('activity.list.title')}</Link>}
        title={say.t('double.title')}
        below={say.t('double.lead')}
      />
      <nav className="mb-4 flex flex-wrap gap-2" aria-label={say.t('double.years')}>
        {years.map(each => (
          <Link
            key={each}
            href={`/activities/doubles?year=${each}`}
            className="btn"
            aria-current={each === year ? 'page' : undefined}
          >
            {each}
          </Link>
        ))}
      </nav>
      {pairs.length === 0 ? (
        <Empty text={say.t('double.none', { year })} />
      ) : (
        <>
          <p className="mb-2 text-ink-2">{say.t('double.count', { count: pairs.length })}</p>
          <ul>
            {pairs.map(({ why, sides }) => (
              <li key={sides.map(each => each.id).join('-')} className="card mb-4">
                <p className="mb-2 text-ink-3 text-sm">{whyWords(say, why)}</p>
                <ul className="grid desk:grid-cols-2 gap-4">
                  {sides.map(side => (
                    <li key={side.id} className="min-w-0">
                      <DoubleLine say={say} side={side} today={today} />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
