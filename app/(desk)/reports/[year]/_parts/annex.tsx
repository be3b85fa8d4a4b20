import type { Say } from '@/app/_i18n/messages'
import { doubtIn, doubtOf } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { TableCard } from '@/app/_ui/table'
import { rowsAddress } from '@/app/(desk)/rates/_parts/address'
import type { Term } from '@/lib/core/glossary'
import { dayOf, timeOf } from '@/lib/core/time'
import type { Report } from '@/lib/statistics/report/report.queries'
import { exactOf, reportFigures } from '@/lib/statistics/report/report.rules'

/** The figures that a locked year keeps, exact, with their fractions; beside what was kept where it is locked. */
export function Annex({ say, report }: { say: Say; report: Report }) {
  const { t } = say
  const { figures, locked, filter } = report
  // A lock of an earlier release kept these alone, in words; a later one has them among the figures.
  const hasApart = locked !== null && !locked.keepsAll
  const shown = reportFigures.filter(
    code => (code !== 'passRate' && code !== 'passRateOfSat') || code === report.passRate,
  )
  return (
    <section className="mt-8">
      <h2 id="annex">{t('report.annex.title')}</h2>
      <p className="mb-2 text-ink-3 text-sm">
        {t('report.annex.moment', { at: `${dayOf(report.computedAt)} ${timeOf(report.computedAt)}` })}
      </p>
      <TableCard label={t('report.annex.title')}>
        <table>
          <thead>
            <tr>
              <th>{t('report.annex.name')}</th>
              <th className="n">{t('report.annex.exact')}</th>
              {hasApart && <th className="n">{t('report.annex.kept')}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map(code => {
              const isRate = code in figures.rates
              const exact = exactOf(figures, code)
              const kept = locked?.figures[code]
              return (
                <tr key={code}>
                  <td>
                    <Link href={`/rates/definitions#${code}`} title={t('report.aside.definition')}>
                      {say.term(`${isRate ? 'rate' : 'heading'}.${code}` as Term)}
                    </Link>
                  </td>
                  <td className="n">
                    <Link href={rowsAddress(filter, code)} className="figure">
                      {say.locale === 'en' ? exact.replace('（', ' (').replace('）', ')') : exact}
                      <span className="block whitespace-normal text-sm">{doubtOf(say, figures, code)}</span>
                    </Link>
                  </td>
                  {hasApart && (
                    <td className="n">
                      {kept}
                      {kept !== undefined && doubtIn(say, report.isSound.kept)}
                      {kept !== undefined && kept !== exact && (
                        <span className="ml-2 text-ochre">{t('report.annex.corrected')}</span>
                      )}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </TableCard>
    </section>
  )
}
