import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { PlanItem, planOf } from '@/lib/plan/plan.queries'
import type { Line } from '@/lib/plan/plan.rules'
import { ItemState } from '../../_parts/item-state'
import { Topics } from './item-table'

/** The item table on a phone: items one below the other, with the state within reach of the thumb. */
export function ItemList({
  say,
  plan,
  lines,
}: {
  say: Say
  plan: Awaited<ReturnType<typeof planOf>>
  lines: Line<PlanItem>[]
}) {
  return (
    <ol className="card desk:hidden divide-y divide-line px-4 py-0 print:hidden">
      {lines.map(({ item, number, depth }) => (
        <li key={item.id} className={`py-3 ${depth > 0 ? 'pl-4' : ''}`}>
          <p className="flex items-baseline justify-between gap-3 text-ink-3 text-sm">
            <span>
              {number}. {item.timeWords}
            </span>
            <span>{item.form || item.unitName}</span>
          </p>
          <Link
            href={`/plans/${plan.id}/items/${item.id}`}
            className="flex min-h-11 items-center font-semibold"
          >
            {item.content}
          </Link>
          <Topics say={say} item={item} />
          <p className="mb-1 text-ink-2 text-sm">
            {[item.audienceWords, item.lecturer, item.form ? item.unitName : null]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <ItemState
            say={say}
            kind={plan.kind}
            item={item}
            parts={lines.map(line => line.item).filter(each => each.parentId === item.id)}
          />
        </li>
      ))}
    </ol>
  )
}
