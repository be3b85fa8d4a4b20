import { sql } from 'drizzle-orm'
import { databaseFile, db, isOpen } from '@/db/client'
import { isDiskFull } from '@/db/disk-room'
import { type ReadOnlyReason, readOnly } from '@/db/read-only'
import { isWritingLong, write } from '@/db/write'
import { now } from '@/lib/core/clock'
import { type Unavailable, unavailableReason } from '@/lib/core/unavailable'
import { putSetting } from '@/lib/organisation/settings/setting.commands'

export type Health = {
  ok: boolean
  version: string
  schema: number | null
  write: boolean
  /** Why the last write did not succeed; null where it did. */
  reason: Unavailable | 'notWritten' | null
  /** Why the server only reads, since when; null while it writes. */
  readOnly: { reason: ReadOnlyReason; since: string } | null
}

/**
 * Milliseconds between two real writes. One is made only where this machine asks or the last one failed, so that a
 * stranger who asks costs no more than a read.
 */
const WRITES_EVERY = 10_000
// The front and the pages are separate bundles that must count together.
const shared = globalThis as typeof globalThis & { xuefaWritten?: { at: number; reason: Health['reason'] } }

/** Version, schema version and whether the last write succeeded. `isTrusted` may cause a write. */
export async function healthOf(isTrusted: boolean): Promise<Health> {
  const version = process.env.npm_package_version ?? '0.1.0'
  const state = readOnly()
  const told = state && { reason: state.reason, since: new Date(state.since).toISOString() }
  const failed = {
    ok: false,
    version,
    schema: null,
    write: false,
    reason: 'notWritten' as const,
    readOnly: told,
  }
  if (!isOpen()) return failed
  try {
    const migrated = await db.get<{ count: number }>(sql`select count(*) as count from __drizzle_migrations`)
    if (told)
      return {
        ...failed,
        schema: migrated.count,
        reason: told.reason === 'diskFull' ? 'diskFull' : 'readOnly',
      }
    let written = shared.xuefaWritten ?? { at: 0, reason: null }
    // Behind an import a write would wait, and a monitor would take a server that is at work for one that hangs.
    const isDue = Math.abs(now() - written.at) >= WRITES_EVERY && !isWritingLong()
    if (isDue && (isTrusted || written.reason)) written = { at: now(), reason: await unwritten() }
    shared.xuefaWritten = written
    const { reason } = written
    return {
      ok: reason === null,
      version,
      schema: migrated.count,
      write: reason === null,
      reason,
      readOnly: null,
    }
  } catch {
    return failed
  }
}

/** Writes to the database, and to a file that needs room: on a full disk small writes still fit into the log. */
async function unwritten(): Promise<Health['reason']> {
  const file = databaseFile()
  if (file !== null && isDiskFull(file)) return 'diskFull'
  try {
    await write(tx => putSetting(tx, 'health', 1))
    return null
  } catch (error) {
    return unavailableReason(error) ?? 'notWritten'
  }
}
