import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { type Day, yearOf } from '@/lib/core/time'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { partOfYear, spanOfPart, spanParts } from '@/lib/statistics/rates/span.rules'
import { addressOf } from './address'

/** The year, its halves and quarters, each by one press; those that have not begun are left out. */
export function SpanParts({ say, to, today }: { say: Say; to: RatesAsked; today: Day }) {
  const { t } = say
  const year = yearOf(to.asked.from)
  const here = partOfYear(to.asked)
  return (
    <nav aria-label={t('rate.page.parts')} className="mb-4 flex gap-1 overflow-x-auto print:hidden">
      {spanParts
        .map(part => ({ part, ...spanOfPart(year, part) }))
        .filter(({ from }) => from <= today)
        .map(({ part, from, to: last }) => (
          <Link
            key={part}
            href={addressOf('/rates', to.given, {
              ...(part === 'year' ? { year, from: null, to: null } : { year: null, from, to: last }),
              asOf: null,
              page: null,
            })}
            aria-current={part === here ? 'page' : undefined}
            className="flex desk:min-h-9 min-h-11 items-center whitespace-nowrap rounded px-3 text-ink-2 no-underline aria-[current]:bg-indigo-wash aria-[current]:font-semibold aria-[current]:text-indigo"
          >
            {t(`rate.part.${part}`)}
          </Link>
        ))}
    </nav>
  )
}
