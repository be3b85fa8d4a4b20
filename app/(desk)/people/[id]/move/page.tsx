import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { unitChoices } from '@/app/_ui/unit-choices'
import { holdsOn } from '@/lib/core/interval'
import { unitsOn } from '@/lib/organisation/people/person.queries'
import { move } from '../../actions'
import { type PersonParams, personToChange } from '../_parts/person'

export const generateMetadata = titled('roster.person.move')

export default async function MovePage(props: PersonParams) {
  const { viewer, person, today } = await personToChange(props)
  const [units, say] = await Promise.all([unitsOn(viewer, today, 'administrator'), saying()])
  const { t } = say
  const present = person.memberships.filter(each => holdsOn(each, today))
  const labels = { unitId: t('roster.move.unit'), day: t('roster.move.day') }
  return (
    <div className="max-w-2xl">
      <PageHead
        above={<Link href={`/people/${person.id}`}>{person.name}</Link>}
        title={t('roster.move.title', { name: person.name })}
        below={t('roster.move.lead', { units: present.map(each => each.unitName).join('、') || '—' })}
      />
      <Form action={move} labels={labels} className="card">
        <input type="hidden" name="personId" value={person.id} />
        <Seen value={person.membershipsVersion} />
        <SelectField name="unitId" label={labels.unitId} choices={unitChoices(units)} />
        <TextField
          name="day"
          type="date"
          label={labels.day}
          hint={t('roster.move.dayHint')}
          value={today}
          required
        />
        <SelectField
          name="how"
          label={t('roster.move.how')}
          choices={[
            { value: 'move', label: t('roster.move.move') },
            { value: 'join', label: t('roster.move.join') },
          ]}
        />
        <button type="submit" className="btn btn-main">
          {t('roster.move.submit')}
        </button>
      </Form>
    </div>
  )
}
