import { ask, type Fault } from '@/lib/spreadsheet/importer.rules'
import type { Context, Effect } from './item-row.import'

/** Fewer rows are an addition rather than a paper of their own. */
const LEAST = 3

/**
 * A sheet of which the plan that stands has nothing may be another paper of its kind: asked once, since both would become
 * one plan.
 */
export function otherPlanAsked(
  { items, options }: Pick<Context, 'items' | 'options'>,
  head: { title: string } | null,
  made: Effect[],
  faults: Fault[],
): void {
  if (!head || items.length === 0 || made.length < LEAST || made.some(each => each.before)) return
  for (const row of new Set(made.map(each => each.row)))
    ask(faults, options, {
      row,
      field: null,
      reason: 'otherPlan',
      isDoubt: true,
      places: { title: head.title, count: items.length },
      alike: 'plan',
      choices: [{ value: 'add', choice: 'samePlan' }],
    })
}
