import { SelectField, TextField } from '@/app/_forms/field.client'
import type { Say } from '@/app/_i18n/messages'
import type { UnitRow } from '@/lib/organisation/people/person.queries'
import { unitKinds } from '@/lib/organisation/people/person.rules'

type Facts = Pick<UnitRow, 'name' | 'kind' | 'shortName' | 'code' | 'firstDay'>

export function UnitFields({ say, facts }: { say: Say; facts?: Facts }) {
  const { t } = say
  return (
    <>
      <TextField name="name" label={t('roster.units.name')} value={facts?.name} required />
      <SelectField
        name="kind"
        label={t('roster.units.kind')}
        value={facts?.kind ?? 'department'}
        choices={unitKinds.map(kind => ({ value: kind, label: say.term(`unitKind.${kind}`) }))}
      />
      <TextField
        name="shortName"
        label={t('roster.units.shortName')}
        hint={t('roster.units.shortNameHint')}
        value={facts?.shortName}
      />
      <TextField name="code" label={t('roster.units.code')} value={facts?.code} />
      <TextField
        name="firstDay"
        type="date"
        label={t('roster.units.firstDay')}
        hint={t('roster.units.firstDayHint')}
        value={facts?.firstDay}
      />
    </>
  )
}
