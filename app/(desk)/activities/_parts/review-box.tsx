import { ButtonForm } from '@/app/_forms/button-form'
import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import type { ReviewState } from '@/lib/organisation/review/review.rules'
import { decide, submit } from '../review/actions'

type Props = {
  say: Say
  /** What was read, as `entryOf` names it. */
  entry: string
  review: ReviewState | null
  reason: string | null
  /** Who organises the street decides; the unit submits again. */
  mayDecide: boolean
  mayChange: boolean
}

/** 待审核, 退回 of one entry, for its unit and for who decides. */
export function ReviewBox({ say, entry, review, reason, mayDecide, mayChange }: Props) {
  if (review === null) return null
  const { t } = say
  return (
    <Alert tone="warning" role="note">
      <p>{t(`review.box.${review}`, { reason: reason ?? '' })}</p>
      {mayDecide && review === 'waiting' && (
        <Form action={decide} labels={{ reason: t('review.reason') }} className="mt-2">
          <input type="hidden" name="entries[]" value={entry} />
          <TextField name="reason" label={t('review.reason')} />
          <div className="flex flex-wrap gap-2">
            <button type="submit" name="decision" value="pass" className="btn btn-main">
              {t('review.onePass')}
            </button>
            <button type="submit" name="decision" value="sendBack" className="btn">
              {t('review.oneSendBack')}
            </button>
          </div>
        </Form>
      )}
      {mayChange && review === 'sentBack' && (
        <ButtonForm action={submit} fields={{ entry }} look="btn mt-2">
          {t('review.submit')}
        </ButtonForm>
      )}
    </Alert>
  )
}
