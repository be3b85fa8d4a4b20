import { notFound } from 'next/navigation'
import { numberIn } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { dateWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { FilterChoice, YearOptions } from '@/app/_ui/filter-fields'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { canOrganise, holds, type Viewer } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { type Day, dayOf, monthOf, yearOf } from '@/lib/core/time'
import {
  type AdviserRow,
  advisersOf,
  type WorkRow,
  worksOf,
  workYears,
} from '@/lib/organisation/legal-work/legal-work.queries'
import { isOfAdviser } from '@/lib/organisation/legal-work/legal-work.rules'
import { type Body, bodiesOf } from '@/lib/organisation/people/body.queries'
import { ReviewTag } from '../activities/_parts/review-tag'

export const generateMetadata = titled('legalWork.page.title')

/** 法律顾问和履职: the terms of the advisers, and what they and the leaders took part in. */
export default async function AdvisersPage({ searchParams }: PageProps<'/advisers'>) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'leader', 'administrator')) notFound()
  const say = await saying()
  const { t } = say
  const today = dayOf(now())
  const year = numberIn((await searchParams).year) ?? yearOf(today)
  const [advisers, works, years, bodies] = await Promise.all([
    advisersOf(viewer, today),
    worksOf(viewer, year),
    workYears(viewer, today),
    bodiesOf(viewer, today),
  ])
  const inOffice = advisers.filter(each => each.inOffice).length
  return (
    <>
      <PageHead
        title={t('legalWork.page.title')}
        below={t('legalWork.page.lead', { count: inOffice, year, works: works.length })}
      >
        {holds(viewer, 'administrator') && (
          <Link href="/advisers/new" className="btn flex-1">
            {t('legalWork.page.addAdviser')}
          </Link>
        )}
        {holds(viewer, 'organiser', 'administrator') && (
          <Link href="/advisers/work/new" className="btn btn-main flex-1">
            {t('legalWork.page.addWork')}
          </Link>
        )}
      </PageHead>
      <section aria-labelledby="advisers">
        <h2 id="advisers" className="border-line-strong border-b pb-1.5">
          {t('legalWork.page.advisers')}
        </h2>
        {advisers.length === 0 ? (
          <Empty text={t('legalWork.page.noAdvisers')}>
            {holds(viewer, 'administrator') && (
              <Link href="/imports?kind=advisers" className="btn">
                {t('legalWork.page.import')}
              </Link>
            )}
          </Empty>
        ) : (
          <ul>
            {advisers.map(each => (
              <Adviser key={each.id} say={say} of={each} />
            ))}
          </ul>
        )}
      </section>
      <form method="get" className="mt-8 flex flex-wrap items-end gap-2">
        <FilterChoice name="year" label={t('legalWork.page.year')} value={year}>
          <YearOptions say={say} years={[...new Set([year, ...years])]} />
        </FilterChoice>
        <button type="submit" className="btn">
          {t('legalWork.page.show')}
        </button>
      </form>
      <Works
        say={say}
        viewer={viewer}
        year={year}
        works={works.filter(each => isOfAdviser(each.kind))}
        isOfAdvisers
      />
      <Works say={say} viewer={viewer} year={year} works={works.filter(each => !isOfAdviser(each.kind))} />
      {bodies.length > 0 && (
        <section className="mt-8" aria-labelledby="bodies">
          <h2 id="bodies" className="border-line-strong border-b pb-1.5">
            {t('legalWork.page.bodies')}
          </h2>
          {bodies.map(each => (
            <BodyList key={each.tagId} say={say} of={each} />
          ))}
        </section>
      )}
    </>
  )
}

/** As a notice lists it: 组长, 副组长, 成员, each with the post. */
function BodyList({ say, of }: { say: Say; of: Body }) {
  const roles = (['head', 'deputy', 'member'] as const).filter(role =>
    of.members.some(each => each.role === role),
  )
  return (
    <div className="border-line border-b py-3">
      <h3 className="font-semibold">{of.name}</h3>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {roles.map(role => (
          <div key={role} className="contents">
            <dt className="text-ink-2">{say.term(`bodyRole.${role}`)}</dt>
            <dd>
              {of.members
                .filter(each => each.role === role)
                .map(each => (each.post ? `${each.name}（${each.post}）` : each.name))
                .join('、')}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Adviser({ say, of }: { say: Say; of: AdviserRow }) {
  const { t } = say
  const from = withYear(say, of.fromDay)
  const term = of.toDay
    ? t('legalWork.page.until', { from, to: withYear(say, of.toDay) })
    : t('legalWork.page.since', { from })
  return (
    <li className="flex items-baseline gap-x-4 border-line border-b py-2">
      <div className="min-w-0 flex-1">
        <b className="font-semibold">{of.name}</b>{' '}
        {of.isFullTime && <Tag tone="done">{t('legalWork.page.fullTime')}</Tag>}{' '}
        {!of.inOffice && <Tag>{t('legalWork.page.ended')}</Tag>}
        <span className="block text-ink-2 text-sm">
          {[of.unitName, term, of.firm, of.contract].filter(Boolean).join(' · ')}
        </span>
      </div>
      {of.mayChange && (
        <Link href={`/advisers/${of.id}`} className="inline-flex desk:min-h-8 min-h-11 items-center">
          {t('legalWork.page.change')}
        </Link>
      )}
    </li>
  )
}

type WorksProps = { say: Say; viewer: Viewer; year: number; works: WorkRow[]; isOfAdvisers?: true }

function Works({ say, viewer, year, works, isOfAdvisers }: WorksProps) {
  const { t } = say
  const id = isOfAdvisers ? 'adviser-work' : 'leader-work'
  return (
    <section className="mt-6" aria-labelledby={id}>
      <h2 id={id} className="border-line-strong border-b pb-1.5">
        {t(isOfAdvisers ? 'legalWork.page.adviserWork' : 'legalWork.page.leaderWork')}
      </h2>
      {works.length === 0 && <p className="mt-2 text-ink-2">{t('legalWork.page.noWork', { year })}</p>}
      <ul>
        {works.map(each => (
          <li key={each.id} className="flex items-baseline gap-x-4 border-line border-b py-2">
            <div className="min-w-0 flex-1">
              <span className="text-ink-2 text-sm">{dateWords(say, each.day, each.day)}</span>{' '}
              <b className="font-semibold">{t(`legalWork.kind.${each.kind}`)}</b> {each.who}{' '}
              <ReviewTag say={say} review={each.review} />
              <span className="block">{each.matter}</span>
              <span className="block text-ink-3 text-sm">
                {[each.unitName, each.paper].filter(Boolean).join(' · ')}
              </span>
            </div>
            {canOrganise(viewer, each.unitPath) && (
              <Link
                href={`/advisers/work/${each.id}`}
                className="inline-flex desk:min-h-8 min-h-11 items-center"
              >
                {t('legalWork.page.change')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A term goes over years: each of its days says its own. */
function withYear({ t }: Say, day: Day): string {
  return t('common.date.full', { year: yearOf(day), month: monthOf(day), day: Number(day.slice(8)) })
}
