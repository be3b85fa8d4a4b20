import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { Said } from '@/app/_ui/said'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { foundFor } from '@/lib/activity/plan-found.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { copySourceFor } from '@/lib/plan/copy/copy.queries'
import { planDocument } from '@/lib/plan/plan.queries'
import { inOrder } from '@/lib/plan/plan.rules'
import { FoundNotice } from './_parts/found-notice'
import { ItemList } from './_parts/item-list'
import { ItemTable } from './_parts/item-table'
import { PlanHead } from './_parts/plan-head'

export const generateMetadata = titled('plan.document.title')

export default async function PlanPage({ params, searchParams }: PageProps<'/plans/[id]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const today = dayOf(now())
  const { plan, items, ...figures } = await orNotFound(planDocument(viewer, idOf((await params).id), today))
  const lines = inOrder(items)
  const isStart = plan.mayChange && plan.status === 'draft' && items.length === 0
  const found = plan.status === 'closed' ? [] : await foundFor(viewer, plan)
  const source = isStart ? await copySourceFor(viewer, plan) : null
  return (
    <>
      <PlanHead say={say} plan={plan} tab="table" figures={figures} />
      <Said asked={(await searchParams).said} words={saidWords(say)} />
      <FoundNotice say={say} planId={plan.id} count={found.length} />
      {items.length === 0 ? (
        <Empty text={say.t('plan.document.empty')}>
          {plan.mayChange && (
            <>
              <Link href={`/plans/${plan.id}/table`} className="btn btn-main">
                {say.t('planTable.page.link')}
              </Link>
              <Link href={`/plans/${plan.id}/items/new`} className="btn">
                {say.t('plan.document.addItem')}
              </Link>
              <Link href="/imports" className="btn">
                {say.t('plan.list.import')}
              </Link>
              {source && (
                <Link href={`/plans/${source.id}/copy?year=${plan.year}`} className="btn">
                  {say.t('planCopy.start', { year: source.year })}
                </Link>
              )}
              {isStart && (
                <Link href={`/plans/${plan.id}/campaigns`} className="btn">
                  {say.t('campaign.plan.open')}
                </Link>
              )}
            </>
          )}
        </Empty>
      ) : (
        <>
          <ItemTable say={say} plan={plan} lines={lines} />
          <ItemList say={say} plan={plan} lines={lines} />
        </>
      )}
    </>
  )
}

const steps = ['joined', 'removed', 'saved', 'issued', 'asked', 'closed', 'copied'] as const

/** The result of an action on another page that redirected here. */
function saidWords({ t }: Say): Record<string, string> {
  return Object.fromEntries(steps.map(step => [step, t(`planSteps.said.${step}`)]))
}
