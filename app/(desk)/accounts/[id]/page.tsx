import { Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { when } from '@/app/_ui/when'
import { requireViewer } from '@/lib/access/session'
import { accountById } from '@/lib/organisation/accounts/account.queries'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { OnlyHere } from '../_parts/only-here'
import { slipAddress, slipWords } from '../_parts/slip-words'
import { Slips } from '../_parts/slips.client'
import { StateTag } from '../_parts/state-tag'
import { disable, reset, resetSecondFactor } from '../actions'
import { Grants } from './_parts/grants'

export const generateMetadata = titled('access.account.back')

export default async function AccountPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const held = await orNotFound(accountById(viewer, idOf((await params).id)))
  const units = await unitsFor(viewer, 'administrator')
  const say = await saying()
  const { t } = say
  const address = await slipAddress()
  const { id, lastSignInAt, personId, disabledAt } = held.account
  const isDisabled = disabledAt !== null
  return (
    <>
      <div className="print:hidden">
        <PageHead
          above={<Link href="/accounts">{t('access.account.back')}</Link>}
          title={held.name}
          below={`${held.unitNames.join(' · ')} · ${held.staffNo}`}
        >
          <Link href={`/people/${personId}`} className="btn">
            {t('access.account.person')}
          </Link>
        </PageHead>
      </div>
      <p className="mb-6 flex flex-wrap items-center gap-3 text-ink-2 print:hidden">
        <StateTag say={say} state={held.state} />
        {!held.belongs && <span className="text-cinnabar">{t('access.account.left')}</span>}
        {lastSignInAt === null
          ? t('access.account.never')
          : t('access.account.lastSignIn', { when: when(lastSignInAt) })}
      </p>
      <div className="grid desk:grid-cols-2 items-start gap-4 print:block">
        <Grants say={say} held={held} units={units} />
        {held.isOwn || !held.mayChange ? (
          <p className="card text-ink-2 print:hidden">
            {held.isOwn ? t('access.account.own') : t('access.account.outside')}
          </p>
        ) : (
          <div className="grid content-start gap-4">
            <Form id="reset" action={reset} className="card print:border-0 print:p-0">
              <Slips words={slipWords(say)} address={address} />
              <div className="mt-4 first:mt-0 print:hidden">
                <h2>{t('access.account.resetTitle')}</h2>
                <p className="mt-1 mb-3 text-ink-2">{t('access.account.resetText')}</p>
                <OnlyHere say={say} address={address} />
                <FormKey />
                <input type="hidden" name="accountId" value={id} />
                <button type="submit" className="btn">
                  {t('access.account.reset')}
                </button>
              </div>
            </Form>
            <Form id="factor" action={resetSecondFactor} className="card print:hidden">
              <h2>{t('access.account.factorTitle')}</h2>
              <p className="mt-1 mb-3 text-ink-2">{t('access.account.factorText')}</p>
              <input type="hidden" name="accountId" value={id} />
              <Tick name="sure" label={t('access.account.factorSure')} />
              <button type="submit" className="btn">
                {t('access.account.factor')}
              </button>
            </Form>
            <Form id="disable" action={disable} className="card print:hidden">
              <h2>{t(isDisabled ? 'access.account.enableTitle' : 'access.account.disableTitle')}</h2>
              <p className="mt-1 mb-3 text-ink-2">
                {held.isLast
                  ? t('access.account.last')
                  : t(isDisabled ? 'access.account.enableText' : 'access.account.disableText')}
              </p>
              <input type="hidden" name="accountId" value={id} />
              {!held.isLast && (
                <button
                  type="submit"
                  name="state"
                  value={isDisabled ? 'enabled' : 'disabled'}
                  className="btn"
                >
                  {t(isDisabled ? 'access.account.enable' : 'access.account.disable')}
                </button>
              )}
            </Form>
          </div>
        )}
      </div>
    </>
  )
}
