import type { Say } from '@/app/_i18n/messages'
import type { DemoAccount } from '@/lib/organisation/settings/setting.queries'

/** The published sign-ins of the demo; empty for any other database. */
export function DemoAccounts({ say, accounts }: { say: Say; accounts: DemoAccount[] }) {
  const { t } = say
  if (accounts.length === 0) return null
  return (
    <section className="mt-8 border-line border-t pt-4" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className="mb-2">
        {t('access.signIn.demoTitle')}
      </h2>
      <div className="overflow-x-auto">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('access.signIn.demoRole')}</th>
              <th scope="col">{t('access.signIn.demoName')}</th>
              <th scope="col">{t('access.signIn.demoStaffNo')}</th>
              <th scope="col">{t('access.signIn.demoPassword')}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(account => (
              <tr key={account.staffNo}>
                <td className="whitespace-nowrap">{account.role}</td>
                <td className="whitespace-nowrap">{account.name}</td>
                <td className="select-all whitespace-nowrap">{account.staffNo}</td>
                <td className="select-all whitespace-nowrap">{account.password}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
