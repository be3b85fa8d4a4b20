import Link from 'next/link'
import { notFound } from 'next/navigation'
import { TextField } from '@/app/_form/field.client'
import { Form } from '@/app/_form/form.client'
import { orNotFound } from '@/app/_form/or-not-found'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { unitsToShare } from '@/lib/breakdown/queries'
import { now } from '@/lib/clock'
import { saying } from '@/lib/i18n/say'
import { planDocument } from '@/lib/plan/queries'
import { dayOf } from '@/lib/time/rules'
import { shareOut } from '../../../../actions'
import { planWords } from '../../../../plan-words'

export const generateMetadata = titled('breakdown.title')

/** 要点分解: one line a unit, with its weight and its deadline. */
export default async function PartsPage({ params }: PageProps<'/plans/[id]/items/[item]/parts'>) {
  const viewer = await requireViewer()
  const asked = await params
  const { plan, items } = await orNotFound(planDocument(viewer, Number(asked.id), dayOf(now())))
  const point = items.find(item => item.id === Number(asked.item))
  if (!plan.mayChange || plan.kind !== 'workPoints' || !point || point.parentId !== null) notFound()
  const [units, say] = await Promise.all([unitsToShare(plan.unitPath), saying()])
  const { t } = say
  const parts = items.filter(item => item.parentId === point.id)
  const labels = {
    ...Object.fromEntries(
      units.flatMap(({ id, name }) => [
        [`weight-${id}`, t('breakdown.weightOf', { unit: name })],
        [`time-${id}`, t('breakdown.timeOf', { unit: name })],
      ]),
    ),
    evidence: t('plan.item.evidence'),
    reason: t('plan.item.reason'),
  }
  return (
    <>
      <PageHead
        above={
          <Link
            href={`/plans/${plan.id}/items/${point.id}`}
            prefetch={false}
            className="inline-flex min-h-11 items-center"
          >
            {point.content}
          </Link>
        }
        title={t('breakdown.title')}
        below={t('breakdown.lead')}
      />
      <Form action={shareOut} words={planWords(say)} labels={labels} className="max-w-3xl">
        <input type="hidden" name="itemId" value={point.id} />
        <input type="hidden" name="version" value={plan.version} />
        <ul className="card mb-4 divide-y divide-line px-4 py-0">
          {units.map(({ id, name }) => {
            const part = parts.find(each => each.unitId === id)
            return (
              <li key={id} className="desk:flex items-center gap-x-4 pt-3">
                <p className="mb-2 desk:w-48 font-semibold">{name}</p>
                <div className="grid flex-1 grid-cols-2 gap-x-4">
                  <TextField
                    name={`weight-${id}`}
                    label={<Named unit={name}>{t('plan.item.weight')}</Named>}
                    value={part?.weight ?? ''}
                    autoComplete="off"
                    className="mb-3"
                  />
                  <TextField
                    name={`time-${id}`}
                    label={<Named unit={name}>{t('plan.document.deadline')}</Named>}
                    value={part?.timeWords ?? point.timeWords}
                    autoComplete="off"
                    className="mb-3"
                  />
                </div>
              </li>
            )
          })}
        </ul>
        <TextField name="evidence" label={labels.evidence} value={point.evidence} />
        {plan.status === 'issued' && (
          <TextField name="reason" label={labels.reason} hint={t('plan.item.reasonHint')} required />
        )}
        <button type="submit" className="btn btn-main">
          {t('breakdown.save')}
        </button>
      </Form>
    </>
  )
}

/** To the eye the unit stands at the head of its line; read aloud each field says whose it is. */
function Named({ unit, children }: { unit: string; children: string }) {
  return (
    <span className="font-normal text-ink-3 text-sm">
      <span className="sr-only">{unit} </span>
      {children}
    </span>
  )
}
