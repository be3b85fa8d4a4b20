import { db, type On } from '@/db/client'
import { monthsOf, yearOf } from '@/lib/core/time'
import { settingsOf } from '@/lib/organisation/settings/setting.queries'
import type { Goals } from '@/lib/plan/goals/goal.queries'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { factsOf } from '@/lib/statistics/rates/facts.sql'
import { readingOf } from '@/lib/statistics/rates/rate.queries'
import { weaknessesIn } from './weakness.rules'
import { type GoalState, goalStates } from './year-goal.rules'

/** The goals of the filter's year with their state by as-of; nothing is read where none is set. */
export async function goalStatesOf(filter: Filter, goals: Goals, on: On = db): Promise<GoalState[]> {
  const { newForms, newMediaAMonth, eachTarget } = goals
  if (newForms === null && newMediaAMonth === null && eachTarget === null) return []
  const { from, to, asOf } = filter
  const last = yearOf(from) - 1
  const before = { ...filter, from: `${last}-01-01`, to: `${last}-12-31` }
  const [reading, factsBefore, settings] = await Promise.all([
    readingOf(filter, on, ['held', 'ledger']),
    factsOf(before, on, ['held']),
    settingsOf(['targets', 'targetsNotHere', 'campaigns'], on),
  ])
  const monthly = reading.by(['month'])
  const until = asOf < to ? asOf : to
  const formsOf = (events: { form: string }[]) => [...new Set(events.map(each => each.form))]
  return goalStates(goals, {
    forms: formsOf(reading.facts.events),
    formsBefore: formsOf(factsBefore.events),
    months: from > until ? [] : monthsOf(from, until).map(month => monthly.at(month).headings.newMediaItems),
    targets: weaknessesIn(reading.facts.events, settings).targets,
  })
}
