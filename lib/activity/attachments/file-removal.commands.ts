import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { slices } from '@/db/pause'
import { write } from '@/db/write'
import { removeFile } from './file-store.commands'

/** Whether a row names the file: an attachment, or a photo of a folder that is not assigned yet. */
export async function isNamed(on: On, hash: string): Promise<boolean> {
  const rows = await on.all(sql`
    select 1 from evidence where hash = ${hash}
    union all select 1 from import_draft where kind = 'photo' and options -> 'stored' ->> 'hash' = ${hash} limit 1`)
  return rows.length > 0
}

/** Removes files that no row names any more; returns those that an upload is about to name. */
export async function removeUnnamed(hashes: readonly string[]): Promise<string[]> {
  const left: string[] = []
  const pause = slices()
  for (const hash of new Set(hashes)) {
    await pause()
    await write(async tx => {
      // Done again it does no harm, as a write that may be tried again has to be.
      if (!(await isNamed(tx, hash)) && !removeFile(hash)) left.push(hash)
    })
  }
  return left
}
