import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'drizzle-orm'
import { databaseFile, type On } from '@/db/client'
import { filesDirectory } from '@/lib/core/files-directory'
import { type DraftRefusal, draftRefusal, type Kept } from './draft-room.rules'

// The lengths of cells alone are read, and not the cells. In a folder a file counts with what it was when it came,
// unpacked.
const bytesOf = {
  sheets: sql`max(octet_length(table_json), iif(kind in ('photo', 'left'), octet_length(options),
    coalesce(options -> 'file' ->> 'size', 0)))`,
  photos: sql`iif(kind = 'photo', coalesce(options -> 'file' ->> 'size', 0), 0)`,
} satisfies Record<Kept, unknown>

/**
 * Why a sheet or a photo of so many bytes is not kept until it is written: what waits of its account, or of all
 * accounts, takes its room already. Null where it fits.
 */
export async function noDraftRoom(
  accountId: number | null,
  { kept, bytes }: { kept: Kept; bytes: number },
  on: On,
): Promise<DraftRefusal | null> {
  const [taken] = await on.all<{ own: number; all: number }>(sql`
    select coalesce(sum(bytes), 0) as "all", coalesce(sum(iif(account_id is ${accountId}, bytes, 0)), 0) as own
    from (select account_id, ${bytesOf[kept]} as bytes from import_draft)`)
  const { own = 0, all = 0 } = taken ?? {}
  const reason = draftRefusal({ kept, own, all, bytes, free: await freeBytes(kept) })
  if (reason === null) return null
  const [largest] = await on.all<{ name: string }>(sql`
    select file_name as name from import_draft
    where account_id is ${accountId} order by ${bytesOf[kept]} desc limit 1`)
  return { ok: false, reason, places: { detail: largest?.name ?? '' } }
}

/** Of the disk with the database or the photos; null where it is on another machine, or the system does not say. */
async function freeBytes(kept: Kept): Promise<number | null> {
  const file = databaseFile()
  if (file === null) return null
  const at = kept === 'photos' ? filesDirectory() : dirname(file)
  const found = await statfs(/* turbopackIgnore: true */ at).catch(() => null)
  return found === null ? null : found.bavail * found.bsize
}
