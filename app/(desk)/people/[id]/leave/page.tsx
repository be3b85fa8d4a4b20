import { Seen, SelectField, TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { leave } from '../../actions'
import { type PersonParams, personToChange } from '../_parts/person'

export const generateMetadata = titled('roster.person.leave')

export default async function LeavePage(props: PersonParams) {
  const { person, today } = await personToChange(props)
  const say = await saying()
  const { t } = say
  const open = person.memberships.filter(each => each.toDay === null || each.toDay > today)
  const labels = {
    membershipId: t('roster.leave.which'),
    lastDay: t('roster.leave.lastDay'),
    disable: t('roster.leave.disable'),
  }
  return (
    <div className="max-w-2xl">
      <PageHead
        above={<Link href={`/people/${person.id}`}>{person.name}</Link>}
        title={t('roster.leave.title', { name: person.name })}
      />
      {open.length === 0 ? (
        <Empty text={t('roster.leave.nothing')} />
      ) : (
        <Form action={leave} labels={labels} className="card">
          <input type="hidden" name="personId" value={person.id} />
          <Seen value={person.membershipsVersion} />
          <SelectField
            name="membershipId"
            label={labels.membershipId}
            choices={[
              { value: 'all', label: t('roster.leave.all') },
              ...open.map(each => ({ value: String(each.id), label: each.unitName })),
            ]}
          />
          <TextField
            name="lastDay"
            type="date"
            label={labels.lastDay}
            hint={t('roster.leave.lastDayHint')}
            value={today}
            required
          />
          {person.accountId !== null && <Tick name="disable" label={labels.disable} />}
          <button type="submit" className="btn btn-main">
            {t('roster.leave.submit')}
          </button>
        </Form>
      )}
    </div>
  )
}
