import type { Say } from '@/app/_i18n/messages'
import type { CandidateRow } from '@/lib/exam/exam.queries'
import type { FilledColumn } from '@/lib/spreadsheet/workbook.sheet'

/**
 * The columns of the exported list of an exam: one row a person, with the best score. The last ones say whom and which
 * exam each row means, so that the list can be imported again.
 */
export function listColumns({ t, term }: Say, title: string): FilledColumn<CandidateRow>[] {
  return [
    { head: t('exam.page.number'), width: 6, kind: 'number', of: (_, at) => at + 1 },
    { head: t('exam.page.person'), width: 12, kind: 'text', of: row => row.name },
    { head: t('exam.page.unit'), width: 20, kind: 'text', of: row => row.unitName },
    {
      head: t('exam.page.standing'),
      width: 10,
      kind: 'text',
      of: row => (row.standing === null ? '' : term(`examStanding.${row.standing}`)),
    },
    { head: t('exam.page.score'), width: 8, kind: 'number', of: row => row.best },
    { head: t('exam.page.timesSat'), width: 8, kind: 'number', of: row => row.attempts },
    { head: t('exam.page.result'), width: 10, kind: 'text', of: row => t(resultOf(row)) },
    {
      head: t('exam.page.missedReason'),
      width: 16,
      kind: 'text',
      of: row => (row.attempts === 0 && row.standing === 'required' ? row.missedReason : null),
    },
    { head: t('exam.page.staffNo'), width: 12, kind: 'text', of: row => row.staffNo },
    { head: t('exam.page.exam'), width: 30, kind: 'text', of: () => title },
  ]
}

function resultOf({ attempts, passed }: CandidateRow) {
  if (attempts === 0) return 'exam.page.notSatWord'
  return passed ? 'exam.page.passWord' : 'exam.page.failWord'
}
