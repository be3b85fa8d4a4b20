import type { Say } from '@/app/_i18n/messages'

/** Messages of the line that marks a page as stale; `line` names its data (a list, counts). */
export function offlineWords(
  say: Say,
  line: 'attendance.sheet.offline' | 'counter.offline',
): Record<string, string> {
  const ages = ['justNow', 'minutesAgo', 'hoursAgo', 'daysAgo'] as const
  return {
    line: say.t(line),
    monthDay: say.t('common.date.monthDay'),
    months: say.t('common.date.months'),
    ...Object.fromEntries(ages.map(name => [name, say.t(`common.offline.${name}`)])),
  }
}
