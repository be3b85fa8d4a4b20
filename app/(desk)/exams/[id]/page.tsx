import { ButtonForm } from '@/app/_forms/button-form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, timeOf } from '@/lib/core/time'
import { type CandidateRow, examPage } from '@/lib/exam/exam.queries'
import { phaseOf } from '@/lib/exam/exam.rules'
import { cancelThisExam, confirmExamList } from '../actions'

export const generateMetadata = titled('exam.list.title')

const filters = {
  all: () => true,
  sat: (row: CandidateRow) => row.standing === 'required' && row.attempts > 0,
  notSat: (row: CandidateRow) => row.standing === 'required' && row.attempts === 0,
  passed: (row: CandidateRow) => row.standing === 'required' && Boolean(row.passed),
  notPassed: (row: CandidateRow) => row.standing === 'required' && row.attempts > 0 && !row.passed,
  exempt: (row: CandidateRow) => row.standing === 'exempt',
} satisfies Record<string, (row: CandidateRow) => boolean>
type Filter = keyof typeof filters

export default async function ExamPage({ params, searchParams }: PageProps<'/exams/[id]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t, term } = say
  const { exam, unit, audience, rows, outside, canOrganise } = await orNotFound(
    examPage(viewer, idOf((await params).id)),
  )
  const asked = (await searchParams).show
  const filter: Filter = typeof asked === 'string' && asked in filters ? (asked as Filter) : 'all'
  const required = rows.filter(row => row.standing === 'required')
  const sat = rows.filter(filters.sat).length
  const passed = rows.filter(filters.passed).length
  const phase = phaseOf(exam, now())
  const notSat = rows.filter(filters.notSat)
  // Until the closing day is over nobody has missed the exam: no rate, only who has sat.
  const lead =
    exam.status === 'cancelled'
      ? t('exam.phase.cancelled')
      : phase === 'before'
        ? t('exam.page.beforeProgress', { day: dayOf(exam.opensAt), required: required.length })
        : phase === 'open'
          ? t('exam.page.openProgress', { sat, required: required.length })
          : t('exam.page.closedProgress', { required: required.length, sat, passed })
  const moment = (at: number) => `${dayOf(at)} ${timeOf(at)}`
  return (
    <>
      <PageHead above={<Link href="/exams">{t('exam.list.title')}</Link>} title={exam.title} below={lead}>
        {canOrganise && (
          <Link href={`/exams/${exam.id}/export`} className="btn flex-1">
            {t('exam.page.export')}
          </Link>
        )}
        {canOrganise && (
          <Link href={`/exams/${exam.id}/edit`} className="btn flex-1">
            {t('exam.page.edit')}
          </Link>
        )}
        {canOrganise && phase !== 'before' && (
          <Link
            href={`/imports?kind=results&exam=${encodeURIComponent(exam.title)}`}
            className="btn btn-main flex-1"
          >
            {t('exam.list.importResults')}
          </Link>
        )}
      </PageHead>
      <div className="grid desk:grid-cols-[1fr_20rem] items-start gap-6">
        <div className="desk:order-1 order-2 min-w-0">
          <nav aria-label={t('exam.page.list')} className="mb-3 flex flex-wrap gap-2">
            {(Object.keys(filters) as Filter[]).map(each => (
              <Link
                key={each}
                href={each === 'all' ? `/exams/${exam.id}` : `/exams/${exam.id}?show=${each}`}
                aria-current={each === filter ? 'page' : undefined}
                className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
              >
                {t(`exam.page.${each}`, { count: rows.filter(filters[each]).length })}
              </Link>
            ))}
            {outside.length > 0 && (
              <a href="#outside" className="btn">
                {t('exam.page.notListed', { count: outside.length })}
              </a>
            )}
          </nav>
          <Candidates say={say} examId={exam.id} rows={rows.filter(filters[filter])} />
          {outside.length > 0 && (
            <section id="outside" className="mt-6">
              <h2 className="mb-2">{t('exam.page.outside', { count: outside.length })}</h2>
              <p>{outside.map(row => `${row.name}（${row.best ?? '—'}）`).join('、')}</p>
            </section>
          )}
        </div>
        <aside className="desk:order-2 order-1 grid gap-4">
          <section className="card">
            <h2 className="mb-2">{t('exam.page.facts')}</h2>
            <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
              <dt className="text-ink-3">{t('exam.page.opens')}</dt>
              <dd>{moment(exam.opensAt)}</dd>
              <dt className="text-ink-3">{t('exam.page.closes')}</dt>
              <dd>{moment(exam.closesAt)}</dd>
              {exam.makeUpClosesAt !== null && (
                <>
                  <dt className="text-ink-3">{t('exam.page.makeUp')}</dt>
                  <dd>{moment(exam.makeUpClosesAt)}</dd>
                </>
              )}
              <dt className="text-ink-3">{t('exam.page.host')}</dt>
              <dd>{unit.name}</dd>
              <dt className="text-ink-3">{t('exam.page.audience')}</dt>
              <dd>{audience?.words}</dd>
            </dl>
            <p className="mt-3 text-sm">
              {t('exam.page.marks', { full: exam.fullMark, pass: exam.passMark })}
              {' · '}
              {t('exam.page.counting', { counting: term(`counting.${exam.counting}`) })}
            </p>
            <p className="text-sm">
              {exam.attempts === null
                ? t('exam.page.attemptsFree')
                : t('exam.page.attempts', { count: exam.attempts })}
              {exam.makeUpAttempts !== null &&
                ` · ${t('exam.page.makeUpAttempts', { count: exam.makeUpAttempts })}`}
            </p>
            <p className="mt-3 text-ink-3 text-sm">
              {exam.listConfirmedAt === null ? t('exam.page.listFollows') : t('exam.page.listConfirmed')}
            </p>
          </section>
          {canOrganise && exam.status === 'scheduled' && phase !== 'over' && (
            <section className="card grid gap-2">
              {exam.listConfirmedAt === null && (
                <ButtonForm
                  action={confirmExamList}
                  fields={{ id: exam.id, version: exam.version }}
                  look="btn w-full"
                >
                  {t('exam.page.confirmList')}
                </ButtonForm>
              )}
              <ButtonForm
                action={cancelThisExam}
                fields={{ id: exam.id, version: exam.version }}
                look="btn btn-plain w-full"
              >
                {t('exam.page.cancel')}
              </ButtonForm>
            </section>
          )}
          {canOrganise && notSat.length > 0 && (phase === 'open' || phase === 'makeUp') && (
            <section className="card">
              <label htmlFor="reminder" className="mb-1 block font-semibold">
                {t('exam.page.reminder')}
              </label>
              <textarea
                id="reminder"
                readOnly
                rows={5}
                className="field text-sm"
                value={t('exam.page.reminderText', {
                  exam: exam.title,
                  day: exam.closingDay,
                  names: notSat.map(row => row.name).join('、'),
                })}
              />
            </section>
          )}
        </aside>
      </div>
    </>
  )
}

function Candidates({ say, examId, rows }: { say: Say; examId: number; rows: CandidateRow[] }) {
  const { t } = say
  if (rows.length === 0) return <p className="card text-ink-2">{t('exam.page.nobody')}</p>
  return (
    <TableCard label={t('exam.page.list')}>
      <table>
        <thead>
          <tr>
            <th className="n">{t('exam.page.number')}</th>
            <th>{t('exam.page.person')}</th>
            <th>{t('exam.page.unit')}</th>
            <th className="n">{t('exam.page.score')}</th>
            <th className="n">{t('exam.page.times')}</th>
            <th>{t('exam.page.result')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.personId}>
              <td className="n text-ink-3">{at + 1}</td>
              <td className="whitespace-nowrap">
                <Link href={`/exams/${examId}/${row.personId}`}>{row.name}</Link>
              </td>
              <td>{row.unitName}</td>
              <td className="n">{row.best ?? '—'}</td>
              <td className="n">
                {row.attempts}
                {row.annulled > 0 && (
                  <span className="block text-ink-3 text-sm">
                    {t('exam.page.annulledWord', { count: row.annulled })}
                  </span>
                )}
                {row.outside > 0 && (
                  <span className="block text-ink-3 text-sm">
                    {t('exam.page.outsideWindow', { count: row.outside })}
                  </span>
                )}
              </td>
              <td>
                <Result say={say} row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableCard>
  )
}

function Result({ say: { t, term }, row }: { say: Say; row: CandidateRow }) {
  if (row.standing === 'exempt') {
    return (
      <Tag>
        {row.attempts > 0
          ? t('exam.page.afterwards')
          : row.reason
            ? t('exam.page.exempted', { reason: row.reason })
            : term('examStanding.exempt')}
      </Tag>
    )
  }
  if (row.attempts === 0)
    return (
      <Tag tone="owed">
        {row.missedReason
          ? t('exam.page.notSatFor', { reason: row.missedReason })
          : t('exam.page.notSatWord')}
      </Tag>
    )
  return row.passed ? (
    <Tag tone="done">{t('exam.page.passWord')}</Tag>
  ) : (
    <Tag tone="soon">{t('exam.page.failWord')}</Tag>
  )
}
