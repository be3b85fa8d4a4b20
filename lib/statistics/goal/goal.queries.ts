import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { type Filter, scopeCte } from '@/lib/statistics/rates/counting.sql'
import { partsFor } from '@/lib/statistics/rates/parts.rules'
import { figuresBy } from '@/lib/statistics/rates/rate.queries'
import { requiredShareOf } from '@/lib/statistics/rates/required-share.sql'
import { fewestToReach, type GoalCode, stepsOf, type Undone, whenDue } from './goal.rules'
import { momentOf, undoneIn, undoneRows } from './undone.sql'

/** What is asked where nothing was typed: the share that the plan requires, 90 without a plan. */
export async function usualGoal(filter: Filter): Promise<number> {
  const [plan] = await db.all<{ share: number }>(requiredShareOf(filter))
  return plan?.share ?? 90
}

/** 反算 of one rate under the filter: what it stands at, and what still has to be done to reach the goal. */
export async function goalWay(filter: Filter, code: GoalCode, goal: number) {
  const [figures, undone] = await Promise.all([
    figuresBy(filter, [], db, partsFor(code)),
    undoneOf(filter, code),
  ])
  const whole = figures.at('')
  const { numerator, denominator } = whole.rates[code]
  const rate = { numerator, denominator }
  const steps = stepsOf(code, undone)
  const withLate = stepsOf(code, undone, true)
  const due = whenDue(rate, undone)
  return {
    figures: whole,
    rate,
    possible: steps.length,
    way: fewestToReach(rate, steps, goal),
    /** The same where make-ups and completions after their last day are done too. */
    withLate: withLate.length > steps.length ? fewestToReach(rate, withLate, goal) : null,
    /** The same once every leave set aside has come due. */
    whenDue:
      code === 'participationRate' && undone.some(each => each.lapses)
        ? fewestToReach(due.now, stepsOf(code, due.undone), goal)
        : null,
  }
}
export type GoalWay = Awaited<ReturnType<typeof goalWay>>

/** What is not done of that which the rate counts, the nearest last day first. */
export function undoneOf(filter: Filter, code: GoalCode, on: On = db): Promise<Undone[]> {
  const { from, listed } = undoneIn(filter, code, momentOf(filter.asOf))
  return undoneRows(sql`${scopeCte(filter)}, ${from}`, listed, on)
}
