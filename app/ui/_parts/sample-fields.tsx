import { CheckList, SelectField, TextArea, TextField, Tick } from '@/app/_forms/field.client'
import type { Say } from '@/app/_i18n/messages'
import { unitsIn } from './people'

/** A field of every kind; an answer of the form shows beside them. */
export function SampleFields({ say }: { say: Say }) {
  const { t } = say
  return (
    <>
      <TextField
        name="title"
        label={t('ui.form.title')}
        hint={t('ui.form.titleHint')}
        value={t('ui.form.titleValue')}
        required
      />
      <div className="grid grid-cols-2 gap-x-4">
        <TextField name="day" type="date" label={t('ui.form.day')} value="2026-10-16" />
        <TextField name="hours" type="number" label={t('ui.form.hours')} value={2} />
      </div>
      <SelectField
        name="unit"
        label={t('ui.form.unit')}
        value="2"
        choices={unitsIn(say).map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <TextArea name="place" label={t('ui.form.place')} value={t('ui.form.placeValue')} />
      <CheckList
        name="groups"
        label={t('ui.form.groups')}
        hint={t('ui.form.groupsHint')}
        value={['staff']}
        choices={(['leaders', 'staff', 'communities'] as const).map(value => ({
          value,
          label: t(`ui.form.${value}`),
        }))}
      />
      <Tick name="compulsory" label={t('ui.form.compulsory')} value />
      <TextField name="file" type="file" label={t('ui.form.file')} hint={t('ui.form.fileHint')} />
    </>
  )
}
