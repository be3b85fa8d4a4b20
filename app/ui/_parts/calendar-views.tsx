import type { Say } from '@/app/_i18n/messages'
import { KeysSwitch } from '@/app/_ui/calendar-keys.client'
import { CalendarViews, periodWords } from '@/app/_ui/calendar-views'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { type AddressOf, PeriodNav } from '@/app/_ui/period-nav'
import { periodIn } from '@/lib/calendar/period.rules'
import { entriesIn, hrefOf, today } from './entries'
import { Part } from './part'

type Props = { say: Say; asked: Record<string, string | string[] | undefined> }

/** The calendar as a page has it: by month, week or list, and empty in any other month. */
export function CalendarViewsPart({ say, asked }: Props) {
  const period = periodIn(asked, today)
  const addressOf: AddressOf = ({ at = period.at, view = period.view }) =>
    `/ui?${new URLSearchParams({ part: 'calendar-views', ...at, ...(view ? { view } : {}) })}`
  return (
    <>
      <p className="mb-4">
        <Link href="/ui">{say.t('ui.back')}</Link>
      </p>
      <h2 className="mb-3 text-xl">{say.t('ui.groups.calendars')}</h2>
      <Part file="app/_ui/period-nav.tsx">
        <PeriodNav {...{ say, period, addressOf }} />
      </Part>
      <Part file="app/_ui/calendar-views.tsx">
        <p className="font-semibold">{periodWords(say, period, today)}</p>
        <div>
          <CalendarViews
            {...{ say, period, today, hrefOf, addressOf }}
            entries={entriesIn(say)}
            corrections={[]}
            showsLunar
            beside="state"
            empty={<Empty text={say.t('ui.empty.text')} />}
          />
        </div>
      </Part>
      <Part file="app/_ui/calendar-keys.client.tsx">
        <div>
          <KeysSwitch on={say.t('calendar.keysOn')} off={say.t('calendar.keysOff')} />
        </div>
      </Part>
    </>
  )
}
