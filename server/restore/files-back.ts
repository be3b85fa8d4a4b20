import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { storeFile } from '@/lib/activity/attachments/file-store.commands'
import { hashOf, storedFile } from '@/lib/activity/attachments/file-store.queries'

/** How many photos and sheets were there, how many came from the backup, and which are in neither. */
export type FilesBack = { there: number; brought: number; missing: string[] }

/** Brings back what the open database names and the disk lacks or has altered. Nothing is removed. */
export async function bringFilesBack(folder: string): Promise<FilesBack> {
  const named = await db.all<{ hash: string }>(
    sql`select hash from evidence where purged_at is null
      union select options -> 'stored' ->> 'hash' from import_draft where kind = 'photo' order by hash`,
  )
  const back: FilesBack = { there: 0, brought: 0, missing: [] }
  for (const { hash } of named) {
    if ((await storedFile(hash)).state === 'whole') {
      back.there++
      continue
    }
    const bytes = await readFile(join(folder, hash.slice(0, 2), hash)).catch(() => null)
    if (bytes === null || hashOf(bytes) !== hash) back.missing.push(hash)
    else {
      await storeFile(bytes)
      back.brought++
    }
  }
  return back
}
