import { redirect } from 'next/navigation'
import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import { titled } from '@/app/_ui/titled'
import { heldHalfSignIn } from '@/lib/access/session'
import { giveCode } from './actions'

export const generateMetadata = titled('access.secondStep.title')

/** The code after the right password. A phone's keyboard is of digits alone, so recovery codes have a box of their own. */
export default async function SecondStepPage({
  searchParams,
}: {
  searchParams: Promise<{ to?: string; with?: string }>
}) {
  const half = await heldHalfSignIn()
  if (!half) redirect('/sign-in')
  const asked = await searchParams
  const { t } = await saying()
  const byRecovery = asked.with === 'recovery' || !half.isReadable
  const to = asked.to === '/s' ? '/s' : null
  const other = new URLSearchParams({ ...(to && { to }), ...(byRecovery ? {} : { with: 'recovery' }) })
  return (
    <div className="mx-auto max-w-sm desk:pt-10 pt-4">
      <h1 className="mb-2">
        {t(byRecovery ? 'access.secondStep.recoveryTitle' : 'access.secondStep.title')}
      </h1>
      <p className="mb-6 text-ink-2">
        {t(byRecovery && half.isReadable ? 'access.secondStep.recoveryLead' : 'access.secondStep.lead')}
      </p>
      {!half.isReadable && (
        <Alert tone="warning" className="mb-4 text-sm">
          {t('access.secondStep.unreadable')}
        </Alert>
      )}
      {/* The answer to one kind of code is none to the other. */}
      <Form key={byRecovery ? 'recovery' : 'app'} action={giveCode}>
        {byRecovery && <input type="hidden" name="with" value="recovery" />}
        {to && <input type="hidden" name="to" value={to} />}
        <TextField
          name="oneTimePassword"
          label={t(byRecovery ? 'access.secondStep.recovery' : 'access.secondStep.code')}
          hint={t(byRecovery ? 'access.secondStep.recoveryHint' : 'access.secondStep.codeHint')}
          inputMode={byRecovery ? undefined : 'numeric'}
          autoComplete={byRecovery ? 'off' : 'one-time-code'}
          required
        />
        <button type="submit" className="btn btn-main w-full">
          {t('access.secondStep.submit')}
        </button>
      </Form>
      <div className="mt-3 grid">
        {half.isReadable && (
          <Link
            href={other.size > 0 ? `/sign-in/code?${other}` : '/sign-in/code'}
            className="inline-flex min-h-11 items-center"
          >
            {t(byRecovery ? 'access.secondStep.toApp' : 'access.secondStep.toRecovery')}
          </Link>
        )}
        <Link href={to ? '/sign-in?to=/s' : '/sign-in'} className="inline-flex min-h-11 items-center">
          {t('access.secondStep.back')}
        </Link>
      </div>
      <p className="mt-3 text-ink-3 text-sm">{t('access.secondStep.noPhone')}</p>
    </div>
  )
}
