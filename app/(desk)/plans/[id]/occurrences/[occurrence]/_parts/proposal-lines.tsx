import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import type { Dated } from '@/lib/calendar/scheduling/recurrence.rules'
import { type Correction, officeDay } from '@/lib/core/holidays'
import { addDays, type Day, yearOf } from '@/lib/core/time'
import { dayWithWeekday, monthDay, spanWords } from '../../../../_parts/day-words'

type Props = {
  say: Say
  span: { fromDay: Day; toDay: Day }
  proposal: Dated
  corrections: Correction[]
  isPublic: boolean
}

/** The proposed day with the reason, and the days off around it. */
export function ProposalLines({ say, span, proposal, corrections, isPublic }: Props) {
  const { t } = say
  const day = dayWithWeekday(say, proposal.day)
  const period = spanWords(say, span)
  const off = daysOffIn(say, span, corrections)
  return (
    <Alert tone="note" className="mb-5">
      <p>
        {proposal.isInside
          ? t('plan.date.proposed', { day, period, kind: kindWords(say, proposal) })
          : t('plan.date.proposedOutside', { day, period })}
      </p>
      {proposal.asideFrom && (
        <p className="text-ink-2">
          {t('scheduling.many.aside', { day: dayWithWeekday(say, proposal.asideFrom) })}
        </p>
      )}
      {!proposal.isPublished && <p>{t('plan.date.unpublished', { year: yearOf(proposal.day) })}</p>}
      {isPublic && <p className="text-ink-2">{t('plan.date.isPublicHint')}</p>}
      {off !== '' && <p className="text-ink-2 text-sm">{t('plan.date.offDays', { days: off })}</p>}
    </Alert>
  )
}

function kindWords(say: Say, { kind, name }: Dated): string {
  return [name?.[say.locale], say.term(`dayKind.${kind}`)].filter(Boolean).join(' ')
}

// For the span of a whole year the list would hold every holiday; a quarter is still readable.
function daysOffIn(say: Say, { fromDay, toDay }: Props['span'], corrections: Correction[]): string {
  if (addDays(fromDay, 100) < toDay) return ''
  const runs: { from: Day; to: Day; what: string }[] = []
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) {
    const { kind, name } = officeDay(day, corrections)
    if (kind !== 'off' && kind !== 'swapped') continue
    const what = [name?.[say.locale], say.term(`dayKind.${kind}`)].filter(Boolean).join(' ')
    const last = runs.at(-1)
    if (last && last.what === what && addDays(last.to, 1) === day) last.to = day
    else runs.push({ from: day, to: day, what })
  }
  return runs
    .map(({ from, to, what }) => {
      const days = from === to ? monthDay(say, from) : `${monthDay(say, from)}–${monthDay(say, to)}`
      return `${days} ${what}`
    })
    .join(say.t('scheduling.conflict.and'))
}
