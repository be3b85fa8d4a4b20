import { UNDO_DAYS } from '@/lib/activity/retention/retention.rules'
import type { Instant } from '@/lib/core/time'
import type { ImportKind, Judged, RowOutcome } from '@/lib/spreadsheet/importer.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import type { Counts, Reading } from '@/lib/spreadsheet/preview.rules'
import type { LeftOutReason } from '@/lib/spreadsheet/rows.rules'

/** One sheet of a written import; or two activities that were merged, which is undone the same way. */
export type RunPart = { kind: ImportKind | 'merge'; fileName: string; counts: Counts; unread?: Unread[] }

/** A row that was not read, or read and left out: its sheet where the file has several, and why. */
export type Unread = { sheet?: string; row: number; why?: LeftOutReason; text: string } & Pick<
  RowOutcome,
  'remark' | 'places'
>

const MOST_UNREAD = 1000

/** What a sheet has beside the rows that were taken, so that it can be named after the sheet itself is gone. */
export function unreadOf({
  reading,
  judged,
}: {
  reading: Pick<Reading, 'sheets' | 'leftOut'>
  judged: Pick<Judged<unknown>, 'outcomes'>
}): Unread[] {
  const { sheets } = reading
  const told = [
    ...reading.leftOut.filter(each => each.why !== 'blank'),
    ...judged.outcomes.flatMap(({ row, outcome, label, remark, places }) =>
      outcome === 'leftOut'
        ? [{ row, text: label, ...(remark ? { remark } : {}), ...(places ? { places } : {}) }]
        : [],
    ),
  ].sort((a, b) => a.row - b.row)
  return told.slice(0, MOST_UNREAD).map(each => {
    const { row, sheet } = placeOf(each.row)
    const name = sheets.length > 1 ? sheets[sheet]?.name : undefined
    return {
      ...(name === undefined ? {} : { sheet: name }),
      ...('why' in each ? { why: each.why, text: each.text } : each),
      row,
    }
  })
}

const DAY = 86_400_000

/** Imports written from then on can be undone: what earlier ones changed is purged, some of it at a time. */
export function undoableFrom(now: Instant): Instant {
  return now - UNDO_DAYS * DAY
}
