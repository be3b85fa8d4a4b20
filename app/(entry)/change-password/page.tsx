import { Form } from '@/app/_forms/form'
import { PasswordFields } from '@/app/_forms/password-fields'
import { saying } from '@/app/_i18n/say'
import { titled } from '@/app/_ui/titled'
import { viewerWithFirstPassword } from '@/lib/access/session'
import { signOut } from '../sign-in/actions'
import { choosePassword } from './actions'

export const generateMetadata = titled('access.password.title')

export default async function ChangePasswordPage() {
  const viewer = await viewerWithFirstPassword()
  const say = await saying()
  const { t } = say
  const labels = { newPassword: t('access.password.next'), repeatPassword: t('access.password.repeat') }
  return (
    <div className="mx-auto max-w-sm desk:pt-10 pt-4">
      <h1 className="mb-2">{t('access.password.title')}</h1>
      <p className="mb-6 text-ink-2">
        {viewer.name} · {t('access.password.lead')}
      </p>
      <Form action={choosePassword} labels={labels}>
        <PasswordFields say={say} labels={labels} />
        <button type="submit" className="btn btn-main w-full">
          {t('access.password.submit')}
        </button>
      </Form>
      <form action={signOut} className="mt-3">
        <button type="submit" className="btn btn-plain w-full">
          {t('common.nav.signOut')}
        </button>
      </form>
    </div>
  )
}
