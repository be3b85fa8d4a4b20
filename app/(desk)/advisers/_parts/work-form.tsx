import type { FormState } from '@/app/_forms/action'
import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { unitChoices } from '@/app/_ui/unit-choices'
import type { Day } from '@/lib/core/time'
import { isOfAdviser, type WorkKind, workKinds } from '@/lib/organisation/legal-work/legal-work.rules'
import type { UnitOption } from '@/lib/organisation/people/person.queries'

type Begin = {
  id?: number
  day: Day
  kind: WorkKind
  who: string | null
  unitId: number | null
  matter: string | null
  paper: string | null
  version?: number
}

type Props = {
  say: Say
  action: (before: FormState, form: FormData) => Promise<FormState>
  begin: Begin
  units: UnitOption[]
  button: string
}

/** One case or occasion of an adviser or a leader. */
export function WorkForm({ say, action, begin, units, button }: Props) {
  const { t } = say
  const labels = {
    day: t('legalWork.form.day'),
    kind: t('legalWork.form.kind'),
    who: t('legalWork.form.who'),
    unitId: t('legalWork.form.unit'),
    matter: t('legalWork.form.matter'),
    paper: t('legalWork.form.paper'),
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
        <TextField name="day" type="date" label={labels.day} value={begin.day} required />
        <SelectField
          name="kind"
          label={labels.kind}
          value={begin.kind}
          choices={workKinds.map(kind => ({
            value: kind,
            label: t(isOfAdviser(kind) ? 'legalWork.form.adviserGroup' : 'legalWork.form.leaderGroup', {
              kind: t(`legalWork.kind.${kind}`),
            }),
          }))}
        />
      </div>
      <SelectField name="unitId" label={labels.unitId} value={begin.unitId} choices={unitChoices(units)} />
      <TextField
        name="who"
        label={labels.who}
        hint={t('legalWork.form.whoHint')}
        value={begin.who}
        autoComplete="off"
        required
      />
      <TextField
        name="matter"
        label={labels.matter}
        hint={t('legalWork.form.matterHint')}
        value={begin.matter}
        required
      />
      <TextField
        name="paper"
        label={`${labels.paper}${t('common.form.optional')}`}
        hint={t('legalWork.form.paperHint')}
        value={begin.paper}
      />
      <SaveButton>{button}</SaveButton>
    </Form>
  )
}
