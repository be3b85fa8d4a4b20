import { TextField } from '@/app/_form/field.client'
import type { ProposedRow } from '@/lib/dating/queries'
import type { Say } from '@/lib/i18n/rules'
import type { Dated } from '@/lib/repeat/rules'
import { yearOf } from '@/lib/time/rules'
import { clashSentences } from '../../../../../clash-words'
import { dayWithWeekday, spanWords } from '../../../../day-words'

/** One date field for each time, with what there is to know of the day proposed. */
export function DayFields({ say, rows }: { say: Say; rows: ProposedRow[] }) {
  const { t } = say
  const unknown = rows.find(({ proposal }) => !proposal.isPublished)
  return (
    <div className="min-w-0">
      <p className="mb-3 text-ink-2">
        {t('dating.many.lead')}
        {unknown && ` ${t('dating.many.unpublished', { year: yearOf(unknown.proposal.day) })}`}
      </p>
      <ul className="card divide-y divide-line px-4 py-0">
        {rows.map(({ occurrence, proposal, clashes }) => (
          <li key={occurrence.id} className="desk:flex items-start gap-x-6 pt-3">
            <TextField
              name={`day-${occurrence.id}`}
              type="date"
              label={t('dating.many.dayOf', { period: spanWords(say, occurrence) })}
              value={proposal.day}
              className="desk:w-56"
            />
            <p className="desk:mt-8 mb-3 min-w-0 flex-1 text-ink-2 text-sm">
              {aboutWords(say, proposal)}
              {clashes.length > 0 && (
                <span className="block text-ochre">
                  {t('dating.clash.told', { what: clashSentences(say, clashes) })}
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function aboutWords(say: Say, { day, kind, name, movedFrom, isInside }: Dated): string {
  const { t } = say
  return [
    dayWithWeekday(say, day),
    name?.[say.locale],
    kind !== 'workday' && say.term(`dayKind.${kind}`),
    movedFrom && t('dating.many.moved', { day: dayWithWeekday(say, movedFrom) }),
    !isInside && t('dating.many.outside'),
  ]
    .filter(Boolean)
    .join(' · ')
}
