import { notFound } from 'next/navigation'
import { SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { numberIn } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { unitsOn } from '@/lib/organisation/people/person.queries'
import { copySources } from '@/lib/plan/copy/copy.queries'
import { planKinds } from '@/lib/plan/plan.rules'
import { makePlan } from '../actions'

export const generateMetadata = titled('plan.create.title')

export default async function NewPlanPage({
  searchParams,
}: {
  searchParams: Promise<{ year?: string; kind?: string }>
}) {
  const viewer = await requireViewer()
  const units = await unitsOn(viewer, dayOf(now()), 'organiser', 'administrator')
  if (units.length === 0) notFound()
  const say = await saying()
  const { t } = say
  const asked = await searchParams
  const year = numberIn(asked.year) ?? yearOf(dayOf(now()))
  const sources = await copySources(viewer, year)
  const labels = {
    year: t('plan.create.year'),
    kind: t('plan.create.kind'),
    unitId: t('plan.create.unit'),
    title: t('plan.create.name'),
  }
  return (
    <>
      <PageHead title={t('plan.create.title')} />
      <Form action={makePlan} labels={labels} className="max-w-xl">
        <TextField name="year" type="number" label={labels.year} value={year} required />
        <SelectField
          name="kind"
          label={labels.kind}
          value={asked.kind}
          choices={planKinds.map(kind => ({ value: kind, label: say.term(`planKind.${kind}`) }))}
        />
        <SelectField
          name="unitId"
          label={labels.unitId}
          value={units[0]?.id}
          choices={units.map(unit => ({
            value: String(unit.id),
            label: `${'　'.repeat(unit.depth)}${unit.name}`,
          }))}
        />
        <TextField name="title" label={labels.title} hint={t('plan.create.nameHint')} />
        <button type="submit" className="btn btn-main">
          {t('plan.create.save')}
        </button>
      </Form>
      {sources.length > 0 && (
        <section className="mt-8 max-w-xl" aria-labelledby="sources-title">
          <h2 id="sources-title" className="mb-1">
            {t('planCopy.sources')}
          </h2>
          <p className="mb-2 text-ink-3">{t('planCopy.sourcesHint', { year })}</p>
          <ul>
            {sources.map(source => (
              <li key={source.id}>
                <Link
                  href={`/plans/${source.id}/copy?year=${year}`}
                  className="inline-flex min-h-11 items-center"
                >
                  {source.title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
