import type { Say } from '@/app/_i18n/messages'
import { readRule, wordsOfRule } from '@/lib/plan/items/yearly-rule.rules'

/** When a publicity day falls, as the form shows it. */
export function ruleWords({ locale }: Pick<Say, 'locale'>, rule: string): string {
  const when = readRule(rule)
  return when && locale === 'zh' ? wordsOfRule(when) : rule
}
