import { sql } from 'drizzle-orm'
import { securityHeaders } from '@/app/_http/security-headers'
import { db, isOpen } from '@/db/client'
import { setting } from '@/db/schema/setting'
import { write } from '@/db/write'

type Health = { ok: boolean; version: string; schema: number | null; write: boolean }

/** Version, schema version and the result of a real write. */
async function healthOf(): Promise<Health> {
  const version = process.env.npm_package_version ?? '0.1.0'
  if (!isOpen()) return { ok: false, version, schema: null, write: false }
  try {
    const migrated = await db.get<{ count: number }>(sql`select count(*) as count from __drizzle_migrations`)
    await write(tx =>
      tx
        .insert(setting)
        .values({ name: 'health', value: '1' })
        .onConflictDoUpdate({ target: setting.name, set: { value: '1' } }),
    )
    return { ok: true, version, schema: migrated.count, write: true }
  } catch {
    return { ok: false, version, schema: null, write: false }
  }
}

/** `/api/health`: 200 with version and schema, 503 where the database cannot be written; it is only asked (405). */
export async function healthAtFront({ method }: Request): Promise<Response> {
  const answer =
    method === 'POST' ? new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } }) : await found()
  for (const [name, value] of securityHeaders('', false)) answer.headers.set(name, value)
  return answer
}

async function found(): Promise<Response> {
  const health = await healthOf()
  return Response.json(health, { status: health.ok ? 200 : 503 })
}
