import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { dayOf, timeOf } from '@/lib/core/time'
import { documentOf } from '@/lib/statistics/report/draft.queries'
import { reportAddress, reportAsked } from '../../../_parts/report-address'
import { Document } from '../../_parts/document'
import { Comparison } from './_parts/comparison'

export const generateMetadata = titled('report.page.title')

/** One version as it was saved, and what differs from another. */
export default async function VersionPage({
  params,
  searchParams,
}: PageProps<'/reports/[year]/versions/[number]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const [{ year, number }, asked] = [await params, await searchParams]
  const of = await orNotFound((async () => reportAsked(year, asked))())
  const report = await orNotFound(documentOf(viewer, of, idOf(number)))
  const { shown, versions } = report
  const others = versions.filter(each => each.number !== shown?.number)
  const with_ =
    others.find(each => String(each.number) === asked.with) ?? others.find(each => each.number < idOf(number))
  return (
    <>
      <PageHead
        above={<Link href={reportAddress(of)}>{t('report.version.back')}</Link>}
        title={`${report.filter.unitName} ${t('report.draft.number', { number: idOf(number) })}`}
        below={
          shown &&
          [
            t(shown.state === 'final' ? 'report.draft.final' : 'report.version.draft'),
            `${dayOf(shown.madeAt)} ${timeOf(shown.madeAt)} ${shown.by ?? ''}`,
            shown.reason,
          ]
            .filter(Boolean)
            .join(' · ')
        }
      >
        <a href={reportAddress(of, '/document', { version: number })} className="btn" download>
          {t('report.page.docx')}
        </a>
        <a href={reportAddress(of, '/workbook', { version: number })} className="btn" download>
          {t('report.page.xlsx')}
        </a>
      </PageHead>
      {shown && others.length > 0 && (
        <Comparison say={say} of={of} shown={shown} others={others} before={with_ ?? others[0]} />
      )}
      <Document say={say} of={of} report={{ ...report, canEdit: false }} />
    </>
  )
}
