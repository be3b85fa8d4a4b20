import { SelectField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { unitChoices } from '@/app/_ui/unit-choices'
import { grantedRoles } from '@/lib/access/access.rules'
import type { accountById } from '@/lib/organisation/accounts/account.queries'
import { isTopAdministrator } from '@/lib/organisation/accounts/account.rules'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import { grantWords } from '../../_parts/grants'
import { giveRole, takeRole } from '../../actions'

type Props = { say: Say; held: Awaited<ReturnType<typeof accountById>>; units: UnitOption[] }

/** The roles of an account, each with a button to revoke it, and a form to grant another. */
export function Grants({ say, held, units }: Props) {
  const { t } = say
  const mine = new Set(units.map(unit => unit.id))
  return (
    <section className="card print:hidden" aria-labelledby="grants-title">
      <h2 id="grants-title">{t('access.account.grantsTitle')}</h2>
      {held.grants.length === 0 && <p className="mt-1 text-ink-2">{t('access.account.grantsNone')}</p>}
      <ul className="mt-2">
        {held.grants.map(grant => (
          <li key={grant.id} className="border-line border-b py-2 last:border-b-0">
            <Form id={`grant-${grant.id}`} action={takeRole}>
              <div className="flex items-center justify-between gap-3">
                {grantWords(say, grant)}
                <input type="hidden" name="accountId" value={held.account.id} />
                <input type="hidden" name="grantId" value={grant.id} />
                {mine.has(grant.unitId) && !(held.isLast && isTopAdministrator(grant)) && (
                  <button
                    type="submit"
                    className="btn btn-plain"
                    aria-label={t('access.account.withdrawLabel', { grant: grantWords(say, grant) })}
                  >
                    {t('access.account.withdraw')}
                  </button>
                )}
              </div>
            </Form>
          </li>
        ))}
      </ul>
      <Form id="give" action={giveRole} className="mt-5 border-line border-t pt-4">
        <h3 className="mb-2">{t('access.account.grantTitle')}</h3>
        <input type="hidden" name="accountId" value={held.account.id} />
        <SelectField
          name="role"
          label={t('access.account.role')}
          hint={t('access.account.organiserHint')}
          choices={grantedRoles.map(role => ({ value: role, label: say.term(`role.${role}`) }))}
        />
        <SelectField name="unitId" label={t('access.account.unit')} choices={unitChoices(units)} />
        <button type="submit" className="btn">
          {t('access.account.grant')}
        </button>
      </Form>
    </section>
  )
}
