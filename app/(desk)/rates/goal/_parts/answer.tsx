import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import type { Rate } from '@/lib/core/rate'
import type { GoalWay } from '@/lib/statistics/goal/goal.queries'
import { type GoalCode, goalText } from '@/lib/statistics/goal/goal.rules'
import { fractionText } from '../../_parts/rate-words'

type Props = { say: Say; code: GoalCode; goal: number; found: GoalWay }

/** The answer in one line, and beneath it what else decides it. */
export function Answer({
  say,
  code,
  goal,
  found: { rate, figures, way, possible, withLate, whenDue },
}: Props) {
  const { t } = say
  const { sound } = figures.rates[code]
  const shown = (of: Rate) => percentShown(say, { ...of, ...(sound && { sound }) })
  const places = (of: typeof way) => ({
    goal: goalText(goal),
    acts: of.acts,
    people: of.chosen.length,
    text: shown(of.rate),
    fraction: fractionText(say, of.rate),
  })
  const isStanding = way.isReached && way.acts === 0
  const line = isStanding
    ? t('goal.answer.reached', places(way))
    : way.isReached
      ? t(`goal.answer.fewest.${code}`, places(way))
      : way.rate.denominator === 0
        ? t('goal.answer.nobody')
        : t('goal.answer.never', places(way))
  const isRoundedUp = !way.isReached && shown(way.rate) === shown({ numerator: goal, denominator: 10_000 })
  return (
    <div className="mb-5 max-w-3xl">
      <p className="font-semibold font-song text-[26px] leading-snug">{line}</p>
      {[
        isRoundedUp && t('goal.answer.neverRounded', places(way)),
        !way.isReached &&
          rate.denominator > 0 &&
          (possible > 0 ? t('goal.answer.allOpen', { count: way.acts }) : t('goal.answer.nothingOpen')),
        way.isReached &&
          !isStanding &&
          t(code === 'fullParticipationRate' ? 'goal.answer.openPeople' : 'goal.answer.open', {
            count: possible,
          }),
        withLate &&
          !way.isReached &&
          t(withLate.isReached ? 'goal.answer.lateReaches' : 'goal.answer.lateNever', places(withLate)),
        whenDue &&
          whenDue.acts !== way.acts &&
          way.isReached &&
          t(whenDue.isReached ? 'goal.answer.whenDueReaches' : 'goal.answer.whenDueNever', places(whenDue)),
      ].map(
        each =>
          each && (
            <p key={each} className="mt-1 text-ink-2">
              {each}
            </p>
          ),
      )}
    </div>
  )
}
