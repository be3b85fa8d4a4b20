import type { Say } from '@/app/_i18n/messages'
import { type Entry, entriesOn } from '@/lib/calendar/calendar.rules'
import { type Correction, officeDay } from '@/lib/core/holidays'
import { type Day, monthOf } from '@/lib/core/time'
import { DayMark, LunarDate } from './day-mark'
import { weekdayWords } from './day-words'
import { EntryLine } from './entry-line'
import { keyOf } from './month-grid'

type Props = {
  say: Say
  days: Day[]
  entries: Entry[]
  today: Day
  corrections: readonly Correction[]
  hrefOf: (entry: Entry) => string
  showsLunar: boolean
}

/** A week as seven columns, each entry in full with its time and place. */
export function WeekGrid({ say, days, entries, today, corrections, hrefOf, showsLunar }: Props) {
  return (
    <table className="table-fixed border-separate border-spacing-0 overflow-hidden rounded-lg border border-line bg-sheet print:rounded-none">
      <thead>
        <tr>
          {days.map(day => (
            <th
              key={day}
              scope="col"
              aria-current={day === today ? 'date' : undefined}
              className={`border-line border-b p-1.5 font-medium ${day === today ? 'bg-indigo-wash text-indigo' : ''}`}
            >
              <span className="flex items-center justify-between gap-1">
                <span>
                  {weekdayWords(say, day)}{' '}
                  <time dateTime={day} className="font-semibold">
                    {say.t('common.date.monthDay', { month: monthOf(day), day: Number(day.slice(8)) })}
                  </time>
                </span>
                <DayMark say={say} day={day} corrections={corrections} />
              </span>
              {showsLunar && <LunarDate say={say} day={day} />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          {days.map(day => (
            <td
              key={day}
              data-day={day}
              className={`h-80 border-0 border-line border-r p-1.5 align-top text-[13px] leading-[1.45] last:border-r-0 print:h-40 ${isRest(day, corrections) ? 'bg-paper' : ''}`}
            >
              {entriesOn(entries, day, today).map(entry => (
                <EntryLine key={keyOf(entry)} say={say} entry={entry} href={hrefOf(entry)} isRoomy />
              ))}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}

function isRest(day: Day, corrections: readonly Correction[]): boolean {
  const { kind } = officeDay(day, corrections)
  return kind === 'weekend' || kind === 'off'
}
