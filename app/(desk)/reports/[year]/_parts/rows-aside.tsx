import type { Say } from '@/app/_i18n/messages'
import { doubtOf } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { rowsAddress } from '@/app/(desk)/rates/_parts/address'
import { type Cell, columnsOf } from '@/app/(desk)/rates/rows/_parts/rows-columns'
import type { Term } from '@/lib/core/glossary'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import type { Report } from '@/lib/statistics/report/report.queries'
import { exactOf, type ReportFigure } from '@/lib/statistics/report/report.rules'

const SHOWN = 20

/** The rows of the selected figure, beside the text. */
export async function RowsAside({
  say,
  report,
  opened,
}: {
  say: Say
  report: Report
  opened?: ReportFigure
}) {
  const { t } = say
  if (!opened) {
    return (
      <aside id="rows" className="card desk:sticky desk:top-4 text-ink-2 print:hidden">
        <h2 className="mb-1">{t('report.aside.title')}</h2>
        <p>{t('report.aside.pick')}</p>
      </aside>
    )
  }
  const { filter, figures } = report
  const behind = await rowsBehind(filter, opened, { limit: SHOWN })
  const columns = columnsOf(say, opened, filter, behind)
  const isRate = opened in figures.rates
  return (
    <aside id="rows" className="card desk:sticky desk:top-4 min-w-0 print:hidden">
      <h2 className="text-ink-3 text-sm">{say.term(`${isRate ? 'rate' : 'heading'}.${opened}` as Term)}</h2>
      <p className="font-semibold font-song text-2xl">
        {exactOf(figures, opened)} {!isRate && say.term(`unitWord.${opened}` as Term)}
        {doubtOf(say, figures, opened)}
      </p>
      <p className="mb-2 text-sm">
        <Link href={`/rates/definitions#${opened}`}>{t('report.aside.definition')}</Link>
      </p>
      <ol className="border-line border-t">
        {behind.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a page are never reordered
          <li key={at} className="border-line border-b py-2 text-sm">
            <RowLine cells={columns.map(column => column.cell(row as never))} />
          </li>
        ))}
      </ol>
      <p className="mt-3">
        <Link href={rowsAddress(filter, opened)} className="inline-flex min-h-11 items-center">
          {t('report.aside.all', { count: behind.totals.rows })}
        </Link>
      </p>
    </aside>
  )
}

/** A row on two lines: a link, and the details below; beside the text there is no space for a table. */
function RowLine({ cells }: { cells: Cell[] }) {
  const main = cells.find(cell => cell.href) ?? cells[0]
  const rest = cells.filter(cell => cell !== main && cell.text !== '').map(cell => cell.text)
  return (
    <>
      {main?.href ? <Link href={main.href}>{main.text}</Link> : main?.text}
      <span className="block text-ink-3">{rest.join(' · ')}</span>
    </>
  )
}
