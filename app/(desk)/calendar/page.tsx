import { numberIn, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { KeysSwitch } from '@/app/_ui/calendar-keys.client'
import { CalendarViews, periodWords } from '@/app/_ui/calendar-views'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { type AddressOf, PeriodNav } from '@/app/_ui/period-nav'
import { titled } from '@/app/_ui/titled'
import { Movable } from '@/app/(desk)/calendar/_parts/movable'
import { requireViewer } from '@/lib/access/session'
import { ownEntries, showsLunar, unitEntries } from '@/lib/calendar/calendar.queries'
import { type Entry, narrowed, narrowings } from '@/lib/calendar/calendar.rules'
import { periodIn, spanOf } from '@/lib/calendar/period.rules'
import { undatedTimes } from '@/lib/calendar/scheduling/scheduling.queries'
import { now } from '@/lib/core/clock'
import { isYearPublished } from '@/lib/core/holidays'
import { dayOf, yearOf } from '@/lib/core/time'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { dayCorrections } from '@/lib/organisation/settings/setting.queries'
import { FilterForm } from './_parts/filter-form'
import { Legend } from './_parts/legend'
import { LunarSwitch } from './_parts/lunar-switch'
import { Undated } from './_parts/undated'

export const generateMetadata = titled('calendar.own')

export default async function CalendarPage({ searchParams }: PageProps<'/calendar'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const asked = await searchParams
  const at = now()
  const today = dayOf(at)
  const period = periodIn(asked, today)
  const only = narrowings.find(each => each === asked.only) ?? null
  const unitId = numberIn(asked.unit)
  const [shown, units, corrections, lunar, undated] = await Promise.all([
    unitId === null
      ? ownEntries(viewer, spanOf(period), at, today).then(entries => ({ unit: null, entries }))
      : orNotFound(unitEntries(viewer, unitId, spanOf(period), at)),
    unitsFor(viewer),
    dayCorrections(),
    showsLunar(viewer),
    undatedTimes(viewer, spanOf(period), unitId, today),
  ])
  const entries = narrowed(shown.entries, only)
  const mayMove = entries.some(each => each.movable !== undefined)
  const year = yearOf(period.last)
  const addressOf: AddressOf = given => {
    const address = new URLSearchParams(given.at ?? period.at)
    const view = given.view ?? period.view
    if (view) address.set('view', view)
    if (unitId !== null) address.set('unit', String(unitId))
    if (only) address.set('only', only)
    return `/calendar?${address}`
  }
  return (
    // Smaller margins than the frame's, so that an office screen shows the whole month.
    <div className="print-landscape desk:-mt-4 desk:-mb-14 print:mt-0 print:mb-0">
      <div className="mb-3 flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-full desk:basis-0">
          <p className="text-ink-3 text-sm">
            {shown.unit ? t('calendar.ofUnit', { unit: shown.unit.name }) : t('calendar.own')}
            <span className="print:hidden">
              {' · '}
              <Link
                href={`/calendar/subscribe${unitId === null ? '' : `?unit=${unitId}`}`}
                className="whitespace-nowrap"
              >
                {t('home.subscribe')}
              </Link>
              {unitId !== null && (
                <>
                  {' · '}
                  <Link href={`/calendar/reminder?unit=${unitId}`} className="whitespace-nowrap">
                    {t('calendar.remind')}
                  </Link>
                </>
              )}
            </span>
          </p>
          <h1>{periodWords(say, period, today)}</h1>
        </div>
        <FilterForm {...{ say, units, unitId, only }} at={period.at} view={period.view} />
        <PeriodNav say={say} period={period} addressOf={addressOf} />
      </div>
      {!isYearPublished(year, corrections) && (
        <p className="mb-3 text-ink-3 text-sm">{t('calendar.unpublished', { year })}</p>
      )}
      <CalendarViews
        {...{ say, period, entries, today, corrections, hrefOf, addressOf }}
        showsLunar={lunar}
        beside="state"
        aroundGrid={mayMove ? grid => <Movable say={say}>{grid}</Movable> : undefined}
        empty={
          <Empty text={t(unitId === null ? 'calendar.emptyOwn' : 'calendar.emptyUnit')}>
            <Link href="/plans" className="btn">
              {t('home.next.plan')}
            </Link>
          </Empty>
        }
      />
      <div className="mt-2 flex flex-wrap items-center gap-x-5">
        <Legend say={say} isOwn={unitId === null} />
        <Undated say={say} times={undated} />
        {mayMove && (
          <p className="desk:block hidden text-ink-3 text-sm print:hidden">{t('calendar.move.hint')}</p>
        )}
        <span className="flex-1" />
        <LunarSwitch say={say} isOn={lunar} />
        <KeysSwitch on={t('calendar.keysOn')} off={t('calendar.keysOff')} />
      </div>
    </div>
  )
}

function hrefOf({ kind, id }: Entry): string {
  return kind === 'exam' ? `/exams/${id}` : `/activities/${id}`
}
