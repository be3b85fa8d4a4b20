import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { audit } from '@/db/schema/audit'

export type AuditRow = {
  id: number
  at: number
  /** The person's name, or 命令行. */
  actor: string
  action: string
  reason: string | null
  before: Record<string, unknown> | null
  after: unknown
}

/**
 * The history of one thing, oldest first. Who may see the thing may see its history: the caller must have read
 * the thing as this viewer before.
 */
export async function historyOf(
  subject: string,
  subjectId: string | number,
  { actions, on = db }: { actions?: string[]; on?: On } = {},
): Promise<AuditRow[]> {
  const rows = await on
    .select()
    .from(audit)
    .where(
      and(
        eq(audit.subject, subject),
        eq(audit.subjectId, String(subjectId)),
        actions ? inArray(audit.action, actions) : undefined,
      ),
    )
    .orderBy(asc(audit.id))
  return rows.map(row => ({
    id: row.id,
    at: row.at,
    actor: row.actor,
    action: row.action,
    reason: row.reason,
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
  }))
}

/** For each thing, its state before the last time this action was done to it. */
export async function lastOf(subject: string, subjectIds: number[], action: string, on: On = db) {
  if (subjectIds.length === 0) return []
  const ids = sql`select value from json_each(${JSON.stringify(subjectIds.map(String))})`
  const last = sql`select max(id) from audit where subject = ${subject} and subject_id in (${ids})
    and action = ${action} group by subject_id`
  const rows = await on.select().from(audit).where(sql`${audit.id} in (${last})`)
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
      ),
    )
  return rows.map(row => row.subjectId)
}
