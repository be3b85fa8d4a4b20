import { notFound } from 'next/navigation'
import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { PasswordFields } from '@/app/_forms/password-fields'
import { saying } from '@/app/_i18n/say'
import { titled } from '@/app/_ui/titled'
import { hasAccounts } from '@/lib/access/access.queries'
import { openProduct } from './actions'

export const generateMetadata = titled('access.firstRun.title')

export default async function FirstRunPage() {
  if (await hasAccounts()) notFound()
  const say = await saying()
  const { t } = say
  const labels = {
    code: t('access.firstRun.code'),
    unitName: t('access.firstRun.unitName'),
    name: t('access.firstRun.name'),
    staffNo: t('access.firstRun.staffNo'),
    newPassword: t('access.password.next'),
    repeatPassword: t('access.password.repeat'),
  }
  return (
    <div className="mx-auto max-w-md desk:pt-6 pt-2">
      <h1 className="mb-2">{t('access.firstRun.title')}</h1>
      <p className="mb-6 text-ink-2">{t('access.firstRun.lead')}</p>
      <Form action={openProduct} labels={labels}>
        <TextField
          name="code"
          label={labels.code}
          hint={t('access.firstRun.codeHint')}
          autoComplete="one-time-code"
          required
        />
        <TextField
          name="unitName"
          label={labels.unitName}
          hint={t('access.firstRun.unitHint')}
          autoComplete="organization"
          required
        />
        <TextField name="name" label={labels.name} autoComplete="name" required />
        <TextField
          name="staffNo"
          label={labels.staffNo}
          hint={t('access.firstRun.staffNoHint')}
          autoComplete="username"
        />
        <PasswordFields say={say} labels={labels} />
        <button type="submit" className="btn btn-main w-full">
          {t('access.firstRun.submit')}
        </button>
      </Form>
    </div>
  )
}
