import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { monthOf, yearOf } from '@/lib/core/time'
import { type TableRow, tableRates } from '@/lib/statistics/overview.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import type { Figures, RateCode, View } from '@/lib/statistics/rates/rate.rules'
import { sortedByRate } from '@/lib/statistics/rates/rate-order.rules'
import { addressOf, personAddress, rowsAddress } from './address'
import { emptyReason, fractionText } from './rate-words'

type TableView = Exclude<View, 'months' | 'missed'>
type Props = {
  say: Say
  to: RatesAsked
  view: TableView
  rows: TableRow[]
  whole: Figures
  aloneName: string
}

const PAGE = 200
const heads = {
  units: 'rate.page.unit',
  month: 'rate.rows.monthHead',
  form: 'rate.rows.form',
  person: 'rate.rows.person',
  tag: 'rate.view.tag',
  topic: 'rate.view.topic',
} as const

/** The rows sorted as the address says; by default in the office's order. */
export function sortedRows(rows: TableRow[], { given }: RatesAsked): TableRow[] {
  const { sort, down } = given
  return sort === undefined || sort === 'office'
    ? rows
    : sortedByRate(rows, row => row.figures.rates[sort], down === '1')
}

/**
 * A row for each unit, month, form or person with its rates; sorted as the address says, 200 a page, totals at
 * the top.
 */
export function RateTable({ say, to, view, rows, whole, aloneName }: Props) {
  const { t } = say
  const codes = tableRates[view]
  const page = to.given.page ?? 1
  const shown = sortedRows(rows, to).slice((page - 1) * PAGE, page * PAGE)
  return (
    <>
      <table>
        <thead>
          <tr>
            <Head say={say} to={to} code="office" name={t(heads[view])} />
            {view === 'person' && <th scope="col">{t('rate.page.unit')}</th>}
            {codes.map(code => (
              <Head key={code} say={say} to={to} code={code} name={say.term(`rate.${code}`)} />
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="font-semibold">
            <th scope="row" className="text-[15px]!">
              {t('rate.view.whole')}
            </th>
            {view === 'person' && <td>{t('rate.behind.count', { count: rows.length })}</td>}
            {codes.map(code => (
              <Cell key={code} say={say} code={code} figures={whole} href={rowsAddress(to.asked, code)} />
            ))}
          </tr>
          {shown.map(row => (
            <tr key={row.key}>
              <th scope="row" className="whitespace-nowrap font-normal! text-[15px]! text-ink!">
                <Name say={say} to={to} view={view} row={row} aloneName={aloneName} />
              </th>
              {view === 'person' && <td className="text-ink-2">{row.beside}</td>}
              {codes.map(code => (
                <Cell
                  key={code}
                  say={say}
                  code={code}
                  figures={row.figures}
                  href={rowsAddress(to.asked, code, narrowed(view, row))}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {(view === 'tag' || view === 'topic') && <CutNote say={say} view={view} rows={rows} />}
      <Pages say={say} to={to} page={page} pages={Math.ceil(rows.length / PAGE)} />
    </>
  )
}

function narrowed(view: TableView, { key }: TableRow) {
  if (view === 'units') return key === '' ? { alone: 1 } : { unit: key }
  if (view === 'tag' || view === 'topic') {
    const [name = '', id = ''] = key.split(':')
    return { [name]: id }
  }
  return { [view]: key }
}

type HeadProps = { say: Say; to: RatesAsked; code: RateCode | 'office'; name: string }

function Head({ say, to, code, name }: HeadProps) {
  const sort = to.given.sort ?? 'office'
  const isDown = to.given.down === '1'
  const isHere = sort === code
  const next = { sort: code, down: code !== 'office' && isHere && !isDown ? 1 : null, page: null }
  const title =
    code === 'office'
      ? say.t('rate.view.officeOrder')
      : say.t(next.down ? 'rate.view.sortDown' : 'rate.view.sortUp', { name })
  return (
    <th
      scope="col"
      className={code === 'office' ? '' : 'n whitespace-normal! max-w-32'}
      aria-sort={isHere && code !== 'office' ? (isDown ? 'descending' : 'ascending') : undefined}
    >
      <Link
        href={addressOf('/rates', to.given, next)}
        title={title}
        className="text-ink-2 no-underline hover:underline"
      >
        {name}
        {isHere && code !== 'office' && <span aria-hidden="true"> {isDown ? '↓' : '↑'}</span>}
      </Link>
    </th>
  )
}

type CellProps = { say: Say; code: RateCode; figures: Figures; href: string }

function Cell({ say, code, figures, href }: CellProps) {
  const rate = figures.rates[code]
  if (rate.denominator === 0)
    return (
      <td className="n text-ink-3" title={emptyReason(say, code)}>
        {percentShown(say, rate)}
      </td>
    )
  return (
    <td className="n">
      <a href={href} className="block text-inherit leading-tight no-underline hover:underline">
        {percentShown(say, rate)}
        <span className="block font-normal text-ink-3 text-xs">{fractionText(say, rate)}</span>
      </a>
    </td>
  )
}

function Name({
  say,
  to,
  view,
  row,
  aloneName,
}: Pick<Props, 'say' | 'to' | 'view' | 'aloneName'> & { row: TableRow }) {
  switch (view) {
    case 'units':
      if (row.key === '') return aloneName
      return <Link href={addressOf('/rates', to.given, { unit: row.key, page: null })}>{row.name}</Link>
    case 'person':
      return <Link href={personAddress(to.asked, row.key)}>{row.name}</Link>
    case 'month':
      return to.year === null
        ? say.t('common.date.yearMonth', { year: yearOf(row.key), month: monthOf(row.key) })
        : say.t('common.date.month', { month: monthOf(row.key) })
    case 'form':
      return row.name
    case 'tag':
    case 'topic':
      return cutName(say, row)
  }
}

/** 领导干部, 领导干部以外的人员, 宪法. */
export function cutName(say: Say, { key, name }: Pick<TableRow, 'key' | 'name'>): string {
  if (key === 'topic:none') return say.t('rate.view.noTopic')
  return key.startsWith('withoutTag:') ? say.t('rate.view.othersThan', { tag: name }) : name
}

/** What may be added up, beneath a table whose rows overlap. */
function CutNote({ say, view, rows }: Pick<Props, 'say' | 'view' | 'rows'>) {
  const others = rows.find(row => row.key.startsWith('withoutTag:'))
  const text =
    view === 'topic'
      ? say.t('rate.view.topicNote')
      : others
        ? say.t('rate.view.tagNote', { tag: others.name, others: cutName(say, others) })
        : say.t('rate.view.tagNoteOnly')
  return <p className="px-3 py-2 text-ink-3 text-sm">{text}</p>
}

type PagesProps = { say: Say; to: RatesAsked; page: number; pages: number }

function Pages({ say, to, page, pages }: PagesProps) {
  if (pages <= 1) return null
  return (
    <nav
      className="flex items-center gap-3 px-3 py-3"
      aria-label={say.t('rate.view.pageOf', { page, pages })}
    >
      {page > 1 && (
        <Link href={addressOf('/rates', to.given, { page: page - 1 })} className="btn">
          {say.t('rate.view.before')}
        </Link>
      )}
      <span className="text-ink-3 text-sm">{say.t('rate.view.pageOf', { page, pages })}</span>
      {page < pages && (
        <Link href={addressOf('/rates', to.given, { page: page + 1 })} className="btn">
          {say.t('rate.view.after')}
        </Link>
      )}
    </nav>
  )
}
