import type { On, Tx } from '@/db/client'
import type { Pause } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'
import type { Stated } from './stated-day.rules'

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
  'works',
] as const
export type ImportKind = (typeof importKinds)[number]

/** Options given with the file: on the command line as `--year 2023`, on the page as fields. */
export type ImportOptions = {
  year?: number
  /** roster: the start day of memberships without one. */
  on?: Day
  /** roster: as of which day the sheet says that it is; read from it, and asked about before it counts. */
  stated?: Stated
  /** roster: on a page where no year was given either, the day from which people count is asked. */
  asksStart?: boolean
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
  /** Words of this sheet and their meaning, whatever their field; they are remembered so. */
  aliases: Record<string, string>
  /** Meanings that were chosen for words of one field, by `wordKey`. */
  meanings?: Record<string, string>
  /** The answers given to questions, by `questionKey`. */
  answers?: Record<string, string>
  /** Confirms that empty cells clear what stands. */
  clear?: boolean
}

/** One data row by field name, its cells cleaned; a blank cell is ''. `row` says where it stands: see place.rules.ts. */
export type Cells = {
  row: number
  cells: Record<string, string>
  /** Fields whose cell cannot be read right, and why: message key `import.fault.<reason>`. */
  troubles?: Record<string, string>
  /** What stands above its empty cells, of fields that may be meant so: asked about before the row is judged. */
  above?: Record<string, string>
  /** What the lines above the table only propose, as who filed it: asked about before the row is judged. */
  proposed?: Record<string, string>
}

/** An answer to choose: `value` is what is kept, its words are `label`, or the message `import.choice.<choice>`. */
export type Choice = { value: string } & (
  | { label: string }
  | { choice: string; places?: Record<string, string | number> }
)

/** What a word of a sheet may stand for. */
export const wordKinds = [
  'unit',
  'person',
  'audience',
  'form',
  'tag',
  'channel',
  'topic',
  'state',
  'target',
  'campaign',
  'activity',
  'exam',
  'item',
] as const
export type WordKind = (typeof wordKinds)[number]

/** A word of one field of a sheet: what it means there it means nowhere else. A person is `姓名@单位`. */
export type WordAsked = { means: WordKind; field: string; word: string }

/** What keeps a row from being written: the row is faulty, or something about it is asked first (`isDoubt`). */
export type Fault = {
  row: number
  /** The field whose cell is at fault; null where the whole row is. */
  field: string | null
  /** Last step of the message key `import.fault.<reason>`. */
  reason: string
  places?: Record<string, string | number>
  /** The word whose meaning is asked: the answer holds for all rows that have it in this field. */
  asks?: WordAsked
  /** A suggestion for a name almost known: `没有“东铺社区”，是“东埔社区”吗？` */
  likely?: { word: string; meaning: string }
  /** The possible people or things; the one chosen replaces the cell of `field`. */
  candidates?: { value: string; label: string }[]
  /** It could be written as it reads, but a careful reader would ask. `asIs` among the choices says: as it reads. */
  isDoubt?: true
  /** The answers to a question asked by `ask`, the likeliest first. */
  choices?: Choice[]
  /** What is asked about, where one answer holds for all rows that ask the same: 公出. */
  alike?: string
  /** Its answer may also be typed. */
  isTyped?: true
  /** It is that of a whole column: no single cell is mended by its answer. */
  isOfColumn?: true
  /** The key of its answer, where that is not made of the above. */
  key?: string
}

/** The key of an answer: the same for all rows that ask the same of the same field. */
export function questionKey(fault: Pick<Fault, 'row' | 'field' | 'reason' | 'alike' | 'key'>): string {
  const { row, field, reason, alike, key } = fault
  return key ?? [reason, field ?? '', alike === undefined ? `@${row}` : alike].join(' ')
}

/**
 * The answer given to a question, one of its choices, or what was typed where that `isRead`; null after asking it, and then
 * the row is not written. What is asked is never guessed: without an answer there is none.
 */
export function ask(
  faults: Fault[],
  { answers }: Pick<ImportOptions, 'answers'>,
  question: Fault & { choices: Choice[] },
  isRead?: (typed: string) => boolean,
): string | null {
  const answer = answers?.[questionKey(question)]
  if (answer !== undefined && (question.choices.some(each => each.value === answer) || isRead?.(answer)))
    return answer
  faults.push(isRead ? { ...question, isTyped: true } : question)
  return null
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

/** A meeting as a sheet of marks is read: of how many people it says what. */
export type MeetingRead = {
  day: Day
  title: string
  host: string
  isNew: boolean
  counts: Record<MarkRead, number>
}
export const marksRead = ['came', 'leave', 'absent', 'exempt', 'invited', 'madeUp', 'notRecorded'] as const
export type MarkRead = (typeof marksRead)[number]

export type Judged<E> = {
  outcomes: RowOutcome[]
  /** The meetings of a sheet of marks, in the order of its rows. */
  meetings?: MeetingRead[]
  /** Rows with a fault have no outcome. */
  faults: Fault[]
  /** Questions that keep no row from being written: until one is answered, its first choice holds. */
  offers?: Fault[]
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
