import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import type { Rate } from '@/lib/core/rate'
import { monthOf } from '@/lib/core/time'
import type { RateCode } from '@/lib/statistics/rates/rate.rules'
import { toneOf } from '@/lib/statistics/rates/target.rules'

type Props = {
  say: Say
  code: RateCode
  months: { month: string; rate: Rate }[]
  target: number | null
}

const HEIGHT = 160
const TOP = 22
const BAR = 34
const STEP = 60
const LEFT = 40

const bars = { soon: 'fill-ochre', owed: 'fill-cinnabar', none: 'fill-pine' } as const

/**
 * The rate by month as bars from 0 to 100, with the target as a line. The table beside it has
 * the figures.
 */
export function MonthChart({ say, code, months, target }: Props) {
  const { t } = say
  const width = LEFT + months.length * STEP + 8
  const y = (percent: number) => TOP + HEIGHT - (HEIGHT * percent) / 100
  return (
    <svg
      viewBox={`0 0 ${width} ${TOP + HEIGHT + 28}`}
      className="h-auto w-full max-w-3xl"
      role="img"
      aria-label={`${t('rate.view.chart', { rate: say.term(`rate.${code}`) })}：${months
        .map(({ month, rate }) =>
          t('rate.view.chartText', { month: monthOf(month), text: percentShown(say, rate) }),
        )
        .join('，')}`}
    >
      {[0, 50, 100].map(percent => (
        <g key={percent}>
          <line
            x1={LEFT}
            x2={width}
            y1={y(percent)}
            y2={y(percent)}
            className="stroke-line"
            strokeWidth="1"
          />
          <text x={LEFT - 6} y={y(percent) + 4} textAnchor="end" className="fill-ink-3" fontSize="12">
            {percent}
          </text>
        </g>
      ))}
      {months.map(({ month, rate }, at) => {
        const x = LEFT + at * STEP + (STEP - BAR) / 2
        const percent = rate.denominator === 0 ? 0 : (100 * rate.numerator) / rate.denominator
        return (
          <g key={month}>
            <rect
              x={x}
              y={y(percent)}
              width={BAR}
              height={y(0) - y(percent)}
              className={bars[toneOf(rate, target) ?? 'none']}
            />
            <text x={x + BAR / 2} y={y(percent) - 5} textAnchor="middle" className="fill-ink-2" fontSize="12">
              {percentShown(say, rate).replace('%', '')}
            </text>
            <text
              x={x + BAR / 2}
              y={TOP + HEIGHT + 18}
              textAnchor="middle"
              className="fill-ink-2"
              fontSize="13"
            >
              {t('common.date.month', { month: monthOf(month) })}
            </text>
          </g>
        )
      })}
      {target !== null && (
        <line
          x1={LEFT}
          x2={width}
          y1={y(target)}
          y2={y(target)}
          className="stroke-ink-2"
          strokeWidth="1"
          strokeDasharray="4 4"
        />
      )}
    </svg>
  )
}
