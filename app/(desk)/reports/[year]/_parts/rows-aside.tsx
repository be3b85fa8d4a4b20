import type { Say } from '@/app/_i18n/messages'
import { doubtIn } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { rowsAddress } from '@/app/(desk)/rates/_parts/address'
import { type Cell, columnsOf } from '@/app/(desk)/rates/rows/_parts/rows-columns'
import { goneIsNull } from '@/app/(desk)/reports/_parts/annex-sheets'
import type { Viewer } from '@/lib/access/access.rules'
import { filterFor } from '@/lib/statistics/rates/rate.queries'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import type { OfReport, ReportDocument } from '@/lib/statistics/report/draft.queries'
import { reportAddress } from '../../_parts/report-address'

const SHOWN = 20

type Props = { say: Say; of: OfReport; viewer: Viewer; report: ReportDocument; opened?: string }

/** The rows of the selected figure, beside the text; on a phone above the bar, where they are seen at once. */
export async function RowsAside({ say, of: ofReport, viewer, report, opened }: Props) {
  const { t } = say
  const value = opened === undefined ? undefined : report.values[opened]
  const filter = value?.of ? await filterFor(viewer, value.of).catch(goneIsNull) : null
  if (!opened || !value?.code || !value.of || !filter) {
    return (
      <aside id="rows" className="card text-ink-2 print:hidden">
        <h2 className="mb-1">{t('report.aside.title')}</h2>
        <p>{t('report.aside.pick')}</p>
      </aside>
    )
  }
  const { code, of } = value
  const behind = await rowsBehind(filter, code, { limit: SHOWN, target: of.target })
  const columns = columnsOf(say, code, filter, behind)
  return (
    <aside
      id="rows"
      className="card desk:static fixed right-0 bottom-14 left-0 z-10 desk:max-h-[calc(100vh-32px)] max-h-[45vh] min-w-0 scroll-mt-4 overflow-y-auto print:hidden"
    >
      <div className="flex items-center gap-3">
        <h2 className="min-w-0 flex-1 text-ink-3 text-sm" lang="zh-CN">
          {opened}
        </h2>
        <Link
          href={reportAddress(ofReport)}
          scroll={false}
          className="inline-flex min-h-11 min-w-11 items-center justify-center"
        >
          {t('report.aside.close')}
        </Link>
      </div>
      <p className="font-semibold font-song text-2xl" lang="zh-CN">
        {value.exact}
        {doubtIn(say, value.isSound)}
      </p>
      <p className="mb-2 text-sm">
        <Link href={`/rates/definitions#${code}`} className="inline-flex min-h-11 items-center">
          {t('report.aside.definition')}
        </Link>
      </p>
      {report.isKept && isOther(behind.totals, value) && (
        <p className="mb-2 text-ochre text-sm">{t('report.aside.since')}</p>
      )}
      <ol className="border-line border-t">
        {behind.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a page are never reordered
          <li key={at} className="border-line border-b py-2 text-sm">
            <RowLine cells={columns.map(column => column.cell(row as never))} />
          </li>
        ))}
      </ol>
      <p className="mt-3">
        <Link
          href={rowsAddress(of, code, { form: of.form ?? null, target: of.target ?? null })}
          className="inline-flex min-h-11 items-center"
        >
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

/** Whether the rows of today make another figure than the one that was kept. */
function isOther(now: { numerator: number; denominator: number }, kept: Partial<typeof now>): boolean {
  return now.numerator !== (kept.numerator ?? 0) || now.denominator !== (kept.denominator ?? 0)
}
