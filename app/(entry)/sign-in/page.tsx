import { headers } from 'next/headers'
import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { ShowPassword } from '@/app/_forms/show-password.client'
import { saying } from '@/app/_i18n/say'
import { ForgetPages } from '@/app/_offline/forget-pages.client'
import { Alert } from '@/app/_ui/alert'
import { DoneLine } from '@/app/_ui/done-line'
import { Link } from '@/app/_ui/link'
import { titled } from '@/app/_ui/titled'
import { isPlainAbroad } from '@/lib/access/origin'
import { demoAccounts } from '@/lib/organisation/settings/setting.queries'
import { DemoAccounts } from './_parts/demo-accounts'
import { signIn } from './actions'

export const generateMetadata = titled('access.signIn.title')

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ from?: string; to?: string; name?: string | string[] }>
}) {
  const say = await saying()
  const { t } = say
  const [demo, { from, to, name }] = await Promise.all([demoAccounts(), searchParams])
  return (
    <div className="mx-auto max-w-sm desk:pt-10 pt-4">
      <h1 className="mb-6">{t('access.signIn.title')}</h1>
      {from === 'everywhere' && <DoneLine>{t('access.signIn.endedEverywhere')}</DoneLine>}
      {from === 'over' && (
        <Alert tone="warning" className="mb-4 text-sm">
          {t('access.signIn.over')}
        </Alert>
      )}
      {from === 'unwritten' && (
        <Alert tone="warning" className="mb-4 text-sm">
          {t('access.signIn.notEnded')}
        </Alert>
      )}
      {isPlainAbroad(await headers()) && (
        <Alert tone="warning" className="mb-4 text-sm">
          {t('access.signIn.plainHttp')}
        </Alert>
      )}
      <Form action={signIn}>
        {to === '/s' && <input type="hidden" name="to" value="/s" />}
        {/* The number, from the code on a slip. */}
        <TextField
          name="name"
          label={t('access.signIn.name')}
          value={typeof name === 'string' ? name.slice(0, 40) : undefined}
          autoComplete="username"
          required
        />
        <TextField
          name="password"
          type="password"
          label={t('access.signIn.password')}
          autoComplete="current-password"
          required
        />
        <ShowPassword words={[t('access.password.show'), t('access.password.hide')]} />
        <button type="submit" className="btn btn-main w-full">
          {t('access.signIn.submit')}
        </button>
      </Form>
      <p className="mt-4 text-ink-3 text-sm">{t('access.signIn.noAccount')}</p>
      <p className="mt-3">
        <Link href="/public">{t('common.nav.publicCalendar')}</Link>
      </p>
      <ForgetPages isOut={from === 'out' || from === 'everywhere'} />
      <DemoAccounts say={say} accounts={demo} />
    </div>
  )
}
