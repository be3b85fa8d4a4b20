import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import { audit, requestKey } from '@/db/schema/audit'
import { refuseOnFullDisk } from '@/db/write'
import { now } from '@/lib/core/clock'
import { ReadsOnly } from '@/lib/core/errors'
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

const CHUNK = 200

/** Writes the entries in the transaction of the change itself. Values never hold a hash, token or password. */
export async function recordAudit(tx: Tx, viewer: Viewer, ...entries: AuditEntry[]): Promise<void> {
  await recordAudits(
    tx,
    entries.map(entry => [viewer, entry]),
  )
}

/** Writes entries of several people in one transaction, each under its own author. */
export async function recordAudits(
  tx: Tx,
  entries: [author: Pick<Viewer, 'accountId' | 'name' | 'readsOnly'>, entry: AuditEntry][],
): Promise<void> {
  // Every change of a person passes here, in its own transaction.
  if (entries.some(([author]) => author.readsOnly)) {
    refuseOnFullDisk()
    throw new ReadsOnly()
  }
  // The number of bound values of a statement is limited (some 30,000), and a long statement stops all readers.
  await inParts(
    entries,
    part =>
      tx.insert(audit).values(
        part.map(([author, entry]) => ({
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
      ),
    CHUNK,
  )
}

/** Callers pass whole rows: the secret of an activity's codes is removed here. */
function toldOf(value: unknown): string {
  return JSON.stringify(value, (key, each) => (key === 'codeSecret' ? undefined : each))
}

/**
 * Makes a form idempotent: sent twice (double click, retry), it gets its first answer. A refusal is not stored,
 * since the corrected form comes under the same key. Only the hash of the key is stored: first passwords are
 * derived from some keys (lib/access/password.crypto.ts).
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

/** The stored answers to those of the idempotency keys that were seen before, for a request of many commands. */
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

/** Stores the answers; an existing one is kept. */
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
