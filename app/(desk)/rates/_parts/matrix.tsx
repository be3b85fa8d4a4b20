import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { Rate } from '@/lib/core/rate'
import { monthOf } from '@/lib/core/time'
import type { Cells, UnitBelow } from '@/lib/statistics/overview.queries'
import type { FiguresBy } from '@/lib/statistics/rates/parts.rules'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import type { RateCode } from '@/lib/statistics/rates/rate.rules'
import { toneOf } from '@/lib/statistics/rates/target.rules'
import { addressOf, rowsAddress } from './address'
import { bareText, fractionText } from './rate-words'

export type MatrixData = {
  rate: RateCode
  months: string[]
  target: number | null
  /** The selected unit; below it its own people and its sub-units, each with the rate of the span and by month. */
  top: MatrixRow
  rows: MatrixRow[]
}
export type MatrixRow = {
  unitId: number | null
  name: string
  whole: Rate
  byMonth: Rate[]
}

/** The rows of the matrix; a unit in which nobody was required in the whole span is left out. */
export function matrixData(
  rate: RateCode,
  months: string[],
  target: number | null,
  { unit, aloneName, below }: { unit: UnitBelow; aloneName: string; below: UnitBelow[] },
  figures: { cells: Cells; units: FiguresBy; monthly: FiguresBy },
): MatrixData {
  const row = (key: string, name: string, unitId: number | null): MatrixRow => {
    const byMonth = months.map(
      month =>
        (key === '' ? figures.cells.alone.at(month) : figures.cells.all.at(`${key}|${month}`)).rates[rate],
    )
    return {
      unitId,
      name,
      byMonth,
      whole: (key === '' ? figures.cells.aloneWhole : figures.units.at(key)).rates[rate],
    }
  }
  return {
    rate,
    months,
    target,
    top: {
      unitId: unit.id,
      name: unit.name,
      whole: figures.units.at(String(unit.id)).rates[rate],
      byMonth: months.map(month => figures.monthly.at(month).rates[rate]),
    },
    rows: [row('', aloneName, null), ...below.map(each => row(String(each.id), each.name, each.id))].filter(
      each => each.whole.denominator > 0,
    ),
  }
}

type Props = { say: Say; to: RatesAsked; data: MatrixData }

/**
 * Unit × month, on a phone scrolled beneath the names; every cell has its fraction and links to its rows: plain anchors,
 * because there are hundreds.
 */
export function Matrix({ say, to, data }: Props) {
  const { t } = say
  return (
    <table className="matrix">
      <thead>
        <tr>
          <th scope="col" className="sticky left-0 bg-sheet px-2!">
            {t('rate.page.unit')}
          </th>
          {data.months.map(month => (
            <th key={month} scope="col" className="n px-1!">
              {t('common.date.month', { month: monthOf(month) })}
            </th>
          ))}
          <th scope="col" className="n px-1!">
            {t(to.year === null ? 'rate.view.wholeSpan' : 'rate.view.wholeYear')}
          </th>
        </tr>
      </thead>
      <tbody>
        {[data.top, ...data.rows].map((row, at) => {
          const ofRow = rowsAddress(to.asked, data.rate, narrowing(row))
          return (
            <tr key={row.unitId ?? 'alone'} className={at === 0 ? 'font-semibold' : ''}>
              <th
                scope="row"
                className="sticky left-0 desk:min-w-0 min-w-24 desk:max-w-none max-w-32 desk:whitespace-nowrap bg-sheet align-middle font-[inherit] text-[15px]!"
              >
                <UnitName to={to} row={row} ofRow={ofRow} isTop={at === 0} />
              </th>
              {row.byMonth.map((rate, n) => (
                <Cell
                  key={data.months[n]}
                  say={say}
                  rate={rate}
                  href={`${ofRow}&month=${data.months[n]}`}
                  target={data.target}
                />
              ))}
              <Cell say={say} rate={row.whole} href={ofRow} target={data.target} />
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

// Hundreds of cells: their styles are written once in matrix.css, not as classes on each.
const cellTones = { soon: 'soon', owed: 'owed', none: undefined } as const

type CellProps = { say: Say; rate: Rate; href: string; target: number | null }

function Cell({ say, rate, href, target }: CellProps) {
  if (rate.denominator === 0)
    return (
      <td className="none" title={say.t('rate.view.none')}>
        {bareText(say, rate)}
      </td>
    )
  const tone = toneOf(rate, target) ?? 'none'
  return (
    <td className={cellTones[tone]}>
      <a href={href}>
        {bareText(say, rate)}
        <small>{fractionText(say, rate)}</small>
      </a>
    </td>
  )
}

type NameProps = { to: RatesAsked; row: MatrixRow; ofRow: string; isTop: boolean }

function UnitName({ to, row, ofRow, isTop }: NameProps) {
  if (isTop) return row.name
  const href = row.unitId === null ? ofRow : addressOf('/rates', to.given, { unit: row.unitId, page: null })
  return (
    <Link href={href} className="font-normal">
      {row.name}
    </Link>
  )
}

/** A null unit stands for the selected unit's own people. */
export function narrowing({ unitId }: { unitId: number | null }) {
  return unitId === null ? { alone: 1 } : { unit: unitId, alone: null }
}
