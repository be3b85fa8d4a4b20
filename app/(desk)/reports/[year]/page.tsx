import { numberIn, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { PrintButton } from '@/app/_ui/print-button.client'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { campaignDaysOf } from '@/lib/plan/campaigns/campaign.queries'
import { misfits } from '@/lib/statistics/lock/misfit.queries'
import { documentOf, offeredTo, reportUnits } from '@/lib/statistics/report/draft.queries'
import { reportOf, reportYears } from '@/lib/statistics/report/report.queries'
import { isWholeYear, spanWords } from '@/lib/statistics/report/span.rules'
import { reportAddress, reportAsked } from '../_parts/report-address'
import { Annex } from './_parts/annex'
import { Document } from './_parts/document'
import { Editor } from './_parts/editor'
import { Finish } from './_parts/finish'
import { Misfits } from './_parts/misfits'
import { OtherFigures } from './_parts/other-figures'
import { RowsAside } from './_parts/rows-aside'
import { Spans } from './_parts/spans'
import { Units } from './_parts/units'
import { Versions } from './_parts/versions'
import { YearLock } from './_parts/year-lock'

export const generateMetadata = titled('report.page.title')

export default async function ReportPage({ params, searchParams }: PageProps<'/reports/[year]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const asked = await searchParams
  const of = await orNotFound((async () => reportAsked((await params).year, asked))())
  const year = yearOf(of.from)
  const [report, figures, years, units, days] = await Promise.all([
    orNotFound(documentOf(viewer, of)),
    orNotFound(reportOf(viewer, year, of.unitId)),
    reportYears(),
    reportUnits(viewer),
    campaignDaysOf(year),
  ])
  const begun = days.filter(each => each.fromDay <= dayOf(now()))
  const edited = report.canEdit ? report.paragraphs.find(each => each.key === asked.edit) : undefined
  const opened = typeof asked.open === 'string' ? asked.open : undefined
  const isYear = isWholeYear(of.from, of.to)
  const found = isYear && report.canEdit ? await misfits(viewer, year, of.unitId) : []
  return (
    <>
      <div className="print:hidden">
        <PageHead
          title={
            isYear
              ? `${t('common.date.year', { year })} ${t('report.page.title')}`
              : t('report.page.span', { span: spanWords(of.from, of.to, days) })
          }
          above={report.filter.unitName}
          below={
            report.isKept
              ? t('report.page.finalLead', { number: report.shown?.number ?? 0, asOf: report.asOf })
              : t('report.page.lead', { asOf: report.asOf })
          }
        >
          <PrintButton label={t('report.page.print')} />
          <a href={reportAddress(of, '/document')} className="btn" download>
            {t('report.page.docx')}
          </a>
          <a href={reportAddress(of, '/workbook')} className="btn" download>
            {t('report.page.xlsx')}
          </a>
        </PageHead>
      </div>
      <Spans say={say} of={of} year={year} years={years} days={begun} />
      <div className="grid desk:grid-cols-[minmax(0,1fr)_25rem] items-start gap-x-8 gap-y-6">
        <div className="min-w-0">
          {/* An official document: in Chinese, whatever the user's language. */}
          <Document say={say} of={of} report={report} edited={edited?.key} opened={opened} />
          {isYear && (
            <div className={report.isKept ? 'print:hidden' : undefined}>
              <Annex say={say} report={figures} />
            </div>
          )}
          {isYear && <OtherFigures say={say} year={year} report={figures} />}
        </div>
        {/* On a phone what is edited stands first and alone; all else follows the text. At a desk it stays in sight. */}
        <div className="desk:grid contents desk:content-start gap-6 desk:self-stretch">
          <div
            className={`desk:sticky desk:top-4 z-10 min-w-0 ${edited ? 'desk:order-none order-first' : ''}`}
          >
            {edited ? (
              <Editor
                say={say}
                of={of}
                report={report}
                paragraph={edited}
                keep={numberIn(asked.keep) ?? undefined}
                offered={await offeredTo(viewer, report)}
              />
            ) : (
              <RowsAside say={say} of={of} viewer={viewer} report={report} opened={opened} />
            )}
          </div>
          <div className="grid min-w-0 gap-6">
            {isYear && report.canEdit && <Misfits say={say} report={figures} found={found} />}
            {isYear && (
              <YearLock
                say={say}
                year={year}
                report={figures}
                hasMisfits={found.length > 0}
                viewer={viewer}
              />
            )}
            {report.canEdit && <Finish say={say} of={of} report={report} />}
            <Versions say={say} of={of} report={report} />
            {units.length > 0 && <Units say={say} of={of} units={units} />}
          </div>
        </div>
      </div>
    </>
  )
}
