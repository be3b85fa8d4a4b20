import { sql } from 'drizzle-orm'
import { securityHeaders } from '@/app/_http/security-headers'
import { db, isOpen } from '@/db/client'
import { type ReadOnlyReason, readOnly } from '@/db/read-only'
import { setting } from '@/db/schema/setting'
import { isWritingLong, write } from '@/db/write'
import { addressOf, isLoopbackAddress } from '@/lib/access/source'
import { now } from '@/lib/core/clock'

type Health = {
  ok: boolean
  version: string
  schema: number | null
  write: boolean
  /** Why the server only reads, since when; null while it writes. */
  readOnly: { reason: ReadOnlyReason; since: string } | null
}

/**
 * Milliseconds between two real writes. One is made only where this machine asks or the last one failed, so that a
 * stranger who asks costs no more than a read.
 */
const WRITES_EVERY = 10_000
let written = { at: 0, ok: true }

/** Version, schema version and whether the last write succeeded. */
async function healthOf(isOfThisMachine: boolean): Promise<Health> {
  const version = process.env.npm_package_version ?? '0.1.0'
  const state = readOnly()
  const told = state && { reason: state.reason, since: new Date(state.since).toISOString() }
  const failed = { ok: false, version, schema: null, write: false, readOnly: told }
  if (!isOpen()) return failed
  try {
    const migrated = await db.get<{ count: number }>(sql`select count(*) as count from __drizzle_migrations`)
    if (told) return { ...failed, schema: migrated.count }
    // Behind an import a write would wait, and a monitor would take a server that is at work for one that hangs.
    const isDue = Math.abs(now() - written.at) >= WRITES_EVERY && !isWritingLong()
    if (isDue && (isOfThisMachine || !written.ok)) written = { at: now(), ok: await canWrite() }
    return { ok: written.ok, version, schema: migrated.count, write: written.ok, readOnly: null }
  } catch {
    return failed
  }
}

async function canWrite(): Promise<boolean> {
  try {
    await write(tx =>
      tx
        .insert(setting)
        .values({ name: 'health', value: '1' })
        .onConflictDoUpdate({ target: setting.name, set: { value: '1' } }),
    )
    return true
  } catch {
    return false
  }
}

/** `/api/health`: 200 with version and schema, 503 where the database could not be written; it is only asked (405). */
export async function healthAtFront({ method, headers }: Request): Promise<Response> {
  const answer =
    method === 'POST'
      ? new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
      : await found(headers)
  for (const [name, value] of securityHeaders('', false)) answer.headers.set(name, value)
  return answer
}

async function found(headers: Headers): Promise<Response> {
  const health = await healthOf(isLoopbackAddress(addressOf(headers)))
  return Response.json(health, { status: health.ok ? 200 : 503 })
}
