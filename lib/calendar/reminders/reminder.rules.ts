import type { Say } from '@/lib/core/i18n/say'
import { addDays, type Day, dayOf, type Instant, timeOf } from '@/lib/core/time'
import { noticeText, type Told } from './notice.rules'

/** Mails are sent at this time on the day before, or immediately for an activity scheduled later than that. */
export const REMIND_AT = '09:00'
export const MOST_TRIES = 5

const MINUTE = 60_000
const WAITS = [1, 5, 30, 120]

/** The day for whose activities reminders are due now; null before the time of sending. */
export function remindedDay(now: Instant): Day | null {
  return timeOf(now) < REMIND_AT ? null : addDays(dayOf(now), 1)
}

/** The instant of the next retry, with a growing back-off; null after the last one. */
export function nextTry(tries: number, now: Instant): Instant | null {
  const wait = tries >= MOST_TRIES ? undefined : WAITS[Math.min(tries, WAITS.length) - 1]
  return wait === undefined ? null : now + wait * MINUTE
}

/** The outcome of a rejected mail: retry later, never, or unknown. */
export type Refusal = 'later' | 'never' | 'unknown'

/**
 * Interprets a failure (RFC 5321, section 4.2.1): 4yz is transient, 5yz permanent. A connection lost before the
 * text (DATA) has sent nothing; one lost after it is ambiguous: the mail may have been accepted, so it is not
 * sent again.
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

/** The mail on the day before: the notice of the activity, without other people's names. */
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
