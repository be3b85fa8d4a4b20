import { wordsOf } from '@/app/_forms/words'
import type { Say } from '@/app/_i18n/messages'

/** Everything that the forms about a unit can answer. */
export function unitWords(say: Say): Record<string, string> {
  return wordsOf(
    say,
    'roster.form.tooLong',
    'roster.refused.nameTaken',
    'roster.refused.codeTaken',
    'roster.refused.belowItself',
    'roster.refused.aliasTaken',
    'roster.refused.topUnit',
    'roster.refused.inUse',
  )
}
