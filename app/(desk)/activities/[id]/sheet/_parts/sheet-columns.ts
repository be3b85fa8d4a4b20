import type { Say } from '@/app/_i18n/messages'
import type { SheetRow } from '@/lib/attendance/attendance.queries'
import type { FilledColumn } from '@/lib/spreadsheet/workbook.sheet'

/** The columns of an exported sheet; an online study has a day of completion in place of marks. */
export function sheetColumns({ t, term }: Say, isStudy: boolean): FilledColumn<SheetRow>[] {
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
  if (isStudy)
    return [...who, { head: t('attendance.study.day'), width: 12, kind: 'day', of: row => row.completedOn }]
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
  ]
}
