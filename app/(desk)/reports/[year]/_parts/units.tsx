import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { OfReport } from '@/lib/statistics/report/draft.queries'
import { reportAddress } from '../../_parts/report-address'

/** The reports of the communities, over the same days. */
export function Units({ say, of, units }: { say: Say; of: OfReport; units: { id: number; name: string }[] }) {
  return (
    <details className="card print:hidden">
      <summary className="min-h-11 cursor-pointer py-2 font-semibold">
        {say.t('report.version.units')}
      </summary>
      <ul>
        {units.map(each => (
          <li key={each.id}>
            <Link
              href={reportAddress({ ...of, unitId: each.id })}
              aria-current={each.id === of.unitId ? 'page' : undefined}
              className="inline-flex min-h-11 items-center aria-[current]:font-semibold"
            >
              {each.name}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
