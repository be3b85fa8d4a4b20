import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { rowsAddress } from '@/app/(desk)/rates/_parts/address'
import type { Misfit } from '@/lib/statistics/lock/misfit.rules'
import type { Report } from '@/lib/statistics/report/report.queries'

/** What does not fit yet, each with the way to mend it; nothing where all fits. */
export function Misfits({ say, report, found }: { say: Say; report: Report; found: Misfit[] }) {
  const { t } = say
  if (found.length === 0) return null
  return (
    <section className="card print:hidden" aria-labelledby="misfits">
      <h2 id="misfits">{t('report.misfit.title')}</h2>
      <p className="mb-2 text-ink-3 text-sm">{t('report.misfit.lead')}</p>
      <ul>
        {found.map(each => {
          const text = t(`report.misfit.${each.kind}`, {
            count: each.count,
            names: each.names?.join('、') ?? '',
          })
          return (
            <li key={each.kind} className="flex flex-wrap items-center gap-x-3 border-line border-b py-1">
              <span className="min-w-0 flex-1">{text}</span>
              <Link
                href={addressOf(report, each)}
                className="inline-flex min-h-11 items-center"
                aria-label={t('common.form.labelled', { label: t('report.misfit.look'), text })}
              >
                {t('report.misfit.look')}
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function addressOf({ filter }: Report, { kind, rows }: Misfit): string {
  if (kind === 'doubles') return `/activities/doubles?year=${filter.from.slice(0, 4)}`
  return rows ? rowsAddress(filter, rows) : '#others'
}
