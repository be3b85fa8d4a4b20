import type { Say } from '@/app/_i18n/messages'
import { type Field, type TableKind, tableFields } from '@/lib/plan/table/table.sheet'

export type Column = { field: Field; label: string; choices?: string[] }

/** The columns of the table, with the headings of the plan's document. */
export function columnsOf({ t }: Say, kind: TableKind): Column[] {
  const isPoints = kind === 'points'
  const labels: Record<Field, string> = {
    time: isPoints ? t('plan.document.deadline') : t('plan.document.time'),
    content: isPoints ? t('plan.document.point') : t('plan.document.content'),
    form: t('plan.document.form'),
    audience: t('plan.document.audience'),
    lecturer: t('plan.document.lecturer'),
    unit: t('plan.document.unit'),
    times: t('plan.document.times'),
    mustLearn: t('plan.document.mustLearn'),
    remark: t('plan.document.remark'),
    parent: t('plan.item.parent'),
    weight: t('plan.document.weight'),
    evidence: t('plan.document.evidence'),
  }
  return tableFields[kind].map(field => ({ field, label: labels[field] }))
}
