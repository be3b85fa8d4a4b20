import type { Say } from '@/app/_i18n/messages'

/** Messages of the line that marks a page as stale; `line` names its data (a list, counts). */
export function offlineWords(
  say: Say,
  line: 'attendance.sheet.offline' | 'counter.offline',
): Record<string, string> {
  const ages = ['justNow', 'minutesAgo', 'hoursAgo', 'daysAgo']
  return {
    line: say.said(line),
    monthDay: say.said('common.date.monthDay'),
    months: say.said('common.date.months'),
    ...Object.fromEntries(ages.map(name => [name, say.said(`common.offline.${name}`)])),
  }
}
