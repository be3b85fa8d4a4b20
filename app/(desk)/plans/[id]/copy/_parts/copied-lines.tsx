import type { Say } from '@/app/_i18n/messages'
import { dateWords, weekdayWords } from '@/app/_ui/day-words'
import { Tag } from '@/app/_ui/tag'
import { addDays } from '@/lib/core/time'
import type { PlanCopy } from '@/lib/plan/copy/copy.queries'
import type { Reason } from '@/lib/plan/copy/copy.rules'

type Line = PlanCopy['lines'][number]
type Props = { say: Say; lines: Line[]; fromYear: number; year: number }

/** Each item with its time in the old and in the new year, and the reason. */
export function CopiedLines({ say, lines, fromYear, year }: Props) {
  const { t } = say
  const units = new Set(lines.map(line => line.item.unitName))
  return (
    <ol className="card divide-y divide-line py-0">
      {lines.map(line => (
        <li key={line.item.id} className="grid desk:grid-cols-[3fr_4fr] gap-x-4 gap-y-1 py-2">
          <p>
            <span className="mr-2 text-ink-3">{line.number}</span>
            {line.content}
            {units.size > 1 && <span className="block text-ink-3 text-sm">{line.item.unitName}</span>}
            {line.item.lecturer && (
              <span className="block text-ink-3 text-sm">
                {t('planCopy.lecturer', { name: line.item.lecturer })}
              </span>
            )}
          </p>
          <div>
            <p className="flex flex-wrap items-center gap-x-2">
              <Outcome say={say} line={line} />
              <span className="text-ink-3">{t('planCopy.from', { year: fromYear })}</span>
              <span>{line.from.timeWords}</span>
              <span aria-hidden="true">→</span>
              <span className="text-ink-3">{t('planCopy.from', { year })}</span>
              <b>{line.to.timeWords}</b>
            </p>
            <p className="text-ink-3 text-sm">{reasonsSaid(say, line.reasons)}</p>
            {line.isMoved && (
              <label className="inline-flex desk:min-h-8 min-h-11 items-center gap-2 text-sm">
                <input type="checkbox" name="keep[]" value={line.item.id} className="h-5 w-5 shrink-0" />
                <span>
                  {t('planCopy.keepDate', { time: line.kept.to.timeWords })}
                  {line.kept.reasons.length > 1 && (
                    <span className="ml-2 text-ochre">{reasonsSaid(say, line.kept.reasons.slice(1))}</span>
                  )}
                </span>
              </label>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function Outcome({ say, line }: { say: Say; line: Line }) {
  if (line.reasons.some(reason => reason.why === 'unread'))
    return <Tag tone="owed">{say.t('planCopy.unread')}</Tag>
  return line.isMoved ? (
    <Tag tone="soon">
      <span aria-hidden="true">→ </span>
      {say.t('planCopy.moved')}
    </Tag>
  ) : (
    <Tag>
      <span aria-hidden="true">= </span>
      {say.t('planCopy.kept')}
    </Tag>
  )
}

function reasonsSaid(say: Say, reasons: Reason[]): string {
  return reasons.map(reason => reasonWords(say, reason)).join(say.t('planCopy.comma'))
}

function reasonWords(say: Say, reason: Reason): string {
  const { t, locale } = say
  switch (reason.why) {
    case 'sameMonth':
      return t('planCopy.reason.sameMonth', { days: reason.days })
    case 'publicityDay':
      return t('planCopy.reason.publicityDay', { name: reason.name })
    case 'sameWeek':
      return t('planCopy.reason.sameWeek', {
        week: reason.week,
        // 1 January 2024 was a Monday.
        weekday: weekdayWords(say, addDays('2024-01-01', reason.weekday - 1)),
      })
    case 'lastWeek':
      return t('planCopy.reason.lastWeek', { week: reason.week })
    case 'workday':
    case 'keptOff':
    case 'publicStays': {
      // 春节 is more specific than 放假.
      const kind = reason.name?.[locale] || say.term(`dayKind.${reason.kind}`)
      if (reason.why === 'publicStays') return t('planCopy.reason.publicStays', { kind })
      return t(`planCopy.reason.${reason.why}`, { day: dateWords(say, reason.day, reason.day), kind })
    }
    default:
      return t(`planCopy.reason.${reason.why}`)
  }
}
