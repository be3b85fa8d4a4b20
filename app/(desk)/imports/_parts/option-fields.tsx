import { SelectField, TextField, Tick } from '@/app/_forms/field.client'
import type { Say } from '@/app/_i18n/messages'
import { planKinds } from '@/lib/plan/plan.rules'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { subjectSaid } from '@/lib/spreadsheet/new-subject.rules'

type Props = {
  say: Say
  kind: ImportKind
  options: Partial<ImportOptions>
  /** Names of units, or of what the sheet may be about. */
  /** `fresh`: what may be made with the sheet. */
  names: { units: string[]; subjects: string[]; fresh?: { value: string; label: string }[] }
}

const freshTitleOf = (option = '') => {
  const { title, isNew } = subjectSaid(option)
  return isNew ? title : ''
}

/** Further fields for the kinds of import that need them. */
export function OptionFields({ say, kind, options, names }: Props) {
  const { t, term } = say
  const choices = (words: string[], empty: string) => [
    { value: '', label: empty },
    ...words.map(word => ({ value: word, label: word })),
  ]
  const subjects = [...choices(names.subjects, t('import.form.inSheet')), ...(names.fresh ?? [])]
  return (
    <>
      {kind === 'plan' && (
        <SelectField
          name="plan"
          label={t('import.form.plan')}
          value={options.plan}
          choices={planKinds.map(each => ({
            value: each,
            label: term(`planKind.${each}`),
          }))}
        />
      )}
      {kind === 'plan' && names.units.length > 1 && (
        <SelectField
          name="unit"
          label={t('import.form.unit')}
          value={options.unit}
          choices={names.units.map(word => ({ value: word, label: word }))}
        />
      )}
      {kind === 'study' && (
        <SelectField
          name="activity"
          label={t('import.form.study')}
          value={options.activity}
          choices={subjects}
        />
      )}
      {kind === 'results' && (
        <SelectField name="exam" label={t('import.form.exam')} value={options.exam} choices={subjects} />
      )}
      {names.fresh && names.fresh.length > 0 && (
        <TextField
          name="freshTitle"
          label={t(kind === 'results' ? 'import.form.newExamTitle' : 'import.form.newStudyTitle')}
          hint={t('import.form.newTitleHint')}
          value={freshTitleOf(kind === 'results' ? options.exam : options.activity)}
        />
      )}
      {kind !== 'units' && (
        <TextField
          name="year"
          label={t('import.form.year')}
          hint={t(kind === 'plan' ? 'import.form.planYearHint' : 'import.form.yearHint')}
          type="number"
          value={options.year}
          className="max-w-60"
        />
      )}
      {kind === 'roster' && (
        <>
          <TextField
            name="on"
            label={t('import.form.on')}
            hint={t('import.form.onHint')}
            type="date"
            value={options.on}
            className="max-w-60"
          />
          <Tick name="endMissing" label={t('import.form.endMissing')} value={options.endMissing} />
        </>
      )}
      {kind === 'attendance' && (
        <>
          <Tick name="keepOpen" label={t('import.form.keepOpen')} value={options.keepOpen} />
          <Tick name="replace" label={t('import.form.replaceMarks')} value={options.replace} />
          <TextField
            name="reason"
            label={t('import.form.reason')}
            hint={t('import.form.reasonHint')}
            value={options.reason}
          />
        </>
      )}
      {kind === 'results' && (
        <Tick name="replace" label={t('import.form.replaceScores')} value={options.replace} />
      )}
    </>
  )
}
