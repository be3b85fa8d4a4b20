import { TextField, TickWhen } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { Day } from '@/lib/core/time'
import type { PlanItem, PlanOccurrence } from '@/lib/plan/plan.queries'
import { fixExam } from '../../../../actions'

type Props = { say: Say; item: PlanItem; occurrence: PlanOccurrence; today: Day }

/** For an item that is an exam; its window is initially that of the plan, if it is still ahead. */
export function ExamDateForm({ say, item, occurrence, today }: Props) {
  const { t } = say
  const labels = {
    title: t('plan.date.examName'),
    opensOn: t('plan.date.opensOn'),
    closesOn: t('plan.date.closesOn'),
    fullMark: t('plan.date.fullMark'),
    passMark: t('plan.date.passMark'),
  }
  const opensOn = occurrence.fromDay > today || occurrence.toDay < today ? occurrence.fromDay : today
  return (
    <Form action={fixExam} labels={labels} className="max-w-xl">
      <input type="hidden" name="occurrenceId" value={occurrence.id} />
      <TextField name="title" label={labels.title} value={item.content} required />
      <div className="desk:grid grid-cols-2 gap-x-4">
        <TextField name="opensOn" type="date" label={labels.opensOn} value={opensOn} required />
        <TextField name="closesOn" type="date" label={labels.closesOn} value={occurrence.toDay} required />
        <TextField name="fullMark" type="number" label={labels.fullMark} value={100} required />
        <TextField name="passMark" type="number" label={labels.passMark} value={60} required />
      </div>
      <p className="mb-4 text-ink-3">
        {t('plan.date.examInherited')}
        {[item.audienceWords, item.unitName].filter(Boolean).join(' · ')}
      </p>
      <TickWhen
        reason="conflicts"
        name="despite"
        label={<b className="font-semibold">{t('scheduling.conflict.despite')}</b>}
      />
      <button type="submit" className="btn btn-main">
        {t('plan.date.examSave')}
      </button>
    </Form>
  )
}
