import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { ShowPassword } from '@/app/_forms/show-password.client'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { DoneLine } from '@/app/_ui/done-line'
import { Link } from '@/app/_ui/link'
import { titled } from '@/app/_ui/titled'
import { ownFactor } from '@/lib/access/second-factor.queries'
import { viewerWithOwnPassword } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { ownAccount } from '@/lib/organisation/accounts/account.queries'
import { signOut } from '../sign-in/actions'
import { Enrolled } from './_parts/enrolled'
import { Enrolling } from './_parts/enrolling'
import { RecoveryCodes } from './_parts/recovery-codes.client'
import { turnOn } from './actions'

export const generateMetadata = titled('access.factor.title')

/** 两步验证 of the viewer's own account. In the frame of the entry: to who owes one no other page is open. */
export default async function SecondFactorPage({
  searchParams,
}: {
  searchParams: Promise<{ from?: string }>
}) {
  const viewer = await viewerWithOwnPassword()
  const [factor, held, say, { from }] = await Promise.all([
    ownFactor(viewer),
    ownAccount(viewer),
    saying(),
    searchParams,
  ])
  const { t } = say
  const labels = { currentPassword: t('access.factor.password'), oneTimePassword: t('access.factor.code') }
  const words = {
    title: t('access.factor.codesTitle'),
    line: t('access.factor.codesStaffNo', { staffNo: held.staffNo, day: dayOf(now()) }),
    hint: t('access.factor.codesHint'),
    print: t('access.factor.print'),
    goOn: t('access.factor.goOn'),
  }
  return (
    <div className="mx-auto max-w-xl desk:pt-6 pt-2">
      <div className="print:hidden">
        {!viewer.owes && (
          <p className="mb-1">
            <Link href="/me" className="inline-flex min-h-11 items-center">
              {t('access.factor.back')}
            </Link>
          </p>
        )}
        <h1 className="mb-2">{t('access.factor.title')}</h1>
        {from === 'off' && !factor && <DoneLine>{t('access.factor.turnedOff')}</DoneLine>}
        {from === 'recovery' && factor && (
          <Alert tone="note" role="note">
            {t('access.factor.usedRecovery')}
          </Alert>
        )}
        {from === 'recovery' && !viewer.owes && (
          <Link href="/home" className="btn btn-main mb-4">
            {t('access.factor.goOnIn')}
          </Link>
        )}
        {!factor && (
          <p className="mb-4 text-ink-2">
            {viewer.owes ? t('access.factor.required') : t('access.factor.lead')}
          </p>
        )}
      </div>
      {/* Stays where it is when the factor is on: the answer that it holds has the recovery codes. */}
      <Form id="on" action={turnOn} labels={labels}>
        <RecoveryCodes words={words} />
        {!factor && (
          <>
            <Enrolling say={say} sessionId={viewer.session.id} staffNo={held.staffNo} />
            <FormKey />
            <TextField
              name="currentPassword"
              type="password"
              label={labels.currentPassword}
              autoComplete="current-password"
              required
            />
            <ShowPassword words={[t('access.password.show'), t('access.password.hide')]} />
            <TextField
              name="oneTimePassword"
              label={labels.oneTimePassword}
              hint={t('access.factor.codeHint')}
              inputMode="numeric"
              autoComplete="one-time-code"
              required
            />
            <button type="submit" className="btn btn-main w-full">
              {t('access.factor.turnOn')}
            </button>
          </>
        )}
      </Form>
      {factor && <Enrolled say={say} factor={factor} isRequired={viewer.session.needsFactor} words={words} />}
      {viewer.owes && (
        <form action={signOut} className="mt-3">
          <button type="submit" className="btn btn-plain w-full">
            {t('common.nav.signOut')}
          </button>
        </form>
      )}
    </div>
  )
}
