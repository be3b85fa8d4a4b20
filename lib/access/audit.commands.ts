import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { audit, requestKey } from '@/db/schema/audit'
import { now } from '@/lib/core/clock'
import type { Viewer } from './access.rules'

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
  await recordAudits(
    tx,
    entries.map(entry => [viewer, entry]),
  )
}

/** What several people did in one transaction, each entry with its own author. */
export async function recordAudits(
  tx: Tx,
  entries: [author: Pick<Viewer, 'accountId' | 'name'>, entry: AuditEntry][],
): Promise<void> {
  // A statement takes some 30,000 values.
  if (entries.length > CHUNK) {
    await recordAudits(tx, entries.slice(0, CHUNK))
    return recordAudits(tx, entries.slice(CHUNK))
  }
  if (entries.length === 0) return
  await tx.insert(audit).values(
    entries.map(([author, entry]) => ({
      at: now(),
      accountId: author.accountId,
      actor: author.name,
      action: entry.action,
      subject: entry.subject,
      subjectId: String(entry.subjectId),
      reason: entry.reason ?? null,
      before: entry.before === undefined ? null : toldOf(entry.before),
      after: entry.after === undefined ? null : toldOf(entry.after),
    })),
  )
}

/** Whole rows are handed in: the secret of an activity's codes stays out of the log. */
function toldOf(value: unknown): string {
  return JSON.stringify(value, (key, each) => (key === 'codeSecret' ? undefined : each))
}

/**
 * A form that was sent twice (double click, retry) gets its first answer; a refusal is not kept, since the corrected
 * form comes under the same key. Only the hash of the key is kept: of some keys first passwords are drawn
 * (lib/access/password.crypto.ts).
 */
export async function idempotent<T extends object>(
  tx: Tx,
  viewer: Viewer,
  idempotencyKey: string,
  work: () => Promise<T>,
): Promise<T> {
  const [before] = (await answersTo<T>(tx, viewer, [idempotencyKey])).values()
  if (before) return before
  const answer = await work()
  if ('ok' in answer && answer.ok === false) return answer
  await keepAnswers(tx, viewer, new Map([[idempotencyKey, answer]]))
  return answer
}

/** The first answers to those of the idempotency keys that were sent before, for who asks for many things at once. */
export async function answersTo<T>(tx: Tx, viewer: Viewer, keys: string[]): Promise<Map<string, T>> {
  if (keys.length === 0) return new Map()
  const keyBy = new Map(keys.map(key => [nameOf(viewer, key), key]))
  const names = JSON.stringify([...keyBy.keys()])
  const found = await tx
    .select()
    .from(requestKey)
    .where(sql`${requestKey.key} in (select value from json_each(${names}))`)
  return new Map(found.map(({ key, answer }) => [keyBy.get(key) as string, JSON.parse(answer) as T]))
}

/** Keeps them; one that is there already stays. */
export async function keepAnswers(tx: Tx, viewer: Viewer, answers: Map<string, object>): Promise<void> {
  if (answers.size === 0) return
  const rows = [...answers].map(([key, answer]) => ({
    key: nameOf(viewer, key),
    at: now(),
    answer: JSON.stringify(answer),
  }))
  await tx.insert(requestKey).values(rows).onConflictDoNothing()
}

function nameOf(viewer: Viewer, key: string): string {
  return createHash('sha256').update(`${viewer.accountId} ${key}`).digest('hex')
}
