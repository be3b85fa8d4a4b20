import { and, asc, eq, inArray } from 'drizzle-orm'
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
 * What was done to one thing, oldest first. Who may see the thing may see its history: the caller has asked for the
 * thing as the viewer before.
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
