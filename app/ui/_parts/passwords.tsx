import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { PasswordFields } from '@/app/_forms/password-fields'
import { ShowPassword } from '@/app/_forms/show-password.client'
import type { Say } from '@/app/_i18n/messages'
import { answerSample } from '../actions'
import { Part } from './part'

export function ShowPasswordPart({ say }: { say: Say }) {
  return (
    <Part file="app/_forms/show-password.client.tsx">
      <Form id="shown-password" action={answerSample} className="card max-w-md">
        <TextField
          name="password"
          type="password"
          label={say.t('access.signIn.password')}
          autoComplete="current-password"
        />
        <ShowPassword words={[say.t('access.password.show'), say.t('access.password.hide')]} />
      </Form>
    </Part>
  )
}

export function PasswordFieldsPart({ say }: { say: Say }) {
  const labels = { newPassword: say.t('ui.form.password'), repeatPassword: say.t('ui.form.repeat') }
  return (
    <Part file="app/_forms/password-fields.tsx">
      <Form id="password" action={answerSample} className="card max-w-md">
        <PasswordFields say={say} labels={labels} />
      </Form>
    </Part>
  )
}
