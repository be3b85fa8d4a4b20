import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { TableCard } from '@/app/_ui/table'
import type { PlanItem, PlanOccurrence, planOf } from '@/lib/plan/plan.queries'
import { monthShown, type OccurrenceState } from '@/lib/plan/plan.rules'
import { monthDay, spanWords } from '../../../_parts/day-words'
import { ShapeOf, stateWord } from '../../../_parts/state-mark'

type Props = {
  say: Say
  plan: Awaited<ReturnType<typeof planOf>>
  items: PlanItem[]
  /** `YYYY-MM` */
  thisMonth: string
}

const numbers = Array.from({ length: 12 }, (_, n) => n + 1)

/** Twelve months × items; an occurrence without a day is placed in the month in which it falls due. */
export function YearGrid({ say, plan, items, thisMonth }: Props) {
  const { t } = say
  const months = numbers.map(number => `${plan.year}-${String(number).padStart(2, '0')}`)
  return (
    <div className="print-ruled desk:block hidden print:block">
      <TableCard label={t('plan.year.caption')}>
        <table>
          <caption className="sr-only">{t('plan.year.caption')}</caption>
          <thead>
            <tr>
              <th>{t('plan.year.item')}</th>
              {months.map((month, n) => (
                <th
                  key={month}
                  scope="col"
                  aria-current={month === thisMonth ? 'date' : undefined}
                  className="w-14 whitespace-nowrap text-center aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
                >
                  {t('common.date.month', { month: n + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(item => (
              <tr key={item.id}>
                <th scope="row" className="max-w-72 font-normal text-base text-ink">
                  <Link href={`/plans/${plan.id}/items/${item.id}`}>{item.content}</Link>
                  <span className="block text-ink-3 text-sm">
                    {[item.timeWords, item.unitName].join(' · ')}
                  </span>
                </th>
                {months.map(month => (
                  <Cell
                    key={month}
                    say={say}
                    plan={plan}
                    item={item}
                    month={month}
                    isNow={month === thisMonth}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableCard>
    </div>
  )
}

type CellProps = Pick<Props, 'say' | 'plan'> & { item: PlanItem; month: string; isNow: boolean }

function Cell({ say, plan, item, month, isNow }: CellProps) {
  const { kind } = plan
  const here = item.occurrences.filter(each => monthShown(each) === month)
  const extra = item.activities.filter(
    each => each.day.startsWith(month) && !item.occurrences.some(one => one.activityId === each.id),
  )
  // The months in which an occurrence without a day may be held.
  const isOpen = item.occurrences.some(
    each => each.state === 'undated' && each.fromDay.slice(0, 7) <= month && month <= each.toDay.slice(0, 7),
  )
  return (
    <td
      data-month={month}
      className={`text-center align-middle ${isNow ? 'bg-indigo-wash' : isOpen ? 'bg-sunk' : ''}`}
    >
      <span className="inline-flex flex-wrap justify-center gap-1">
        {here.map(each => (
          <Mark key={each.id} say={say} plan={plan} item={item} occurrence={each} />
        ))}
        {extra.map(each => (
          <ShapeOf
            key={`extra-${each.id}`}
            state={extraState(each)}
            label={`${stateWord(say, extraState(each), kind)} ${each.title} ${monthDay(say, each.day)}`}
          />
        ))}
      </span>
    </td>
  )
}

type MarkProps = Pick<Props, 'say' | 'plan'> & { item: PlanItem; occurrence: PlanOccurrence }

/**
 * One occurrence of an item: links to its activity, or to the form for its date. A plain anchor, because there
 * are hundreds.
 */
function Mark({ say, plan, item, occurrence }: MarkProps) {
  const state = stateWord(say, occurrence.state, plan.kind)
  const { activity, exam } = occurrence
  const joined = activity ?? exam
  const label = joined ? `${state} ${monthDay(say, joined.day)}` : `${state} ${spanWords(say, occurrence)}`
  const shape = <ShapeOf state={occurrence.state} label={label} />
  const href = joined
    ? activity
      ? `/activities/${activity.id}`
      : `/exams/${joined.id}`
    : `/plans/${plan.id}/occurrences/${occurrence.id}`
  if (!joined && (!plan.mayChange || item.form === '')) return shape
  // An entry that can be moved has the data attributes for the dialog (move-day.client.tsx).
  const move =
    plan.mayChange && activity && occurrence.state === 'scheduled'
      ? {
          'data-move': activity.id,
          'data-version': activity.version,
          'data-from': activity.day,
          'data-title': activity.title,
          'aria-keyshortcuts': 'M',
        }
      : {}
  return (
    <a href={href} className="p-1" {...move}>
      {shape}
    </a>
  )
}

// Linked to the item in addition to its occurrences: held more often than due, or replacing a cancelled one.
function extraState({ status, isHeld }: { status: string; isHeld: boolean }): OccurrenceState {
  if (isHeld) return 'held'
  return status === 'cancelled' || status === 'postponed' ? status : 'scheduled'
}
