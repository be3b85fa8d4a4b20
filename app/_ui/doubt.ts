import type { Say } from '@/app/_i18n/messages'
import type { Rate } from '@/lib/core/rate'
import { onlyReads } from '@/lib/core/unavailable'
import { percentText } from '@/lib/statistics/rates/rate.rules'

/** What stands behind every figure while the database is damaged: （可能有误）; otherwise nothing. */
export function doubtIn(say: Say): string {
  return onlyReads()?.reason === 'damaged' ? say.t('common.readOnly.doubt') : ''
}

/** The percentage as pages show it. */
export function percentShown(say: Say, rate: Rate): string {
  return `${percentText(rate)}${doubtIn(say)}`
}
