import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseRefused } from './refused'

/**
 * What a restore has done so far, in a file beside the database: a killed one is known by it. While it is
 * `preparing`, the database has not been touched; once it is `switching`, the same command goes on to the end.
 */
export type Restoring = {
  phase: 'preparing' | 'switching'
  /** The backup. */
  from: string
  /** The new database, complete before anything is renamed. */
  staged: string
  /** The name that the database before it gets. */
  aside: string
  /** What is told at the end. */
  told?: unknown
}

export function restoringOf(file: string): Restoring | null {
  try {
    return JSON.parse(readFileSync(/* turbopackIgnore: true */ journalOf(file), 'utf8')) as Restoring
  } catch {
    return null
  }
}

export function noteRestoring(file: string, restoring: Restoring): void {
  const aside = `${journalOf(file)}.part`
  writeFileSync(aside, JSON.stringify(restoring), { flush: true })
  renameSync(aside, journalOf(file))
  settleFolder(file)
}

export function endRestoring(file: string): void {
  for (const ending of ['', '.part']) rmSync(`${journalOf(file)}${ending}`, { force: true })
}

/** fsync of a file that was copied without. */
export function settleFile(file: string): void {
  const opened = openSync(file, 'r+')
  fsyncSync(opened)
  closeSync(opened)
}

/** fsync of the folder of a file makes renames in it durable; Windows cannot open folders and needs none. */
export function settleFolder(file: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Between two renames the file in place is the old one, the new one or none: nobody may open it. */
export function refuseHalfRestored(file: string): void {
  const restoring = restoringOf(file)
  if (restoring?.phase !== 'switching') return
  throw new DatabaseRefused(
    `${file}：恢复备份时在最后一步被打断，数据都在。请再运行一次 npm run -s restore -- ${restoring.from} ，它会接着做完。`,
    `${file}: a restore was broken off in its last step, nothing is lost. Run npm run -s restore -- ${restoring.from} again, it goes on to the end.`,
  )
}

function journalOf(file: string): string {
  return `${file}.restore`
}
