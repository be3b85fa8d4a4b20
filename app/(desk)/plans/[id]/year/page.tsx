import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { titled } from '@/app/_ui/titled'
import { Movable } from '@/app/(desk)/calendar/_parts/movable'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { planDocument } from '@/lib/plan/plan.queries'
import { occurrenceStates } from '@/lib/plan/plan.rules'
import { ShapeSymbols, StateMark, stateWord } from '../../_parts/state-mark'
import { PlanHead } from '../_parts/plan-head'
import { YearGrid } from './_parts/year-grid'
import { YearList } from './_parts/year-list'

export const generateMetadata = titled('plan.year.title')

export default async function PlanYearPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const say = await saying()
  const today = dayOf(now())
  const { plan, items, ...figures } = await orNotFound(planDocument(viewer, idOf((await params).id), today))
  const thisMonth = today.slice(0, 7)
  const grid = <YearGrid say={say} plan={plan} items={items} thisMonth={thisMonth} />
  return (
    <div className="print-landscape">
      <PlanHead say={say} plan={plan} tab="year" figures={figures} />
      <p className="mb-2 hidden font-semibold text-lg print:block">{plan.title}</p>
      <ul aria-label={say.t('plan.year.legend')} className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {occurrenceStates.map(state => (
          <li key={state}>
            <StateMark state={state}>{stateWord(say, state, plan.kind)}</StateMark>
          </li>
        ))}
      </ul>
      {plan.mayChange ? (
        <>
          <p className="mb-3 desk:block hidden text-ink-3 text-sm print:hidden">
            {say.t('scheduling.year.move')}
          </p>
          <Movable say={say}>{grid}</Movable>
        </>
      ) : (
        grid
      )}
      <ShapeSymbols />
      <YearList say={say} plan={plan} items={items} thisMonth={thisMonth} />
    </div>
  )
}
