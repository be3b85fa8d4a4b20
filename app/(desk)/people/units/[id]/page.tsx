import { notFound } from 'next/navigation'
import { Seen, SelectField, TextArea } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { Held, SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { unitChoices } from '@/app/_ui/unit-choices'
import { requireViewer } from '@/lib/access/session'
import { isWithin } from '@/lib/access/unit-path.rules'
import { unitById, unitsFor } from '@/lib/organisation/people/person.queries'
import { UnitFields } from '../_parts/unit-fields'
import { change, remove } from '../actions'

export const generateMetadata = titled('roster.units.editTitle')

export default async function UnitPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const unit = await orNotFound(unitById(viewer, idOf((await params).id)))
  if (!unit.mayChange) notFound()
  const [units, say] = await Promise.all([unitsFor(viewer, 'administrator'), saying()])
  const { t } = say
  // A unit cannot be moved below itself, and one at the top of the viewer's scope cannot be moved.
  const parents = units.filter(each => !isWithin(each.path, unit.path))
  const mayMove = parents.some(each => each.id === unit.parentId)
  const labels = {
    name: t('roster.units.name'),
    kind: t('roster.units.kind'),
    shortName: t('roster.units.shortName'),
    code: t('roster.units.code'),
    aliases: t('roster.units.aliases'),
    parentId: t('roster.units.parent'),
  }
  return (
    <div className="max-w-2xl">
      <PageHead above={<Link href="/people/units">{t('roster.units.title')}</Link>} title={unit.name}>
        <Link href={`/people?unit=${unit.id}`} className="btn">
          {t('roster.units.seePeople')}
        </Link>
      </PageHead>
      <Form edits action={change} labels={labels} className="card">
        <input type="hidden" name="unitId" value={unit.id} />
        <Seen value={unit.version} />
        <UnitFields say={say} facts={unit} />
        {mayMove ? (
          <SelectField
            name="parentId"
            label={labels.parentId}
            value={unit.parentId}
            choices={unitChoices(parents)}
          />
        ) : (
          <Held name="parentId" value={unit.parentId} />
        )}
        <TextArea
          name="aliases"
          label={labels.aliases}
          hint={t('roster.units.aliasesHint')}
          value={unit.aliases.join('\n')}
        />
        <SaveButton>{t('roster.units.save')}</SaveButton>
      </Form>
      {unit.parentId !== null && (
        <Form id="remove" action={remove} className="mt-6">
          <input type="hidden" name="unitId" value={unit.id} />
          <Seen value={unit.version} />
          <button type="submit" className="btn">
            {t('roster.units.remove')}
          </button>
          <p className="mt-1 text-ink-3 text-sm">{t('roster.units.removeHint')}</p>
        </Form>
      )}
    </div>
  )
}
