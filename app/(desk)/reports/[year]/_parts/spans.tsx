import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { OfReport } from '@/lib/statistics/report/draft.queries'
import { isWholeYear, type NamedSpan, spansOf, spanWords } from '@/lib/statistics/report/span.rules'
import { reportAddress } from '../../_parts/report-address'

type Props = { say: Say; of: OfReport; year: number; years: number[]; days: NamedSpan[] }

/** Which report: of a year, of a part of it, of a day or week of publicity, of any other days. */
export function Spans({ say, of, year, years, days }: Props) {
  const { t } = say
  const isYear = isWholeYear(of.from, of.to)
  const isShown = (span: { from: string; to: string }) => span.from === of.from && span.to === of.to
  const spans = spansOf(year)
  return (
    <div className="mb-4 print:hidden">
      <nav aria-label={t('report.page.years')} className="flex flex-wrap gap-2">
        {years.map(each => (
          <Choice key={each} href={`/reports/${each}`} isChosen={each === year && isYear}>
            {t('common.date.year', { year: each })}
          </Choice>
        ))}
        {spans.map(span => (
          <Choice key={span.from + span.to} href={reportAddress({ ...of, ...span })} isChosen={isShown(span)}>
            {spanWords(span.from, span.to)}
          </Choice>
        ))}
      </nav>
      <details className="mt-2">
        <summary className="inline-flex min-h-11 cursor-pointer items-center">
          {t('report.span.title')}
        </summary>
        {days.length > 0 && (
          <nav aria-label={t('report.span.days')} className="mb-3 flex flex-wrap gap-2">
            {days.map(({ name, fromDay, toDay }) => (
              <Choice
                key={name + fromDay}
                href={reportAddress({ ...of, from: fromDay, to: toDay })}
                isChosen={isShown({ from: fromDay, to: toDay })}
              >
                {name}
              </Choice>
            ))}
          </nav>
        )}
        <form action={`/reports/${year}`} className="flex flex-wrap items-end gap-2">
          {of.unitId !== undefined && <input type="hidden" name="unit" value={of.unitId} />}
          <label>
            <span className="block text-sm">{t('report.span.from')}</span>
            <input type="date" name="from" required defaultValue={of.from} className="field w-auto" />
          </label>
          <label>
            <span className="block text-sm">{t('report.span.to')}</span>
            <input type="date" name="to" required defaultValue={of.to} className="field w-auto" />
          </label>
          <button type="submit" className="btn">
            {t('report.span.see')}
          </button>
        </form>
      </details>
    </div>
  )
}

function Choice({ href, isChosen, children }: { href: string; isChosen: boolean; children: string }) {
  return (
    <Link
      href={href}
      aria-current={isChosen ? 'page' : undefined}
      className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
    >
      {children}
    </Link>
  )
}
