import type { Say } from '@/app/_i18n/messages'
import { DoneLine } from '@/app/_ui/done-line'
import { attachmentRefusals } from '@/lib/activity/attachments/attachment.rules'

type Props = { say: Say; asked: Record<string, string | string[] | undefined> }

/** What became of the file of a plain form, by `?added` or `?refused` in the address. */
export function Answered({ say, asked }: Props) {
  const refused = attachmentRefusals.find(each => each === asked.refused)
  if (asked.refused !== undefined)
    return (
      <div role="alert" className="mb-4 rounded border-cinnabar border-l-4 bg-cinnabar-wash px-4 py-3">
        <p className="font-semibold">{say.t('attachment.refused.title')}</p>
        <p>{say.t(`attachment.refused.${refused ?? 'other'}`)}</p>
      </div>
    )
  if (asked.added === undefined) return null
  return <DoneLine>{say.t('attachment.form.added')}</DoneLine>
}
