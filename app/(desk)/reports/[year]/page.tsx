import { notFound } from 'next/navigation'
import { ButtonForm } from '@/app/_forms/button-form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { sayIn } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { dayOf, timeOf } from '@/lib/core/time'
import { reportOf, reportYears } from '@/lib/statistics/report/report.queries'
import { type ReportFigure, reportFigures } from '@/lib/statistics/report/report.rules'
import { lockThisYear } from '../actions'
import { Annex } from './_parts/annex'
import { Document } from './_parts/document'
import { OtherFigures } from './_parts/other-figures'
import { RowsAside } from './_parts/rows-aside'

export const generateMetadata = titled('report.page.title')

export default async function ReportPage({ params, searchParams }: PageProps<'/reports/[year]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const year = idOf((await params).year)
  if (!Number.isInteger(year) || year < 2000 || year > 2100) notFound()
  const [report, years] = await Promise.all([orNotFound(reportOf(viewer, year)), reportYears()])
  const { open } = await searchParams
  const opened = reportFigures.find(code => code === open) as ReportFigure | undefined
  return (
    <>
      <PageHead
        title={`${t('common.date.year', { year })} ${t('report.page.title')}`}
        below={
          report.locked
            ? t('report.page.locked', {
                at: `${dayOf(report.locked.at)} ${timeOf(report.locked.at)}`,
                by: report.locked.by ?? '',
              })
            : t('report.page.lead', { asOf: report.asOf })
        }
      >
        {report.canLock && !report.locked && report.asOf === `${year}-12-31` && (
          <ButtonForm
            action={lockThisYear}
            fields={{ year }}
            className="desk:w-auto w-full"
            look="btn w-full"
            hint={t('report.page.lockHint')}
          >
            {t('report.page.lock')}
          </ButtonForm>
        )}
      </PageHead>
      <nav aria-label={t('report.page.years')} className="mb-4 flex flex-wrap gap-2 print:hidden">
        {years.map(each => (
          <Link
            key={each}
            href={`/reports/${each}`}
            aria-current={each === year ? 'page' : undefined}
            className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
          >
            {t('common.date.year', { year: each })}
          </Link>
        ))}
      </nav>
      <div className="grid desk:grid-cols-[minmax(0,1fr)_25rem] items-start gap-8">
        <div className="min-w-0">
          {/* An official document: in Chinese, whatever the user's language. */}
          <Document say={sayIn('zh')} year={year} report={report} opened={opened} />
          <Annex say={say} report={report} />
          <OtherFigures say={say} year={year} report={report} />
        </div>
        <RowsAside say={say} report={report} opened={opened} />
      </div>
    </>
  )
}
