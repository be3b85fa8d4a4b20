import Link from 'next/link'
import { cellOf, type Entry, entriesOn, type Month, type OnDay } from '@/lib/calendar/rules'
import type { Say } from '@/lib/i18n/rules'
import { type Correction, officeDay } from '@/lib/time/holidays'
import { addDays, type Day, weekdayOf } from '@/lib/time/rules'
import { StateShape } from './state-shape'
import type { Tone } from './tag'

type Props = {
  say: Say
  month: Month
  entries: Entry[]
  today: Day
  corrections: readonly Correction[]
  hrefOf: (entry: Entry) => string
  /** Where a day's own list is. */
  dayHref: (day: Day) => string
}

/** Of a cell: three lines, or two and how many more. */
const PLACES = 3

/** A month as a table, Monday first; on a phone the cells hold shapes alone, and the list below says the rest. */
export function MonthGrid({ say, month, entries, today, corrections, hrefOf, dayHref }: Props) {
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
          {[1, 2, 3, 4, 5, 6, 7].map(weekday => (
            <th
              key={weekday}
              scope="col"
              abbr={say.said(`common.weekday.w${weekday}`)}
              className="border-line border-b p-1.5 text-center font-medium"
            >
              {say.said(`common.weekdayShort.w${weekday}`)}
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
                {...{ say, day, today, corrections, hrefOf, dayHref }}
                entries={entriesOn(entries, day)}
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
  isOut: boolean
  isLastRow: boolean
}

function Cell({ say, day, entries, today, corrections, hrefOf, dayHref, isOut, isLastRow }: CellProps) {
  const { shown, more } = cellOf(entries, PLACES)
  const { kind } = officeDay(day, corrections)
  const isRest = kind === 'weekend' || kind === 'off'
  const edges = `${isLastRow ? '' : 'border-b'} ${weekdayOf(day) === 7 ? '' : 'border-r'}`
  return (
    <td
      aria-current={day === today ? 'date' : undefined}
      className={`desk:h-24 h-14 overflow-hidden border-0 border-line desk:p-1.5 p-1 align-top text-[13px] leading-[1.45] print:h-20 print:p-1 print:leading-tight ${edges} ${isRest || isOut ? 'bg-paper' : ''}`}
    >
      <div className="flex min-h-6 items-center justify-between gap-1 text-ink-2">
        <DayNumber day={day} isToday={day === today} isOut={isOut} say={say} />
        <DayMark say={say} day={day} corrections={corrections} />
      </div>
      {entries.length > 0 && (
        <a
          href={dayHref(day)}
          className="flex desk:hidden min-h-6 flex-wrap content-start items-center gap-1 no-underline print:hidden"
        >
          {entries.slice(0, 4).map(entry => (
            <StateShape key={`${entry.kind}${entry.id}`} tone={entry.tone} />
          ))}
          <span className="sr-only">{say.t('calendar.count', { count: entries.length })}</span>
        </a>
      )}
      <div className="desk:block hidden print:block">
        {shown.map(entry => (
          <EntryLine key={`${entry.kind}${entry.id}`} say={say} entry={entry} href={hrefOf(entry)} />
        ))}
        {more > 0 && (
          <a href={dayHref(day)} className="mt-0.5 block px-1.5 text-indigo no-underline">
            {say.t('calendar.more', { count: more })}
          </a>
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

/** 清明 休 on the first of its days, 休 on the others, 班 on a weekend day that is worked. */
function DayMark({ say, day, corrections }: Pick<Props, 'say' | 'corrections'> & { day: Day }) {
  const { kind, name } = officeDay(day, corrections)
  if (kind === 'swapped')
    return <span className="font-semibold text-cinnabar text-xs">{say.t('calendar.swapped')}</span>
  if (kind !== 'off') return null
  const before = officeDay(addDays(day, -1), corrections)
  const isFirst = before.kind !== 'off' || before.name?.zh !== name?.zh
  return (
    <span className="truncate font-semibold text-pine text-xs">
      {isFirst && name && <span className="desk:inline hidden print:inline">{name[say.locale]} </span>}
      {say.t('calendar.off')}
    </span>
  )
}

const bars: Record<Tone, string> = {
  go: 'border-indigo bg-indigo-wash',
  done: 'border-pine bg-pine-wash',
  soon: 'border-ochre bg-ochre-wash',
  owed: 'border-cinnabar bg-cinnabar-wash',
  quiet: 'border-line-strong bg-sunk',
}

function EntryLine({ say, entry, href }: { say: Say; entry: OnDay; href: string }) {
  const { tone, word, isOff } = entry
  // The exceptions say their word before the title, which may be cut short.
  const isSaid = tone === 'soon' || tone === 'owed' || isOff
  return (
    <Link
      href={href}
      prefetch={false}
      title={`${partTitle(say, entry)} · ${say.term(word)}`}
      className={`mt-0.5 flex items-center gap-1 rounded-sm border-l-[3px] px-1 text-ink no-underline print:border-ink print:bg-white ${bars[tone]}`}
    >
      <StateShape tone={tone} />
      <span className="truncate">
        {isSaid ? <b className="font-semibold">{say.term(word)} </b> : null}
        <span className={isOff ? 'line-through' : ''}>{partTitle(say, entry)}</span>
        {isSaid ? null : <span className="sr-only"> {say.term(word)}</span>}
      </span>
    </Link>
  )
}

/** A long one says which of its ends this day is. */
export function partTitle(say: Say, { title, part }: OnDay): string {
  return part === 'whole' ? title : say.t(`calendar.part.${part}`, { title })
}
