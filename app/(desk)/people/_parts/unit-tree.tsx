import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { UnitRow } from '@/lib/organisation/people/person.queries'
import { type Asked, addressOf } from './people-address'

type Props = { say: Say; units: UnitRow[]; asked: Asked; unitId: number | undefined }

const indents = ['pl-3', 'pl-7', 'pl-11', 'pl-15']

/** The units beside the list with the number of people in each; on a phone the filter's select replaces it. */
export function UnitTree({ say, units, asked, unitId }: Props) {
  if (units.length < 2) return null
  return (
    <nav
      aria-label={say.t('roster.list.tree')}
      className="card desk:block hidden w-60 flex-none px-2 py-2 print:hidden"
    >
      <ul>
        {units.map(unit => (
          <li key={unit.id}>
            <Link
              href={addressOf({ ...asked, unit: String(unit.id), page: undefined })}
              aria-current={unit.id === unitId ? 'page' : undefined}
              className={`flex justify-between gap-2 rounded py-1.5 pr-3 text-ink text-sm no-underline hover:bg-sunk aria-[current]:bg-indigo-wash aria-[current]:font-semibold aria-[current]:text-indigo ${indents[Math.min(unit.depth, 3)]}`}
            >
              <span className="min-w-0 truncate">{unit.name}</span>
              <span className="text-ink-3">{unit.people}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
