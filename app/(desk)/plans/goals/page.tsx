import { notFound } from 'next/navigation'
import { Seen, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { numberIn, orNotFound } from '@/app/_forms/or-not-found'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { dateWords } from '@/app/_ui/day-words'
import { FilterChoice, YearOptions } from '@/app/_ui/filter-fields'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { addressOf, rowsAddress } from '@/app/(desk)/rates/_parts/address'
import { canOrganise, holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { type Day, dayOf, yearOf } from '@/lib/core/time'
import { goalsOf } from '@/lib/plan/goals/goal.queries'
import { mediaLagsOf } from '@/lib/statistics/media-lag.queries'
import type { MediaLag } from '@/lib/statistics/media-lag.rules'
import { filterFor } from '@/lib/statistics/rates/rate.queries'
import { goalStatesOf } from '@/lib/statistics/year-goal.queries'
import { type GoalState, isMet } from '@/lib/statistics/year-goal.rules'
import { fullDay } from '../_parts/day-words'
import { saveGoals } from '../actions'

export const generateMetadata = titled('yearGoal.pageTitle')

/** 普法目标 of a year: what is set, and how far it has come. */
export default async function GoalsPage({ searchParams }: PageProps<'/plans/goals'>) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'leader', 'administrator')) notFound()
  const [say, { year: given }] = await Promise.all([saying(), searchParams])
  const { t } = say
  const today = dayOf(now())
  const asked = numberIn(given) ?? 0
  const year = asked >= 2000 && asked <= 2100 ? Math.floor(asked) : yearOf(today)
  const of = { from: `${year}-01-01`, to: `${year}-12-31`, asOf: today }
  const filter = await orNotFound(filterFor(viewer, of))
  const { version, ...goals } = await goalsOf(viewer, { unitId: filter.unitId, year })
  const [states, lags] = await Promise.all([goalStatesOf(filter, goals), mediaLagsOf(filter)])
  const labels = {
    newForms: t('yearGoal.newForms'),
    newMediaAMonth: t('yearGoal.newMediaAMonth'),
    eachTarget: t('yearGoal.eachTarget'),
  }
  // Forms and 八进 are counted side by side under 短板, each with its own rows.
  const hrefOf = (kind: GoalState['kind']) =>
    kind === 'newMediaAMonth'
      ? rowsAddress({ ...of, unitId: filter.unitId }, 'newMediaItems')
      : `${addressOf('/rates', {}, { unit: filter.unitId, year })}#weak`
  const years = [...new Set([year + 1, year, year - 1, yearOf(today)])].sort((a, b) => b - a)
  return (
    <div className="max-w-2xl">
      <PageHead
        above={<Link href={`/plans?year=${year}`}>{t('plan.list.title')}</Link>}
        title={`${filter.unitName} · ${t('yearGoal.title', { year })}`}
        below={t('yearGoal.lead')}
      />
      <form method="get" className="mb-4 flex flex-wrap items-end gap-2">
        <FilterChoice name="year" label={t('yearGoal.year')} value={year}>
          <YearOptions say={say} years={years} />
        </FilterChoice>
        <button type="submit" className="btn">
          {t('yearGoal.show')}
        </button>
      </form>
      <section className="card mb-4" aria-labelledby="goal-state">
        <h2 id="goal-state">
          {t('yearGoal.stateTitle', { day: fullDay(say, filter.asOf < of.to ? filter.asOf : of.to) })}
        </h2>
        {states.length === 0 && <p className="text-ink-2">{t('yearGoal.none')}</p>}
        <ul className="divide-y divide-line">
          {states.map(each => (
            <State key={each.kind} say={say} of={each} href={hrefOf(each.kind)} />
          ))}
        </ul>
      </section>
      <Lags say={say} lags={lags} today={today} />
      {canOrganise(viewer, filter.unitPath) && (
        <Form edits action={saveGoals} labels={labels} className="card">
          <input type="hidden" name="year" value={year} />
          <input type="hidden" name="unitId" value={filter.unitId} />
          <Seen value={version} />
          {(['newForms', 'newMediaAMonth', 'eachTarget'] as const).map(name => (
            <TextField
              key={name}
              name={name}
              inputMode="numeric"
              label={labels[name]}
              hint={t(`yearGoal.hint.${name}`)}
              value={goals[name]}
            />
          ))}
          <SaveButton>{t('yearGoal.save')}</SaveButton>
        </Form>
      )}
    </div>
  )
}

function State({ say, of, href }: { say: Say; of: GoalState; href: string }) {
  const { t } = say
  const { kind, goal, done, due, names } = of
  return (
    <li className="py-2">
      {of.isUnknown ? (
        t('yearGoal.unknown')
      ) : (
        <>
          <Link href={href} className="figure">
            {t(`yearGoal.state.${kind}`, { goal, done, due })}
          </Link>{' '}
          <Tag tone={isMet(of) ? 'done' : 'quiet'}>{t(isMet(of) ? 'yearGoal.met' : 'yearGoal.open')}</Tag>
          {names.length > 0 && (
            <span className="block text-ink-2 text-sm">
              {t(`yearGoal.named.${kind}`, { names: names.join('、') })}
            </span>
          )}
        </>
      )}
    </li>
  )
}

/** Days from an occasion of publicity to its first entry of new media. */
function Lags({ say, lags, today }: { say: Say; lags: MediaLag[]; today: Day }) {
  if (lags.length === 0) return null
  const { t } = say
  return (
    <section className="card mb-4" aria-labelledby="media-lag">
      <h2 id="media-lag">{t('yearGoal.lag.title')}</h2>
      <p className="mb-1 text-ink-2">{t('yearGoal.lag.lead')}</p>
      <ul className="divide-y divide-line">
        {lags.map(({ name, fromDay, firstOn, lag }) => (
          <li key={`${name}${fromDay}`} className="flex flex-wrap gap-x-4 py-2">
            <span className="min-w-0 flex-1 basis-48">
              {name} <span className="text-ink-3 text-sm">{dateWords(say, fromDay, today)}</span>
            </span>
            <span>
              {firstOn === null
                ? t('yearGoal.lag.none')
                : lag === 0
                  ? t('yearGoal.lag.inTime', { day: dateWords(say, firstOn, today) })
                  : t('yearGoal.lag.late', { days: lag ?? 0, day: dateWords(say, firstOn, today) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
