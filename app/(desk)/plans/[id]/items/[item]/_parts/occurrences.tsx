import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { PlanItem, PlanOccurrence, planOf } from '@/lib/plan/plan.queries'
import { isExamForm, type OccurrenceState } from '@/lib/plan/plan.rules'
import { dayWithWeekday, spanWords } from '../../../../_parts/day-words'
import { timesAddress } from '../../../../_parts/item-state'
import { StateMark, stateWord } from '../../../../_parts/state-mark'

type Props = { say: Say; plan: Awaited<ReturnType<typeof planOf>>; item: PlanItem }
type ListProps = Props & {
  /** Only the times in this state. */
  only: OccurrenceState | null
}

/** Each occurrence of the item, and the activity that it became. */
export function Occurrences({ say, plan, item, only }: ListProps) {
  const { t } = say
  const isDatable = plan.mayChange && item.form !== '' && !isExamForm(item.form)
  const open = isDatable ? item.occurrences.filter(each => each.state === 'undated').length : 0
  const shown = item.occurrences.filter(each => only === null || each.state === only)
  const several = new Set(item.occurrences.filter(each => each.number > 1).map(each => each.fromDay))
  return (
    <section id="times">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2>{t('plan.item.occurrences')}</h2>
        {open > 1 && (
          <Link href={`/plans/${plan.id}/items/${item.id}/dates`} className="btn btn-main">
            {t('scheduling.many.link', { count: open })}
          </Link>
        )}
      </div>
      {only && (
        <p className="mb-2 flex flex-wrap items-center gap-x-4">
          <StateMark state={only}>
            {t('plan.document.stateCount', { state: stateWord(say, only, plan.kind), count: shown.length })}
          </StateMark>
          <Link href={timesAddress(item)} className="inline-flex min-h-11 items-center">
            {t('plan.item.allTimes', { count: item.occurrences.length })}
          </Link>
        </p>
      )}
      {item.occurrences.length === 0 && <p className="text-ink-3">{t('plan.item.none')}</p>}
      <ul className="card divide-y divide-line px-4 py-0">
        {shown.map(occurrence => (
          <li
            key={occurrence.id}
            className="flex min-h-16 flex-wrap items-center desk:gap-x-4 gap-x-2 gap-y-1 py-2"
          >
            <p className="desk:w-36 min-w-20">
              {spanWords(say, occurrence)}
              {several.has(occurrence.fromDay) && (
                <span className="ml-2 text-ink-3 text-sm">
                  {t('plan.date.of', { number: occurrence.number })}
                </span>
              )}
            </p>
            <p className="w-28">
              <StateMark state={occurrence.state}>{stateWord(say, occurrence.state, plan.kind)}</StateMark>
            </p>
            <JoinedTo say={say} occurrence={occurrence} maySee={plan.maySee} />
            <DateLink say={say} plan={plan} item={item} occurrence={occurrence} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function JoinedTo({ say, occurrence, maySee }: { say: Say; occurrence: PlanOccurrence; maySee: boolean }) {
  const { activity, exam } = occurrence
  const joined = activity ?? exam
  if (!joined) return null
  return (
    <div className="min-w-0 flex-1 basis-56">
      {maySee ? (
        <Link
          href={activity ? `/activities/${activity.id}` : `/exams/${joined.id}`}
          className="inline-flex desk:min-h-0 min-h-11 items-center"
        >
          {joined.title}
        </Link>
      ) : (
        joined.title
      )}
      <span className="ml-2 whitespace-nowrap text-ink-3 text-sm">{dayWithWeekday(say, joined.day)}</span>
    </div>
  )
}

function DateLink({ say, plan, item, occurrence }: Props & { occurrence: PlanOccurrence }) {
  const { state } = occurrence
  const isOpen = state === 'undated' || state === 'missed' || state === 'cancelled'
  if (!plan.mayChange || item.form === '' || !isOpen) return null
  const { t } = say
  const label = isExamForm(item.form) ? 'plan.pending.makeExamOf' : 'plan.pending.dateOf'
  return (
    <Link
      href={`/plans/${plan.id}/occurrences/${occurrence.id}`}
      className="btn ml-auto"
      aria-label={t(label, { content: item.content, period: spanWords(say, occurrence) })}
    >
      {t(isExamForm(item.form) ? 'plan.pending.makeExam' : 'plan.pending.date')}
    </Link>
  )
}
