import type { Say } from '@/app/_i18n/messages'
import { when } from '@/app/_ui/when'
import type { LogRow } from '@/lib/access/audit.queries'
import type { Names } from '@/lib/access/audit-ids.rules'
import type { FilledColumn } from '@/lib/spreadsheet/workbook.sheet'
import { actionWord } from './action-word'
import { actorWords, changesIn, toldWords, whatWords } from './log-words'

// The maximum length of an .xlsx cell, in characters.
const LONGEST_CELL = 32_000

/** The columns of the exported log. */
export function logColumns(say: Say, names: Names): FilledColumn<LogRow>[] {
  const { t } = say
  const cleared = t('audit.log.cleared')
  return [
    { head: t('audit.log.id'), width: 9, kind: 'number', of: row => row.id },
    { head: t('audit.log.at'), width: 18, kind: 'text', of: row => when(row.at) },
    { head: t('audit.log.actor'), width: 12, kind: 'text', of: row => actorWords(say, row) },
    { head: t('audit.log.action'), width: 18, kind: 'text', of: row => actionWord(say, row.action) },
    { head: t('audit.log.what'), width: 30, kind: 'text', of: row => whatWords(say, row) },
    {
      head: t('audit.log.reason'),
      width: 24,
      kind: 'text',
      of: row => (row.cleared.includes('reason') ? cleared : row.reason),
    },
    {
      head: t('audit.log.details'),
      width: 60,
      kind: 'text',
      of: row =>
        changesIn(say, row, names)
          .map(each => toldWords(say, each))
          .join('；')
          .slice(0, LONGEST_CELL) || null,
    },
  ]
}
