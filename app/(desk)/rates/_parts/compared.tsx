import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import type { Figures, RateCode } from '@/lib/statistics/rates/rate.rules'
import { yearBefore } from '@/lib/statistics/rates/span.rules'
import { pointsFrom, reaches, type Targets } from '@/lib/statistics/rates/target.rules'
import { rowsAddress } from './address'
import { FigureLink } from './figure-link'
import { fractionText } from './rate-words'

type Props = { say: Say; to: RatesAsked; code: RateCode; figures: Figures; before: Figures; targets: Targets }

/** Beside a rate: 上年同期, which opens to its own rows, and the target. */
export function Compared({ say, to, code, figures, before, targets }: Props) {
  const { t } = say
  const [now, then] = [figures.rates[code], before.rates[code]]
  const target = targets[code]
  const points = pointsFrom(then, now)
  return (
    <>
      <span className="block">
        {then.denominator === 0 ? (
          t('rate.before.none')
        ) : (
          <FigureLink say={say} figures={before} code={code} href={rowsAddress(yearBefore(to.asked), code)}>
            {t('rate.before.text', { text: percentShown(say, then), fraction: fractionText(say, then) })}
          </FigureLink>
        )}
        {points !== null &&
          t(points === 0 ? 'rate.before.same' : points > 0 ? 'rate.before.higher' : 'rate.before.lower', {
            points: Math.abs(points).toFixed(1),
          })}
      </span>
      {target !== undefined && (
        <span className={`block ${now.denominator > 0 && !reaches(now, target) ? 'text-cinnabar' : ''}`}>
          {now.denominator === 0
            ? t('rate.target.only', { target })
            : t(reaches(now, target) ? 'rate.target.reached' : 'rate.target.missed', { target })}
        </span>
      )}
    </>
  )
}
