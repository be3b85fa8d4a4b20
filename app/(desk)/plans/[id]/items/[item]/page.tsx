import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { DoneLine } from '@/app/_ui/done-line'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { canOrganise } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { linkableActivities } from '@/lib/plan/items/linkable.queries'
import { planDocument } from '@/lib/plan/plan.queries'
import { occurrenceStates } from '@/lib/plan/plan.rules'
import { linkableMaterials } from '@/lib/plan/work-points/work-point.queries'
import { partsDone } from '@/lib/plan/work-points/work-point.rules'
import { ItemState } from '../../../_parts/item-state'
import { DoneForm } from './_parts/done-form'
import { ItemFiles } from './_parts/item-files'
import { Joined } from './_parts/joined'
import { Occurrences } from './_parts/occurrences'
import { Sent } from './_parts/sent'

export const generateMetadata = titled('plan.item.title')

export default async function ItemPage({ params, searchParams }: PageProps<'/plans/[id]/items/[item]'>) {
  const viewer = await requireViewer()
  const [asked, { dated, state: askedState }] = await Promise.all([params, searchParams])
  const { plan, items } = await orNotFound(planDocument(viewer, idOf(asked.id), dayOf(now())))
  const item = items.find(each => each.id === idOf(asked.item))
  if (!item) notFound()
  // The 普法联络员 of the item's own unit may record its progress.
  const mayRecord = plan.status !== 'closed' && canOrganise(viewer, item.unitPath)
  const candidates = mayRecord ? await linkableActivities(viewer, plan) : []
  const say = await saying()
  const { t } = say
  const isPoint = plan.kind === 'workPoints'
  const sendable = isPoint && mayRecord ? await linkableMaterials(viewer, plan) : []
  const parts = items.filter(each => each.parentId === item.id)
  const share = partsDone(items, item.id)
  const state = occurrenceStates.find(each => each === askedState) ?? null
  const facts: [string, string | null][] = [
    [isPoint ? t('plan.document.deadline') : t('plan.document.time'), item.timeWords],
    [t('plan.document.form'), item.form],
    [t('plan.document.audience'), item.audienceWords],
    [t('plan.document.lecturer'), item.lecturer],
    [t('plan.document.unit'), item.unitName],
    [
      t('plan.document.weight'),
      item.weight === null ? null : t('plan.document.percent', { weight: item.weight }),
    ],
    [t('plan.document.evidence'), item.evidence],
    [
      t('plan.document.mustLearn'),
      item.topics.map(topic => topic.name).join('、') || (item.mustLearn ? t('plan.document.yes') : null),
    ],
    [t('plan.document.remark'), item.remark],
  ]
  return (
    <>
      <PageHead
        above={
          <Link href={`/plans/${plan.id}`} className="inline-flex min-h-11 items-center">
            {plan.title}
          </Link>
        }
        title={item.content}
        below={<ItemState say={say} kind={plan.kind} item={item} parts={parts} />}
      >
        {plan.mayChange && isPoint && item.parentId === null && (
          <Link href={`/plans/${plan.id}/items/${item.id}/parts`} className="btn">
            {t('workPoint.link')}
          </Link>
        )}
        {plan.mayChange && (
          <Link href={`/plans/${plan.id}/items/${item.id}/edit`} className="btn">
            {t('plan.item.edit')}
          </Link>
        )}
      </PageHead>
      {typeof dated === 'string' && /^\d{1,3}$/.test(dated) && (
        <DoneLine>{t('scheduling.done.many', { count: dated })}</DoneLine>
      )}
      <div className="grid desk:grid-cols-[1fr_340px] items-start gap-6">
        <div className="min-w-0 space-y-6">
          {(!isPoint || item.activities.length > 0 || state !== null) && (
            <Occurrences say={say} plan={plan} item={item} only={state} />
          )}
          {parts.length > 0 && (
            <section id="parts">
              <h2 className="mb-2">{t('plan.item.partsTitle')}</h2>
              <ul className="card divide-y divide-line px-4 py-0">
                {parts.map(part => (
                  <li key={part.id} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
                    <Link
                      href={`/plans/${plan.id}/items/${part.id}`}
                      className="inline-flex min-h-11 items-center"
                    >
                      {part.content === item.content ? part.unitName : `${part.unitName} · ${part.content}`}
                    </Link>
                    <span className="inline-flex flex-wrap gap-x-4">
                      {part.weight !== null && (
                        <span className="text-ink-3">{t('workPoint.partLine', { weight: part.weight })}</span>
                      )}
                      <ItemState say={say} kind={plan.kind} item={part} />
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {parts.length > 0 && (
            <p className="text-ink-2">
              {t(share.done === share.due ? 'workPoint.headNoteDone' : 'workPoint.headNote', {
                due: share.due,
                open: share.due - share.done,
              })}
            </p>
          )}
          <Joined say={say} mayRecord={mayRecord} item={item} candidates={candidates} />
          {isPoint && <Sent say={say} mayRecord={mayRecord} item={item} candidates={sendable} />}
          {isPoint && <DoneForm say={say} mayRecord={mayRecord} item={item} today={dayOf(now())} />}
          {isPoint && (
            <ItemFiles say={say} viewer={viewer} plan={plan} item={item} asked={await searchParams} />
          )}
        </div>
        <dl className="card grid grid-cols-[5.5em_1fr] gap-x-3 gap-y-2">
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div key={label} className="contents">
                <dt className="text-ink-3">{label}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
        </dl>
      </div>
    </>
  )
}
