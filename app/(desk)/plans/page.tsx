import { numberIn } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { ofPlan, rowsAddress } from '@/app/(desk)/rates/_parts/address'
import { holds, organisesAll } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { copySources } from '@/lib/plan/copy/copy.queries'
import { mustLearnOf } from '@/lib/plan/items/topic.queries'
import { plansOf, planYears } from '@/lib/plan/plan.queries'
import { planKinds } from '@/lib/plan/plan.rules'
import { PlanRows } from './_parts/plan-rows'

export const generateMetadata = titled('plan.list.title')

export default async function PlansPage({
  searchParams,
}: {
  searchParams: Promise<{ year?: string | string[] }>
}) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const today = dayOf(now())
  const asked = numberIn((await searchParams).year) ?? 0
  const years = await planYears(viewer)
  const current = yearOf(today)
  const year =
    asked >= 2000 && asked <= 2100 ? asked : years.includes(current) ? current : (years[0] ?? current)
  const [plans, topics] = await Promise.all([plansOf(viewer, year, today), mustLearnOf(year)])
  const organises = holds(viewer, 'organiser', 'administrator')
  const sources = organises ? await copySources(viewer, year) : []
  const sum = (of: 'numerator' | 'denominator') =>
    plans.reduce((total, plan) => total + plan.completion.times[of], 0)
  // Next year's plans are made during this year.
  const next = organises ? [current + 1] : []
  const shown = [...new Set([...next, ...years, current, year])].sort((a, b) => b - a)
  const missing = planKinds.filter(kind => !plans.some(plan => plan.kind === kind))
  return (
    <>
      <PageHead
        title={t('plan.list.ofYear', { year })}
        below={
          plans.length > 0 ? (
            <Link href={rowsAddress(ofPlan('all', year, today), 'planCompletionRate')} className="figure">
              {t('plan.list.summary', {
                plans: plans.length,
                due: sum('denominator'),
                done: sum('numerator'),
              })}
            </Link>
          ) : undefined
        }
      >
        {organises && (
          <Link href={`/plans/new?year=${year}`} className="btn btn-main">
            {t('plan.list.create')}
          </Link>
        )}
      </PageHead>
      <nav aria-label={t('plan.list.years')} className="mb-5 flex flex-wrap gap-1">
        {shown.map(each => (
          <Link
            key={each}
            href={`/plans?year=${each}`}
            aria-current={each === year ? 'page' : undefined}
            className="inline-flex min-h-11 items-center rounded px-3 text-ink-2 no-underline aria-[current]:bg-indigo-wash aria-[current]:font-semibold aria-[current]:text-indigo"
          >
            {t('common.date.year', { year: each })}
          </Link>
        ))}
      </nav>
      {plans.length === 0 ? (
        <Empty
          text={
            <>
              {t('plan.list.none', { year })}
              <br />
              {organises ? t('plan.list.empty') : t('plan.list.emptyReader')}
            </>
          }
        >
          {organises && (
            <>
              <Link href={`/plans/new?year=${year}`} className="btn">
                {t('plan.list.create')}
              </Link>
              <Link href="/imports" className="btn">
                {t('plan.list.import')}
              </Link>
            </>
          )}
        </Empty>
      ) : (
        planKinds
          .map(kind => ({ kind, ofKind: plans.filter(plan => plan.kind === kind) }))
          .filter(({ ofKind }) => ofKind.length > 0)
          .map(({ kind, ofKind }) => (
            <section key={kind} className="mt-6">
              <h2 className="mb-2">{say.term(`planKind.${kind}`)}</h2>
              <PlanRows say={say} plans={ofKind} today={today} />
            </section>
          ))
      )}
      {organises && plans.length > 0 && missing.length > 0 && (
        <p className="mt-6 text-ink-2">
          {t('plan.list.missing')}
          {missing.map(kind => (
            <Link
              key={kind}
              href={`/plans/new?year=${year}&kind=${kind}`}
              className="ml-3 inline-flex min-h-11 items-center"
            >
              {say.term(`planKind.${kind}`)}
            </Link>
          ))}
        </p>
      )}
      {sources.length > 0 && (
        <p className="mt-6 text-ink-2">
          {t('planCopy.sources')}
          {sources.map(source => (
            <Link
              key={source.id}
              href={`/plans/${source.id}/copy?year=${year}`}
              className="ml-3 inline-flex min-h-11 items-center"
            >
              {source.title}
            </Link>
          ))}
        </p>
      )}
      <section className="mt-6">
        <h2 className="mb-2">{t('plan.mustLearn.title', { year })}</h2>
        <div className="flex flex-wrap items-center gap-2">
          {topics.length === 0 && <p className="text-ink-3">{t('plan.mustLearn.none')}</p>}
          {topics.map(topic => (
            <span key={topic.id} className="rounded border border-line bg-sheet px-3 py-1">
              {topic.name}
            </span>
          ))}
          {organisesAll(viewer) && (
            <Link href={`/plans/must-learn?year=${year}`} className="btn btn-plain">
              {t('plan.mustLearn.edit')}
            </Link>
          )}
          {holds(viewer, 'organiser', 'leader', 'administrator') && (
            <Link href={`/plans/goals?year=${year}`} className="btn btn-plain">
              {t('yearGoal.title', { year })}
            </Link>
          )}
        </div>
      </section>
    </>
  )
}
