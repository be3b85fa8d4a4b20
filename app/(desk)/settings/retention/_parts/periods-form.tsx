import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { Retention } from '@/lib/activity/retention/retention.queries'
import { retentionBounds } from '@/lib/organisation/settings/setting.rules'
import { saveRetention } from '../../actions'

const [LEAST, MOST] = retentionBounds.evidenceYears

/** 修改期限. */
export function PeriodsForm({ say: { t }, periods }: { say: Say; periods: Retention['periods'] }) {
  const labels = {
    evidenceYears: t('retention.form.evidenceYears'),
    signInLogMonths: t('retention.form.signInLogMonths'),
    requestLogMonths: t('retention.form.requestLogMonths'),
    sessionDays: t('retention.form.sessionDays'),
  }
  const years = Array.from({ length: MOST - LEAST + 1 }, (_, at) => LEAST + at)
  return (
    <section aria-labelledby="periods-title">
      <h2 id="periods-title" className="mb-2">
        {t('retention.form.title')}
      </h2>
      <Form edits action={saveRetention} labels={labels} className="card max-w-xl">
        <Seen value={periods.version} />
        <SelectField
          name="evidenceYears"
          label={labels.evidenceYears}
          hint={t('retention.form.evidenceHint')}
          value={periods.evidenceYears ?? ''}
          choices={[
            ...years.map(each => ({
              value: String(each),
              label: t('retention.form.years', { years: each }),
            })),
            { value: '', label: t('retention.kept.never') },
          ]}
        />
        <TextField
          name="signInLogMonths"
          type="number"
          label={labels.signInLogMonths}
          hint={t('retention.form.signInLogHint')}
          value={periods.signInLogMonths}
          required
          className="max-w-sm"
        />
        <TextField
          name="requestLogMonths"
          type="number"
          label={labels.requestLogMonths}
          hint={t('retention.form.requestLogHint')}
          value={periods.requestLogMonths}
          required
          className="max-w-sm"
        />
        <TextField
          name="sessionDays"
          type="number"
          label={labels.sessionDays}
          hint={t('retention.form.sessionDaysHint')}
          value={periods.sessionDays}
          required
          className="max-w-sm"
        />
        <button type="submit" className="btn btn-main">
          {t('retention.form.save')}
        </button>
      </Form>
    </section>
  )
}
