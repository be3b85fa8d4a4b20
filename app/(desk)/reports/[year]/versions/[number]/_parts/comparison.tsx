import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { differencesOf } from '@/lib/statistics/report/difference.rules'
import type { OfReport } from '@/lib/statistics/report/draft.queries'
import type { Version } from '@/lib/statistics/report/draft.sql'
import { reportAddress } from '../../../../_parts/report-address'

type Props = { say: Say; of: OfReport; shown: Version; others: Version[]; before?: Version }

/** What differs between two versions: the paragraphs as printed, and the figures. */
export function Comparison({ say, of, shown, others, before }: Props) {
  const { t } = say
  if (!before) return null
  // Whichever is looked at, the older one is struck out.
  const [older, newer] = before.number < shown.number ? [before, shown] : [shown, before]
  const { paragraphs, figures } = differencesOf(older, newer)
  return (
    <section className="card mb-6" aria-labelledby="compared">
      <h2 id="compared" className="mb-2">
        {t('report.version.compared', { number: before.number })}
      </h2>
      <nav aria-label={t('report.version.with')} className="mb-3 flex flex-wrap gap-2 print:hidden">
        {others.map(each => (
          <Link
            key={each.number}
            href={reportAddress(of, `/versions/${shown.number}`, { with: each.number })}
            aria-current={each === before ? 'page' : undefined}
            className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
          >
            {t('report.draft.number', { number: each.number })}
          </Link>
        ))}
      </nav>
      {paragraphs.length + figures.length === 0 && <p>{t('report.version.alike')}</p>}
      {figures.length > 0 && (
        <ul className="mb-3" lang="zh-CN">
          {figures.map(each => (
            <li key={each.mark} className="border-line border-b py-1">
              {each.mark} <del>{each.before}</del> <ins className="font-semibold">{each.after}</ins>
            </li>
          ))}
        </ul>
      )}
      <ul lang="zh-CN">
        {paragraphs.map(each => (
          <li key={each.key} className="border-line border-b py-2">
            {each.before && <del className="block text-ink-3">{each.before}</del>}
            {each.after && <ins className="block">{each.after}</ins>}
          </li>
        ))}
      </ul>
    </section>
  )
}
