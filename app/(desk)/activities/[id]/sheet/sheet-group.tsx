import { tallyOf } from '@/lib/attendance/rules'
import { filled, type groupsOf, type Item, type Sending } from './item'
import { SheetRow } from './sheet-row'

type Props = {
  group: ReturnType<typeof groupsOf>[number]
  activityId: number
  visible(item: Item): boolean
  sendings: Record<number, Sending | undefined>
  mine: Set<number>
  words: Record<string, string>
}

/** One unit of the sheet with its counts and rows; what a search leaves out is hidden, never moved. */
export function SheetGroup({ group, activityId, visible, sendings, mine, words }: Props) {
  const { title, rows } = group
  const tally = tallyOf(rows)
  return (
    <section className={rows.some(visible) ? 'mt-5' : 'hidden'}>
      <h2 className="flex items-baseline gap-3 border-line-strong border-b pb-1.5">
        {title}
        {tally.required > 0 && (
          <span className="font-normal text-ink-3 text-sm">
            {filled(words.groupCounts ?? '', { required: tally.required, came: tally.came })}
          </span>
        )}
      </h2>
      <ul>
        {rows.map(item => (
          <li
            key={item.id}
            data-id={item.id}
            id={`p${item.id}`}
            className={visible(item) ? 'sheet-row' : 'hidden'}
          >
            <SheetRow
              item={item}
              sending={sendings[item.id]}
              href={`/activities/${activityId}/sheet/${item.id}`}
              mine={mine.has(item.id)}
              words={words}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
