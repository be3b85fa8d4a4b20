import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { FilterChoice, FilterInput } from '@/app/_ui/filter-fields'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { unitChoices } from '@/app/_ui/unit-choices'
import { requireViewer } from '@/lib/access/session'
import { accountsLeft, accountsOf, signInCollisions } from '@/lib/organisation/accounts/account.queries'
import { accountStates } from '@/lib/organisation/accounts/account.rules'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { AccountRows } from './_parts/account-rows'
import { Collisions } from './_parts/collisions'
import { LeftAccounts } from './_parts/left-accounts'
import { OnlyHere } from './_parts/only-here'
import { slipAddress, slipWords } from './_parts/slip-words'
import { Slips } from './_parts/slips.client'
import { issue } from './actions'

export const generateMetadata = titled('access.accounts.title')

type Asked = { unit?: string; q?: string; state?: string }

export default async function AccountsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const viewer = await requireViewer()
  const asked = await searchParams
  const state = accountStates.find(each => each === asked.state)
  const units = await unitsFor(viewer, 'administrator')
  const unit = units.find(each => String(each.id) === asked.unit) ?? units[0]
  const say = await saying()
  const { t } = say
  const { rows, total, withoutAccount } = await orNotFound(
    accountsOf(viewer, { unitId: unit?.id, search: asked.q, state }),
  )
  const [left, collisions] = await Promise.all([
    accountsLeft(viewer, { unitId: unit?.id }),
    signInCollisions(viewer),
  ])
  const address = await slipAddress()
  const places = { count: withoutAccount, unit: unit?.name ?? '' }
  return (
    <>
      <div className="print:hidden">
        <PageHead
          title={t('access.accounts.title')}
          below={t('access.accounts.summary', { total, without: withoutAccount })}
        />
      </div>
      <form className="mb-5 flex flex-wrap items-end gap-3 print:hidden">
        <FilterChoice
          name="unit"
          label={t('access.accounts.unit')}
          value={unit?.id}
          className="desk:w-64 w-full"
        >
          {unitChoices(units).map(choice => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </FilterChoice>
        <FilterChoice
          name="state"
          label={t('access.accounts.stateLabel')}
          value={state ?? ''}
          className="min-w-0 desk:flex-none flex-1"
        >
          <option value="">{t('access.accounts.allStates')}</option>
          {accountStates.map(each => (
            <option key={each} value={each}>
              {t(`access.accountState.${each}`)}
            </option>
          ))}
        </FilterChoice>
        <FilterInput
          name="q"
          label={t('access.accounts.search')}
          value={asked.q}
          className="desk:w-64 min-w-0 grow desk:grow-0 basis-1/2 desk:basis-auto"
        />
        <button type="submit" className="btn">
          {t('common.form.filter')}
        </button>
      </form>
      <Form id="issue" action={issue} className="mb-6">
        <Slips words={slipWords(say)} address={address} />
        {/* Hidden during a search: it filters only the list, so the button would affect more people than are shown. */}
        {withoutAccount > 0 && !asked.q && (
          <section className="card print:hidden" aria-labelledby="issue-title">
            <h2 id="issue-title">{t('access.accounts.issueTitle')}</h2>
            <p className="mt-1 mb-3 text-ink-2">{t('access.accounts.issueText', places)}</p>
            <OnlyHere say={say} address={address} />
            <FormKey />
            <input type="hidden" name="unitId" value={unit?.id} />
            <button type="submit" className="btn btn-main">
              {t('access.accounts.issue', places)}
            </button>
          </section>
        )}
      </Form>
      <Collisions say={say} rows={collisions} />
      <LeftAccounts say={say} rows={left} />
      {rows.length > 0 ? (
        <div className="print:hidden">
          <TableCard label={t('access.accounts.title')}>
            <AccountRows say={say} rows={rows} />
          </TableCard>
        </div>
      ) : total > 0 || asked.q ? (
        <Empty text={t('access.accounts.noMatch')} />
      ) : (
        <Empty text={t('access.accounts.none')}>
          <Link href="/people" className="btn">
            {t('common.nav.people')}
          </Link>
        </Empty>
      )}
    </>
  )
}
