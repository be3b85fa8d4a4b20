import { sql } from 'drizzle-orm'
import { db, isOpen } from '@/db/client'
import { setting } from '@/db/schema/setting'
import { write } from '@/db/write'

export type Health = { ok: boolean; version: string; schema: number | null; write: boolean }

/** Version, schema version and a real write. */
export async function healthOf(): Promise<Health> {
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
