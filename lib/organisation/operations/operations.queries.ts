import { readdir, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'drizzle-orm'
import { databaseFile, db } from '@/db/client'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { filesDirectory } from '@/lib/core/files-directory'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import { backupDirectory, isBackingUp, LAST_BACKUP } from './backup.commands'
import type { Backup } from './backup.rules'

/** A folder with the room that its disk has left; null where it cannot be asked. */
export type Place = { folder: string; free: number | null }

export type Operations = {
  /** The database file with its WAL; null where another server holds the database. */
  database: { file: string; bytes: number; free: number | null } | null
  photos: Place & { count: number; bytes: number }
  backups: Place & { bytes: number }
  lastBackup: Backup | null
  isBackingUp: boolean
}

/** What the administrator of the top unit has to know to keep the server running. */
export async function operationsOf(viewer: Viewer): Promise<Operations> {
  if (!administersAll(viewer)) throw new NotFound()
  const file = databaseFile()
  const [[photos], last] = await Promise.all([
    // The same photo is stored once, however many rows name it.
    db.all<{ count: number; bytes: number }>(sql`
      select count(*) as count, coalesce(sum(size), 0) as bytes from (select max(size) as size from evidence where purged_at is null group by hash)`),
    settingOf<Backup | null>(LAST_BACKUP, null),
  ])
  const placeOf = async (folder: string) => ({ folder, free: await freeIn(folder) })
  return {
    database:
      file === null
        ? null
        : {
            file,
            bytes: (await sizeOf(file)) + (await sizeOf(`${file}-wal`)),
            free: await freeIn(file),
          },
    photos: { ...(await placeOf(filesDirectory())), count: photos?.count ?? 0, bytes: photos?.bytes ?? 0 },
    backups: { ...(await placeOf(backupDirectory())), bytes: await sizeWithin(backupDirectory()) },
    lastBackup: last,
    isBackingUp: isBackingUp(),
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(/* turbopackIgnore: true */ file).then(
    found => found.size,
    () => 0,
  )
}

const MOST_FILES = 20_000

/** The bytes of the files in the folder and below; of the first of them where there are very many. */
async function sizeWithin(folder: string): Promise<number> {
  const found = await readdir(/* turbopackIgnore: true */ folder, { recursive: true }).catch(() => [])
  let bytes = 0
  for (const name of found.slice(0, MOST_FILES)) {
    const file = await stat(/* turbopackIgnore: true */ join(folder, name)).catch(() => null)
    if (file?.isFile()) bytes += file.size
  }
  return bytes
}

/** Room for whoever is not root, on the disk of the folder or, where it does not exist yet, of the one above. */
async function freeIn(folder: string): Promise<number | null> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await statfs(/* turbopackIgnore: true */ at).catch(() => null)
    if (found) return found.bavail * found.bsize
    if (at === dirname(at)) return null
  }
}
