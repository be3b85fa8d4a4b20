import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { accountsLeft } from '@/lib/organisation/accounts/account.queries'

type Props = { say: Say; rows: Awaited<ReturnType<typeof accountsLeft>> }

/** Accounts of people who left: nobody signs in with them, and they are still to be disabled. */
export function LeftAccounts({ say: { t }, rows }: Props) {
  if (rows.length === 0) return null
  return (
    <section className="card mb-6 print:hidden" aria-labelledby="left-title">
      <h2 id="left-title">{t('access.accounts.leftTitle', { count: rows.length })}</h2>
      <p className="mt-1 text-ink-2">{t('access.accounts.leftText')}</p>
      <ul className="mt-2 divide-y divide-line">
        {rows.map(row => (
          <li key={row.accountId} className="flex flex-wrap items-center gap-x-4 py-1">
            <Link href={`/accounts/${row.accountId}`} className="inline-flex min-h-11 items-center">
              {row.name}
            </Link>
            <span className="text-ink-2">{t('access.accounts.leftLine', row)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
