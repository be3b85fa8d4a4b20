import { SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { MaterialRow } from '@/lib/activity/outreach/material.queries'
import type { Day } from '@/lib/core/time'
import { channels } from '@/lib/organisation/settings/setting.queries'
import { addActivityMaterial } from '../../actions'

type Props = {
  say: Say
  activity: { id: number; day: Day; hostUnitId: number; place: string | null }
  outputs: MaterialRow[]
  mayChange: boolean
}

/** The materials handed out, displayed or sent at this activity. */
export async function Materials({ say, activity, outputs, mayChange }: Props) {
  const { t } = say
  if (!mayChange && outputs.length === 0) return null
  const ways = mayChange ? await channels() : []
  return (
    <section className="card">
      <h2 className="mb-2">{t('material.ofActivity.title')}</h2>
      {outputs.length === 0 && <p className="text-ink-3 text-sm">{t('material.ofActivity.empty')}</p>}
      <ul>
        {outputs.map(row => (
          <li key={row.id} className="flex items-baseline gap-3 border-line border-b py-1.5">
            <span className="min-w-0 flex-1">
              {row.channelName}
              {row.topic && <span className="block text-ink-3 text-sm">{row.topic}</span>}
            </span>
            <span className="whitespace-nowrap">
              {t('material.quantity', { quantity: row.quantity, unit: row.unitWord })}
            </span>
            {mayChange && (
              <Link href={`/outputs/${row.id}`} className="inline-flex min-h-11 items-center">
                {t('material.list.change')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <details className="mt-2">
          <summary className="inline-flex min-h-11 items-center text-indigo">
            {t('material.ofActivity.add')}
          </summary>
          <Form
            action={addActivityMaterial}
            className="mt-2"
            labels={{ quantity: t('material.form.quantity'), topic: t('material.form.topic') }}
          >
            <FormKey />
            <input type="hidden" name="activityId" value={activity.id} />
            <input type="hidden" name="unitId" value={activity.hostUnitId} />
            <input type="hidden" name="day" value={activity.day} />
            <input type="hidden" name="place" value={activity.place ?? ''} />
            <SelectField
              name="channelId"
              label={t('material.form.channel')}
              choices={ways.map(way => ({
                value: String(way.id),
                label: t('material.form.channelWith', { name: way.name, unit: way.unitWord }),
              }))}
            />
            <TextField name="quantity" label={t('material.form.quantity')} autoComplete="off" />
            <TextField name="topic" label={`${t('material.form.topic')}${t('common.form.optional')}`} />
            <button type="submit" className="btn">
              {t('material.form.add')}
            </button>
          </Form>
        </details>
      )}
    </section>
  )
}
