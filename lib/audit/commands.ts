import type { Tx } from '@/db/client'
import { audit } from '@/db/schema/audit'
import type { Viewer } from '../access/rules'
import { now } from '../clock'

export type AuditEntry = {
  /** `subject.verb`, such as `attendance.mark`. */
  action: string
  subject: string
  subjectId: string | number
  reason?: string | null
  before?: unknown
  after?: unknown
}

/** Leaves the entry in the transaction of the change itself. Values never hold a hash, token or password. */
export async function recordAudit(tx: Tx, viewer: Viewer, ...entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.insert(audit).values(
    entries.map(entry => ({
      at: now(),
      accountId: viewer.accountId,
      actor: viewer.name,
      action: entry.action,
      subject: entry.subject,
      subjectId: String(entry.subjectId),
      reason: entry.reason ?? null,
      before: entry.before === undefined ? null : JSON.stringify(entry.before),
      after: entry.after === undefined ? null : JSON.stringify(entry.after),
    })),
  )
}
