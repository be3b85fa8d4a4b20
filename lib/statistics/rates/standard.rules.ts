import { inOrder } from '@/lib/core/text'
import type { LeaveRule } from '@/lib/organisation/settings/study.rules'
import type { Facts } from './facts.rules'

/** The rules behind the rows that count: leave rules with the number of their activities, and kinds of leave with their own. */
export function rulesIn({ rolls }: Facts) {
  const counted = rolls.filter(roll => roll.kind === 'study')
  const byRule = new Map<LeaveRule, number>()
  for (const { leaveRule } of counted) byRule.set(leaveRule, (byRule.get(leaveRule) ?? 0) + 1)
  const kinds = new Map(counted.flatMap(roll => roll.leaveKinds).map(each => [each.join(' '), each]))
  return {
    leaveRules: [...byRule].sort((a, b) => b[1] - a[1] || inOrder(a[0], b[0])).map(([rule]) => rule),
    /** Sessions of theory alone (不含学法内容) left out by their plan. */
    theoryLeftOut: rolls.filter(roll => roll.kind === 'theory').length,
    leaveKinds: [...kinds.values()]
      .sort((a, b) => inOrder(a[0], b[0]))
      .map(([kind, rule]) => ({ kind, rule })),
    counted: counted.length,
  }
}
