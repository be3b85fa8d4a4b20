import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { Day } from '@/lib/core/time'
import type { StillNaming } from '@/lib/organisation/units/unit.queries'

type Props = { say: Say; rows: StillNaming[]; today: Day }

/** What is ahead and still names a unit that has ended, each with the page on which it is mended. */
export function StillNamingList({ say, rows, today }: Props) {
  if (rows.length === 0) return null
  const { t } = say
  return (
    <section className="card mt-4" aria-labelledby="units-named">
      <h2 id="units-named">{t('roster.units.namedTitle', { count: rows.length })}</h2>
      <p className="mb-1 text-ink-2">{t('roster.units.namedLead')}</p>
      <ul className="divide-y divide-line">
        {rows.map(row => (
          <li key={`${row.kind}${row.id}${row.how}${row.unitId}`} className="py-1.5">
            <Link href={mendingOf(row)} className="inline-flex min-h-11 items-center">
              {row.title}
            </Link>{' '}
            <span className="text-ink-3 text-sm">{dateWords(say, row.day, today)}</span>
            <span className="block text-ink-2 text-sm">
              {t(row.how === 'unit' ? 'roster.units.namedUnit' : 'roster.units.namedAudience', {
                unit: row.unitName,
              })}
              {row.intoName && ` ${t('roster.units.namedInto', { unit: row.intoName })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function mendingOf({ kind, id, planId }: StillNaming): string {
  if (kind === 'item') return `/plans/${planId}/items/${id}/edit`
  return kind === 'activity' ? `/activities/${id}/edit` : `/exams/${id}/edit`
}
