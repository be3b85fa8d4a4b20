import type { Counts } from '@/lib/spreadsheet/preview.rules'

/** The rows that the sheets of a folder bring: what its button says that it writes. */
export function changesOf(sheets: readonly { counts: Counts | null }[]): number {
  return sheets.reduce((sum, { counts }) => sum + (counts ? counts.new + counts.changed : 0), 0)
}
