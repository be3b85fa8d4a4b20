import Link from 'next/link'
import type { Say } from '@/lib/i18n/rules'
import type { PlanItem, planOf } from '@/lib/plan/queries'
import { monthShown } from '@/lib/plan/rules'
import { monthDay, spanWords } from '../../day-words'
import { StateMark, stateWord } from '../../state-mark'

type Props = {
  say: Say
  plan: Awaited<ReturnType<typeof planOf>>
  items: PlanItem[]
  thisMonth: string
}

/** The year on a phone: month by month, this month marked. */
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
              .filter(each => monthShown(each, item.doneOn) === month)
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
                      <Link
                        href={`/plans/${plan.id}/items/${item.id}`}
                        prefetch={false}
                        className="flex min-h-11 items-center"
                      >
                        {item.content}
                      </Link>
                      <p className="flex flex-wrap gap-x-3 text-sm">
                        <StateMark state={occurrence.state}>
                          {stateWord(say, occurrence.state, plan.kind)}
                        </StateMark>
                        <span className="text-ink-3">
                          {joined ? monthDay(say, joined.day) : spanWords(say, occurrence)}
                        </span>
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
