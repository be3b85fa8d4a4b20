import { sql } from 'drizzle-orm'
import { db, isOpen } from '@/db/client'
import { isWritingLong, write } from '@/db/write'
import { now } from '@/lib/core/clock'
import { putSetting } from '@/lib/organisation/settings/setting.commands'

export type Health = { ok: boolean; version: string; schema: number | null; write: boolean }

/**
 * Milliseconds between two real writes. One is made only where this machine asks or the last one failed, so that a
 * stranger who asks costs no more than a read.
 */
const WRITES_EVERY = 10_000
// The front and the pages are separate bundles that must count together.
const shared = globalThis as typeof globalThis & { xuefaWritten?: { at: number; ok: boolean } }

/** Version, schema version and whether the last write succeeded. `isTrusted` may cause a write. */
export async function healthOf(isTrusted: boolean): Promise<Health> {
  const version = process.env.npm_package_version ?? '0.1.0'
  if (!isOpen()) return { ok: false, version, schema: null, write: false }
  try {
    const migrated = await db.get<{ count: number }>(sql`select count(*) as count from __drizzle_migrations`)
    let written = shared.xuefaWritten ?? { at: 0, ok: true }
    // Behind an import a write would wait, and a monitor would take a server that is at work for one that hangs.
    const isDue = Math.abs(now() - written.at) >= WRITES_EVERY && !isWritingLong()
    if (isDue && (isTrusted || !written.ok)) written = { at: now(), ok: await canWrite() }
    shared.xuefaWritten = written
    return { ok: written.ok, version, schema: migrated.count, write: written.ok }
  } catch {
    return { ok: false, version, schema: null, write: false }
  }
}

async function canWrite(): Promise<boolean> {
  try {
    await write(tx => putSetting(tx, 'health', 1))
    return true
  } catch {
    return false
  }
}
