import type { FormState } from '@/app/_forms/action'
import { Seen, SelectField, TextArea, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import type { ExamInput } from '@/lib/exam/exam.input'
import type { UnitOption } from '@/lib/organisation/people/person.queries'

type Values = Partial<Omit<ExamInput, 'audienceWords'>> & {
  id?: number
  version?: number
  audienceWords?: string
  /** Of an exam that somebody sat, changed windows may leave attempts outside. */
  hasAttempts?: boolean
}
type Props = {
  say: Say
  action: (before: FormState, form: FormData) => Promise<FormState>
  units: UnitOption[]
  values: Values
}

const fields = [
  'title',
  'hostUnitId',
  'opensOn',
  'opensTime',
  'closesOn',
  'closesTime',
  'makeUpClosesOn',
  'counting',
  'attempts',
  'makeUpAttempts',
  'fullMark',
  'passMark',
  'audienceWords',
  'annulReason',
] as const

export function ExamForm({ say, action, units, values }: Props) {
  const { t, term } = say
  const labelOf: Record<(typeof fields)[number], string> = {
    title: t('exam.form.name'),
    hostUnitId: t('exam.form.host'),
    opensTime: t('exam.form.opensTime'),
    closesTime: t('exam.form.closesTime'),
    counting: t('exam.form.counting'),
    attempts: t('exam.form.attempts'),
    makeUpAttempts: t('exam.form.makeUpAttempts'),
    opensOn: t('exam.form.opensOn'),
    closesOn: t('exam.form.closesOn'),
    makeUpClosesOn: t('exam.form.makeUpClosesOn'),
    fullMark: t('exam.form.fullMark'),
    passMark: t('exam.form.passMark'),
    audienceWords: t('exam.form.audience'),
    annulReason: t('exam.form.annulReason'),
  }
  return (
    <Form
      edits={values.version === undefined ? undefined : true}
      action={action}
      className="max-w-2xl"
      labels={labelOf}
    >
      {values.id !== undefined && <input type="hidden" name="id" value={values.id} />}
      {values.version !== undefined && <Seen value={values.version} />}
      <TextField name="title" label={labelOf.title} value={values.title} required />
      <SelectField
        name="hostUnitId"
        label={labelOf.hostUnitId}
        value={values.hostUnitId}
        choices={units.map(unit => ({
          value: String(unit.id),
          label: `${'　'.repeat(unit.depth)}${unit.name}`,
        }))}
      />
      <TextArea
        name="audienceWords"
        label={labelOf.audienceWords}
        hint={t('exam.form.audienceHint')}
        value={values.audienceWords}
        rows={2}
      />
      <div className="grid desk:grid-cols-2 gap-x-4">
        <TextField name="opensOn" type="date" label={labelOf.opensOn} value={values.opensOn} required />
        <TextField name="opensTime" type="time" label={t('exam.form.opensTime')} value={values.opensTime} />
        <TextField name="closesOn" type="date" label={labelOf.closesOn} value={values.closesOn} required />
        <TextField
          name="closesTime"
          type="time"
          label={t('exam.form.closesTime')}
          value={values.closesTime}
          hint={t('exam.form.closesHint')}
        />
        <TextField
          name="makeUpClosesOn"
          type="date"
          label={labelOf.makeUpClosesOn}
          value={values.makeUpClosesOn}
        />
        <SelectField
          name="counting"
          label={t('exam.form.counting')}
          value={values.counting ?? 'best'}
          choices={(['best', 'last', 'first'] as const).map(value => ({
            value,
            label: term(`counting.${value}`),
          }))}
        />
        <TextField
          name="fullMark"
          type="number"
          label={labelOf.fullMark}
          value={values.fullMark ?? 100}
          required
        />
        <TextField
          name="passMark"
          type="number"
          label={labelOf.passMark}
          value={values.passMark ?? 60}
          required
        />
        <TextField
          name="attempts"
          type="number"
          label={t('exam.form.attempts')}
          value={values.attempts}
          hint={t('exam.form.unlimited')}
        />
        <TextField
          name="makeUpAttempts"
          type="number"
          label={t('exam.form.makeUpAttempts')}
          value={values.makeUpAttempts}
          hint={t('exam.form.unlimited')}
        />
      </div>
      {values.hasAttempts && (
        <TextField name="annulReason" label={labelOf.annulReason} hint={t('exam.form.annulHint')} />
      )}
      <SaveButton>{t('exam.form.save')}</SaveButton>
    </Form>
  )
}
