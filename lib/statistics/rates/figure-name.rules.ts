import type { Say } from '@/lib/core/i18n/say'
import { type FigureCode, isHeading, isRate } from './rate.rules'
import { NO_KIND } from './reason.rules'

const own = {
  assigned: 'rate.rows.assigned',
  planItems: 'rate.rows.planItems',
  absences: 'rate.missed.absences',
  unmarked: 'rate.missed.unmarked',
  exempted: 'rate.missed.exempted',
  invited: 'rate.missed.invited',
  walkIns: 'rate.missed.walkIns',
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
  if (code === 'leaves') return leaveName(say, target)
  return say.t(own[code])
}

/** 请假, 请假（病假）, 请假（没有写明事由）. */
export function leaveName(say: Say, kind: string): string {
  if (kind === '') return say.t('rate.missed.leaves')
  return say.t('rate.missed.leavesOf', { kind: kind === NO_KIND ? say.t('rate.missed.noKind') : kind })
}
