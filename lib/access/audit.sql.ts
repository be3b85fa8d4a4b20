import { and, eq, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { audit } from '@/db/schema/audit'
import { type TextField, textFields } from './audit-text.crypto'

export type AuditRow = {
  id: number
  at: number
  /** The person's name, or 命令行; null where it was cleared and there is no other. */
  actor: string | null
  action: string
  reason: string | null
  before: Record<string, unknown> | null
  after: unknown
  /** Whose texts were cleared: `before` and `after` then hold what is no text. */
  cleared: TextField[]
}

/** The fields of an entry `a` whose texts were cleared, as JSON. */
export const clearedFields = sql`json_array(${sql.join(
  textFields.map(
    field =>
      sql`iif(${sql.raw(`a.${field}_digest is not null and t.${field} is null`)}, ${sql.raw(`'${field}'`)}, null)`,
  ),
  sql`, `,
)})`

/** The name in an entry `a`; of a cleared one, what the person of its account is called now. */
export const actorName = sql`coalesce(t.actor, (select p.name from account k join person p on p.id = k.person_id where k.id = a.account_id))`

/** The log with its texts, to select from: a cleared value is what the entry itself holds, a cleared name null. */
export const wholeLog = sql`(
  select a.id, a.at, a.account_id, ${actorName} as actor, a.action, a.subject, a.subject_id, t.reason,
    coalesce(t.before, a.before) as before, coalesce(t.after, a.after) as after, ${clearedFields} as cleared
  from audit a left join audit_text t on t.audit_id = a.id)`

/**
 * That an entry of the log is about the row that has this id now: one that an undone import had made is gone, and SQLite
 * may give its id to the next.
 */
export function isOfThisRow(entry: 'l' | 'log' | 'audit'): SQL {
  const of = sql.raw(entry)
  return sql`not exists (select 1 from audit gone where gone.subject = ${of}.subject and gone.subject_id = ${of}.subject_id
    and gone.id >= ${of}.id and gone.action like '%.takeBack%' and gone.after is null and gone.after_digest is null)`
}

type Stored = Pick<AuditRow, 'id' | 'at' | 'actor' | 'action' | 'reason'> &
  Record<'before' | 'after', string | null> & { cleared: string }

/**
 * The history of one thing, oldest first. Who may see the thing may see its history: the caller must have read
 * the thing as this viewer before.
 */
export async function historyOf(
  subject: string,
  subjectId: string | number,
  { actions, on = db }: { actions?: string[]; on?: On } = {},
): Promise<AuditRow[]> {
  const done = actions
    ? sql`and l.action in (select value from json_each(${JSON.stringify(actions)}))`
    : sql``
  const rows = await on.all<Stored>(sql`
    select l.id, l.at, l.actor, l.action, l.reason, l.before, l.after, l.cleared from ${wholeLog} l
    where l.subject = ${subject} and l.subject_id = ${String(subjectId)} ${done} and ${isOfThisRow('l')}
    order by l.id`)
  return rows.map(row => ({
    ...row,
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
    cleared: JSON.parse(row.cleared).filter(Boolean),
  }))
}

/** For each thing, its state before the last time this action was done to it. */
export async function lastOf(subject: string, subjectIds: number[], action: string, on: On = db) {
  if (subjectIds.length === 0) return []
  const ids = sql`select value from json_each(${JSON.stringify(subjectIds.map(String))})`
  const last = sql`select max(id) from audit where subject = ${subject} and subject_id in (${ids})
    and action = ${action} group by subject_id`
  const rows = await on.all<{ subjectId: string; before: string | null }>(
    sql`select l.subject_id as subjectId, l.before from ${wholeLog} l where l.id in (${last})`,
  )
  return rows.map(({ subjectId, before }) => ({
    subjectId,
    before: JSON.parse(before ?? 'null') as unknown,
  }))
}

/**
 * Which things of this subject had this action done to them, among ids with this prefix (`12/`: the rows of one
 * sheet).
 */
export async function subjectsOf(subject: string, beginning: string, action: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ subjectId: audit.subjectId })
    .from(audit)
    .where(
      and(
        eq(audit.subject, subject),
        sql`${audit.subjectId} >= ${beginning} and ${audit.subjectId} < ${`${beginning}~`}`,
        eq(audit.action, action),
        isOfThisRow('audit'),
      ),
    )
  return rows.map(row => row.subjectId)
}
