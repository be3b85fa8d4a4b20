import { notFound } from 'next/navigation'
import { SelectField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { unitChoices } from '@/app/_ui/unit-choices'
import { canAdminister, holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { unitTree } from '@/lib/organisation/people/person.queries'
import { stillNaming } from '@/lib/organisation/units/unit.queries'
import { endWords } from './_parts/end-words'
import { StillNamingList } from './_parts/still-naming'
import { UnitFields } from './_parts/unit-fields'
import { UnitLine } from './_parts/unit-line'
import { add } from './actions'

export const generateMetadata = titled('roster.units.title')

export default async function UnitsPage() {
  const viewer = await requireViewer()
  if (!holds(viewer, 'administrator')) notFound()
  const today = dayOf(now())
  const [units, named, say] = await Promise.all([unitTree(viewer, today), stillNaming(viewer), saying()])
  const { t } = say
  const all = units.filter(unit => canAdminister(viewer, unit.path))
  const mine = all.filter(unit => unit.lastDay === null || unit.lastDay >= today)
  const closed = all.filter(unit => !mine.includes(unit))
  return (
    <>
      <PageHead
        above={<Link href="/people">{t('roster.person.back')}</Link>}
        title={t('roster.units.title')}
        below={t('roster.units.lead')}
      />
      <div className="grid desk:grid-cols-3 items-start gap-4">
        <div className="desk:col-span-2">
          <ul className="card py-2">
            {mine.map((unit, at) => {
              const sisters = mine.filter(each => each.parentId === unit.parentId)
              return (
                <UnitLine
                  key={unit.id}
                  say={say}
                  unit={unit}
                  mayRise={sisters[0]?.id !== unit.id && at > 0}
                  mayFall={sisters.at(-1)?.id !== unit.id}
                />
              )
            })}
          </ul>
          <StillNamingList say={say} rows={named} today={today} />
          {closed.length > 0 && (
            <section className="card mt-4" aria-labelledby="units-closed">
              <h2 id="units-closed" className="mb-1">
                {t('roster.units.closedTitle')}
              </h2>
              <ul>
                {closed.map(unit => (
                  <li key={unit.id} className="flex min-h-11 flex-wrap items-center gap-x-3">
                    <Link href={`/people/units/${unit.id}`}>{unit.name}</Link>
                    <span className="text-ink-3 text-sm">{endWords(say, unit, today)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <section className="card" aria-labelledby="units-add">
          <h2 id="units-add" className="mb-3">
            {t('roster.units.add')}
          </h2>
          <Form id="add" action={add}>
            <SelectField name="parentId" label={t('roster.units.parent')} choices={unitChoices(mine)} />
            <UnitFields say={say} />
            <button type="submit" className="btn btn-main">
              {t('roster.units.add')}
            </button>
          </Form>
        </section>
      </div>
    </>
  )
}
