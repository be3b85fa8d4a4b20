import type { FormState } from '@/app/_forms/action'
import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { unitChoices } from '@/app/_ui/unit-choices'
import type { Day } from '@/lib/core/time'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import type { Channel } from '@/lib/organisation/settings/setting.queries'

/** Initial values of the fields. */
export type Begin = {
  day: Day
  channelId: number | null
  quantity: number | null
  topic: string | null
  unitId: number | null
  place: string | null
  reads: number | null
  version?: number
}

type Props = {
  say: Say
  action: (before: FormState, form: FormData) => Promise<FormState>
  begin: Begin
  units: UnitOption[]
  channels: Channel[]
  hidden: Record<string, string | number>
  button: string
}

/** One entry of the ledger. */
export function MaterialForm({ say, action, begin, units, channels, hidden, button }: Props) {
  const { t } = say
  const optional = (label: string) => `${label}${t('common.form.optional')}`
  const labels = {
    day: t('material.form.day'),
    channelId: t('material.form.channel'),
    quantity: t('material.form.quantity'),
    unitId: t('material.form.unit'),
    topic: t('material.form.topic'),
    place: t('material.form.place'),
    reads: t('material.form.reads'),
  }
  return (
    <Form
      edits={begin.version === undefined ? undefined : true}
      action={action}
      className="max-w-2xl"
      labels={labels}
    >
      <FormKey />
      {begin.version !== undefined && <Seen value={begin.version} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="grid desk:grid-cols-3 gap-x-4">
        <TextField name="day" type="date" label={labels.day} value={begin.day} required />
        <SelectField
          name="channelId"
          label={labels.channelId}
          value={begin.channelId}
          choices={channels.map(channel => ({
            value: String(channel.id),
            label: t('material.form.channelWith', { name: channel.name, unit: channel.unitWord }),
          }))}
        />
        <TextField
          name="quantity"
          label={labels.quantity}
          value={begin.quantity}
          autoComplete="off"
          required
        />
      </div>
      <SelectField name="unitId" label={labels.unitId} value={begin.unitId} choices={unitChoices(units)} />
      <TextField name="topic" label={optional(t('material.form.topic'))} value={begin.topic} />
      <div className="grid desk:grid-cols-2 gap-x-4">
        <TextField name="place" label={optional(t('material.form.place'))} value={begin.place} />
        <TextField
          name="reads"
          label={optional(t('material.form.reads'))}
          value={begin.reads}
          autoComplete="off"
        />
      </div>
      <SaveButton>{button}</SaveButton>
    </Form>
  )
}
