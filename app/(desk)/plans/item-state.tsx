import type { Say } from '@/lib/i18n/rules'
import type { PlanItem } from '@/lib/plan/queries'
import { occurrenceStates, type PlanKind } from '@/lib/plan/rules'
import { monthDay } from './day-words'
import { StateMark, stateWord } from './state-mark'

type Props = {
  say: Say
  kind: PlanKind
  item: PlanItem
  /** What a work point is broken down to. */
  parts?: PlanItem[]
}

/** How far an item is: of one time its state and day, of several how many are in each state. */
export function ItemState({ say, kind, item, parts = [] }: Props) {
  const { t } = say
  const [only, ...others] = item.occurrences
  if (!only) return <Parts say={say} parts={parts} />
  if (others.length === 0) {
    const day = (only.activity ?? only.exam)?.day ?? item.doneOn
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
          <StateMark key={state} state={state}>
            {t('plan.document.stateCount', { state: stateWord(say, state, kind), count })}
          </StateMark>
        ))}
    </span>
  )
}

/** A point that is not counted itself shows how many of its parts are done. */
function Parts({ say, parts }: { say: Say; parts: PlanItem[] }) {
  const isDone = (part: PlanItem) =>
    part.occurrences.length > 0 && part.occurrences.every(each => each.state === 'held')
  if (parts.length === 0) return <span className="text-ink-3">{say.t('plan.document.headed')}</span>
  return (
    <span className="text-ink-2">
      {say.t('plan.document.parts', { done: parts.filter(isDone).length, due: parts.length })}
    </span>
  )
}
