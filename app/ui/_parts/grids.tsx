import type { Say } from '@/app/_i18n/messages'
import { MonthGrid } from '@/app/_ui/month-grid'
import { WeekGrid } from '@/app/_ui/week-grid'
import { weeksOf } from '@/lib/calendar/calendar.rules'
import { entriesIn, hrefOf, sampleMonth, today } from './entries'
import { Part, Sample } from './part'

export function MonthGridPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/month-grid.tsx">
      {[false, true].map(showsLunar => (
        <Sample key={String(showsLunar)} of={showsLunar ? 'showsLunar' : undefined}>
          <SampleMonth say={say} showsLunar={showsLunar} />
        </Sample>
      ))}
    </Part>
  )
}

export function SampleMonth({ say, showsLunar = false }: { say: Say; showsLunar?: boolean }) {
  return (
    <MonthGrid
      say={say}
      month={weeksOf(sampleMonth)}
      entries={entriesIn(say)}
      today={today}
      corrections={[]}
      hrefOf={hrefOf}
      dayHref={day => `/ui?part=calendar-views&view=agenda&month=${day.slice(0, 7)}#d${day}`}
      showsLunar={showsLunar}
    />
  )
}

export function WeekGridPart({ say }: { say: Say }) {
  const days = weeksOf(sampleMonth).weeks.find(week => week.includes(today)) ?? []
  return (
    <Part file="app/_ui/week-grid.tsx">
      <Sample of={say.t('ui.bySize')}>
        <div className="desk:block hidden print:block">
          <WeekGrid {...{ say, days, today, hrefOf }} entries={entriesIn(say)} corrections={[]} showsLunar />
        </div>
      </Sample>
    </Part>
  )
}
