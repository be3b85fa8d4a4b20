import { UNDO_DAYS } from '@/lib/activity/retention/retention.rules'
import type { Instant } from '@/lib/core/time'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import type { Counts } from '@/lib/spreadsheet/preview.rules'

/** One sheet of a written import; or two activities that were merged, which is undone the same way. */
export type RunPart = { kind: ImportKind | 'merge'; fileName: string; counts: Counts }

const DAY = 86_400_000

/** Imports written from then on can be undone: what earlier ones changed is purged, some of it at a time. */
export function undoableFrom(now: Instant): Instant {
  return now - UNDO_DAYS * DAY
}
