import { headers } from 'next/headers'
import Link from 'next/link'
import { Agenda } from '@/app/_ui/agenda'
import { Empty } from '@/app/_ui/empty'
import { MonthGrid } from '@/app/_ui/month-grid'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { publicEntries, publicHosts } from '@/lib/calendar/queries'
import { agendaOf, type Entry, monthIn, weeksOf } from '@/lib/calendar/rules'
import { now } from '@/lib/clock'
import { baseFor } from '@/lib/feed/rules'
import { saying } from '@/lib/i18n/say'
import { dayCorrections } from '@/lib/setting/queries'
import { dayOf } from '@/lib/time/rules'
import { HostForm } from './host-form'
import { Subscribe } from './subscribe'

export const generateMetadata = titled('calendar.public.title')

/** What residents may come to, month by month. */
export default async function PublicPage({ searchParams }: PageProps<'/public'>) {
  const say = await saying()
  const asked = await searchParams
  const today = dayOf(now())
  const month = weeksOf(monthIn(asked.month, today))
  const span = { from: month.weeks[0]?.[0] ?? month.first, to: month.weeks.at(-1)?.[6] ?? month.last }
  const hosts = await publicHosts()
  const host = hosts.find(each => String(each.id) === asked.unit)
  const [entries, corrections, sent] = await Promise.all([
    publicEntries(span, host?.path),
    dayCorrections(),
    headers(),
  ])
  const days = agendaOf(entries, month.first, month.last)
  const address = (given: string) => `/public?month=${given}${host ? `&unit=${host.id}` : ''}`
  const places = { year: month.month.slice(0, 4), month: Number(month.month.slice(5)) }
  return (
    <>
      <PageHead
        title={say.t('calendar.public.title')}
        below={host ? say.t('calendar.public.leadHost', { unit: host.name }) : say.t('calendar.public.lead')}
      />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3 print:hidden">
        <div className="flex desk:flex-none flex-1 basis-full desk:basis-auto items-center justify-between gap-4">
          <h2>{say.t('common.date.yearMonth', places)}</h2>
          <nav className="flex" aria-label={say.t('calendar.view')}>
            <Link href={address(month.previous)} prefetch={false} className="btn btn-plain px-2.5">
              {say.t('calendar.previous')}
            </Link>
            <Link href={address(today.slice(0, 7))} prefetch={false} className="btn">
              {say.t('calendar.today')}
            </Link>
            <Link href={address(month.next)} prefetch={false} className="btn btn-plain px-2.5">
              {say.t('calendar.next')}
            </Link>
          </nav>
        </div>
        {hosts.length > 1 && (
          <HostForm say={say} hosts={hosts} hostId={host?.id ?? null} month={month.month} />
        )}
      </div>
      <div className="mb-6 desk:block hidden">
        <MonthGrid
          {...{ say, month, entries, today, corrections, hrefOf }}
          dayHref={day => `${address(day.slice(0, 7))}#d${day}`}
        />
      </div>
      {days.length > 0 ? (
        <Agenda say={say} days={days} today={today} hrefOf={hrefOf} beside="host" />
      ) : (
        <Empty text={say.t('calendar.public.empty')} />
      )}
      <Subscribe say={say} base={baseFor(sent.get('host'), process.env.APP_URL)} />
    </>
  )
}

function hrefOf({ id }: Entry): string {
  return `/public/${id}`
}
