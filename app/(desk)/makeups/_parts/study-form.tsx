import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { decideOnStudy } from '../actions'

type Props = { say: Say; makeUpId: number; name: string }

/** 批准 or 退回 a self-study; 退回 requires a reason. */
export function StudyDecision({ say, makeUpId, name }: Props) {
  const { t } = say
  const label = t('makeup.list.decisionNote')
  return (
    <Form id={`study-${makeUpId}`} action={decideOnStudy} labels={{ note: label }}>
      <input type="hidden" name="makeUpId" value={makeUpId} />
      <TextField
        name="note"
        label={
          <>
            {label}
            <span className="sr-only"> {name}</span>
          </>
        }
        hint={t('makeup.list.decisionHint')}
      />
      <div className="flex gap-2">
        <button type="submit" name="decision" value="approve" className="btn btn-main flex-1">
          {t('makeup.list.approve')}
          <span className="sr-only"> {name}</span>
        </button>
        <button type="submit" name="decision" value="refuse" className="btn flex-1">
          {t('makeup.list.refuse')}
          <span className="sr-only"> {name}</span>
        </button>
      </div>
    </Form>
  )
}
