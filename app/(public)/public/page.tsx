import { headers } from 'next/headers'
import { saying } from '@/app/_i18n/say'
import { KeysSwitch } from '@/app/_ui/calendar-keys.client'
import { CalendarViews, periodWords } from '@/app/_ui/calendar-views'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { type AddressOf, PeriodNav } from '@/app/_ui/period-nav'
import { titled } from '@/app/_ui/titled'
import { publicEntries } from '@/lib/calendar/calendar.queries'
import type { Entry } from '@/lib/calendar/calendar.rules'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'
import { periodIn, spanOf } from '@/lib/calendar/period.rules'
import { publicHosts } from '@/lib/calendar/public-event.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { dayCorrections } from '@/lib/organisation/settings/setting.queries'
import { HostForm } from './_parts/host-form'
import { Subscribe } from './_parts/subscribe'

export const generateMetadata = titled('calendar.public.title')

/** Events open to residents: a month, a week or a list. */
export default async function PublicPage({ searchParams }: PageProps<'/public'>) {
  const say = await saying()
  const { t } = say
  const asked = await searchParams
  const today = dayOf(now())
  const period = periodIn(asked, today)
  const showsLunar = asked.lunar === '1'
  const hosts = await publicHosts()
  const host = hosts.find(each => String(each.id) === asked.unit)
  const [entries, corrections, sent] = await Promise.all([
    publicEntries(spanOf(period), host?.path),
    dayCorrections(),
    headers(),
  ])
  const here = { view: period.view, unit: host?.id, lunar: showsLunar ? 1 : undefined }
  const addressOf: AddressOf = given =>
    address({ ...here, view: given.view ?? here.view }, given.at ?? period.at)
  return (
    <div className="print-landscape">
      <PageHead
        title={t('calendar.public.title')}
        below={host ? t('calendar.public.leadHost', { unit: host.name }) : t('calendar.public.lead')}
      >
        {hosts.length > 1 && (
          <HostForm
            say={say}
            hosts={hosts}
            hostId={host?.id ?? null}
            kept={{ ...period.at, ...here, unit: undefined }}
          />
        )}
      </PageHead>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2>{periodWords(say, period, today)}</h2>
        <PeriodNav say={say} period={period} addressOf={addressOf} />
      </div>
      <CalendarViews
        {...{ say, period, entries, today, corrections, showsLunar, hrefOf, addressOf }}
        beside="host"
        empty={<Empty text={t('calendar.public.empty')} />}
      />
      <div className="mt-1 flex flex-wrap items-center justify-end gap-x-5 print:hidden">
        <Link
          href={address({ ...here, lunar: showsLunar ? undefined : 1 }, period.at)}
          className="flex min-h-11 items-center text-ink-3 text-sm no-underline"
        >
          {t(showsLunar ? 'calendar.lunarOff' : 'calendar.lunarOn')}
        </Link>
        <KeysSwitch on={t('calendar.keysOn')} off={t('calendar.keysOff')} />
      </div>
      <Subscribe
        say={say}
        base={baseFor(sent.get('host'), process.env.APP_URL)}
        userAgent={sent.get('user-agent')}
        hostId={host?.id ?? null}
      />
    </div>
  )
}

function address(
  here: Record<string, string | number | null | undefined>,
  at: Record<string, string>,
): string {
  const said = Object.entries(here).filter(([, value]) => value !== null && value !== undefined)
  return `/public?${new URLSearchParams([...Object.entries(at), ...said.map(([name, value]) => [name, String(value)])])}`
}

function hrefOf({ id }: Entry): string {
  return `/public/${id}`
}
