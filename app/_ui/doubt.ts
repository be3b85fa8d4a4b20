import type { Say } from '@/app/_i18n/messages'
import type { Rate } from '@/lib/core/rate'
import { onlyReads } from '@/lib/core/unavailable'
import { type FigureCode, type Figures, type Flat, percentText } from '@/lib/statistics/rates/rate.rules'

/**
 * What stands behind a figure while the database is damaged: （可能有误）, unless it is known to read nothing of what is;
 * otherwise nothing.
 */
export function doubtIn(say: Say, isSound = false): string {
  return !isSound && onlyReads()?.reason === 'damaged' ? say.t('common.readOnly.doubt') : ''
}

/** What stands behind one of these figures: that it may be wrong, or what it is since a locked year was corrected. */
export function doubtOf(say: Say, figures: Figures, code: FigureCode): string {
  return correctedTo(say, figures.corrected?.[code]) + doubtIn(say, figures.sound?.includes(code))
}

function correctedTo(say: Say, value: Flat[FigureCode]): string {
  if (value === undefined) return ''
  if (!Array.isArray(value)) return say.t('common.figure.corrected', { text: value })
  const [numerator, denominator] = value
  const text = `${percentText({ numerator, denominator })} ${numerator}/${denominator}`
  return say.t('common.figure.corrected', { text })
}

/** The percentage as pages show it. */
export function percentShown(say: Say, rate: Rate): string {
  const { corrected } = rate
  const now = corrected ? correctedTo(say, [corrected.numerator, corrected.denominator]) : ''
  return `${percentText(rate)}${now}${doubtIn(say, rate.sound)}`
}

/** The percentage in a FigureLink, which adds what else is to be said of the figure. */
export function percentAlone(rate: Rate): string {
  return percentText(rate)
}
