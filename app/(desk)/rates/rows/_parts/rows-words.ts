import type { Say } from '@/app/_i18n/messages'
import { monthOf, yearOf } from '@/lib/core/time'
import type { NarrowingNames } from '@/lib/statistics/rates/narrowing.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { type FigureCode, isHeading, isRate } from '@/lib/statistics/rates/rate.rules'
import { NO_KIND, reasonCodes } from '@/lib/statistics/rates/reason.rules'

const own = {
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

/** 15 场次, 163 条: the measure word after a count. */
export function unitWordOf(say: Say, code: FigureCode): string {
  if (isHeading(code)) return say.term(`unitWord.${code}`)
  if (code === 'neverStudied') return say.t('rate.rows.people')
  if (code === 'outputsAwaitingReview' || code === 'worksAwaitingReview') return say.t('rate.rows.entries')
  return code === 'setAside' || code === 'madeUp' || (reasonCodes as readonly string[]).includes(code)
    ? say.term('unitWord.heads')
    : say.term('unitWord.collectiveStudies')
}

/** The plan of the figure, or all of a year. */
export function planWords({ t }: Say, { title, year }: { title: string | null; year: number }): string {
  return title ?? t('rate.rows.allPlans', { year })
}

/** The filter of the figure: the unit, the month, the form, whose people, the topic. */
export function narrowedWords(
  say: Say,
  { asked }: RatesAsked,
  unitName: string | null,
  names: NarrowingNames = { tag: null, topic: null },
): string[] {
  return [
    unitName && asked.alone ? say.t('rate.page.alone', { unit: unitName }) : unitName,
    asked.month && say.t('common.date.yearMonth', { year: yearOf(asked.month), month: monthOf(asked.month) }),
    asked.form,
    asked.tagId && names.tag,
    asked.withoutTagId && names.tag && say.t('rate.rows.withoutTag', { tag: names.tag }),
    asked.topicId === 'none' ? say.t('rate.view.noTopic') : names.topic,
  ].filter((each): each is string => Boolean(each))
}
