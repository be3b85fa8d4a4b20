import { TextField, Unless, ValueNote } from '@/app/_forms/field.client'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import type { Dated } from '@/lib/calendar/scheduling/recurrence.rules'
import type { ProposedRow } from '@/lib/calendar/scheduling/scheduling.queries'
import { yearOf } from '@/lib/core/time'
import { conflictLines, conflictsInShort } from '../../../../../../_parts/conflict-words'
import { dayWithWeekday } from '../../../../../_parts/day-words'
import { AsProposed } from './as-proposed.client'

/** One date field for each occurrence, with notes on the proposed day. */
export function DayFields({
  say,
  rows,
  labels,
}: {
  say: Say
  rows: ProposedRow[]
  labels: Record<string, string>
}) {
  const { t } = say
  const lines = conflictLines(
    say,
    rows.map(({ proposal, conflicts }) => ({ day: proposal.day, conflicts })),
  )
  const unknown = rows.find(({ proposal }) => !proposal.isPublished)
  return (
    <div className="min-w-0">
      <p className="mb-3 text-ink-2">
        {t('scheduling.many.lead')}
        {unknown && ` ${t('scheduling.many.unpublished', { year: yearOf(unknown.proposal.day) })}`}
      </p>
      {lines.length > 0 && (
        <Unless reason="conflicts">
          <Alert tone="warning" dense className="mb-3">
            <p>{t('scheduling.many.conflicts')}</p>
            <ul>
              {lines.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Alert>
        </Unless>
      )}
      <ul className="card divide-y divide-line px-4 py-0">
        {rows.map(({ occurrence, proposal, conflicts }) => (
          <li key={occurrence.id} className="desk:flex items-start gap-x-6 pt-3">
            <TextField
              name={`day-${occurrence.id}`}
              type="date"
              label={labels[`day-${occurrence.id}`]}
              value={proposal.day}
              className="desk:w-56"
            />
            <p className="desk:mt-8 mb-3 min-w-0 flex-1 text-ink-2 text-sm">
              <AsProposed name={`day-${occurrence.id}`} value={proposal.day}>
                {aboutWords(say, proposal)}
              </AsProposed>
              <span className="block text-ochre">
                <ValueNote name={`day-${occurrence.id}`}>
                  {conflicts.length > 0 && conflictsInShort(say, conflicts)}
                </ValueNote>
              </span>
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function aboutWords(say: Say, { day, kind, name, movedFrom, asideFrom, isInside }: Dated): string {
  const { t } = say
  return [
    dayWithWeekday(say, day),
    name?.[say.locale],
    kind !== 'workday' && say.term(`dayKind.${kind}`),
    movedFrom && t('scheduling.many.moved', { day: dayWithWeekday(say, movedFrom) }),
    asideFrom && t('scheduling.many.aside', { day: dayWithWeekday(say, asideFrom) }),
    !isInside && t('scheduling.many.outside'),
  ]
    .filter(Boolean)
    .join(' · ')
}
