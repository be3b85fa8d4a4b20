import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { ShareBar } from '@/app/_ui/share-bar'
import { ofPlan, rowsAddress } from '@/app/(desk)/rates/_parts/address'
import type { Day } from '@/lib/core/time'
import type { plansOf } from '@/lib/plan/plan.queries'
import { PlanStatusTag } from './plan-status'

type Plan = Awaited<ReturnType<typeof plansOf>>[number]

type Props = { say: Say; plans: Plan[]; today: Day }

/** Plans of one kind: on the desk in columns, on a phone one below the other. */
export function PlanRows({ say, plans, today }: Props) {
  const { t } = say
  return (
    <ul className="card divide-y divide-line px-4 py-0">
      {plans.map(plan => {
        const { times, items } = plan.completion
        const of = ofPlan(plan.id, plan.year, today)
        return (
          <li
            key={plan.id}
            className="grid desk:grid-cols-[1fr_200px_90px_60px] grid-cols-[1fr_auto_auto] gap-x-6 gap-y-2 py-4"
          >
            <div className="col-span-3 desk:col-span-1 min-w-0">
              <Link href={`/plans/${plan.id}`} className="font-semibold">
                {plan.title}
              </Link>
              <p className="mt-1 flex flex-wrap items-center gap-2 text-ink-3 text-sm">
                <PlanStatusTag say={say} status={plan.status} />
                {plan.unitName}
                <Link href={`/plans/${plan.id}`} className="figure">
                  {t('plan.list.count', { count: plan.itemCount })}
                </Link>
              </p>
            </div>
            <div>
              <p className="text-ink-3 text-sm">{t('plan.list.times')}</p>
              {times.denominator > 0 ? (
                <>
                  <p className="mb-1">
                    <Link href={rowsAddress(of, 'planCompletionRate')} className="figure">
                      {t('plan.list.share', { done: times.numerator, due: times.denominator })}
                    </Link>
                  </p>
                  <ShareBar {...times} />
                </>
              ) : (
                <p className="text-ink-3">{t('plan.list.notDue')}</p>
              )}
            </div>
            <div>
              <p className="text-ink-3 text-sm">{t('plan.list.wholeItems')}</p>
              <p>
                {items.denominator > 0 ? (
                  <Link href={rowsAddress(of, 'planItems')} className="figure">
                    {t('plan.list.shareItems', { done: items.numerator, due: items.denominator })}
                  </Link>
                ) : (
                  '—'
                )}
              </p>
            </div>
            <div>
              <p className="text-ink-3 text-sm">
                {t(plan.kind === 'workPoints' ? 'plan.document.pendingPoints' : 'plan.document.pending')}
              </p>
              <p>
                {plan.undated > 0 ? (
                  <Link href={`/plans/${plan.id}/pending`} className="figure">
                    {plan.undated}
                  </Link>
                ) : (
                  0
                )}
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
