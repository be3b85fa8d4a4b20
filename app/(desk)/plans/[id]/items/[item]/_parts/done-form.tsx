import { Seen, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import type { PlanItem } from '@/lib/plan/plan.queries'
import { fullDay } from '../../../../_parts/day-words'
import { recordDone } from '../../../../actions'

/** Records that a work point without activities was carried out: the day and the evidence. */
export function DoneForm({
  say,
  mayRecord,
  item,
}: {
  say: Say
  /** Whether the viewer organises the unit responsible for it. */
  mayRecord: boolean
  item: PlanItem
}) {
  const { t } = say
  const labels = { doneOn: t('plan.item.doneOn'), doneNote: t('plan.item.doneNote') }
  if (!mayRecord && !item.doneOn) return null
  return (
    <section className="card">
      <h2 className="mb-2">{t('plan.item.doneTitle')}</h2>
      {item.doneOn && (
        <p className="mb-3">
          {t('plan.item.doneLine', { day: fullDay(say, item.doneOn), note: item.doneNote ?? '' })}
        </p>
      )}
      {mayRecord && (
        <Form edits action={recordDone} labels={labels}>
          <p className="mb-3 text-ink-3">{t('plan.item.doneHint')}</p>
          <input type="hidden" name="itemId" value={item.id} />
          <Seen value={item.version} />
          <TextField name="doneOn" type="date" label={labels.doneOn} value={item.doneOn} />
          <TextField name="doneNote" label={labels.doneNote} value={item.doneNote} />
          <SaveButton look="btn">{t('plan.item.doneSave')}</SaveButton>
        </Form>
      )}
    </section>
  )
}
