import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import type { Counts } from '@/lib/spreadsheet/preview.rules'

/** One sheet of a written import. */
export type RunPart = { kind: ImportKind; fileName: string; counts: Counts }
