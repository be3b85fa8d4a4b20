import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import type { Rate } from '@/lib/core/rate'
import type { FilledColumn } from '@/lib/spreadsheet/workbook.sheet'
import { type ReasonsRow, type TableRow, tableRates } from '@/lib/statistics/overview.queries'
import type { View } from '@/lib/statistics/rates/rate.rules'
import type { MatrixRow } from './matrix'
import { kindWords, reasonColumns, valueIn } from './reasons-table'

/** A unit by months; `heads` are the months, and last the whole span. */
export function matrixColumns(say: Say, heads: string[]): FilledColumn<MatrixRow>[] {
  return [
    named(say.t('rate.page.unit'), row => row.name),
    ...heads.flatMap((head, at) => rateColumns<MatrixRow>(say, head, row => row.byMonth[at] ?? row.whole)),
  ]
}

/** The rates of units, months, forms or people; people have their unit beside the name. */
export function tableColumns(say: Say, view: Exclude<View, 'months' | 'missed'>): FilledColumn<TableRow>[] {
  const { t, term } = say
  return [
    named(t(view === 'units' ? 'rate.page.unit' : 'rate.view.name'), row => row.name),
    ...(view === 'person' ? [named<TableRow>(t('rate.page.unit'), row => row.beside)] : []),
    ...tableRates[view].flatMap(code =>
      rateColumns<TableRow>(say, term(`rate.${code}`), row => row.figures.rates[code]),
    ),
  ]
}

/** Why people missed, by unit: a column for each number, the kinds of leave in words. */
export function reasonsColumns(say: Say): FilledColumn<ReasonsRow>[] {
  const { t } = say
  return [
    named(t('rate.page.unit'), row => row.name),
    ...reasonColumns.map(column => ({
      head: t(`rate.missed.${column}`),
      width: 10,
      kind: 'number' as const,
      of: (row: ReasonsRow) => valueIn(row, column),
    })),
    named(t('rate.missed.kinds'), row =>
      row.reasons.kinds.map(({ kind, count }) => kindWords(say, kind, count)).join(t('rate.figure.comma')),
    ),
  ]
}

function named<R>(head: string, of: (row: R) => string | null): FilledColumn<R> {
  return { head, width: 22, kind: 'text', of }
}

/** A rate is never written without its fraction. */
function rateColumns<R>(say: Say, head: string, of: (row: R) => Rate): FilledColumn<R>[] {
  const { t } = say
  return [
    { head, width: 10, kind: 'text', of: row => percentShown(say, of(row)) },
    {
      head: t('rate.export.numerator', { name: head }),
      width: 8,
      kind: 'number',
      of: row => of(row).numerator,
    },
    {
      head: t('rate.export.denominator', { name: head }),
      width: 8,
      kind: 'number',
      of: row => of(row).denominator,
    },
  ]
}
