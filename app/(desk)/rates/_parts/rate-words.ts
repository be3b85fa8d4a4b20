import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import type { Rate } from '@/lib/core/rate'
import type { RateCode } from '@/lib/statistics/rates/rate.rules'

// Over several studies or exams both numbers are sums of (person, study) or (person, exam): 人次, as for attendances.
const counted: Partial<Record<RateCode, 'people' | 'times' | 'pairs'>> = {
  fullParticipationRate: 'people',
  planCompletionRate: 'times',
  mustLearnCoverage: 'pairs',
}

export function fractionText(say: Say, { numerator, denominator }: Rate): string {
  return say.t('rate.figure.fraction', { numerator, denominator })
}

/** 1210/1248 人次: the fraction with its unit. */
export function fractionWords(say: Say, code: RateCode, rate: Rate): string {
  return say.t(`rate.figure.${counted[code] ?? 'attendances'}`, { fraction: fractionText(say, rate) })
}

/** The reason for a dash: nobody was required, or nothing has fallen due. */
export function emptyReason(say: Say, code: RateCode): string {
  return say.t(code === 'planCompletionRate' ? 'rate.figure.nothingDue' : 'rate.figure.nobody')
}

/** The percentage without its sign, for cells whose column head has it. */
export function bareText(say: Say, rate: Rate): string {
  return percentShown(say, rate).replace('%', '')
}
