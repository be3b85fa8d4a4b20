import type { Say } from '@/lib/core/i18n/say'
import { addDays, type Day, dayOf, type Instant, timeOf } from '@/lib/core/time'
import { noticeText, type Told } from './notice.rules'

/** A mail leaves at this hour of the day before, or as soon as later the activity is scheduled. */
export const REMIND_AT = '09:00'
export const MOST_TRIES = 5

const MINUTE = 60_000
const WAITS = [1, 5, 30, 120]

/** The day whose activities are reminded of now; null before the hour of sending. */
export function remindedDay(now: Instant): Day | null {
  return timeOf(now) < REMIND_AT ? null : addDays(dayOf(now), 1)
}

/** When the next try is after so many, each wait longer; null where it was the last. */
export function nextTry(tries: number, now: Instant): Instant | null {
  const wait = tries >= MOST_TRIES ? undefined : WAITS[Math.min(tries, WAITS.length) - 1]
  return wait === undefined ? null : now + wait * MINUTE
}

/** What a mail server did with a mail: took it for later, never, or nobody knows. */
export type Refusal = 'later' | 'never' | 'unknown'

/**
 * What a failed sending means (RFC 5321, section 4.2.1): 4yz try again, 5yz do not. A connection lost before the text
 * was asked for has sent nothing; one lost after it says nothing: the mail may be under way, so it is not sent again.
 */
export function refusalOf({
  responseCode,
  isTextSent = false,
}: {
  responseCode?: number
  isTextSent?: boolean
}): Refusal {
  if (responseCode !== undefined) return responseCode < 500 ? 'later' : 'never'
  return isTextSent ? 'unknown' : 'later'
}

/** The mail of the day before: the notice of the activity, without the names of others. */
export function reminderMail(
  say: Say,
  told: Told,
  link: string | null,
  today: Day,
): { subject: string; text: string } {
  const hour = told.startsAt === null ? '' : timeOf(told.startsAt)
  return {
    subject: say.t('reminder.subject', { title: told.title, hour }).trim(),
    text: [noticeText(say, told, { due: [], invited: [] }, link, today), '', say.t('reminder.foot')].join(
      '\n',
    ),
  }
}
