import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { slices } from '@/db/pause'
import { auditSeal } from '@/db/schema/audit'
import { digestOfText, type TextField, textFields } from './audit-text.crypto'
import {
  chainFindings,
  entryDigest,
  entryLine,
  insertedAfterStop,
  isKeptSeal,
  type Kept,
  type LogFinding,
  type Range,
  type Seal,
  type SealedRow,
  triggerFindings,
  unpackDigests,
} from './seal.crypto'

/** More are not told: a log with so many is lost as a whole. */
const MOST_FINDINGS = 1000
const SEALS_AT_ONCE = 200
const ROWS_AT_ONCE = 500

/** The columns of a row of the log as its digest wants them. */
const sealedColumns = sql.raw(
  `a.id, a.at, a.account_id as accountId, a.action, a.subject, a.subject_id as subjectId, a.before, a.after, ${textFields
    .map(field => `iif(a.${field}_digest is null, null, lower(hex(a.${field}_digest))) as ${field}Digest`)
    .join(', ')}`,
)
type DigestColumns = Record<`${TextField}Digest`, string | null>
type StoredRow = Omit<SealedRow, 'digests'> & DigestColumns

/** The entries that follow one, in order of their ids, as they are sealed. */
export async function rowsToSeal(on: On, after: number, most: number): Promise<SealedRow[]> {
  const rows = await on.all<StoredRow>(
    sql`select ${sealedColumns} from audit a where a.id > ${after} order by a.id limit ${most}`,
  )
  return rows.map(sealedRow)
}

function sealedRow(row: StoredRow): SealedRow {
  const { actorDigest: actor, reasonDigest: reason, beforeDigest: before, afterDigest: after, ...rest } = row
  return { ...rest, digests: { actor, reason, before, after } }
}

export async function lastSeal(on: On = db): Promise<Seal | null> {
  const [seal] = await on.select().from(auditSeal).orderBy(sql`${auditSeal.id} desc`).limit(1)
  return seal ?? null
}

/**
 * Compares the log with its seals: triggers, the chain of seals, every row, every text. `seals`: since the last so many
 * of them that cover anything; without it the whole log. Lets others through.
 */
export async function checkLog(
  on: On = db,
  { seals, upTo }: { seals?: number; upTo?: number } = {},
): Promise<LogFinding[]> {
  const findings = triggerFindings(
    await on.all(sql`select name, sql from sqlite_schema where type = 'trigger' and (sql like '%audit%')`),
  )
  // A call takes only some 100,000 arguments, and a log that was emptied has as many findings.
  const add = (more: LogFinding[]) => {
    for (const each of more) findings.push(each)
  }
  const cleared = await clearedBy(on)
  let last = seals === undefined ? null : await beforeLast(on, seals)
  // The log begins below the first id: nothing of ours stands there, a row that was put in may.
  let end = last?.lastAuditId ?? Number.MIN_SAFE_INTEGER
  const pause = slices()
  for (;;) {
    const page = await on
      .select()
      .from(auditSeal)
      .where(
        sql`${auditSeal.id} > ${last?.id ?? Number.MIN_SAFE_INTEGER} and ${auditSeal.id} <= ${upTo ?? Number.MAX_SAFE_INTEGER}`,
      )
      .orderBy(auditSeal.id)
      .limit(SEALS_AT_ONCE)
    if (page.length === 0) break
    const chain = chainFindings(page, last)
    add(chain.findings)
    for (const [at, seal] of page.entries()) {
      const before = page[at - 1] ?? last
      // What a changed seal says of itself counts for nothing.
      if (before === last || chain.intact.includes(before as Seal)) add(insertedAfterStop(seal, before))
    }
    const to = Math.max(end, ...chain.intact.map(seal => seal.lastAuditId))
    add(await rowFindings(on, { ...chain, from: end + 1, to, cleared, pause }))
    end = to
    last = page.at(-1) as Seal
    if (findings.length > MOST_FINDINGS) break
  }
  if (upTo === undefined) add(await endFindings(on, { last, end, cleared, pause }))
  if (seals === undefined) add(await strayTexts(on))
  return distinct(await stillUntold(on, findings)).slice(0, MOST_FINDINGS)
}

type Cleared = Set<string>
type Rows = { cleared: Cleared; pause: ReturnType<typeof slices> }

/** Texts that an entry of the log says were cleared, as `id field`. */
async function clearedBy(on: On): Promise<Cleared> {
  const after = sql`iif(json_valid(a.after), a.after, '{}')`
  const rows = await on.all<{ id: string }>(sql`
    select e.value || ' ' || f.value as id from audit a, json_each(${after}, '$.entries') e, json_each(${after}, '$.fields') f
    where a.action = 'log.clear'`)
  return new Set(rows.map(({ id }) => id))
}

/** Without texts that were cleared while the check went on: their entry came after it had begun to read. */
async function stillUntold(on: On, findings: LogFinding[]): Promise<LogFinding[]> {
  if (!findings.some(each => each.kind === 'textCleared')) return findings
  const cleared = await clearedBy(on)
  return findings.filter(each => each.kind !== 'textCleared' || !cleared.has(`${each.id} ${each.field}`))
}

/** The seal before the last so many that cover anything. */
async function beforeLast(on: On, seals: number): Promise<Seal | null> {
  const [found] = await on.all<{ id: number }>(
    sql`select id from audit_seal where entries > 0 order by id desc limit 1 offset ${seals - 1}`,
  )
  if (!found) return null
  const [seal] = await on
    .select()
    .from(auditSeal)
    .where(sql`${auditSeal.id} < ${found.id}`)
    .orderBy(sql`${auditSeal.id} desc`)
    .limit(1)
  return seal ?? null
}

async function rowFindings(
  on: On,
  { intact, open, from, to, cleared, pause }: Rows & { intact: Seal[]; open: Range[] } & Range,
): Promise<LogFinding[]> {
  const findings: LogFinding[] = []
  const expected = new Map<number, Buffer>()
  for (const seal of intact)
    for (const { id, digest } of unpackDigests(seal.digests)) expected.set(id, digest)
  for await (const { row, text } of stored(on, from, to, pause)) {
    const digest = expected.get(row.id)
    expected.delete(row.id)
    const isOpen = open.some(range => row.id >= range.from && row.id <= range.to)
    if (digest === undefined && !isOpen) findings.push({ kind: 'entryInserted', id: row.id })
    else if (digest && !entryDigest(row).equals(digest)) findings.push({ kind: 'entryChanged', id: row.id })
    else findings.push(...textFindings(row, text, cleared))
  }
  return [...findings, ...[...expected.keys()].map((id): LogFinding => ({ kind: 'entryDeleted', id }))]
}

type Text = Record<TextField, string | null> & Record<`${TextField}Salt`, ArrayBuffer | null>
type StoredText = Text & { textOf: number | null }

/** The rows between two ids with their texts; null where the row of texts is not there. */
async function* stored(on: On, from: number, to: number, pause: Rows['pause']) {
  for (let at = from; at <= to; ) {
    const rows = await on.all<StoredRow & Record<`t${number}`, unknown>>(sql`
      select ${sealedColumns}, t.audit_id as t0, t.actor as t1, t.actor_salt as t2, t.reason as t3, t.reason_salt as t4,
        t.before as t5, t.before_salt as t6, t.after as t7, t.after_salt as t8
      from audit a left join audit_text t on t.audit_id = a.id
      where a.id between ${at} and ${to} order by a.id limit ${ROWS_AT_ONCE}`)
    for (const row of rows) {
      const { t0, t1, t2, t3, t4, t5, t6, t7, t8, ...entry } = row
      const text = {
        ...{ textOf: t0, actor: t1, actorSalt: t2, reason: t3, reasonSalt: t4 },
        ...{ before: t5, beforeSalt: t6, after: t7, afterSalt: t8 },
      } as StoredText
      yield { row: sealedRow(entry as StoredRow), text: text.textOf === null ? null : text }
      await pause()
    }
    if (rows.length < ROWS_AT_ONCE) return
    at = (rows.at(-1)?.id ?? to) + 1
  }
}

function textFindings({ id, digests }: SealedRow, text: Text | null, cleared: Cleared): LogFinding[] {
  return textFields.flatMap((field): LogFinding[] => {
    const digest = digests[field]
    const [value, salt] = [text?.[field] ?? null, text?.[`${field}Salt`] ?? null]
    if (digest === null) return value === null && salt === null ? [] : [{ kind: 'textAdded', id, field }]
    if (text === null) return [{ kind: 'textDeleted', id, field }]
    if (value === null && salt === null)
      return cleared.has(`${id} ${field}`) ? [] : [{ kind: 'textCleared', id, field }]
    const isAsSealed =
      value !== null && salt !== null && digestOfText(Buffer.from(salt), value).toString('hex') === digest
    return isAsSealed ? [] : [{ kind: 'textChanged', id, field }]
  })
}

/** What is younger than the last seal, and what is missing at the end: SQLite keeps the highest id that it gave. */
async function endFindings(
  on: On,
  { last, end, cleared, pause }: Rows & { last: Seal | null; end: number },
): Promise<LogFinding[]> {
  const [given] = await on.all<{ entry: number | null; seal: number | null; newest: number | null }>(sql`
    select (select seq from sqlite_sequence where name = 'audit') as entry, (select max(id) from audit) as newest,
      (select seq from sqlite_sequence where name = 'audit_seal') as seal`)
  const { entry, seal, newest } = given ?? { entry: null, seal: null, newest: null }
  const findings: LogFinding[] = []
  // A start writes a seal of its own before it writes an entry.
  const isStopped = last?.kind === 'stop'
  for await (const { row, text } of stored(on, end + 1, newest ?? 0, pause)) {
    const isByHand = isStopped || row.digests.actor === null
    findings.push(
      ...(isByHand ? [{ kind: 'entryInserted' as const, id: row.id }] : textFindings(row, text, cleared)),
    )
  }
  const missing = (from: number, to: number) =>
    Array.from({ length: Math.min(MOST_FINDINGS, Math.max(0, to - from + 1)) }, (_, at) => from + at)
  for (const id of missing(Math.max(end, newest ?? 0, 0) + 1, entry ?? 0))
    findings.push({ kind: 'entryDeleted', id })
  for (const id of missing((last?.id ?? 0) + 1, seal ?? 0))
    findings.push({ kind: 'sealDeleted', id, from: end + 1, to: newest ?? 0 })
  if ((entry ?? 0) < (newest ?? 0)) findings.push({ kind: 'sequenceChanged', name: 'audit' })
  if ((seal ?? 0) < (last?.id ?? 0)) findings.push({ kind: 'sequenceChanged', name: 'audit_seal' })
  return findings
}

/** Texts of no entry; those of an entry that was deleted are named with it. */
async function strayTexts(on: On): Promise<LogFinding[]> {
  const rows = await on.all<{ id: number }>(
    sql`select audit_id as id from audit_text t where not exists (select 1 from audit a where a.id = t.audit_id) limit ${MOST_FINDINGS}`,
  )
  return rows.map(({ id }) => ({ kind: 'entryDeleted', id }))
}

function distinct(findings: LogFinding[]): LogFinding[] {
  return [...new Map(findings.map(each => [JSON.stringify(each), each])).values()]
}

export type KeptAnswer = {
  /** `gone`: no seal of that number stands here any more. */
  state: 'same' | 'differs' | 'gone'
  findings: LogFinding[]
}

/** Whether the log up to the seal that was kept is as it was then. */
export async function compareKept(kept: Kept, on: On = db): Promise<KeptAnswer> {
  const [seal] = await on.select().from(auditSeal).where(sql`${auditSeal.id} = ${kept.sealId}`)
  const findings = [...(await keptFindings(on, kept)), ...(await checkLog(on, { upTo: kept.sealId }))]
  const state = !seal ? 'gone' : isKeptSeal(kept, seal) && findings.length === 0 ? 'same' : 'differs'
  return { state, findings: distinct(findings) }
}

async function keptFindings(on: On, kept: Kept): Promise<LogFinding[]> {
  if (kept.entries.size === 0) return []
  const standing = new Map<number, string>()
  const [first, last] = [Math.min(...kept.entries.keys()), Math.max(...kept.entries.keys())]
  for await (const { row } of stored(on, first, last, slices()))
    standing.set(row.id, entryLine({ id: row.id, digest: entryDigest(row) }))
  return [...kept.entries].flatMap(([id, digits]): LogFinding[] => {
    const there = standing.get(id)
    if (there === undefined) return [{ kind: 'entryDeleted', id }]
    return there === `${id} ${digits}` ? [] : [{ kind: 'entryChanged', id }]
  })
}

/** The entries sealed since an instant, for the file that is kept. */
export async function sealedSince(on: On, since: number): Promise<string[]> {
  const seals = await on
    .select()
    .from(auditSeal)
    .where(sql`${auditSeal.sealedAt} >= ${since}`)
    .orderBy(auditSeal.id)
  return seals.flatMap(seal => unpackDigests(seal.digests).map(entryLine))
}
