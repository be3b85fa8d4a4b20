import type { Say } from '@/app/_i18n/messages'
import type { SheetRow } from '@/lib/attendance/attendance.queries'
import type { FilledColumn } from '@/lib/spreadsheet/workbook.sheet'

type Of = { day: string; title: string; hostName: string }

/**
 * The columns of an exported sheet; an online study has a day of completion in place of marks. The last ones say of each
 * row whom and what it means, so that the sheet can be imported again.
 */
export function sheetColumns(
  { t, term }: Say,
  isStudy: boolean,
  { day, title, hostName }: Of,
): FilledColumn<SheetRow>[] {
  const who: FilledColumn<SheetRow>[] = [
    {
      head: t('attendance.column.number'),
      width: 6,
      kind: 'number',
      of: (row, at) => (row.standing === 'walkIn' ? null : at + 1),
    },
    { head: t('attendance.column.name'), width: 12, kind: 'text', of: row => row.name },
    { head: t('attendance.column.unit'), width: 20, kind: 'text', of: row => row.unitName },
    { head: t('attendance.column.post'), width: 16, kind: 'text', of: row => row.post },
    {
      head: t('attendance.person.standing'),
      width: 12,
      kind: 'text',
      of: row => term(`standing.${row.standing}`),
    },
  ]
  const staffNo: FilledColumn<SheetRow> = {
    head: t('attendance.column.staffNo'),
    width: 12,
    kind: 'text',
    of: row => row.staffNo,
  }
  const named = (head: string): FilledColumn<SheetRow> => ({ head, width: 30, kind: 'text', of: () => title })
  if (isStudy)
    return [
      ...who,
      { head: t('attendance.study.day'), width: 12, kind: 'day', of: row => row.completedOn },
      staffNo,
      named(t('attendance.column.study')),
    ]
  return [
    ...who,
    {
      head: t('attendance.column.mark'),
      width: 10,
      kind: 'text',
      of: row => (row.mark === null && row.standing === 'exempt' ? null : term(`mark.${row.mark ?? 'none'}`)),
    },
    { head: t('attendance.column.reason'), width: 16, kind: 'text', of: row => row.reason },
    { head: t('attendance.column.madeUpOn'), width: 12, kind: 'day', of: row => row.madeUpOn },
    staffNo,
    { head: t('attendance.column.day'), width: 12, kind: 'day', of: () => day },
    named(t('attendance.column.activity')),
    { head: t('attendance.print.host'), width: 20, kind: 'text', of: () => hostName },
  ]
}
