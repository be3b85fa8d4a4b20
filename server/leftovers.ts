import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readOnly } from '@/db/read-only'
import { REHEARSAL } from '@/db/rehearsal'
import { endRestoring, restoringOf } from '@/db/restoring'
import { removeFile } from '@/lib/activity/attachments/file-store.commands'
import { removeFilesOfErased } from '@/lib/organisation/accounts/erasure.commands'
import { sweepBackup } from '@/lib/organisation/operations/backup.commands'
import { removeStaged } from './restore/switching'

/**
 * Removes what killed uploads, backups, starts, restores, rehearsals and 注销 have left half made. Called once this process owns the
 * database: nobody else is at work on any of it. Returns what is worth saying.
 */
export async function sweepLeftovers(file: string, filesDirectory: string): Promise<string[]> {
  await sweepBackup()
  if (!readOnly()) await removeFilesOfErased(removeFile)
  sweepIncoming(filesDirectory)
  for (const folder of foldersIn(filesDirectory)) sweepParts(folder, /\.[0-9a-f]{12}\.part$/)
  sweepParts(dirname(file), { test: each => each.startsWith(basename(file)) && REHEARSAL.test(each) })
  sweepParts(dirname(file), /^session\.secret\.(\d+\.)?part$/)
  const restoring = restoringOf(file)
  if (restoring === null) return []
  removeStaged(restoring.staged)
  endRestoring(file)
  return [
    `上次恢复备份没有做完，数据库没有改动。要恢复，请停止服务后再运行 npm run -s restore -- ${restoring.from}`,
    `A restore was broken off and has changed nothing. To restore, stop the server and run npm run -s restore -- ${restoring.from} again.`,
  ]
}

function sweepParts(folder: string, name: { test(name: string): boolean }): void {
  for (const each of readdirSync(/* turbopackIgnore: true */ folder))
    if (name.test(each)) rmSync(join(/* turbopackIgnore: true */ folder, each), { force: true })
}

/** The files of uploads that were being read. */
function sweepIncoming(directory: string): void {
  if (!statSync(/* turbopackIgnore: true */ directory, { throwIfNoEntry: false })?.isDirectory()) return
  for (const each of readdirSync(/* turbopackIgnore: true */ directory))
    if (/^incoming-\w{6}$/.test(each))
      rmSync(join(/* turbopackIgnore: true */ directory, each), { recursive: true, force: true })
}

/** One folder for each beginning of a hash. */
function foldersIn(directory: string): string[] {
  if (!statSync(/* turbopackIgnore: true */ directory, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(/* turbopackIgnore: true */ directory, { withFileTypes: true })
    .filter(each => each.isDirectory() && /^[0-9a-f]{2}$/.test(each.name))
    .map(each => join(/* turbopackIgnore: true */ directory, each.name))
}
