import { numberIn } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag, type Tone } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { examsOf, examYears } from '@/lib/exam/exam.queries'
import { type ExamPhase, phaseOf } from '@/lib/exam/exam.rules'

export const generateMetadata = titled('exam.list.title')

const tones: Record<ExamPhase, Tone> = { before: 'quiet', open: 'go', makeUp: 'soon', over: 'done' }

export default async function ExamsPage({ searchParams }: PageProps<'/exams'>) {
  const viewer = await requireViewer()
  const { t } = await saying()
  const years = await examYears(viewer)
  const asked = numberIn((await searchParams).year) ?? 0
  const year = asked || years[0] || yearOf(dayOf(now()))
  const exams = await examsOf(viewer, year)
  const organises = holds(viewer, 'organiser', 'administrator')
  return (
    <>
      <PageHead title={t('exam.list.title')} below={t('exam.list.lead', { year, count: exams.length })}>
        {organises && (
          <Link href="/imports?kind=results" className="btn flex-1">
            {t('exam.list.importResults')}
          </Link>
        )}
        {organises && (
          <Link href="/exams/new" className="btn btn-main flex-1">
            {t('exam.list.make')}
          </Link>
        )}
      </PageHead>
      {years.length > 1 && (
        <nav aria-label={t('exam.list.year')} className="mb-4 flex flex-wrap gap-2">
          {years.map(each => (
            <Link
              key={each}
              href={`/exams?year=${each}`}
              aria-current={each === year ? 'page' : undefined}
              className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
            >
              {t('common.date.year', { year: each })}
            </Link>
          ))}
        </nav>
      )}
      {exams.length === 0 ? (
        <Empty text={t('exam.list.empty', { year })} />
      ) : (
        <ul className="card px-5 py-1">
          {exams.map(({ exam, hostName, required, sat, passed }) => {
            const phase = phaseOf(exam, now())
            const isShown = phase !== 'before'
            return (
              <li
                key={exam.id}
                className="grid desk:grid-cols-[1fr_auto_8rem_8rem] desk:items-center gap-x-6 gap-y-1 border-line border-t py-4 first:border-t-0"
              >
                <div>
                  <Link href={`/exams/${exam.id}`} className="font-semibold">
                    {exam.title}
                  </Link>
                  <p className="text-ink-3 text-sm">
                    {hostName} · {t('exam.list.window', { from: dayOf(exam.opensAt), to: exam.closingDay })}
                    {exam.makeUpClosesAt !== null &&
                      ` · ${t('exam.list.makeUpUntil', { day: dayOf(exam.makeUpClosesAt) })}`}
                  </p>
                </div>
                <div>
                  {exam.status === 'cancelled' ? (
                    <Tag>{t('exam.phase.cancelled')}</Tag>
                  ) : (
                    <Tag tone={tones[phase]}>{t(`exam.phase.${phase}`)}</Tag>
                  )}
                </div>
                <p className="desk:text-right text-ink-2 text-sm">
                  {t('exam.list.sat')}{' '}
                  {isShown ? (
                    <Link href={`/exams/${exam.id}?show=sat`} className="figure">{`${sat}/${required}`}</Link>
                  ) : (
                    `—/${required}`
                  )}
                </p>
                <p className="desk:text-right text-ink-2 text-sm">
                  {phase !== 'before' && phase !== 'open' && (
                    <>
                      {t('exam.list.passed')}{' '}
                      <Link
                        href={`/exams/${exam.id}?show=passed`}
                        className="figure"
                      >{`${passed}/${required}`}</Link>
                    </>
                  )}
                </p>
              </li>
            )
          })}
        </ul>
      )}
    </>
  )
}
