import type { Say } from '@/app/_i18n/messages'
import type { ActivityRow } from '@/lib/activity/activity.queries'
import { timeOf } from '@/lib/core/time'
import type { FilledColumn } from '@/lib/spreadsheet/workbook.sheet'

/** The columns of the exported list of activities. */
export function listColumns({ t, term }: Say): FilledColumn<ActivityRow>[] {
  return [
    { head: t('activity.column.day'), width: 22, kind: 'text', of: days },
    { head: t('activity.column.time'), width: 14, kind: 'text', of: hours },
    { head: t('activity.column.title'), width: 40, kind: 'text', of: row => row.title },
    { head: t('activity.column.form'), width: 16, kind: 'text', of: row => row.form },
    { head: t('activity.column.unit'), width: 18, kind: 'text', of: row => row.unitName },
    { head: t('activity.column.place'), width: 20, kind: 'text', of: row => row.place },
    { head: t('activity.column.required'), width: 8, kind: 'number', of: row => row.roll?.required || null },
    {
      head: t('activity.column.came'),
      width: 8,
      kind: 'number',
      of: row => (row.roll?.required ? row.roll.came : null),
    },
    { head: t('activity.column.heads'), width: 10, kind: 'number', of: row => row.heads },
    {
      head: t('activity.column.status'),
      width: 12,
      kind: 'text',
      of: row => term(`activityStatus.${row.status}`),
    },
  ]
}

/** One day, or the first and the last, as an import reads them. */
function days({ day, lastDay }: ActivityRow): string {
  return day === lastDay ? day : `${day}–${lastDay}`
}

function hours({ startsAt, endsAt }: ActivityRow): string {
  return [startsAt, endsAt].flatMap(at => (at === null ? [] : [timeOf(at)])).join('–')
}
