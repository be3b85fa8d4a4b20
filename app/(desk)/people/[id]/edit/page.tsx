import { Seen } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { PersonFields, personLabels } from '../../_parts/person-fields'
import { change } from '../../actions'
import { type PersonParams, personToChange } from '../_parts/person'

export const generateMetadata = titled('roster.person.edit')

export default async function EditPersonPage(props: PersonParams) {
  const { person } = await personToChange(props)
  const say = await saying()
  return (
    <div className="max-w-2xl">
      <PageHead
        above={<Link href={`/people/${person.id}`}>{person.name}</Link>}
        title={say.t('roster.edit.title', { name: person.name })}
      />
      <Form edits action={change} labels={personLabels(say)} className="card">
        <input type="hidden" name="personId" value={person.id} />
        <Seen value={person.version} />
        <PersonFields say={say} facts={person} />
        <SaveButton>{say.t('roster.edit.save')}</SaveButton>
      </Form>
    </div>
  )
}
