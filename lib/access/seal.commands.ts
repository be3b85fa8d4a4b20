import { afterChanges } from '@/db/changes'
import { databaseFile, isOpen, type Tx } from '@/db/client'
import { readOnly, setReadOnly } from '@/db/read-only'
import { auditSeal } from '@/db/schema/audit'
import { Unwritten, write } from '@/db/write'
import { now } from '@/lib/core/clock'
import { moveLog } from './audit-move.commands'
import { digestOfSeal, entryDigest, packDigests, type Seal } from './seal.crypto'
import { lastSeal, rowsToSeal } from './seal.sql'

/** So many entries are read and digested in a few milliseconds. */
const MOST_ENTRIES = 500
/** Milliseconds: with its own transaction a seal is there within a second of the commit. */
const DELAY = 500

/**
 * Before the first entry of a run: the log of an earlier release is moved, and the `start` is written. Asked for at
 * once, in one transaction, so that nothing is written before it. Where there is no room for it, nothing is written at
 * all until there is (server/log.ts): an entry without it counts as put in by hand.
 */
export async function beginRun(): Promise<void> {
  if (readOnly()) return
  try {
    const isMore = await write(async tx => {
      await moveLog(tx)
      return sealNext(tx, 'start', true)
    })
    if (isMore) await sealLog('run')
  } catch (error) {
    if (!isOfFullDisk(error)) throw error
    setReadOnly('diskFull', databaseFile() ?? '')
  }
}

/** The last seal of a run; where it cannot be written, the next start seals what is left. */
export async function endRun(): Promise<void> {
  if (!readOnly()) await unlessUnwritten(sealLog('stop'))
}

/** On a full disk a backup to another one is what helps: the entries since the last seal stay as they are. */
export function sealBeforeBackup(): Promise<void> {
  return unlessUnwritten(sealLog('backup'))
}

async function unlessUnwritten(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Unwritten)) throw error
  })
}

function isOfFullDisk(error: unknown): boolean {
  return error instanceof Unwritten && error.reason === 'diskFull'
}

/** Seals the entries since the last seal, in transactions of its own. */
export async function sealLog(kind: Seal['kind']): Promise<void> {
  // On a database server another process may go on: only who owns the file knows that nothing follows.
  const as = kind === 'stop' && databaseFile() === null ? 'run' : kind
  for (let isFirst = true, isMore = true; isMore; isFirst = false)
    isMore = await write(tx => sealNext(tx, as, isFirst))
}

async function sealNext(tx: Tx, kind: Seal['kind'], isFirst: boolean): Promise<boolean> {
  const last = await lastSeal(tx)
  const rows = await rowsToSeal(tx, last?.lastAuditId ?? 0, MOST_ENTRIES)
  const isMore = rows.length === MOST_ENTRIES
  // A `start` is the first of many, a `stop` the last.
  const as = kind === 'start' ? (isFirst ? kind : 'run') : isMore ? 'run' : kind
  if (rows.length === 0 && (as === 'run' || as === 'backup')) return false
  const seal = {
    id: (last?.id ?? 0) + 1,
    kind: as,
    sealedAt: now(),
    lastAuditId: rows.at(-1)?.id ?? last?.lastAuditId ?? 0,
    entries: rows.length,
    digests: packDigests(rows.map(row => ({ id: row.id, digest: entryDigest(row) }))),
    previous: last?.sha256 ?? '',
  }
  await tx.insert(auditSeal).values({ ...seal, sha256: digestOfSeal(seal) } as typeof auditSeal.$inferInsert)
  return isMore
}

const shared = globalThis as typeof globalThis & { xuefaSealTimer?: NodeJS.Timeout }

/** Seals each entry within a second of its commit, until the process ends. */
export function startSealing(failed: (error: unknown) => void): void {
  const seal = async () => {
    shared.xuefaSealTimer = undefined
    if (!isOpen()) return
    try {
      await sealLog('run')
    } catch (error) {
      // A full disk or a long import: the entries wait, and are shown as not sealed.
      if (error instanceof Unwritten) arm()
      else failed(error)
    }
  }
  const arm = () => {
    shared.xuefaSealTimer ??= setTimeout(() => void seal(), DELAY).unref()
  }
  afterChanges('audit', arm)
}
