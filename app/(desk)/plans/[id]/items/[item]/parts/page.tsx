import { notFound } from 'next/navigation'
import { Seen, TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { planDocument } from '@/lib/plan/plan.queries'
import { unitsToShare } from '@/lib/plan/work-points/work-point.queries'
import { commonOf, kindShared, weightsOf } from '@/lib/plan/work-points/work-point.rules'
import { shareOut } from '../../../../actions'
import { TickGroup } from './_parts/tick-group.client'
import { UnitRow } from './_parts/unit-row'

export const generateMetadata = titled('workPoint.title')

/** 要点分解: the units that take part, one common weight and deadline, and a unit's own values in its row. */
export default async function PartsPage({ params }: PageProps<'/plans/[id]/items/[item]/parts'>) {
  const viewer = await requireViewer()
  const asked = await params
  const { plan, items } = await orNotFound(planDocument(viewer, idOf(asked.id), dayOf(now())))
  const point = items.find(item => item.id === idOf(asked.item))
  if (!plan.mayChange || plan.kind !== 'workPoints' || !point || point.parentId !== null) notFound()
  const [units, say] = await Promise.all([unitsToShare(viewer, plan.unitPath, point.id), saying()])
  const { t } = say
  const parts = items.filter(item => item.parentId === point.id)
  const common = commonOf(parts)
  const elsewhere = weightsOf(items, point.id)
  const labels = {
    weight: t('workPoint.weight'),
    time: t('plan.document.deadline'),
    ...Object.fromEntries(
      units.flatMap(({ id, name }) => [
        [`weight-${id}`, t('workPoint.weightOf', { unit: name })],
        [`time-${id}`, t('workPoint.timeOf', { unit: name })],
      ]),
    ),
    evidence: t('workPoint.evidence'),
    reason: t('plan.item.reason'),
  }
  const groups = kindShared
    .map(kind => ({ kind, members: units.filter(each => each.shownAs === kind) }))
    .filter(({ members }) => members.length > 0)
  const ownOf = (unitId: number) => {
    const part = parts.find(each => each.unitId === unitId)
    if (!part) return null
    return {
      weight: part.weight === common.weight ? '' : part.weight,
      time: part.timeWords === common.time ? '' : part.timeWords,
    } as const
  }
  return (
    <>
      <PageHead
        above={
          <Link href={`/plans/${plan.id}/items/${point.id}`} className="inline-flex min-h-11 items-center">
            {point.content}
          </Link>
        }
        title={t('workPoint.title')}
        below={t('workPoint.lead')}
      />
      <Form action={shareOut} labels={labels} className="max-w-3xl">
        <input type="hidden" name="itemId" value={point.id} />
        <Seen value={plan.version} />
        <fieldset>
          <legend className="mb-2 font-semibold text-lg">{t('workPoint.same')}</legend>
          <div className="grid grid-cols-2 gap-x-4">
            <TextField name="weight" label={labels.weight} value={common.weight} autoComplete="off" />
            <TextField
              name="time"
              label={labels.time}
              value={common.time ?? point.timeWords}
              autoComplete="off"
            />
          </div>
          <TextField
            name="evidence"
            label={labels.evidence}
            value={parts.length > 0 ? common.evidence : point.evidence}
          />
        </fieldset>
        <h2 className="mb-1">{t('workPoint.units')}</h2>
        <p className="mb-3 text-ink-3 text-sm">{t('workPoint.otherHint')}</p>
        {groups.map(({ kind, members }) => (
          <TickGroup key={kind} label={t(`workPoint.kind.${kind}`)}>
            <div className="flex flex-wrap items-end gap-x-2 text-ink-3 text-sm">
              <div className="min-w-0 flex-1 basis-28 text-base text-ink">
                {members.length > 1 && (kind === 'department' || kind === 'community') && (
                  <Tick
                    name={`kind-${kind}`}
                    label={t(`workPoint.all.${kind}`, { count: members.length })}
                    className=""
                  />
                )}
              </div>
              <span aria-hidden="true" className="desk:w-20 w-14">
                {t('workPoint.ownWeight')}
              </span>
              <span aria-hidden="true" className="desk:w-32 w-24">
                {t('workPoint.ownTime')}
              </span>
            </div>
            <ul className="divide-y divide-line">
              {members.map(unit => (
                <UnitRow
                  key={unit.id}
                  say={say}
                  unit={unit}
                  part={ownOf(unit.id)}
                  elsewhere={elsewhere.get(unit.id) ?? 0}
                />
              ))}
            </ul>
          </TickGroup>
        ))}
        {plan.status === 'issued' && (
          <TextField name="reason" label={labels.reason} hint={t('plan.item.reasonHint')} required />
        )}
        <button type="submit" className="btn btn-main">
          {t('workPoint.save')}
        </button>
      </Form>
    </>
  )
}
