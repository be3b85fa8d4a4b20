import type { Say } from '@/app/_i18n/messages'
import { TextField } from './field.client'
import { ShowPassword } from './show-password.client'

type Props = { say: Say; labels: { newPassword: string; repeatPassword: string } }

/** A new password, its repetition, and the requirements for it. */
export function PasswordFields({ say, labels }: Props) {
  return (
    <>
      <TextField
        name="newPassword"
        type="password"
        label={labels.newPassword}
        hint={say.t('access.password.hint')}
        autoComplete="new-password"
        required
      />
      <TextField
        name="repeatPassword"
        type="password"
        label={labels.repeatPassword}
        autoComplete="new-password"
        required
      />
      <ShowPassword words={[say.t('access.password.show'), say.t('access.password.hide')]} />
    </>
  )
}
