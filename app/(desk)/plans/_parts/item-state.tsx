import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { PlanItem } from '@/lib/plan/plan.queries'
import { type OccurrenceState, occurrenceStates, type PlanKind } from '@/lib/plan/plan.rules'
import { partsDone } from '@/lib/plan/work-points/work-point.rules'
import { monthDay } from './day-words'
import { StateMark, stateWord } from './state-mark'

type Props = {
  say: Say
  kind: PlanKind
  item: PlanItem
  /** The parts of a work point, if it is broken down. */
  parts?: PlanItem[]
}

/** The progress of an item: for one occurrence its state and day, for several the number in each state. */
export function ItemState({ say, kind, item, parts = [] }: Props) {
  const { t } = say
  const [only, ...others] = item.occurrences
  if (parts.length > 0 || !only) return <Parts say={say} kind={kind} item={item} parts={parts} />
  if (others.length === 0) {
    const day = only.heldOn ?? (only.activity ?? only.exam)?.day
    const isDated = only.state === 'held' || only.state === 'scheduled'
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <StateMark state={only.state}>{stateWord(say, only.state, kind)}</StateMark>
        {day && isDated && <span className="whitespace-nowrap text-ink-3 text-sm">{monthDay(say, day)}</span>}
      </span>
    )
  }
  return (
    <span className="inline-flex flex-wrap gap-x-3 gap-y-0.5">
      {occurrenceStates
        .map(state => ({ state, count: item.occurrences.filter(each => each.state === state).length }))
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => (
          <Link
            key={state}
            href={timesAddress(item, state)}
            className="inline-flex desk:min-h-0 min-h-11 items-center no-underline"
          >
            <StateMark state={state}>
              {t('plan.document.stateCount', { state: stateWord(say, state, kind), count })}
            </StateMark>
          </Link>
        ))}
    </span>
  )
}

/** The times of an item, or those in one state: each with what holds or does it. */
export function timesAddress({ planId, id }: PlanItem, state?: OccurrenceState): string {
  return `/plans/${planId}/items/${id}${state ? `?state=${state}` : ''}#times`
}

/** For a work point with parts the number of units that are done, and separately the lead unit. */
function Parts({ say, kind, item, parts }: Props & { parts: PlanItem[] }) {
  const { t } = say
  const { done, due } = partsDone(parts, item.id)
  if (due === 0) return <span className="text-ink-3">{t('plan.document.headed')}</span>
  const [own] = item.occurrences
  return (
    <span className="inline-flex flex-wrap gap-x-2 text-ink-2">
      <Link href={`/plans/${item.planId}/items/${item.id}#parts`} className="figure">
        {t('plan.document.parts', { done, due })}
      </Link>
      {own && (
        <span className="text-ink-3">
          {t('workPoint.headState', { state: stateWord(say, own.state, kind) })}
        </span>
      )}
    </span>
  )
}
