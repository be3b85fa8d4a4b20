import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import { dayOf, timeOf } from '@/lib/core/time'
import type { OfReport, ReportDocument } from '@/lib/statistics/report/draft.queries'
import { reportAddress } from '../../_parts/report-address'

/** 各稿: who wrote each and when. */
export function Versions({ say, of, report }: { say: Say; of: OfReport; report: ReportDocument }) {
  const { t } = say
  return (
    <section className="card print:hidden" aria-labelledby="versions">
      <h2 id="versions" className="mb-2">
        {t('report.draft.versions')}
      </h2>
      {report.versions.length === 0 && <p className="text-ink-2">{t('report.draft.noVersion')}</p>}
      <ol>
        {report.versions.map(each => (
          <li key={each.number} className="border-line border-b py-2">
            <b>{t('report.draft.number', { number: each.number })}</b>{' '}
            {each.state === 'final' && <Tag tone="done">{t('report.draft.final')}</Tag>}
            <span className="block text-ink-3 text-sm">
              {`${dayOf(each.madeAt)} ${timeOf(each.madeAt)} ${each.by ?? ''}`}
              {each.reason && ` · ${each.reason}`}
            </span>
            <Link
              href={reportAddress(of, `/versions/${each.number}`)}
              className="inline-flex min-h-11 items-center"
            >
              {t('report.version.see', { number: each.number })}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  )
}
