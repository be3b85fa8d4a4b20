import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { unitChoices } from '@/app/_ui/unit-choices'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import { saveUnitHeads } from '../actions'

type Props = { say: Say; activityId: number; units: UnitOption[] }

/** 分单位人次: people of a unit who are on no roster; the list sent by the unit is attached below. */
export function UnitHeadsForm({ say, activityId, units }: Props) {
  const { t } = say
  return (
    <details className="mb-4">
      <summary className="inline-flex min-h-11 items-center text-indigo">
        {t('attachment.unitHeads.add')}
      </summary>
      <Form
        edits="new"
        action={saveUnitHeads}
        id="heads"
        labels={{ unitId: t('attachment.unitHeads.unit'), heads: t('attachment.unitHeads.heads') }}
        className="mt-2"
      >
        <p className="mb-3 text-ink-2">{t('attachment.unitHeads.lead')}</p>
        <input type="hidden" name="activityId" value={activityId} />
        <Seen value={null} />
        <SelectField name="unitId" label={t('attachment.unitHeads.unit')} choices={unitChoices(units)} />
        <TextField
          name="heads"
          label={t('attachment.unitHeads.heads')}
          hint={t('attachment.unitHeads.hint')}
          autoComplete="off"
        />
        <SaveButton look="btn">{t('attachment.unitHeads.save')}</SaveButton>
      </Form>
    </details>
  )
}
