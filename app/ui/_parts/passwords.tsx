import { Form } from '@/app/_forms/form'
import { PasswordFields } from '@/app/_forms/password-fields'
import type { Say } from '@/app/_i18n/messages'
import { answerSample } from '../actions'
import { Part } from './part'

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
