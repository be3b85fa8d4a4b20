import { wordsOf } from '@/app/_forms/words'
import type { Say } from '@/app/_i18n/messages'

/** Everything that the forms about a person can answer. */
export function personWords(say: Say): Record<string, string> {
  return wordsOf(
    say,
    'roster.form.tooLong',
    'roster.form.notAPhone',
    'roster.refused.staffNoTaken',
    'roster.refused.phoneTaken',
    'roster.refused.sameUnit',
    'roster.refused.beforeStart',
    'roster.refused.laterOne',
    'roster.refused.endedAlready',
    'roster.refused.hasTag',
    'roster.refused.begunAlready',
    'roster.refused.onlyOne',
  )
}
