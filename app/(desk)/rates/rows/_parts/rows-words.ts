import type { Say } from '@/app/_i18n/messages'
import { monthOf, yearOf } from '@/lib/core/time'
import type { NarrowingNames } from '@/lib/statistics/rates/narrowing.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { type FigureCode, isHeading } from '@/lib/statistics/rates/rate.rules'
import { reasonCodes } from '@/lib/statistics/rates/reason.rules'

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
