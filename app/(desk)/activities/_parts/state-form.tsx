import type { ReactNode } from 'react'
import type { FormState } from '@/app/_forms/action'
import { Seen, TextArea } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import type { StatusRefusal } from '@/lib/activity/activity.rules'

type Props = {
  say: Say
  action: (before: FormState, form: FormData) => Promise<FormState>
  activity: { id: number; version: number }
  /** Why the activity does not allow it: the page says so in place of the form. */
  refused?: StatusRefusal | null
  /** The verb on the button. */
  verb: string
  /** The label of the reason; without it no reason is asked for. */
  reason?: string
  children?: ReactNode
}

/**
 * A page that changes the state of an activity: the fields, one button with the verb, and a link back; or why it may not
 * be changed.
 */
export function StateForm({ say, action, activity, refused, verb, reason, children }: Props) {
  const { t } = say
  const back = (
    <Link href={`/activities/${activity.id}`} className="btn">
      {t('common.form.cancel')}
    </Link>
  )
  if (refused)
    return (
      <>
        <Alert tone="warning" className="mb-4 max-w-xl">
          {t(`activity.refused.${refused}`)}
        </Alert>
        {back}
      </>
    )
  return (
    <Form
      action={action}
      className="max-w-xl"
      labels={{
        reason: reason ?? '',
        newDay: t('activity.postpone.newDay'),
        starts: t('activity.form.starts'),
        ends: t('activity.form.ends'),
      }}
    >
      <input type="hidden" name="id" value={activity.id} />
      <Seen value={activity.version} />
      {children}
      {reason && <TextArea name="reason" label={reason} rows={2} />}
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="btn btn-main">
          {verb}
        </button>
        {back}
      </div>
    </Form>
  )
}
