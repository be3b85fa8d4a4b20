import { SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { LeaveRow } from '@/lib/attendance/leave/leave.queries'
import type { Day } from '@/lib/core/time'
import type { LeaveKind } from '@/lib/organisation/settings/study.rules'
import { LeaveRecord } from '../../../leave/_parts/leave-record'
import { saveAgreedLeave } from '../actions'
import { type Props, Which } from './forms'

type Shown = { say: Say; leaves: LeaveRow[]; today: Day; mayTakeBack: boolean }

/** The request for leave of this row and its decision; empty for viewers who may not read it. */
export function LeaveCard({ say, leaves, today, mayTakeBack }: Shown) {
  if (leaves.length === 0) return null
  return (
    <section className="card" aria-labelledby="leaves">
      <h2 id="leaves">{say.t('leave.row.title')}</h2>
      <ul>
        {leaves.map(leave => (
          <LeaveRecord key={leave.id} say={say} leave={leave} today={today} mayTakeBack={mayTakeBack} />
        ))}
      </ul>
    </section>
  )
}

/** 代批: enters a leave that was agreed outside the product, also before the day. */
export function AgreedLeaveForm({ say, row, activityId, kinds }: Props & { kinds: LeaveKind[] }) {
  const { t } = say
  const labels = {
    kind: t('leave.own.kind'),
    agreedBy: t('leave.row.agreedBy'),
    reason: t('leave.own.reason'),
  }
  return (
    <section className="card">
      <h2>{t('leave.row.enterTitle')}</h2>
      <p className="mt-1 mb-3 text-ink-2 text-sm">{t('leave.row.enterLead')}</p>
      <Form id="agreed" action={saveAgreedLeave} labels={labels}>
        <Which row={row} activityId={activityId} />
        <div className="grid desk:grid-cols-2 gap-x-4">
          <SelectField
            name="kind"
            label={labels.kind}
            choices={kinds.map(({ kind }) => ({ value: kind, label: kind }))}
          />
          <TextField name="agreedBy" label={labels.agreedBy} autoComplete="off" />
        </div>
        <TextField name="reason" label={`${labels.reason}${t('common.form.optional')}`} />
        <button type="submit" className="btn">
          {t('leave.row.enter')}
        </button>
      </Form>
    </section>
  )
}
