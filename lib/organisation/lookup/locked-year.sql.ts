import type { On } from '@/db/client'
import { lockedYear } from '@/db/schema/report'
import { type Day, yearOf } from '@/lib/core/time'
import type { Fault, ImportOptions } from '@/lib/spreadsheet/importer.rules'

/** The years whose figures are locked. */
export type LockedYears = ReadonlySet<number>

export async function lockedYears(on: On): Promise<LockedYears> {
  const rows = await on.selectDistinct({ year: lockedYear.year }).from(lockedYear)
  return new Set(rows.map(row => row.year))
}

/** The fault of a row that adds to a locked year or changes it: a correction, with a reason (rates.md). */
export function lockedFault(
  locked: LockedYears,
  { reason }: Pick<ImportOptions, 'reason'>,
  days: (Day | null | undefined)[],
): Pick<Fault, 'reason' | 'places'> | null {
  if (reason) return null
  const year = days.flatMap(day => (day ? [yearOf(day)] : [])).find(each => locked.has(each))
  return year === undefined ? null : { reason: 'yearNeedsReason', places: { year } }
}
