import { notFound, redirect } from 'next/navigation'
import { ownPath } from '@/app/_http/own-path'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { reportYears } from '@/lib/statistics/report/report.queries'

export const generateMetadata = titled('report.page.title')

/** The last completed year, because that is the one an office reports; otherwise the latest. */
export default async function ReportsPage() {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'leader', 'administrator')) notFound()
  const years = await reportYears()
  const year = years.find(each => each < yearOf(dayOf(now()))) ?? years[0]
  if (year !== undefined) redirect(ownPath(`/reports/${year}`))
  const { t } = await saying()
  return (
    <>
      <PageHead title={t('report.page.title')} />
      <Empty text={t('report.page.empty')} />
    </>
  )
}
