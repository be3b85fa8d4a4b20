import type { Say } from '@/lib/i18n/rules'
import type { PlanItem } from '@/lib/plan/queries'
import { occurrenceStates } from '@/lib/plan/rules'
import { monthDay } from './day-words'
import { StateMark } from './state-mark'

/** How far an item is: of one time its state and day, of several how many are in each state. */
export function ItemState({ say, item }: { say: Say; item: PlanItem }) {
  const { t } = say
  const [only, ...others] = item.occurrences
  if (!only) return <span className="text-ink-3">{t('plan.document.headed')}</span>
  if (others.length === 0) {
    const joined = only.activity ?? only.exam
    const day = joined?.day ?? item.doneOn
    return (
      <span>
        <StateMark say={say} state={only.state} />
        {day && only.state !== 'undated' && (
          <span className="ml-1.5 whitespace-nowrap text-ink-3 text-sm">{monthDay(say, day)}</span>
        )}
      </span>
    )
  }
  return (
    <span className="inline-flex flex-wrap gap-x-3 gap-y-0.5">
      {occurrenceStates
        .map(state => ({ state, count: item.occurrences.filter(each => each.state === state).length }))
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => (
          <StateMark key={state} say={say} state={state}>
            {t('plan.document.stateCount', { state: say.term(`occurrenceState.${state}`), count })}
          </StateMark>
        ))}
    </span>
  )
}
