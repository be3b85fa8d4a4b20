import type { AuditAction } from '@/lib/access/audit.commands'

/**
 * Words of the office that an import may add beside its facts: what others use since stays, and keeps no import from
 * being undone.
 */
export const vocabulary = new Set([
  'channel',
  'import_profile',
  'must_learn_topic',
  'setting',
  'tag',
  'term_alias',
  'topic',
  'unit_alias',
])

/** Columns that only rise, or that the product reckons by itself: no fact, and never set back. */
export const reckoned = new Set([
  'changed_at',
  'feed_changed_at',
  'feed_sequence',
  'memberships_version',
  'path',
  'revision',
  'sequence',
  'tree_order',
  'version',
])

/** References that are no foreign keys of the schema. */
export const looseReferences = [
  { from: 'occurrence', column: 'activity_id', table: 'activity' },
  { from: 'occurrence', column: 'exam_id', table: 'exam' },
  { from: 'activity_heads', column: 'evidence_id', table: 'evidence' },
]

/** Of what refers to a row that goes, this rests on nothing: mails that were sent. */
export const followers = new Set(['reminder'])

export type UndoRefusal = 'resting' | 'taken' | 'tooOld' | 'erased' | 'outsideScope' | 'reasonNeeded'

/** Why a reason is asked: what was confirmed, locked or issued is corrected by it. */
export const undoNeeds = ['closedRoll', 'lockedYear', 'issuedPlan'] as const
export type UndoNeed = (typeof undoNeeds)[number]

/** Which thing of the office a row is about, by its table and columns; people come before what they are listed in. */
export const subjects = [
  'activity',
  'exam',
  'plan_item',
  'plan',
  'output',
  'legal_work',
  'adviser',
  'person',
  'unit',
] as const
export type Subject = (typeof subjects)[number]
type Row = Record<string, unknown>

export function subjectsOfRow(table: string, row: Row): { of: Subject; id: number }[] {
  const own = subjects.find(of => of === table)
  if (own) return [{ of: own, id: Number(row.id) }]
  const found = subjects.flatMap(of => {
    const id = row[`${of}_id`]
    return typeof id === 'number' ? [{ of, id }] : []
  })
  // A unit is told where it stands alone: it is a fact of the others.
  return found.length > 1 ? found.filter(each => each.of !== 'unit') : found
}

export type What = 'added' | 'changed' | 'removed'

/** What an import did to a row. */
export function whatOf({ before, after }: { before: unknown; after: unknown }): What {
  if (before === null) return 'added'
  return after === null ? 'removed' : 'changed'
}

/** Columns of the rows that the log tells with, that hold 是 or 否: the file has 1 and 0. */
export const yesNo = new Set([
  'compulsory',
  'is_full_time',
  'is_primary',
  'is_public',
  'law_content',
  'must_learn',
  'passed',
  'standing_by_hand',
  'theory_left_out',
])

/** A row of the file as the log has it: `host_unit_id` is hostUnitId, and `is_public` true or false. */
export function inLog(row: Row): Row {
  const named = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      named(column),
      yesNo.has(column) && value !== null ? Boolean(value) : value,
    ]),
  )
}

/** How the log speaks of the rows of a table; of those that are not here it tells with another row. */
export const logged: Record<
  string,
  { action: AuditAction; subject: string; id: (row: Row) => string | number } | undefined
> = {
  activity: { action: 'activity.takeBack', subject: 'activity', id: row => Number(row.id) },
  attendance: {
    action: 'attendance.takeBack',
    subject: 'attendance',
    id: row => `${row.activity_id}/${row.person_id}`,
  },
  exam: { action: 'exam.takeBack', subject: 'exam', id: row => Number(row.id) },
  attempt: { action: 'exam.resultBack', subject: 'exam', id: row => Number(row.exam_id) },
  person: { action: 'person.takeBack', subject: 'person', id: row => Number(row.id) },
  membership: { action: 'person.entryBack', subject: 'person', id: row => Number(row.person_id) },
  person_tag: { action: 'person.entryBack', subject: 'person', id: row => Number(row.person_id) },
  unit: { action: 'unit.takeBack', subject: 'unit', id: row => Number(row.id) },
  plan: { action: 'plan.takeBack', subject: 'plan', id: row => Number(row.id) },
  plan_item: { action: 'plan.takeBackItem', subject: 'planItem', id: row => Number(row.id) },
  output: { action: 'output.takeBack', subject: 'output', id: row => Number(row.id) },
  adviser: { action: 'adviser.takeBack', subject: 'adviser', id: row => Number(row.id) },
  legal_work: { action: 'legalWork.takeBack', subject: 'legalWork', id: row => Number(row.id) },
}

/** Tables whose rows are details of another row that is told. */
const details = new Set([
  'activity_host',
  'activity_target',
  'activity_topic',
  'audience_part',
  'audience_person',
  'plan_item_topic',
])

type Count = { what: What; count: number }

/** What an import changed, by table, without the details of rows. */
export function toldCounts(counts: ({ table: string } & Count)[]): { table: string; counts: Count[] }[] {
  const tables = [...new Set(counts.map(each => each.table))].filter(each => !details.has(each))
  return tables.map(table => ({
    table,
    counts: counts.filter(each => each.table === table).map(({ what, count }) => ({ what, count })),
  }))
}
