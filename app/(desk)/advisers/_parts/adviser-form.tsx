import type { FormState } from '@/app/_forms/action'
import { Seen, SelectField, TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { unitChoices } from '@/app/_ui/unit-choices'
import type { Day } from '@/lib/core/time'
import type { UnitOption } from '@/lib/organisation/people/person.queries'

type Begin = {
  id?: number
  name: string | null
  unitId: number | null
  fromDay: Day
  toDay: Day | null
  firm: string | null
  phone: string | null
  contract: string | null
  isFullTime: boolean
  version?: number
}

type Props = {
  say: Say
  action: (before: FormState, form: FormData) => Promise<FormState>
  begin: Begin
  units: UnitOption[]
  button: string
}

/** One term of a legal adviser at one unit. */
export function AdviserForm({ say, action, begin, units, button }: Props) {
  const { t } = say
  const optional = (label: string) => `${label}${t('common.form.optional')}`
  const labels = {
    name: t('legalWork.adviser.name'),
    unitId: t('legalWork.adviser.unit'),
    fromDay: t('legalWork.adviser.fromDay'),
    toDay: t('legalWork.adviser.toDay'),
    firm: t('legalWork.adviser.firm'),
    phone: t('legalWork.adviser.phone'),
    contract: t('legalWork.adviser.contract'),
    isFullTime: t('legalWork.adviser.isFullTime'),
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
      {begin.id !== undefined && <input type="hidden" name="id" value={begin.id} />}
      <div className="grid desk:grid-cols-2 gap-x-4">
        <TextField name="name" label={labels.name} value={begin.name} autoComplete="off" required />
        <SelectField name="unitId" label={labels.unitId} value={begin.unitId} choices={unitChoices(units)} />
        <TextField name="fromDay" type="date" label={labels.fromDay} value={begin.fromDay} required />
        <TextField
          name="toDay"
          type="date"
          label={optional(labels.toDay)}
          hint={t('legalWork.adviser.toDayHint')}
          value={begin.toDay}
        />
        <TextField name="firm" label={optional(labels.firm)} value={begin.firm} />
        <TextField name="phone" label={optional(labels.phone)} value={begin.phone} autoComplete="off" />
      </div>
      <TextField name="contract" label={optional(labels.contract)} value={begin.contract} />
      <Tick name="isFullTime" label={labels.isFullTime} value={begin.isFullTime} />
      <SaveButton>{button}</SaveButton>
    </Form>
  )
}
