import { TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { type Sheet, seenOf } from '@/lib/attendance/attendance.queries'
import { saveNumbers } from '../actions'

const fields = ['absent', 'late', 'leftEarly', 'leave'] as const

type Props = { say: Say; sheet: Sheet }

/**
 * 按序号登记: numbers of the printed list by mark; everybody else is present. Without script, the way to fill the
 * whole sheet.
 */
export function NumbersForm({ say, sheet }: Props) {
  const { t } = say
  const seen = seenOf(sheet.rows)
  const labels = Object.fromEntries(fields.map(name => [name, t(`attendance.numbers.${name}`)]))
  return (
    <section className="card mb-6" aria-labelledby="numbers-title">
      <h2 id="numbers-title">{t('attendance.numbers.title')}</h2>
      <p className="mt-1 mb-4 text-ink-2">
        {t('attendance.numbers.lead')} {t(`attendance.numbers.order.${sheet.order}`)}
      </p>
      <Form action={saveNumbers} labels={labels}>
        <input type="hidden" name="activityId" value={sheet.activity.id} />
        <input type="hidden" name="list" value={seen.list} />
        <input type="hidden" name="marks" value={seen.marks} />
        <div className="grid desk:grid-cols-4 grid-cols-2 gap-x-4">
          {fields.map(name => (
            <TextField key={name} name={name} label={labels[name]} autoComplete="off" />
          ))}
        </div>
        <Tick name="restPresent" label={t('attendance.numbers.restPresent')} value />
        <button type="submit" className="btn btn-main">
          {t('attendance.numbers.save')}
        </button>
      </Form>
    </section>
  )
}
