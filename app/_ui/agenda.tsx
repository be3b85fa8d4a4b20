import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { AgendaDay, Entry } from '@/lib/calendar/calendar.rules'
import type { Correction } from '@/lib/core/holidays'
import { type Day, daysBetween } from '@/lib/core/time'
import { DayMark, LunarDate } from './day-mark'
import { dateWords, hoursWords, weekdayWords } from './day-words'
import { partTitle } from './entry-line'
import { keyOf } from './month-grid'
import { NewsTag } from './news-tag'
import { StateShape } from './state-shape'
import { Tag } from './tag'

type Props = {
  say: Say
  days: AgendaDay[]
  today: Day
  hrefOf: (entry: Entry) => string
  /** At the end of a line: my state for the entry or, where all are public, the host. */
  beside?: 'state' | 'host'
  corrections?: readonly Correction[]
  showsLunar?: boolean
}

/** Days one below the other: the calendar on a narrow screen. */
export function Agenda({
  say,
  days,
  today,
  hrefOf,
  beside = 'state',
  corrections = [],
  showsLunar = false,
}: Props) {
  return (
    <ol className="card desk:px-5 px-4 py-1">
      {days.map(({ day, entries }) => (
        <li
          key={day}
          id={`d${day}`}
          className="grid grid-cols-[52px_1fr] gap-3 border-line border-t py-2 first:border-t-0"
        >
          <div className="pt-1.5 text-sm leading-tight">
            <time dateTime={day}>
              <span
                className={`block text-2xl leading-none ${day === today ? 'font-semibold text-indigo' : ''}`}
              >
                {Number(day.slice(8))}
              </span>
              <span className="text-ink-3">{nearWord(say, day, today) ?? weekdayWords(say, day)}</span>
            </time>
            <span className="flex flex-wrap gap-x-1">
              <DayMark say={say} day={day} corrections={corrections} />
              {showsLunar && <LunarDate say={say} day={day} />}
            </span>
          </div>
          <ul className="grid min-w-0 grid-cols-1 content-center">
            {entries.length === 0 && (
              <li className="text-ink-3">
                {say.t(day === today ? 'calendar.nothingToday' : 'calendar.nothing')}
              </li>
            )}
            {entries.map(entry => (
              <li key={keyOf(entry)}>
                <Link
                  href={hrefOf(entry)}
                  className="flex min-h-11 items-start justify-between gap-3 py-1.5 text-ink no-underline"
                >
                  <span className="min-w-0">
                    <span className="block break-words font-semibold">
                      {entry.news && <NewsTag say={say} news={entry.news} />}
                      {/* Without a place to break, tag and title begin as one word that is too wide for a phone. */}
                      <wbr />
                      <span className={entry.isOff ? 'line-through' : ''}>{partTitle(say, entry)}</span>
                    </span>
                    <span className="block text-ink-3 text-sm">
                      {[windowWords(say, entry, today), hoursWords(entry), entry.place ?? entry.hostName]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <span className="flex-none pt-0.5">
                    {beside === 'host' && !entry.isOff ? (
                      <Tag>{entry.hostName}</Tag>
                    ) : (
                      <Tag tone={entry.tone}>
                        <span className="inline-flex items-center gap-1">
                          <StateShape tone={entry.tone} />
                          {say.term(entry.word)}
                        </span>
                      </Tag>
                    )}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** The window of an exam, or the first and last day of an entry that lasts several days. */
function windowWords(say: Say, { day, lastDay }: Entry, today: Day): string | null {
  if (day === lastDay) return null
  return say.t('calendar.window', {
    from: dateWords(say, day, today),
    to: dateWords(say, lastDay, today),
  })
}

/** 今天, 明天, 后天; null for other days. */
export function nearWord(say: Say, day: Day, today: Day): string | null {
  switch (daysBetween(today, day)) {
    case 0:
      return say.t('common.date.today')
    case 1:
      return say.t('common.date.tomorrow')
    case 2:
      return say.t('common.date.afterTomorrow')
    default:
      return null
  }
}
