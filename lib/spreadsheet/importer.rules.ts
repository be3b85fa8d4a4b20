import type { On, Tx } from '@/db/client'
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

/** What is said beside the file: on the command line as `--year 2023`, on the page as fields. */
export type ImportOptions = {
  year?: number
  /** roster: the day from which memberships without one begin. */
  on?: Day
  endMissing?: boolean
  plan?: 'officials' | 'communities' | 'workPoints'
  /** plan: whose it is, by name; the top unit's where nothing is said. */
  unit?: string
  /** study, results: what the sheet is of, where it does not say so in each row. */
  activity?: string
  exam?: string
  /** attendance: write over marks that differ; on a closed roll with a reason. */
  replace?: boolean
  reason?: string
  keepOpen?: boolean
  /** Words of this sheet and what they mean, to be remembered. */
  aliases: Record<string, string>
}

/** One data row, cleaned, by field name; a blank cell is ''. `row` is the number in the file, from 1. */
export type Cells = { row: number; cells: Record<string, string> }

export type Fault = {
  row: number
  /** The field whose cell is at fault; null where it is the row as a whole. */
  field: string | null
  /** Last step of the message key `import.fault.<reason>`. */
  reason: string
  places?: Record<string, string | number>
  /** A name that is nearly known: `没有“东铺社区”，是“东埔社区”吗？` Taken, it is remembered as an alias. */
  likely?: { word: string; meaning: string }
  /** Who or what may be meant; the chosen value replaces the cell of `field`. */
  candidates?: { value: string; label: string }[]
}

export type RowOutcome = {
  row: number
  outcome: 'new' | 'changed' | 'unchanged' | 'leftOut'
  /** What the row is, in the office's words: `陈志强 党政办公室`. */
  label: string
  before?: string
  after?: string
  /** Why it is left out, or what it joins: message key `import.remark.<remark>`. */
  remark?: string
  places?: Record<string, string | number>
}

export type Judged<E> = {
  outcomes: RowOutcome[]
  /** Rows with a fault have no outcome. */
  faults: Fault[]
  /** Remarks on the whole: message key `import.remark.<reason>`. */
  notes: { reason: string; places?: Record<string, string | number> }[]
  /** What would be written; nothing in it comes from a faulty row. */
  effects: E
}

/**
 * One kind of sheet: what its rows mean against what is there (`judge`, reads only), and how that is written. The
 * same judgement runs for the preview and again inside the transaction that writes, so both say the same.
 */
export type Importer<E> = {
  kind: ImportKind
  judge(on: On, viewer: Viewer, rows: Cells[], options: ImportOptions): Promise<Judged<E>>
  write(tx: Tx, viewer: Viewer, effects: E, options: ImportOptions): Promise<void>
}
