import type { Say } from '@/app/_i18n/messages'
import { monthOf, yearOf } from '@/lib/core/time'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { type FigureCode, isHeading, isRate } from '@/lib/statistics/rates/rate.rules'

const own = {
  planItems: 'rate.rows.planItems',
  setAside: 'rate.rows.setAsideTitle',
  madeUp: 'rate.rows.madeUpTitle',
  countedActivities: 'rate.rows.counted',
  heldActivities: 'rate.rows.held',
  paperOnly: 'rate.rows.paperOnly',
  neverStudied: 'rate.rows.neverStudied',
  timesMissed: 'rate.rows.timesMissed',
  otherForms: 'rate.rows.otherForms',
  stillPlanned: 'rate.rows.stillPlanned',
  awaitingReview: 'rate.rows.awaitingReview',
  outputsAwaitingReview: 'rate.rows.outputsAwaitingReview',
  worksAwaitingReview: 'rate.rows.worksAwaitingReview',
  theoryLeftOut: 'rate.rows.theoryLeftOut',
} as const

/** The name of a figure, as used on its page. */
export function figureName(say: Say, code: FigureCode, target = ''): string {
  if (isRate(code)) return say.term(`rate.${code}`)
  if (isHeading(code)) return say.term(`heading.${code}`)
  if (code === 'communitiesWithAdviser') return say.term('heading.communitiesWithAdviser')
  if (code === 'awaitingRecord' || code === 'notRecorded' || code === 'makeUpsEnded')
    return say.term(`state.${code}`)
  if (code === 'formShare') return say.t('rate.rows.formShare', { form: target })
  if (code === 'target') return say.t('rate.rows.toTarget', { target })
  if (code === 'campaign') return say.t('rate.rows.ofCampaign', { campaign: target })
  return say.t(own[code])
}

/** 15 场次, 163 条: the measure word after a count. */
export function unitWordOf(say: Say, code: FigureCode): string {
  if (isHeading(code)) return say.term(`unitWord.${code}`)
  if (code === 'neverStudied') return say.t('rate.rows.people')
  if (code === 'outputsAwaitingReview' || code === 'worksAwaitingReview') return say.t('rate.rows.entries')
  return code === 'setAside' || code === 'madeUp'
    ? say.term('unitWord.heads')
    : say.term('unitWord.collectiveStudies')
}

/** The filter of the figure: the unit, the month, the form. */
export function narrowedWords(say: Say, { asked }: RatesAsked, unitName: string): string[] {
  return [
    asked.alone ? say.t('rate.page.alone', { unit: unitName }) : unitName,
    asked.month && say.t('common.date.yearMonth', { year: yearOf(asked.month), month: monthOf(asked.month) }),
    asked.form,
  ].filter((each): each is string => Boolean(each))
}
