import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { signInCollisions } from '@/lib/organisation/accounts/account.queries'

type Props = { say: Say; rows: Awaited<ReturnType<typeof signInCollisions>> }

/** Staff numbers that are somebody else's phone, each with the people to change. */
export function Collisions({ say: { t }, rows }: Props) {
  if (rows.length === 0) return null
  const named = (who: { id: number; name: string } | null) =>
    who ? <Link href={`/people/${who.id}/edit`}>{who.name}</Link> : t('access.accounts.elsewhere')
  return (
    <section className="card mb-6 print:hidden" aria-labelledby="collisions-title">
      <h2 id="collisions-title">{t('access.accounts.collisionsTitle', { count: rows.length })}</h2>
      <p className="mt-1 text-ink-2">{t('access.accounts.collisionsText')}</p>
      <ul className="mt-2 divide-y divide-line">
        {rows.map(({ number, numbered, called }) => (
          <li key={number} className="flex flex-wrap gap-x-4 py-2">
            <span>{number}</span>
            <span>
              {t('access.accounts.asStaffNo')} {named(numbered)}
            </span>
            <span>
              {t('access.accounts.asPhone')} {named(called)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
