import type { Say } from '@/app/_i18n/messages'
import { Agenda } from '@/app/_ui/agenda'
import { agendaOf } from '@/lib/calendar/calendar.rules'
import { entriesIn, hrefOf, today } from './entries'
import { Part, Sample } from './part'

/** The two samples share no day, because the id of a day must be unique in the page. */
export function AgendaPart({ say }: { say: Say }) {
  const entries = entriesIn(say)
  return (
    <Part file="app/_ui/agenda.tsx">
      <Sample of='beside="state"'>
        <Agenda
          {...{ say, today, hrefOf }}
          days={[
            ...agendaOf(entries, '2026-10-09', '2026-10-13', today),
            { day: today, entries: [] },
            ...agendaOf(entries, '2026-10-15', '2026-10-20', today),
          ]}
          showsLunar
        />
      </Sample>
      <Sample of='beside="host"'>
        <Agenda
          {...{ say, today, hrefOf }}
          beside="host"
          days={agendaOf(entries, '2026-10-21', '2026-10-31', today)}
        />
      </Sample>
    </Part>
  )
}
