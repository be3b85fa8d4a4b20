import Link from 'next/link'
import type { AgendaDay, Entry } from '@/lib/calendar/rules'
import type { Say } from '@/lib/i18n/rules'
import { type Day, daysBetween } from '@/lib/time/rules'
import { hoursWords, weekdayWords } from './day-words'
import { partTitle } from './month-grid'
import { StateShape } from './state-shape'
import { Tag } from './tag'

type Props = {
  say: Say
  days: AgendaDay[]
  today: Day
  hrefOf: (entry: Entry) => string
  /** What stands at the end of a line: what it is to me, or, where all are public, whose it is. */
  beside?: 'state' | 'host'
}

/** The days that have something, one under the other: a calendar for a narrow screen. */
export function Agenda({ say, days, today, hrefOf, beside = 'state' }: Props) {
  return (
    <ol className="card desk:px-5 px-4 py-1">
      {days.map(({ day, entries }) => (
        <li
          key={day}
          id={`d${day}`}
          className="grid grid-cols-[48px_1fr] gap-3 border-line border-t py-3 first:border-t-0"
        >
          <div className="text-sm leading-tight">
            <time dateTime={day}>
              <span
                className={`block text-2xl leading-none ${day === today ? 'font-semibold text-indigo' : ''}`}
              >
                {Number(day.slice(8))}
              </span>
              <span className="text-ink-3">{nearWord(say, day, today) ?? weekdayWords(say, day)}</span>
            </time>
          </div>
          <ul className="grid min-w-0 gap-3">
            {entries.map(entry => (
              <li key={`${entry.kind}${entry.id}`} className="flex items-start justify-between gap-3">
                <div className="min-w-0">
                  <Link
                    href={hrefOf(entry)}
                    prefetch={false}
                    className="block py-0.5 font-semibold text-ink no-underline"
                  >
                    <span className={entry.isOff ? 'line-through' : ''}>{partTitle(say, entry)}</span>
                  </Link>
                  <p className="text-ink-3 text-sm">
                    {[hoursWords(entry), entry.place ?? entry.hostName].filter(Boolean).join(' · ')}
                  </p>
                </div>
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
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
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
