import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { DoneLine } from '@/app/_ui/done-line'
import { attachmentRefusals } from '@/lib/activity/attachments/attachment.rules'

type Props = { say: Say; asked: Record<string, string | string[] | undefined> }

/** The result of an upload by plain form, from `?added` or `?refused` in the address. */
export function Answered({ say, asked }: Props) {
  const refused = attachmentRefusals.find(each => each === asked.refused)
  if (asked.refused !== undefined)
    return (
      <Alert tone="error" role="alert">
        <p className="font-semibold">{say.t('attachment.refused.title')}</p>
        <p>{say.t(`attachment.refused.${refused ?? 'other'}`)}</p>
      </Alert>
    )
  if (asked.added === undefined) return null
  return <DoneLine>{say.t('attachment.form.added')}</DoneLine>
}
