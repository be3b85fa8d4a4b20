import { TextField } from '@/app/_form/field.client'
import { Form } from '@/app/_form/form.client'
import { saying } from '@/lib/i18n/say'
import { signIn } from './actions'

export default async function SignInPage() {
  const { t } = await saying()
  const words = Object.fromEntries(
    (['access.signIn.wrong', 'access.signIn.wait', 'common.form.badOrigin'] as const).map(key => [
      key,
      t(key),
    ]),
  )
  return (
    <div className="mx-auto max-w-sm pt-6">
      <h1 className="mb-6">{t('access.signIn.title')}</h1>
      <Form action={signIn} words={words}>
        <TextField name="name" label={t('access.signIn.name')} autoComplete="username" required />
        <TextField
          name="password"
          type="password"
          label={t('access.signIn.password')}
          autoComplete="current-password"
          required
        />
        <button type="submit" className="btn btn-main w-full">
          {t('access.signIn.submit')}
        </button>
      </Form>
    </div>
  )
}
