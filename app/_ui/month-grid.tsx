import type { Say } from '@/app/_i18n/messages'
import { cellOf, type Entry, entriesOn, type OnDay } from '@/lib/calendar/calendar.rules'
import { type Correction, officeDay } from '@/lib/core/holidays'
import { type Day, weekdayOf } from '@/lib/core/time'
import { DayMark, LunarDate } from './day-mark'
import { EntryLine } from './entry-line'
import { StateShape } from './state-shape'

type Props = {
  say: Say
  month: { month: string; first: Day; last: Day; weeks: Day[][] }
  entries: Entry[]
  today: Day
  corrections: readonly Correction[]
  hrefOf: (entry: Entry) => string
  /** The address of a day's list. */
  dayHref: (day: Day) => string
  showsLunar?: boolean
}

/** Lines in a cell: three entries, or two and the number of further ones. */
const PLACES = 3

/** Lines in a cell on paper, where no list can be opened: as many as fit on one sheet with five or six weeks. */
function placesOnPaper(weeks: number): number {
  return weeks > 5 ? 4 : 5
}

/** A month as a table, Monday first; on a phone the cells hold only shapes, and the list below has the details. */
export function MonthGrid({ say, month, entries, ...rest }: Props) {
  return (
    <table className="table-fixed border-separate border-spacing-0 overflow-hidden rounded-lg border border-line bg-sheet print:rounded-none">
      <caption className="sr-only">
        {say.t('common.date.yearMonth', {
          year: month.month.slice(0, 4),
          month: Number(month.month.slice(5)),
        })}
      </caption>
      <thead>
        <tr>
          {([1, 2, 3, 4, 5, 6, 7] as const).map(weekday => (
            <th
              key={weekday}
              scope="col"
              abbr={say.t(`common.weekday.w${weekday}`)}
              className="border-line border-b p-1.5 text-center font-medium"
            >
              {say.t(`common.weekdayShort.w${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, row) => (
          <tr key={week[0]}>
            {week.map(day => (
              <Cell
                key={day}
                {...{ say, day, ...rest }}
                entries={entriesOn(entries, day, rest.today)}
                paperPlaces={placesOnPaper(month.weeks.length)}
                isOut={day < month.first || day > month.last}
                isLastRow={row === month.weeks.length - 1}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type CellProps = Omit<Props, 'month' | 'entries'> & {
  day: Day
  entries: OnDay[]
  paperPlaces: number
  isOut: boolean
  isLastRow: boolean
}

function Cell(props: CellProps) {
  const { say, day, entries, today, corrections, hrefOf, dayHref, isOut, isLastRow, paperPlaces } = props
  const { shown, more } = cellOf(entries, PLACES)
  const paper = cellOf(entries, paperPlaces)
  const { kind } = officeDay(day, corrections)
  const isRest = kind === 'weekend' || kind === 'off'
  const edges = `${isLastRow ? '' : 'border-b'} ${weekdayOf(day) === 7 ? '' : 'border-r'}`
  return (
    <td
      data-day={day}
      aria-current={day === today ? 'date' : undefined}
      className={`desk:h-20 h-14 overflow-hidden border-0 border-line p-1 align-top text-[13px] leading-[1.45] print:h-16 print:p-1 print:leading-tight ${edges} ${isRest || isOut ? 'bg-paper' : ''}`}
    >
      {/* On a phone the mark is beside the number where it fits, and the lunar date below both. */}
      <div className="flex min-h-6 flex-wrap desk:flex-nowrap items-center desk:gap-x-1.5 gap-x-1 text-ink-2">
        <DayNumber day={day} isToday={day === today} isOut={isOut} say={say} />
        <span className="desk:order-none order-last desk:flex-1 flex-none basis-full desk:basis-auto">
          {props.showsLunar && <LunarDate say={say} day={day} />}
        </span>
        <DayMark say={say} day={day} corrections={corrections} />
      </div>
      {entries.length > 0 && (
        <a
          href={dayHref(day)}
          className="flex desk:hidden min-h-6 flex-wrap content-start items-center gap-1 no-underline print:hidden"
        >
          {entries.slice(0, 4).map(entry => (
            <StateShape key={keyOf(entry)} tone={entry.tone} />
          ))}
          <span className="sr-only">{say.t('calendar.count', { count: entries.length })}</span>
        </a>
      )}
      <div className="desk:block hidden print:block">
        {paper.shown.map((entry, at) => (
          <div key={keyOf(entry)} className={at < shown.length ? '' : 'hidden print:block'}>
            <EntryLine say={say} entry={entry} href={hrefOf(entry)} />
          </div>
        ))}
        {more > 0 && (
          <a href={dayHref(day)} className="mt-0.5 block px-1.5 text-indigo no-underline print:hidden">
            {say.t('calendar.more', { count: more })}
          </a>
        )}
        {paper.more > 0 && (
          <span className="hidden px-1.5 print:block">{say.t('calendar.more', { count: paper.more })}</span>
        )}
      </div>
    </td>
  )
}

function DayNumber({ say, day, isToday, isOut }: { say: Say; day: Day; isToday: boolean; isOut: boolean }) {
  const number = Number(day.slice(8))
  if (isToday)
    return (
      <time
        dateTime={day}
        className="grid h-6 w-6 place-items-center rounded-full bg-indigo font-semibold text-[15px] text-white print:border print:border-ink print:bg-white print:text-ink"
      >
        <span className="sr-only">{say.t('common.date.today')} </span>
        {number}
      </time>
    )
  return (
    <time dateTime={day} className={`px-0.5 text-[15px] ${isOut ? 'text-ink-3' : ''}`}>
      {number}
    </time>
  )
}

/** An exam may appear twice on one day: with its own end and with that of its make-up. */
export function keyOf({ kind, id, isMakeUp }: OnDay): string {
  return `${kind}${id}${isMakeUp ? 'm' : ''}`
}
