import type { Pause } from '@/db/pause'
import type { Cells, Fault, Judged, RowOutcome } from './importer.rules'

type Told = Pick<Judged<unknown>, 'outcomes' | 'faults'>
/** An earlier row that names the same thing, and whether this one says the same of it. */
type Earlier = { row: number; isSame: boolean }

/** What a row names: rows with one `key` are of one thing, and say the same of it where their `text` is equal. */
export type Named = {
  key: string
  text: string
  label: string
  /** The field beside which it is said that an earlier row names the same thing otherwise. */
  field: string
}

type Judging<C, R> = {
  /** Null, or with faults: the row is faulty and nothing is taken from it. */
  read(row: C, faults: Fault[]): R | null | Promise<R | null>
  nameOf(read: R, row: C): Named
  /** What becomes of a row that is the first of its thing; here its effect is put down. */
  take(read: R, row: C): Omit<RowOutcome, 'row' | 'label'>
}

/**
 * The loop of an importer: reads each row, tells those that repeat an earlier one (同一行, left out) from those that
 * contradict one (faulty), and takes the others. Outcomes and faults are in the order of the rows.
 */
export async function judgeRows<R, C extends { row: number } = Cells>(
  rows: C[],
  told: Told,
  { read, nameOf, take }: Judging<C, R>,
  pause: Pause,
): Promise<void> {
  const earlierOf = firstRows()
  for (const each of rows) {
    await pause()
    const faults: Fault[] = []
    const found = await read(each, faults)
    told.faults.push(...faults)
    if (found === null || faults.length > 0) continue
    const { row } = each
    const named = nameOf(found, each)
    const earlier = earlierOf(row, named)
    if (earlier) tellRepeated(told, row, named, earlier)
    else told.outcomes.push({ row, label: named.label, ...take(found, each) })
  }
}

/** For each row the first row of the same key; null for the first itself. */
export function firstRows(): (row: number, named: Pick<Named, 'key' | 'text'>) => Earlier | null {
  const first = new Map<string, { row: number; text: string }>()
  return (row, { key, text }) => {
    const earlier = first.get(key)
    if (earlier) return { row: earlier.row, isSame: earlier.text === text }
    first.set(key, { row, text })
    return null
  }
}

/** A row that names what an earlier one named: left out where it says the same, faulty where it does not. */
export function tellRepeated(
  { outcomes, faults }: Told,
  row: number,
  { label, field, ...more }: Pick<Named, 'label' | 'field'> & Partial<Pick<Fault, 'reason' | 'places'>>,
  earlier: Earlier,
): void {
  const { reason = 'keyTwice', places } = more
  const all = { row: earlier.row, ...places }
  if (earlier.isSame) outcomes.push({ row, outcome: 'leftOut', label, remark: 'sameRow', places: all })
  else faults.push({ row, field, reason, places: all })
}
