import { notFound } from 'next/navigation'
import { numberIn } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { dateWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { debtList, unitsOwing, waitingStudies } from '@/lib/attendance/makeup/makeup.queries'
import { type DebtFilter, debtFilters } from '@/lib/attendance/makeup/makeup.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { Proofs } from '../attachments/_parts/proofs'
import { DebtFilterForm } from './_parts/debt-filter'
import { DebtTable } from './_parts/debt-table'
import { StudyDecision } from './_parts/study-form'

export const generateMetadata = titled('makeup.list.title')

const PAGE = 50

/** 待补学 of the viewer's scope: who, for what, the deadline, and every way to settle it. */
export default async function MakeUpsPage({ searchParams }: PageProps<'/makeups'>) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'leader', 'administrator')) notFound()
  const say = await saying()
  const { t } = say
  const today = dayOf(now())
  const asked = await searchParams
  const state: DebtFilter = debtFilters.find(each => each === asked.state) ?? 'all'
  const unitId = numberIn(asked.unit) ?? undefined
  const page = numberIn(asked.page) ?? 1
  const [list, units, studies] = await Promise.all([
    debtList(viewer, { unitId, state, limit: PAGE, offset: (page - 1) * PAGE }, today),
    unitsOwing(viewer, today),
    waitingStudies(viewer, today),
  ])
  const listed = state === 'all' ? list.total : list[state]
  const hrefOf = (to: number) =>
    `/makeups?${new URLSearchParams({ ...(unitId ? { unit: String(unitId) } : {}), state, page: String(to) })}`
  const ofState = (one: DebtFilter) =>
    `/makeups?${new URLSearchParams({ ...(unitId ? { unit: String(unitId) } : {}), state: one })}`
  return (
    <>
      <PageHead
        title={t('makeup.list.title')}
        below={
          <>
            <Link href={ofState('all')} className="figure">
              {t('makeup.list.total', { count: list.total })}
            </Link>
            {list.overdue > 0 && (
              <>
                {' · '}
                <Link href={ofState('overdue')} className="figure">
                  {t('makeup.list.overdue', { count: list.overdue })}
                </Link>
              </>
            )}
          </>
        }
      />
      <p className="mb-4 max-w-3xl text-ink-2">{t('makeup.list.lead')}</p>
      {studies.length > 0 && page === 1 && (
        <section className="mb-8" aria-labelledby="studies">
          <h2 id="studies" className="mb-2">
            {t('makeup.list.studies')}
          </h2>
          <ul className="grid gap-4">
            {studies.map(row => (
              <li key={row.study?.id} className="card grid desk:grid-cols-2 gap-x-8 gap-y-3">
                <div className="min-w-0">
                  <p>
                    <b className="font-semibold text-lg">{row.name}</b>{' '}
                    <span className="text-ink-3 text-sm">{row.unitName}</span>
                  </p>
                  <p>
                    <Link
                      href={`/activities/${row.activityId}/sheet/${row.personId}`}
                      className="break-words"
                    >
                      {row.title}
                    </Link>{' '}
                    <span className="text-ink-3 text-sm">{dateWords(say, row.day, today)}</span>
                  </p>
                  <p className="mt-2 break-words font-semibold">
                    {t('makeup.list.studyOf', {
                      day: dateWords(say, row.study?.day ?? row.day, today),
                      material: row.study?.material ?? '',
                    })}
                  </p>
                  <p className="whitespace-pre-line break-words">{row.study?.note}</p>
                  <Proofs
                    say={say}
                    viewer={viewer}
                    of={{ activityId: row.activityId, personId: row.personId, kind: 'makeUp' }}
                    back="/makeups"
                    mayAdd={false}
                    today={today}
                  />
                </div>
                <StudyDecision say={say} makeUpId={row.study?.id ?? 0} name={row.name} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {list.total > 0 || unitId ? (
        <DebtFilterForm say={say} units={units} unitId={unitId} state={state} />
      ) : null}
      {list.rows.length === 0 ? (
        <Empty text={t(list.total === 0 && !unitId ? 'makeup.list.none' : 'makeup.list.noneSuch')} />
      ) : (
        <DebtTable say={say} rows={list.rows} today={today} />
      )}
      {listed > PAGE && (
        <nav aria-label={t('makeup.list.page', { page })} className="mt-4 flex flex-wrap items-center gap-3">
          {page > 1 && (
            <Link href={hrefOf(page - 1)} className="btn">
              {t('makeup.list.before')}
            </Link>
          )}
          <span className="text-ink-3">{t('makeup.list.page', { page })}</span>
          {page * PAGE < listed && (
            <Link href={hrefOf(page + 1)} className="btn">
              {t('makeup.list.after')}
            </Link>
          )}
        </nav>
      )}
    </>
  )
}
