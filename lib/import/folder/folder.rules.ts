import type { Counts } from '@/lib/spreadsheet/preview.rules'

/** The rows that the sheets of a folder bring: what its button says that it writes. */
export function changesOf(sheets: readonly { counts: Counts | null }[]): number {
  return sheets.reduce((sum, { counts }) => sum + (counts ? counts.new + counts.changed : 0), 0)
}

/** What the foot of a folder's page says: it is written by one press only where something is to be written and nothing is open. */
export function footOf(of: { isOpen: boolean; sheets: number; writes: number; photos: number }) {
  if (of.isOpen) return 'openFirst'
  if (of.writes + of.photos > 0) return 'write'
  return of.sheets > 0 ? 'same' : 'notKnown'
}
