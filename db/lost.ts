import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { purposeOf } from './lock'
import { DatabaseRefused } from './refused'

/** Whether there is no database in the file, as before the first start. */
export function isMissing(file: string): boolean {
  return sizeOf(file) === 0
}

/**
 * Refuses to begin anew where a database is missing or empty that somebody has used: that would look as if everything
 * were gone, and the first to open the page would become its administrator. What lies beside it tells; a first start
 * that was killed leaves nothing of that.
 */
export function refuseLost(file: string, filesDirectory = join(dirname(file), 'files')): void {
  const found = tracesOf(file, filesDirectory)
  if (found === null) return
  throw new DatabaseRefused(
    `${file} 不见了或是空的，而 ${found} 还在，说明这里用过：没有新建数据库。请恢复备份：npm run -s restore -- 备份文件.db；若只是移走了，请放回原处；若要重新开始，请给 DATABASE_URL 换一个文件夹。`,
    `${file} is missing or empty, yet ${found} is there, so it was in use: no new database was made. Restore a backup: npm run -s restore -- FILE.db; or put the file back; to begin anew, give DATABASE_URL another folder.`,
  )
}

/** What shows that the database was in use, by name; null for nothing. */
function tracesOf(file: string, filesDirectory: string): string | null {
  const purpose = purposeOf(file)
  if (purpose === 'demo') return null
  if (purpose === 'office') return `${file}.holder`
  // SQLite would throw it away.
  if (sizeOf(`${file}-wal`) > 0) return `${file}-wal`
  // Secret and photos belong to the folder: another database in it may have made them.
  const folder = dirname(file)
  const own = basename(file)
  const names = namesIn(folder)
  if (names.some(name => name.endsWith('.holder') && !name.startsWith(`${own}.`))) return null
  if (namesIn(filesDirectory).length > 0) return filesDirectory
  const secret = join(folder, 'session.secret')
  return !names.includes(`${own}.holder`) && sizeOf(secret) > 0 ? secret : null
}

function sizeOf(file: string): number {
  return statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false })?.size ?? 0
}

function namesIn(folder: string): string[] {
  return existsSync(/* turbopackIgnore: true */ folder) ? readdirSync(/* turbopackIgnore: true */ folder) : []
}
