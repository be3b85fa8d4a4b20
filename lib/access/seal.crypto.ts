import { createHash } from 'node:crypto'
import type { auditSeal } from '@/db/schema/audit'
import { dayOf, type Instant } from '@/lib/core/time'
import { type TextField, textFields } from './audit-text.crypto'

export type Seal = Omit<typeof auditSeal.$inferSelect, 'kind'> & { kind: string }

/** A row of `audit` as it is stored; digests in hexadecimal, or null. */
export type SealedRow = {
  id: number
  at: number
  accountId: number | null
  action: string
  subject: string
  subjectId: string
  before: string | null
  after: string | null
  digests: Record<TextField, string | null>
}

export type EntryDigest = { id: number; digest: Buffer }

/** The canonical form of an entry: every stored value in a fixed order, as JSON, so that no two rows share one. */
export function canonicalEntry(row: SealedRow): string {
  const { id, at, accountId, action, subject, subjectId, before, after, digests } = row
  return JSON.stringify([
    ...[id, at, accountId, action, subject, subjectId, before, after],
    ...textFields.map(field => digests[field]),
  ])
}

export function entryDigest(row: SealedRow): Buffer {
  return createHash('sha256').update(canonicalEntry(row)).digest()
}

// Six bytes hold every id that a number holds exactly.
const ID_BYTES = 6
const DIGEST_BYTES = 32
const RECORD = ID_BYTES + DIGEST_BYTES

export function packDigests(entries: EntryDigest[]): Buffer {
  const packed = Buffer.alloc(entries.length * RECORD)
  for (const [at, { id, digest }] of entries.entries()) {
    packed.writeUIntBE(id, at * RECORD, ID_BYTES)
    digest.copy(packed, at * RECORD + ID_BYTES)
  }
  return packed
}

export function unpackDigests(packed: Buffer): EntryDigest[] {
  return Array.from({ length: Math.floor(packed.length / RECORD) }, (_, at) => ({
    id: packed.readUIntBE(at * RECORD, ID_BYTES),
    digest: packed.subarray(at * RECORD + ID_BYTES, (at + 1) * RECORD),
  }))
}

/** SHA-256 over the seal before, everything that the seal says, and the digests of its entries. */
export function digestOfSeal(seal: Omit<Seal, 'sha256'>): string {
  const { id, kind, sealedAt, lastAuditId, entries, previous, digests } = seal
  const said = JSON.stringify(['xuefa-seal-1', previous, id, kind, sealedAt, lastAuditId, entries])
  return createHash('sha256').update(said).update('\n').update(digests).digest('hex')
}

/** The triggers that keep the log as it is, as SQLite stores them. */
export const logTriggers: Record<string, string> = {
  audit_keeps_its_rows:
    "CREATE TRIGGER `audit_keeps_its_rows` BEFORE UPDATE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END",
  audit_loses_no_row:
    "CREATE TRIGGER `audit_loses_no_row` BEFORE DELETE ON `audit` BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END",
  audit_text_is_only_emptied: `CREATE TRIGGER \`audit_text_is_only_emptied\` BEFORE UPDATE ON \`audit_text\` WHEN new.audit_id IS NOT old.audit_id${textFields
    .map(
      field =>
        ` OR ((new.${field} IS NOT old.${field} OR new.${field}_salt IS NOT old.${field}_salt) AND (new.${field} IS NOT NULL OR new.${field}_salt IS NOT NULL))`,
    )
    .join('')} BEGIN SELECT RAISE(ABORT, 'a text of the audit is only emptied'); END`,
  audit_text_loses_no_row:
    "CREATE TRIGGER `audit_text_loses_no_row` BEFORE DELETE ON `audit_text` BEGIN SELECT RAISE(ABORT, 'audit texts are never deleted'); END",
  audit_seal_keeps_its_rows:
    "CREATE TRIGGER `audit_seal_keeps_its_rows` BEFORE UPDATE ON `audit_seal` BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END",
  audit_seal_loses_no_row:
    "CREATE TRIGGER `audit_seal_loses_no_row` BEFORE DELETE ON `audit_seal` BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END",
}

/** What a check of the log found. `id` is that of the entry, or of the seal. */
export type LogFinding =
  | { kind: 'triggerDropped' | 'triggerChanged' | 'triggerAdded' | 'sequenceChanged'; name: string }
  | { kind: 'entryChanged' | 'entryDeleted' | 'entryInserted'; id: number }
  | { kind: 'textChanged' | 'textDeleted' | 'textAdded' | 'textCleared'; id: number; field: TextField }
  | { kind: 'sealChanged' | 'sealDeleted'; id: number; from: number; to: number }

export function triggerFindings(found: { name: string; sql: string }[]): LogFinding[] {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim()
  const standing = new Map(found.map(each => [each.name, plain(each.sql)]))
  const missing = Object.entries(logTriggers).flatMap(([name, sql]): LogFinding[] => {
    const there = standing.get(name)
    if (there === undefined) return [{ kind: 'triggerDropped', name }]
    return there === plain(sql) ? [] : [{ kind: 'triggerChanged', name }]
  })
  const added = [...standing.keys()].filter(name => !(name in logTriggers))
  return [...missing, ...added.map((name): LogFinding => ({ kind: 'triggerAdded', name }))]
}

/**
 * A chain of seals in order of their ids; `before` is the seal that the first one follows. What a broken or missing
 * seal covered is in `open`: of those entries nobody can say how they were.
 */
export function chainFindings(
  seals: Seal[],
  before: Seal | null,
): { findings: LogFinding[]; intact: Seal[]; open: Range[] } {
  const findings: LogFinding[] = []
  const broken = new Set<Seal>()
  const open: Range[] = []
  for (const [at, seal] of seals.entries()) {
    const last = seals[at - 1] ?? before
    if (seal.id !== (last?.id ?? 0) + 1) {
      const range = { from: (last?.lastAuditId ?? 0) + 1, to: firstIn(seal) - 1 }
      open.push(range)
      for (let id = (last?.id ?? 0) + 1; id < seal.id; id++)
        findings.push({ kind: 'sealDeleted', id, ...range })
    } else if (!isWhole(seal)) broken.add(seal)
    // A seal that was changed and reckoned anew is whole, and no longer the one that the next was made over.
    else if (last && seal.previous !== last.sha256) broken.add(last)
  }
  for (const seal of broken) {
    const at = seals.indexOf(seal)
    const next = seals[at + 1]
    const range = {
      from: ((at < 1 ? before : seals[at - 1])?.lastAuditId ?? 0) + 1,
      to: next ? firstIn(next) - 1 : seal.lastAuditId,
    }
    open.push(range)
    findings.push({ kind: 'sealChanged', id: seal.id, ...range })
  }
  return { findings, intact: seals.filter(seal => !broken.has(seal)), open }
}

export type Range = { from: number; to: number }

/** The first entry of a seal; of an empty one, the entry that would have been its first. */
function firstIn(seal: Seal): number {
  return unpackDigests(seal.digests)[0]?.id ?? seal.lastAuditId + 1
}

function isWhole(seal: Seal): boolean {
  return (
    seal.sha256 === digestOfSeal(seal) &&
    seal.digests.length === seal.entries * RECORD &&
    (seal.entries === 0 || unpackDigests(seal.digests).at(-1)?.id === seal.lastAuditId)
  )
}

/**
 * What was put in while no server ran: a clean stop seals everything, so that a `start` follows it, and that finds
 * nothing new.
 */
export function insertedAfterStop(seal: Seal, last: Seal | null): LogFinding[] {
  if (last?.kind !== 'stop') return []
  const entries = unpackDigests(seal.digests)
  if (entries.length === 0 && seal.kind !== 'start')
    return [{ kind: 'sealChanged', id: seal.id, from: seal.lastAuditId, to: seal.lastAuditId }]
  return entries.map(({ id }) => ({ kind: 'entryInserted', id }))
}

/** So much of a digest is printed: 128 bits of a seal, 64 of an entry. */
const SEAL_DIGITS = 32
const ENTRY_DIGITS = 16

/** A seal as a short line to print or to copy: its number, its last entry, the time in China, the beginning of its sha256. */
export function sealLine({ id, lastAuditId, sealedAt, sha256 }: Seal): string {
  const groups = sha256.slice(0, SEAL_DIGITS).match(/.{4}/g) ?? []
  return `XUEFA-SEAL ${id} ${lastAuditId} ${stampOf(sealedAt)} ${groups.join('-')}`
}

/** `2026-11-30 18:00:05` in China. */
export function stampOf(at: Instant): string {
  return `${dayOf(at)} ${new Date(at + CHINA).toISOString().slice(11, 19)}`
}
const CHINA = 8 * 3600_000

/** A line of the kept file for each entry, so that a comparison names the entry. */
export function entryLine({ id, digest }: EntryDigest): string {
  return `${id} ${digest.toString('hex').slice(0, ENTRY_DIGITS)}`
}

/** What was printed, copied or downloaded on an earlier day. */
export type Kept = {
  sealId: number
  lastAuditId: number
  stamp: string
  digits: string
  entries: Map<number, string>
}

/** Null where the text holds no line of a seal; spaces and breaks within the line do not matter. */
export function readKept(text: string): Kept | null {
  const found =
    /XUEFA-SEAL\s+(\d+)\s+(\d+)\s+(\d{4}-\d\d-\d\d)\s+(\d\d:\d\d:\d\d)\s+((?:[0-9a-f]{4}[-\s]*){8})/i.exec(
      text,
    )
  if (!found) return null
  const [whole, sealId, lastAuditId, day, time, digits = ''] = found
  const rest = text.slice(found.index + whole.length)
  const entries = rest.matchAll(/^(\d+) ([0-9a-f]{16})\s*$/gim)
  return {
    sealId: Number(sealId),
    lastAuditId: Number(lastAuditId),
    stamp: `${day} ${time}`,
    digits: digits.toLowerCase().replace(/[^0-9a-f]/g, ''),
    entries: new Map([...entries].map(([, id, digest = '']) => [Number(id), digest.toLowerCase()])),
  }
}

/** Whether the seal that stands is the one that was kept. */
export function isKeptSeal(kept: Kept, seal: Seal): boolean {
  return (
    kept.lastAuditId === seal.lastAuditId &&
    kept.stamp === stampOf(seal.sealedAt) &&
    kept.digits === seal.sha256.slice(0, SEAL_DIGITS)
  )
}
