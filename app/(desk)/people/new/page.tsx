import { notFound } from 'next/navigation'
import { CheckList, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { unitChoices } from '@/app/_ui/unit-choices'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { allTags, unitsOn } from '@/lib/organisation/people/person.queries'
import { PersonFields, personLabels } from '../_parts/person-fields'
import { add } from '../actions'

export const generateMetadata = titled('roster.edit.newTitle')

type Props = { searchParams: Promise<{ unit?: string }> }

export default async function NewPersonPage({ searchParams }: Props) {
  const viewer = await requireViewer()
  const today = dayOf(now())
  const [units, tags, say, asked] = await Promise.all([
    unitsOn(viewer, dayOf(now()), 'administrator'),
    allTags(viewer, today),
    saying(),
    searchParams,
  ])
  if (units.length === 0) notFound()
  const { t } = say
  return (
    <div className="max-w-2xl">
      <PageHead
        above={<Link href="/people">{t('roster.person.back')}</Link>}
        title={t('roster.edit.newTitle')}
      />
      <Form action={add} labels={personLabels(say)} className="card">
        <FormKey />
        <PersonFields say={say} />
        <div className="desk:grid grid-cols-2 gap-4">
          <SelectField
            name="unitId"
            label={t('roster.edit.unit')}
            value={asked.unit}
            choices={unitChoices(units)}
          />
          <TextField name="fromDay" type="date" label={t('roster.edit.fromDay')} value={today} required />
        </div>
        <p className="-mt-3 mb-4 text-ink-3 text-sm">{t('roster.edit.fromDayHint')}</p>
        {tags.length > 0 && (
          <CheckList
            name="tags"
            label={t('roster.edit.tags')}
            choices={tags.map(tag => ({ value: String(tag.id), label: tag.name }))}
          />
        )}
        <button type="submit" className="btn btn-main">
          {t('roster.edit.add')}
        </button>
      </Form>
    </div>
  )
}
