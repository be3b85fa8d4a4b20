import { wordsOf } from '@/app/_forms/words'
import type { Say } from '@/app/_i18n/messages'

/** Everything that can be wrong with a new password, for the three forms that ask for one. */
export function passwordWords(say: Say): Record<string, string> {
  return wordsOf(
    say,
    'access.password.notTheSame',
    'access.refused.tooShort',
    'access.refused.tooLong',
    'access.refused.common',
    'access.refused.ownWords',
    'access.refused.wait',
  )
}
