import { headingCodes } from '@/lib/activity/outreach/heading.rules'
import type { Rate } from '@/lib/core/rate'
import { type FigureCode, type Figures, isHeading, isRate } from '@/lib/statistics/rates/rate.rules'

/** The figure where it is counted with all others; null where only its rows tell it. */
export function inFigures(figures: Figures, code: FigureCode): Rate | null {
  if (isRate(code)) return figures.rates[code]
  const isSound = figures.sound?.includes(code)
  const now = figures.corrected?.[code]
  const of = (numerator: number): Rate => ({
    numerator,
    denominator: 0,
    ...(isSound && { sound: true as const }),
    ...(typeof now === 'number' && { corrected: { numerator: now, denominator: 0 } }),
  })
  if ((headingCodes as readonly string[]).includes(code) && isHeading(code)) return of(figures.headings[code])
  const other = (figures as Record<string, unknown>)[code]
  if (typeof other === 'number') return of(other)
  return typeof other === 'object' && other !== null && 'denominator' in other ? (other as Rate) : null
}
