import { SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form.client'
import { FormKey } from '@/app/_forms/form-key'
import { wordsOf } from '@/app/_forms/words'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { OutputRow } from '@/lib/activity/outreach/material.queries'
import type { Day } from '@/lib/core/time'
import { channels } from '@/lib/organisation/settings/setting.queries'
import { addActivityOutput } from '../../actions'

type Props = {
  say: Say
  activity: { id: number; day: Day; hostUnitId: number; place: string | null }
  outputs: OutputRow[]
  mayChange: boolean
}

/** What was handed out, put up or sent at this activity. */
export async function Outputs({ say, activity, outputs, mayChange }: Props) {
  const { t } = say
  if (!mayChange && outputs.length === 0) return null
  const ways = mayChange ? await channels() : []
  return (
    <section className="card">
      <h2 className="mb-2">{t('output.ofActivity.title')}</h2>
      {outputs.length === 0 && <p className="text-ink-3 text-sm">{t('output.ofActivity.empty')}</p>}
      <ul>
        {outputs.map(row => (
          <li key={row.id} className="flex items-baseline gap-3 border-line border-b py-1.5">
            <span className="min-w-0 flex-1">
              {row.channelName}
              {row.topic && <span className="block text-ink-3 text-sm">{row.topic}</span>}
            </span>
            <span className="whitespace-nowrap">
              {t('output.quantity', { quantity: row.quantity, unit: row.unitWord })}
            </span>
            {mayChange && (
              <Link href={`/outputs/${row.id}`} className="inline-flex min-h-11 items-center">
                {t('output.list.change')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <details className="mt-2">
          <summary className="inline-flex min-h-11 items-center text-indigo">
            {t('output.ofActivity.add')}
          </summary>
          <Form
            action={addActivityOutput}
            className="mt-2"
            labels={{ quantity: t('output.form.quantity'), topic: t('output.form.topic') }}
            words={wordsOf(say, 'common.form.tooLong', 'output.error.quantity', 'output.form.added')}
          >
            <FormKey />
            <input type="hidden" name="activityId" value={activity.id} />
            <input type="hidden" name="unitId" value={activity.hostUnitId} />
            <input type="hidden" name="day" value={activity.day} />
            <input type="hidden" name="place" value={activity.place ?? ''} />
            <SelectField
              name="channelId"
              label={t('output.form.channel')}
              choices={ways.map(way => ({
                value: String(way.id),
                label: t('output.form.channelWith', { name: way.name, unit: way.unitWord }),
              }))}
            />
            <TextField name="quantity" label={t('output.form.quantity')} autoComplete="off" />
            <TextField name="topic" label={`${t('output.form.topic')}${t('common.form.optional')}`} />
            <button type="submit" className="btn">
              {t('output.form.add')}
            </button>
          </Form>
        </details>
      )}
    </section>
  )
}
