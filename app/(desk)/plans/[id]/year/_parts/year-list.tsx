import type { Say } from '@/app/_i18n/messages'
import type { PlanItem, planOf } from '@/lib/plan/plan.queries'
import { monthShown } from '@/lib/plan/plan.rules'
import { monthDay, spanWords } from '../../../_parts/day-words'
import { ShapeOf, stateWord } from '../../../_parts/state-mark'

type Props = {
  say: Say
  plan: Awaited<ReturnType<typeof planOf>>
  items: PlanItem[]
  thisMonth: string
}

/** The year on a phone: by month, with the current one marked; plain anchors, because there are hundreds. */
export function YearList({ say, plan, items, thisMonth }: Props) {
  const { t } = say
  return (
    <div className="desk:hidden print:hidden">
      {thisMonth.startsWith(String(plan.year)) && (
        <a href={`#month-${Number(thisMonth.slice(5))}`} className="mb-3 inline-flex min-h-11 items-center">
          {t('plan.year.toThisMonth')}
        </a>
      )}
      {Array.from({ length: 12 }, (_, n) => `${plan.year}-${String(n + 1).padStart(2, '0')}`).map(
        (month, n) => {
          const rows = items.flatMap(item =>
            item.occurrences
              .filter(each => monthShown(each) === month)
              .map(occurrence => ({ item, occurrence })),
          )
          if (rows.length === 0 && month !== thisMonth) return null
          return (
            <section key={month} id={`month-${n + 1}`} className="mb-5">
              <h2 className="mb-1">
                {t('common.date.month', { month: n + 1 })}
                {month === thisMonth && (
                  <span className="ml-2 font-normal text-indigo text-sm">{t('plan.year.thisMonth')}</span>
                )}
              </h2>
              {rows.length === 0 && <p className="text-ink-3">{t('plan.year.nothing')}</p>}
              <ul className="card divide-y divide-line px-4 py-0">
                {rows.map(({ item, occurrence }) => {
                  const joined = occurrence.activity ?? occurrence.exam
                  return (
                    <li key={occurrence.id} className="py-2">
                      <a href={`/plans/${plan.id}/items/${item.id}`} className="flex min-h-11 items-center">
                        {item.content}
                      </a>
                      <p className="flex items-center gap-x-2 text-sm">
                        <ShapeOf state={occurrence.state} />
                        {stateWord(say, occurrence.state, plan.kind)}{' '}
                        {joined ? monthDay(say, joined.day) : spanWords(say, occurrence)}
                        {/* The parts of a work point have the same name in each unit. */}
                        <span className="min-w-0 truncate text-ink-3">{item.unitName}</span>
                      </p>
                    </li>
                  )
                })}
              </ul>
            </section>
          )
        },
      )}
    </div>
  )
}
