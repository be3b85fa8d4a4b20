import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { Viewer } from '@/lib/access/access.rules'
import { ownEmail } from '@/lib/calendar/reminders/reminder.queries'
import { keepEmail } from '../actions'

/** 邮件提醒: opt-in, to the user's own address. */
export async function MailCard({ say, viewer }: { say: Say; viewer: Viewer }) {
  const { t } = say
  const email = await ownEmail(viewer)
  return (
    <section className="card" aria-labelledby="me-mail">
      <h2 id="me-mail">{t('reminder.title')}</h2>
      <p className="mt-1 mb-3 text-ink-2">{t('reminder.lead')}</p>
      <Form action={keepEmail} id="mail" labels={{ email: t('reminder.address') }}>
        <TextField
          name="email"
          label={t('reminder.address')}
          hint={t('reminder.hint')}
          value={email}
          autoComplete="email"
        />
        <button type="submit" className="btn">
          {t('common.form.save')}
        </button>
      </Form>
    </section>
  )
}
