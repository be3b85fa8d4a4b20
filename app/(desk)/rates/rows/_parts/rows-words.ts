import type { Say } from '@/app/_i18n/messages'
import { type Day, monthOf, yearOf } from '@/lib/core/time'
import { figureName } from '@/lib/statistics/rates/figure-name.rules'
import type { NarrowingNames } from '@/lib/statistics/rates/narrowing.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { type FigureCode, isHeading } from '@/lib/statistics/rates/rate.rules'
import { reasonCodes } from '@/lib/statistics/rates/reason.rules'
import { dayIn } from '../../_parts/span-words'
import type { rowsOf } from './rows-of'

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
function planWords({ t }: Say, { title, year }: { title: string | null; year: number }): string {
  return title ?? t('rate.rows.allPlans', { year })
}

/** The filter of the figure: whose it is, the unit, the month, the form, whose people, the topic. */
export function narrowedWords(
  say: Say,
  { asked }: RatesAsked,
  unitName: string | null,
  names: NarrowingNames = { person: null, tag: null, topic: null },
): string[] {
  // One's own figures are of whatever unit.
  const isOwn = asked.personId !== undefined && asked.unitId === undefined
  return [
    names.person,
    isOwn ? null : unitName && asked.alone ? say.t('rate.page.alone', { unit: unitName }) : unitName,
    asked.month && say.t('common.date.yearMonth', { year: yearOf(asked.month), month: monthOf(asked.month) }),
    asked.form,
    asked.tagId && names.tag,
    asked.withoutTagId && names.tag && say.t('rate.rows.withoutTag', { tag: names.tag }),
    asked.topicId === 'none' ? say.t('rate.view.noTopic') : names.topic,
  ].filter((each): each is string => Boolean(each))
}

type Found = Awaited<ReturnType<typeof rowsOf>>

/** What the figure is of: the plan, or the unit and whatever narrows it, and the span. */
export function ofWords(
  say: Say,
  to: RatesAsked,
  {
    filter,
    names,
    narrowedTo,
    ofPlans,
  }: Pick<Found, 'names' | 'narrowedTo' | 'ofPlans'> & { filter: OfWords },
): string[] {
  return [
    ...(ofPlans ? [planWords(say, ofPlans)] : []),
    ...narrowedWords(say, to, filter.unitName, names),
    ...(narrowedTo ? [narrowedTo] : []),
    `${dayIn(say, filter.from)}–${dayIn(say, filter.to)}`,
  ]
}
type OfWords = { unitName: string | null; from: Day; to: Day; asOf: Day }

/** The first line of an export: the figure, what it is of, the span, the side and the as-of day. */
export function exportTitle(
  say: Say,
  to: RatesAsked,
  found: Parameters<typeof ofWords>[2] & Pick<Found, 'code' | 'side'> & { behind: { listed: number } },
): string {
  return [
    figureName(say, found.code, to.given.target),
    ...ofWords(say, to, found),
    say.t(`rate.rows.${found.side}`, { count: found.behind.listed }),
    say.t('rate.page.asOf', { day: dayIn(say, found.filter.asOf) }),
  ].join(' ')
}
