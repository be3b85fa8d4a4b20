import type { Say } from '@/app/_i18n/messages'
import { Agenda } from '@/app/_ui/agenda'
import { Link } from '@/app/_ui/link'
import { MonthGrid } from '@/app/_ui/month-grid'
import type { Viewer } from '@/lib/access/access.rules'
import { ownEntries } from '@/lib/calendar/calendar.queries'
import { agendaOf, type Entry, monthIn, weeksOf } from '@/lib/calendar/calendar.rules'
import type { Duties } from '@/lib/calendar/home/duty.queries'
import { dayOf, type Instant, monthOf } from '@/lib/core/time'
import { dayCorrections } from '@/lib/organisation/settings/setting.queries'
import { DebtCard } from './debt-card'
import { ExamCard } from './exam-card'
import { LeaveCard } from './leave-card'
import { NextCard } from './next-card'
import { OwnRates } from './own-rates'

type Props = { say: Say; viewer: Viewer; duties: Duties; at: Instant }

/** Open make-ups, the next activity, this month, own rates; on a phone in this order, on the desk in two columns. */
export async function OwnBlock({ say, viewer, duties, at }: Props) {
  const today = dayOf(at)
  const month = weeksOf(monthIn(undefined, today))
  const [entries, corrections] = await Promise.all([
    ownEntries(
      viewer,
      { from: month.weeks[0]?.[0] ?? today, to: month.weeks.at(-1)?.[6] ?? today },
      at,
      today,
    ),
    dayCorrections(),
  ])
  const ahead = agendaOf(entries, today, month.last)
  return (
    <div className="flex desk:grid desk:grid-cols-[minmax(0,1fr)_340px] flex-col desk:items-start desk:gap-6 gap-4">
      <div className="desk:grid contents desk:min-w-0 desk:gap-4">
        <div className="order-2">
          <NextCard say={say} next={duties.next} at={at} />
        </div>
        <section className="order-3" aria-labelledby="this-month">
          <div className="mb-2.5 flex items-center justify-between gap-4">
            <h2 id="this-month">
              <span className="desk:hidden">{say.t('home.month.rest', { month: monthOf(today) })}</span>
              <span className="desk:inline hidden">
                {say.t('common.date.yearMonth', { year: today.slice(0, 4), month: monthOf(today) })}
              </span>
            </h2>
            <Link href="/calendar" className="btn btn-plain">
              {say.t('home.month.calendar')}
            </Link>
          </div>
          <div className="desk:block hidden">
            <MonthGrid
              {...{ say, month, entries, today, corrections, hrefOf: entryHref }}
              dayHref={day => `/calendar?month=${day.slice(0, 7)}&view=agenda#d${day}`}
            />
          </div>
          <div className="desk:hidden">
            {ahead.length > 0 ? (
              <Agenda say={say} days={ahead} today={today} hrefOf={entryHref} />
            ) : (
              <p className="text-ink-3">{say.t('home.month.none')}</p>
            )}
          </div>
        </section>
      </div>
      <div className="desk:grid contents desk:gap-4">
        <DebtCard say={say} debts={duties.debts} today={today} />
        <LeaveCard say={say} leaves={duties.leaves} today={today} />
        <OwnRates say={say} figures={duties.figures} personId={viewer.personId} today={today} />
        <ExamCard say={say} exams={duties.exams} at={at} />
        <Link href="/calendar/subscribe" className="btn order-6 desk:hidden">
          {say.t('home.subscribe')}
        </Link>
      </div>
    </div>
  )
}

export function entryHref({ kind, id }: Pick<Entry, 'kind' | 'id'>): string {
  if (kind === 'exam') return `/exams/${id}`
  return kind === 'makeUp' ? `/activities/${id}/makeup` : `/activities/${id}`
}
