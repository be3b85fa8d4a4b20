import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { GoalCode } from '@/lib/statistics/goal/goal.rules'
import type { RateCode } from '@/lib/statistics/rates/rate.rules'
import { goalAddress, type OfFigure, rowsAddress } from '../../_parts/address'

type NoGoalCode = Exclude<RateCode, GoalCode>

/** The rate that can be raised in its place. */
const instead: Partial<Record<NoGoalCode, GoalCode>> = {
  attendanceRate: 'participationRate',
  bestStillPossible: 'participationRate',
  excellentRate: 'passRate',
  firstTimePassRate: 'passRate',
}

/** Why nothing is reckoned for this rate, and where to go instead. */
export function NoGoal({ say, of, code }: { say: Say; of: OfFigure; code: NoGoalCode }) {
  const { t, term } = say
  const other = instead[code]
  return (
    <div className="card max-w-3xl">
      <p>{t(`goal.none.${code}`)}</p>
      <p className="mt-3">
        {other ? (
          <Link href={goalAddress(of, other)} className="btn">
            {t('goal.none.instead', { rate: term(`rate.${other}`) })}
          </Link>
        ) : (
          <Link
            href={
              code === 'planCompletionRate'
                ? rowsAddress(of, 'timesMissed', { month: of.month })
                : rowsAddress(of, code, { month: of.month, side: 'rest' })
            }
            className="btn"
          >
            {t('goal.none.rows')}
          </Link>
        )}
      </p>
    </div>
  )
}
