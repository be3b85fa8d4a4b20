import type { Say } from '@/app/_i18n/messages'
import type { Rate } from '@/lib/core/rate'
import { onlyReads } from '@/lib/core/unavailable'
import { type FigureCode, type Figures, percentText } from '@/lib/statistics/rates/rate.rules'

/**
 * What stands behind a figure while the database is damaged: （可能有误）, unless it is known to read nothing of what is;
 * otherwise nothing.
 */
export function doubtIn(say: Say, isSound = false): string {
  return !isSound && onlyReads()?.reason === 'damaged' ? say.t('common.readOnly.doubt') : ''
}

/** What stands behind one of these figures. */
export function doubtOf(say: Say, figures: Figures, code: FigureCode): string {
  return doubtIn(say, figures.sound?.includes(code))
}

/** The percentage as pages show it. */
export function percentShown(say: Say, rate: Rate): string {
  return `${percentText(rate)}${doubtIn(say, rate.sound)}`
}
