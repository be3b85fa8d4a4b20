import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { audit, requestKey } from '@/db/schema/audit'
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

const CHUNK = 500

/** Leaves the entry in the transaction of the change itself. Values never hold a hash, token or password. */
export async function recordAudit(tx: Tx, viewer: Viewer, ...entries: AuditEntry[]): Promise<void> {
  // A statement takes some 30,000 values.
  if (entries.length > CHUNK) {
    await recordAudit(tx, viewer, ...entries.slice(0, CHUNK))
    return recordAudit(tx, viewer, ...entries.slice(CHUNK))
  }
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

/**
 * A form that was sent twice (double click, retry) gets its first answer; a refusal is not kept, since the corrected
 * form comes under the same key. Only the hash of the key is kept: of some keys first passwords are drawn
 * (lib/access/password.ts).
 */
export async function once<T extends object>(
  tx: Tx,
  viewer: Viewer,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const name = createHash('sha256').update(`${viewer.accountId} ${key}`).digest('hex')
  const [before] = await tx.select().from(requestKey).where(eq(requestKey.key, name))
  if (before) return JSON.parse(before.answer) as T
  const answer = await work()
  if ('ok' in answer && answer.ok === false) return answer
  await tx.insert(requestKey).values({ key: name, at: now(), answer: JSON.stringify(answer) })
  return answer
}
