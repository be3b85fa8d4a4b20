import type { exam } from '@/db/schema/exam'
import type { Instant } from '@/lib/core/time'
import type { Fault, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import type { ResultState } from './exam.sheet'

export type Exam = typeof exam.$inferSelect

/** What a row of results says: null where the cell is empty or the sheet lacks the column. */
export type ResultRead = {
  row: number
  of: Exam
  personId: number
  state: ResultState | null
  number: number | null
  submittedAt: Instant | null
  score: number | null
  passed: boolean
  sat: boolean
  /** Of the make-up: never the first one. */
  isResit: boolean
  /** Why nobody sat, where the row says it. */
  missedReason?: string | null
  /** What is said of the row beside its attempt, as a step of `import.remark`. */
  remark?: 'resit' | 'resitMissed' | 'resitUndated'
}

export type Reading = { row: number; options: Pick<ImportOptions, 'answers' | 'year'>; faults: Fault[] }
