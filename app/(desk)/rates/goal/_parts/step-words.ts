import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import type { GoalWay } from '@/lib/statistics/goal/goal.queries'
import { type GoalCode, goalText, groupsOf, type Undone } from '@/lib/statistics/goal/goal.rules'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { fractionText } from '../../_parts/rate-words'
import { dayIn } from '../../_parts/span-words'

type Of = {
  code: GoalCode
  goal: number
  found: GoalWay
  filter: Filter & { unitName: string }
  /** At most so many things are named. */
  lines: number
}

/** The notice to copy: who has to do what by when, by unit. */
export function notice(say: Say, { code, goal, found: { rate, figures, way }, filter, lines }: Of): string {
  const places = {
    asOf: dayIn(say, filter.asOf),
    unit: filter.unitName,
    rate: say.term(`rate.${code}`),
    text: percentShown(say, figures.rates[code]),
    fraction: fractionText(say, rate),
    goal: goalText(goal),
  }
  const todo = way.chosen.flatMap(each => each.undone).slice(0, lines)
  return [
    say.t(way.isReached ? 'goal.text.head' : 'goal.text.headNever', places),
    ...[...groupsOf(todo, each => each.unitName)].flatMap(([unit, undone]) => [
      say.t('goal.text.unit', { unit }),
      ...undone.map(each => lineOf(say, each, code, filter.asOf)),
    ]),
  ].join('\n')
}

/** One line of a notice: who has to do what by when. */
export function lineOf(
  say: Say,
  { name, title, day, until, kind, sat }: Undone,
  code: GoalCode,
  asOf: string,
): string {
  const places = { name, title, day: dayIn(say, day), until: until === null ? '' : dayIn(say, until) }
  const isPast = until !== null && until < asOf
  if (kind === 'meeting') return say.t(isPast ? 'goal.text.meetingLate' : 'goal.text.meeting', places)
  if (kind === 'online') return say.t(isPast ? 'goal.text.online' : 'goal.text.onlineOpen', places)
  if (code === 'examParticipationRate') return say.t('goal.text.sit', places)
  return say.t(sat ? 'goal.text.pass' : 'goal.text.sitAndPass', places)
}
