import { memo } from 'react'
import { filled } from '@/app/_i18n/filled'
import type { Item, Sending } from '@/app/_offline/sheet-item'
import { tallyOf } from '@/lib/attendance/attendance.rules'
import { SheetRow } from './sheet-row'

type Props = {
  group: { title: string; rows: Item[] }
  activityId: number
  /** The search hits, and the rows that the filter shows; null: all. */
  hits: Set<number> | null
  kept: Set<number> | null
  sendings: Record<number, Sending | undefined>
  mine: Set<number>
  words: Record<string, string>
}

/** One unit of the sheet with its counts and rows; the search hides rows, but never moves them. */
export const SheetGroup = memo(function SheetGroup({
  group,
  activityId,
  hits,
  kept,
  sendings,
  mine,
  words,
}: Props) {
  const { title, rows } = group
  const tally = tallyOf(rows)
  const shown = rows.filter(item => isShown(item, hits, kept))
  return (
    <section className={shown.length > 0 ? 'mt-5' : 'hidden'}>
      <h2 className="flex flex-wrap items-baseline gap-x-3 border-line-strong border-b pb-1.5">
        {title}
        {tally.required > 0 && (
          <span className="font-normal text-ink-2 text-sm">{filled(words.groupCounts ?? '', tally)}</span>
        )}
      </h2>
      <ul>
        {rows.map(item => (
          <li
            key={item.id}
            data-id={item.id}
            id={`p${item.id}`}
            className={isShown(item, hits, kept) ? 'sheet-row' : 'hidden'}
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
}, isSame)

export function isShown({ id }: Item, hits: Set<number> | null, kept: Set<number> | null): boolean {
  return (hits === null || hits.has(id)) && (kept === null || kept.has(id))
}

/** Memoized by unit: a mark renders only its own unit again, which keeps 500 rows fast. */
function isSame(before: Props, now: Props): boolean {
  const { rows } = before.group
  return (
    before.hits === now.hits &&
    before.kept === now.kept &&
    rows.length === now.group.rows.length &&
    // `mine` changes only together with the row itself.
    rows.every((row, at) => row === now.group.rows[at] && before.sendings[row.id] === now.sendings[row.id])
  )
}
