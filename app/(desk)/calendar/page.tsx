import Link from 'next/link'
import { orNotFound } from '@/app/_form/or-not-found'
import { Agenda } from '@/app/_ui/agenda'
import { Empty } from '@/app/_ui/empty'
import { MonthGrid } from '@/app/_ui/month-grid'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { ownEntries, unitEntries } from '@/lib/calendar/queries'
import { agendaOf, type Entry, monthIn, weeksOf } from '@/lib/calendar/rules'
import { now } from '@/lib/clock'
import { saying } from '@/lib/i18n/say'
import { unitsFor } from '@/lib/roster/queries'
import { dayCorrections } from '@/lib/setting/queries'
import { isYearPublished } from '@/lib/time/holidays'
import { dayOf } from '@/lib/time/rules'
import { KeysSwitch } from './keys.client'
import { Legend } from './legend'
import { MonthNav, type View } from './month-nav'
import { WhoseForm } from './whose-form'

export const generateMetadata = titled('calendar.own')

export default async function CalendarPage({ searchParams }: PageProps<'/calendar'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const asked = await searchParams
  const at = now()
  const today = dayOf(at)
  const month = weeksOf(monthIn(asked.month, today))
  const view: View = asked.view === 'month' || asked.view === 'agenda' ? asked.view : null
  const unitId = Number(asked.unit) || null
  const span = { from: month.weeks[0]?.[0] ?? month.first, to: month.weeks.at(-1)?.[6] ?? month.last }
  const [shown, units, corrections] = await Promise.all([
    unitId === null
      ? ownEntries(viewer, span, at, today).then(entries => ({ unit: null, entries }))
      : orNotFound(unitEntries(viewer, unitId, span, at, today)),
    unitsFor(viewer),
    dayCorrections(),
  ])
  const year = Number(month.month.slice(0, 4))
  const monthWords = say.t('common.date.yearMonth', { year, month: Number(month.month.slice(5)) })
  const days = agendaOf(shown.entries, month.first, month.last)
  // In the month that runs, what is over stands behind a fold: the list begins today.
  const isRunning = month.first <= today && today <= month.last
  const earlier = isRunning ? days.filter(each => each.day < today) : []
  const ahead = isRunning ? days.filter(each => each.day >= today) : days
  const whose = shown.unit ? say.t('calendar.ofUnit', { unit: shown.unit.name }) : say.t('calendar.own')
  const address = (given: { month?: string; view?: View }) =>
    addressOf({ month: given.month ?? month.month, view: given.view ?? view, unitId })
  return (
    <div className="print-landscape">
      <PageHead
        above={
          unitId === null ? (
            <>
              {whose}
              <span className="print:hidden">
                {' · '}
                <Link href="/calendar/subscribe" prefetch={false}>
                  {say.t('home.subscribe')}
                </Link>
              </span>
            </>
          ) : (
            whose
          )
        }
        title={monthWords}
      >
        <MonthNav say={say} month={month} view={view} addressOf={address} today={today} />
      </PageHead>
      {units.length > 0 && (
        <WhoseForm say={say} units={units} unitId={unitId} month={month.month} view={view} />
      )}
      {!isYearPublished(year, corrections) && (
        <p className="mb-3 text-ink-3 text-sm">{say.t('calendar.unpublished', { year })}</p>
      )}
      {view !== 'agenda' && (
        <div className={view === null ? 'desk:block hidden print:block' : 'mb-5'}>
          <MonthGrid
            {...{ say, month, entries: shown.entries, today, corrections }}
            hrefOf={hrefOf}
            dayHref={day => `${address({ month: day.slice(0, 7), view: 'agenda' })}#d${day}`}
          />
          <Legend say={say} isOwn={unitId === null} />
        </div>
      )}
      <div
        className={
          view === null ? 'desk:hidden print:hidden' : view === 'month' ? 'desk:hidden print:hidden' : ''
        }
      >
        {earlier.length > 0 && (
          <details className="mb-3">
            <summary className="py-2.5 text-indigo">
              {say.t('calendar.earlier', {
                count: earlier.reduce((sum, each) => sum + each.entries.length, 0),
              })}
            </summary>
            <Agenda say={say} days={earlier} today={today} hrefOf={hrefOf} />
          </details>
        )}
        {ahead.length > 0 && <Agenda say={say} days={ahead} today={today} hrefOf={hrefOf} />}
        {days.length === 0 && (
          <Empty text={say.t(unitId === null ? 'calendar.emptyOwn' : 'calendar.emptyUnit')}>
            <Link href="/plans" prefetch={false} className="btn">
              {say.t('home.next.plan')}
            </Link>
          </Empty>
        )}
      </div>
      <KeysSwitch on={say.t('calendar.keysOn')} off={say.t('calendar.keysOff')} />
    </div>
  )
}

function hrefOf({ kind, id }: Entry): string {
  return kind === 'exam' ? `/exams/${id}` : `/activities/${id}`
}

function addressOf({ month, view, unitId }: { month: string; view: View; unitId: number | null }): string {
  const asked = new URLSearchParams({ month })
  if (view) asked.set('view', view)
  if (unitId !== null) asked.set('unit', String(unitId))
  return `/calendar?${asked}`
}
