import type { Say } from '@/app/_i18n/messages'
import type { MaterialRow } from '@/lib/activity/outreach/material.queries'
import type { FilledColumn } from '@/lib/spreadsheet/workbook.sheet'

/** The columns of the exported ledger. */
export function ledgerColumns({ t }: Say): FilledColumn<MaterialRow>[] {
  return [
    { head: t('material.column.day'), width: 12, kind: 'day', of: row => row.day },
    { head: t('material.column.channel'), width: 12, kind: 'text', of: row => row.channelName },
    { head: t('material.column.quantity'), width: 10, kind: 'number', of: row => row.quantity },
    { head: t('material.column.unitWord'), width: 8, kind: 'text', of: row => row.unitWord },
    { head: t('material.column.topic'), width: 30, kind: 'text', of: row => row.topic },
    { head: t('material.column.unit'), width: 18, kind: 'text', of: row => row.unitName },
    { head: t('material.column.activity'), width: 30, kind: 'text', of: row => row.activityTitle },
    { head: t('material.column.place'), width: 20, kind: 'text', of: row => row.place },
    { head: t('material.column.reads'), width: 10, kind: 'number', of: row => row.reads },
  ]
}
