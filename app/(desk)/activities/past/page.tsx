import { notFound } from 'next/navigation'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { administersAll } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { pastYearsOf } from '@/lib/attendance/past-years/past-year.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { YearPart } from './_parts/year-part'

export const generateMetadata = titled('pastYear.title')

/** 往年未了结: what is over and was never brought to an end, by year, for who may lock the year. */
export default async function PastYearsPage() {
  const viewer = await requireViewer()
  if (!administersAll(viewer)) notFound()
  const say = await saying()
  const today = dayOf(now())
  const years = await pastYearsOf(viewer, today)
  return (
    <>
      <PageHead title={say.t('pastYear.title')} below={say.t('pastYear.lead')} />
      {years.length === 0 && <Empty text={say.t('pastYear.none')} />}
      {years.map(year => (
        <YearPart key={year.year} say={say} of={year} today={today} />
      ))}
    </>
  )
}
