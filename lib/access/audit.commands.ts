import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import { audit, auditText, requestKey } from '@/db/schema/audit'
import { refuseOnFullDisk, write } from '@/db/write'
import { now } from '@/lib/core/clock'
import { ReadsOnly } from '@/lib/core/errors'
import type { KeyOf } from '@/lib/core/i18n/say'
import type { Viewer } from './access.rules'
import { splitValue } from './audit.rules'
import { saltedText, type TextField, textFields } from './audit-text.crypto'
import type { audit as words } from './messages/audit.zh'

/** `subject.verb`, such as `attendance.mark`: each has a word, or it does not compile. */
export type AuditAction = KeyOf<(typeof words)['action']>

export type AuditEntry = {
  action: AuditAction
  subject: string
  subjectId: string | number
  reason?: string | null
  before?: unknown
  after?: unknown
}

const CHUNK = 200

/**
 * 导出: who took a file with rows of people along, by the route it came from, or whose data (我的数据) it was. Not
 * waited for, and where nothing can be written the file is made all the same.
 */
export function noteExport(viewer: Viewer, route: string, personId?: number): void {
  const entry: AuditEntry =
    personId === undefined
      ? { action: 'export.make', subject: 'export', subjectId: route }
      : { action: 'export.person', subject: 'person', subjectId: personId }
  void write(tx => recordAudit(tx, viewer, entry)).catch(() => {})
}

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
      writeEntries(
        tx,
        part.map(([author, entry]) => ({
          at: now(),
          accountId: author.accountId,
          actor: author.name,
          action: entry.action,
          subject: entry.subject,
          subjectId: String(entry.subjectId),
          reason: entry.reason ?? null,
          before: entry.before,
          after: entry.after,
        })),
      ),
    CHUNK,
  )
}

export type WholeEntry = Pick<
  typeof audit.$inferInsert,
  'id' | 'at' | 'accountId' | 'action' | 'subject' | 'subjectId'
> & { actor: string; reason: string | null; before: unknown; after: unknown }

/** The entries, and their texts beside them. */
export async function writeEntries(tx: Tx, entries: WholeEntry[]): Promise<void> {
  const parts = entries.map(({ actor, reason, before, after, ...entry }) => {
    const [was, is] = [splitValue(before), splitValue(after)]
    const texts = { actor, reason, before: was.text, after: is.text }
    const row = { ...entry, before: was.codes, after: is.codes }
    const text = { ...texts }
    for (const field of textFields) {
      const value = texts[field]
      if (value === null) continue
      const { salt, digest } = saltedText(value)
      Object.assign(row, { [`${field}Digest`]: digest })
      Object.assign(text, { [`${field}Salt`]: salt })
    }
    return { row, text }
  })
  const made = await tx
    .insert(audit)
    .values(parts.map(each => each.row))
    .returning({ id: audit.id })
  // The order of RETURNING is not promised, that of the ids is.
  const ids = made.map(each => each.id).sort((a, b) => a - b)
  await tx.insert(auditText).values(parts.map(({ text }, at) => ({ ...text, auditId: ids[at] as number })))
}

/**
 * 清除: empties texts of entries for good, with their salts; ids, code words, counts and seals stay as they are. An
 * entry of its own says which, or the check would find them (lib/access/seal.sql.ts).
 */
export async function clearTexts(
  tx: Tx,
  viewer: Viewer,
  auditIds: number[],
  fields: TextField[],
  reason: string,
): Promise<void> {
  const emptied = Object.fromEntries(
    fields.flatMap(field => [
      [field, null],
      [`${field}Salt`, null],
    ]),
  )
  await inParts(auditIds, part =>
    tx
      .update(auditText)
      .set(emptied)
      .where(sql`${auditText.auditId} in (select value from json_each(${JSON.stringify(part)}))`),
  )
  await recordAudit(tx, viewer, {
    action: 'log.clear',
    subject: 'log',
    subjectId: auditIds.length,
    reason,
    after: { fields, entries: auditIds },
  })
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
