import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { when } from '@/app/_ui/when'
import { dayOf } from '@/lib/core/time'
import type { AccountRow } from '@/lib/organisation/accounts/account.queries'
import { grantWords } from './grants'
import { StateTag } from './state-tag'

export function AccountRows({ say, rows }: { say: Say; rows: AccountRow[] }) {
  const { t } = say
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('access.accounts.person')}</th>
          <th scope="col" className="desk:table-cell hidden">
            {t('access.accounts.staffNo')}
          </th>
          <th scope="col" className="desk:table-cell hidden">
            {t('access.accounts.unit')}
          </th>
          <th scope="col">{t('access.accounts.stateLabel')}</th>
          <th scope="col">{t('access.accounts.roles')}</th>
          <th scope="col" className="desk:table-cell hidden">
            {t('access.accounts.lastSignIn')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.personId}>
            <th scope="row" className="whitespace-nowrap font-normal text-base text-ink">
              {row.accountId ? <Link href={`/accounts/${row.accountId}`}>{row.name}</Link> : row.name}
              <span className="block desk:hidden text-ink-3 text-sm">{row.unitName}</span>
            </th>
            <td className="desk:table-cell hidden">{row.staffNo}</td>
            <td className="desk:table-cell hidden whitespace-nowrap">{row.unitName}</td>
            <td className="whitespace-nowrap">
              <StateTag say={say} state={row.state} />
              {row.state === 'waiting' && row.firstPasswordUntil !== null && (
                <span className="block text-ink-3 text-sm">
                  {t('access.accounts.untilDay', { day: dayOf(row.firstPasswordUntil) })}
                </span>
              )}
            </td>
            <td>
              {row.grants.map(grant => (
                <span key={grant.id} className="block whitespace-nowrap">
                  {grantWords(say, grant)}
                </span>
              ))}
            </td>
            <td className="desk:table-cell hidden whitespace-nowrap">
              {row.lastSignInAt === null ? '—' : when(row.lastSignInAt)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
