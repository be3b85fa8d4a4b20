import type { On, Tx } from '@/db/client'
import type { Pause } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'

export const importKinds = [
  'units',
  'roster',
  'plan',
  'activities',
  'attendance',
  'study',
  'exams',
  'results',
  'outputs',
  'advisers',
] as const
export type ImportKind = (typeof importKinds)[number]

/** Options given with the file: on the command line as `--year 2023`, on the page as fields. */
export type ImportOptions = {
  year?: number
  /** roster: the start day of memberships without one. */
  on?: Day
  endMissing?: boolean
  plan?: 'officials' | 'communities' | 'workPoints'
  /** plan: the unit that owns it, by name; the top unit by default. */
  unit?: string
  /** study, results: the activity or exam of the sheet, where its rows do not name it. */
  activity?: string
  exam?: string
  /** attendance: overwrite marks that differ; on a closed roll with a reason. */
  replace?: boolean
  reason?: string
  keepOpen?: boolean
  /** Words of this sheet and their meaning, to be remembered. */
  aliases: Record<string, string>
}

/** One data row by field name, its cells cleaned; a blank cell is ''. `row` is the number in the file, from 1. */
export type Cells = { row: number; cells: Record<string, string> }

export type Fault = {
  row: number
  /** The field whose cell is at fault; null where the whole row is. */
  field: string | null
  /** Last step of the message key `import.fault.<reason>`. */
  reason: string
  places?: Record<string, string | number>
  /** A suggestion for a name almost known: `没有“东铺社区”，是“东埔社区”吗？` Accepted, it is remembered as an alias. */
  likely?: { word: string; meaning: string }
  /** The possible people or things; the one chosen replaces the cell of `field`. */
  candidates?: { value: string; label: string }[]
}

export type RowOutcome = {
  row: number
  outcome: 'new' | 'changed' | 'unchanged' | 'leftOut'
  /** What the row is about, in the office's words: `陈志强 党政办公室`. */
  label: string
  before?: string
  after?: string
  /** Why it is skipped, or what it is matched to: message key `import.remark.<remark>`. */
  remark?: string
  places?: Record<string, string | number>
}

export type Judged<E> = {
  outcomes: RowOutcome[]
  /** Rows with a fault have no outcome. */
  faults: Fault[]
  /** Remarks on the sheet as a whole: message key `import.remark.<reason>`. */
  notes: { reason: string; places?: Record<string, string | number> }[]
  /** What would be written; faulty rows contribute nothing. */
  effects: E
}

/**
 * One kind of sheet: how its rows are judged against the database (`judge`, reads only), and how the result is
 * written. The same judgement serves the preview and the transaction that writes, so both agree; it is made anew
 * where one of the tables in `restsOn` was written since, or another day has begun.
 */
export type Importer<E> = {
  kind: ImportKind
  /** Every table that `judge` reads: a test compares. */
  restsOn: readonly string[]
  /** Lets others through, by `pause`, before each row. */
  judge(on: On, viewer: Viewer, rows: Cells[], options: ImportOptions, pause: Pause): Promise<Judged<E>>
  write(tx: Tx, viewer: Viewer, effects: E, options: ImportOptions): Promise<void>
}
