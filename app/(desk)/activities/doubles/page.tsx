import { notFound } from 'next/navigation'
import { ButtonForm } from '@/app/_forms/button-form'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { activityYears } from '@/lib/activity/activity.queries'
import { doublesBetween, keptApart } from '@/lib/activity/doubles/double.queries'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { DoubleForms } from '../_parts/double-forms'
import { DoubleLine, whyWords } from '../_parts/double-side'
import { showTwoAgain } from './actions'

export const generateMetadata = titled('double.title')

/** 疑似重复: pairs of activities of a year that may be one event, for who organises. */
export default async function DoublesPage({ searchParams }: PageProps<'/activities/doubles'>) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'administrator')) notFound()
  const say = await saying()
  const today = dayOf(now())
  const { year: asked } = await searchParams
  const year = typeof asked === 'string' && /^\d{4}$/.test(asked) ? Number(asked) : yearOf(today)
  const span = { from: `${year}-01-01`, to: `${year}-12-31` }
  const [pairs, apart, years] = await Promise.all([
    doublesBetween(viewer, span),
    keptApart(viewer, span),
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
            {pairs.map(pair => (
              <li key={pair.sides.map(each => each.id).join('-')} className="card mb-4">
                <p className="mb-2 text-ink-3 text-sm">{whyWords(say, pair.why)}</p>
                <ul className="grid desk:grid-cols-2 gap-4">
                  {pair.sides.map(side => (
                    <li key={side.id} className="min-w-0">
                      <DoubleLine say={say} side={side} today={today} />
                    </li>
                  ))}
                </ul>
                <DoubleForms say={say} pair={pair} />
              </li>
            ))}
          </ul>
        </>
      )}
      {apart.length > 0 && (
        <section className="mt-6" aria-labelledby="apart">
          <h2 id="apart" className="border-line-strong border-b pb-1.5">
            {say.t('double.kept', { count: apart.length })}
          </h2>
          <ul>
            {apart.map(({ sides: [one, other] }) => (
              <li
                key={`${one.id}-${other.id}`}
                className="flex flex-wrap items-center gap-x-3 border-line border-b py-2"
              >
                <div className="min-w-0 flex-1 basis-60">
                  <DoubleLine say={say} side={one} today={today} />
                  <DoubleLine say={say} side={other} today={today} />
                </div>
                <ButtonForm
                  action={showTwoAgain}
                  fields={{ id: one.id, otherId: other.id }}
                  look="btn btn-plain"
                >
                  {say.t('double.again')}
                  <span className="sr-only"> {one.title}</span>
                </ButtonForm>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
