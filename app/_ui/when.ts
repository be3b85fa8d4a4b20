import { dayOf, type Instant, timeOf } from '@/lib/core/time'

/** An instant for a table: 2026-11-25 10:00. */
export function when(at: Instant): string {
  return `${dayOf(at)} ${timeOf(at)}`
}
