import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { ReasonsRow } from '@/lib/statistics/overview.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import type { FigureCode } from '@/lib/statistics/rates/rate.rules'
import { NO_KIND, type ReasonCode } from '@/lib/statistics/rates/reason.rules'
import { addressOf, rowsAddress } from './address'
import { FigureLink } from './figure-link'

type Props = { say: Say; to: RatesAsked; rows: ReasonsRow[]; aloneName: string }

/** The columns: those who did not come, by reason; what became of it; who is in no rate. */
export const reasonColumns = [
  'required',
  'leaves',
  'absences',
  'unmarked',
  'madeUp',
  'notStudied',
  'setAside',
  'exempted',
  'invited',
  'walkIns',
  'awaitingRecord',
] as const
type ReasonColumn = (typeof reasonColumns)[number]

export function valueIn({ figures, reasons }: ReasonsRow, column: ReasonColumn): number {
  const { attendanceRate, participationRate } = figures.rates
  switch (column) {
    case 'required':
      return attendanceRate.denominator
    case 'notStudied':
      return participationRate.denominator - participationRate.numerator
    case 'madeUp':
    case 'setAside':
    case 'awaitingRecord':
      return figures[column]
    default:
      return reasons[column]
  }
}

/** Why people missed and who was left out, by unit; every number opens to its rows, each kind of leave to its own. */
export function ReasonsTable({ say, to, rows, aloneName }: Props) {
  const { t } = say
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('rate.page.unit')}</th>
            {reasonColumns.map(column => (
              <th key={column} scope="col" className="n whitespace-normal! max-w-24">
                {t(`rate.missed.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.key} className={at === 0 ? 'font-semibold' : ''}>
              <th scope="row" className="whitespace-nowrap font-[inherit]! text-[15px]! text-ink!">
                {at === 0 ? (
                  t('rate.view.whole')
                ) : row.key === '' ? (
                  aloneName
                ) : (
                  <Link href={addressOf('/rates', to.given, { unit: row.key, page: null })}>{row.name}</Link>
                )}
              </th>
              {reasonColumns.map(column => (
                <Cell key={column} {...{ say, to, row, column }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="px-3 py-2 text-ink-3 text-sm">{t('rate.missed.note')}</p>
    </>
  )
}

function Cell({
  say,
  to,
  row,
  column,
}: Omit<Props, 'rows' | 'aloneName'> & { row: ReasonsRow; column: ReasonColumn }) {
  const value = valueIn(row, column)
  if (value === 0) return <td className="n text-ink-3">0</td>
  const unit = row.key === '' ? { alone: 1 } : { unit: row.key }
  const [code, side] = opened[column]
  return (
    <td className="n">
      <FigureLink
        say={say}
        figures={row.figures}
        code={code}
        href={rowsAddress(to.asked, code, { ...unit, side })}
      >
        {value}
      </FigureLink>
      {column === 'leaves' && row.reasons.kinds.some(({ kind }) => kind !== NO_KIND) && (
        <span className="block font-normal text-ink-3 text-xs">
          {row.reasons.kinds.map(({ kind, count }) => (
            <FigureLink
              key={kind}
              say={say}
              figures={row.figures}
              code="leaves"
              href={rowsAddress(to.asked, 'leaves', { ...unit, target: kind })}
              className="block whitespace-nowrap"
            >
              {kindWords(say, kind, count)}
            </FigureLink>
          ))}
        </span>
      )}
    </td>
  )
}

/** 病假 3. */
export function kindWords(say: Say, kind: string, count: number): string {
  return say.t('rate.missed.kindCount', {
    kind: kind === NO_KIND ? say.t('rate.missed.noKind') : kind,
    count,
  })
}

const opened: Record<ReasonColumn, [FigureCode, 'rest' | null]> = {
  required: ['attendanceRate', null],
  notStudied: ['participationRate', 'rest'],
  madeUp: ['madeUp', null],
  setAside: ['setAside', null],
  awaitingRecord: ['awaitingRecord', null],
  ...(Object.fromEntries(
    (['leaves', 'absences', 'unmarked', 'exempted', 'invited', 'walkIns'] satisfies ReasonCode[]).map(
      code => [code, [code, null]],
    ),
  ) as Record<ReasonCode, [FigureCode, null]>),
}
