import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { LeaveRow } from '@/lib/attendance/leave/leave.queries'
import { decide } from '../actions'

/** 批准 or 不批准, one button each; a note to the person, required for a refusal. */
export function DecideForm({ say, leave }: { say: Say; leave: LeaveRow }) {
  const { t } = say
  const label = t('leave.list.note')
  return (
    <Form id={`leave-${leave.id}`} action={decide} labels={{ note: label }}>
      <input type="hidden" name="requestId" value={leave.id} />
      <TextField
        name="note"
        label={
          <>
            {label}
            <span className="sr-only"> {t('leave.list.noteOf', { name: leave.name })}</span>
          </>
        }
        hint={t('leave.list.noteHint')}
      />
      <div className="flex gap-2">
        <button type="submit" name="decision" value="approve" className="btn btn-main flex-1">
          {t('leave.list.approve')}
          <span className="sr-only"> {leave.name}</span>
        </button>
        <button type="submit" name="decision" value="refuse" className="btn flex-1">
          {t('leave.list.refuse')}
          <span className="sr-only"> {leave.name}</span>
        </button>
      </div>
    </Form>
  )
}
