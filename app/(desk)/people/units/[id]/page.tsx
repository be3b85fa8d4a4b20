import { notFound } from 'next/navigation'
import { Seen, SelectField, TextArea, TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { Held, SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { unitChoices } from '@/app/_ui/unit-choices'
import { requireViewer } from '@/lib/access/session'
import { isWithin } from '@/lib/access/unit-path.rules'
import { now } from '@/lib/core/clock'
import { addDays, dayOf } from '@/lib/core/time'
import { unitById, unitsOn } from '@/lib/organisation/people/person.queries'
import { formerPlaces, restingOn } from '@/lib/organisation/units/unit.queries'
import { endWords } from '../_parts/end-words'
import { UnitFields } from '../_parts/unit-fields'
import { change, remove, reopen } from '../actions'
import { EndOfUnit } from './_parts/end-of-unit'

export const generateMetadata = titled('roster.units.editTitle')

export default async function UnitPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const unit = await orNotFound(unitById(viewer, idOf((await params).id)))
  if (!unit.mayChange) notFound()
  const today = dayOf(now())
  const [units, places, resting, say] = await Promise.all([
    unitsOn(viewer, today, 'administrator'),
    formerPlaces(viewer, unit.id),
    restingOn(viewer, unit.id),
    saying(),
  ])
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
    firstDay: t('roster.units.firstDay'),
    movedOn: t('roster.units.movedOn'),
  }
  return (
    <div className="max-w-2xl">
      <PageHead
        above={<Link href="/people/units">{t('roster.units.title')}</Link>}
        title={unit.name}
        below={endWords(say, unit, today) ?? undefined}
      >
        <Link href={`/people?unit=${unit.id}`} className="btn">
          {t('roster.units.seePeople')}
        </Link>
      </PageHead>
      <Form edits action={change} labels={labels} className="card">
        <input type="hidden" name="unitId" value={unit.id} />
        <Seen value={unit.version} />
        <UnitFields say={say} facts={unit} />
        {mayMove ? (
          <>
            <SelectField
              name="parentId"
              label={labels.parentId}
              value={unit.parentId}
              choices={unitChoices(parents)}
            />
            <TextField
              name="movedOn"
              type="date"
              label={labels.movedOn}
              hint={t('roster.units.movedOnHint')}
            />
            <Tick name="movedAlways" label={t('roster.units.movedAlways')} />
          </>
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
      {places.length > 0 && (
        <section className="card mt-6" aria-labelledby="unit-places">
          <h2 id="unit-places">{t('roster.units.placesTitle')}</h2>
          <ul>
            {places.map(({ parent, toDay }) => (
              <li key={toDay}>
                {t('roster.units.placeUntil', { day: dateWords(say, addDays(toDay, 1), today), parent })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {unit.lastDay !== null && (
        <Form id="reopen" action={reopen} className="mt-6">
          <input type="hidden" name="unitId" value={unit.id} />
          <Seen value={unit.version} />
          <button type="submit" className="btn">
            {t('roster.units.reopen')}
          </button>
          {unit.mergedIntoId !== null && (
            <p className="mt-1 text-ink-3 text-sm">{t('roster.units.reopenHint')}</p>
          )}
        </Form>
      )}
      {unit.parentId !== null && unit.lastDay === null && (
        <EndOfUnit say={say} unit={unit} others={parents} resting={resting} today={today} />
      )}
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
