import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { databaseFile, wasCutShort } from './client'
import { type Finding, noteDamage } from './damage'
import { allowWriting, setReadOnly } from './read-only'
import { DatabaseRefused } from './refused'

/** `digests` looks at the texts as well. */
export type Checks = { integrity?: boolean; foreignKeys?: boolean; digests?: boolean; texts?: boolean }

// Pages, actions and instrumentation are separate bundles; only globalThis is shared.
const shared = globalThis as typeof globalThis & {
  /** The newest check of the rows; it is of the file that was open then. */
  xuefaChecked?: { file: string; at: number | null; running: Promise<unknown> | null }
}

/** Bytes up to which a file is checked before it is served. */
const SMALL = 100 * 1024 * 1024

/**
 * Compares a file with itself, in a worker thread: its structure, its references, its rows with their digests. A file
 * without digests, or whose migration has not taken them anew, has none to compare.
 */
export function checkFile(file: string, checks: Checks): Promise<Finding[]> {
  return new Promise((done, fail) => {
    const worker = new Worker(/* turbopackIgnore: true */ resolve('db/check.worker.mjs'), {
      workerData: { file, ...checks },
      // Loaders of the main thread are not needed: the worker is plain JavaScript.
      execArgv: [],
    })
    let found: Finding[] | undefined
    worker.once('message', message => {
      found = message
    })
    worker.once('error', fail)
    // Only then are its connections closed, and nothing of it holds the file.
    worker.once('exit', code => (found ? done(found) : fail(new Error(`The check ended with ${code}.`))))
  })
}

/**
 * Checks the open database, and from then on only reads where something does not agree. References that lead nowhere
 * are told and stop nothing: a figure reads rows, whose digests agree.
 */
export async function checkDatabase(checks: Checks): Promise<Finding[]> {
  const file = databaseFile()
  if (file === null) return []
  const findings = await checkFile(file, checks)
  if (checks.digests) shared.xuefaChecked = { file, at: Date.now(), running: null }
  noteDamage(
    findings.filter(each => each.kind !== 'foreignKey'),
    checks.integrity,
  )
  return findings
}

/**
 * Before anything is served: a small file is checked whole. A larger one is checked while it is served. Where the last
 * process was cut short, it may have been by a text that is no UTF-8: then all texts are read first (3 s for 100 MB),
 * and nothing is written until the rest has been checked too.
 */
export async function checkAtStart(
  failed: (error: unknown) => void = () => {},
  isSmallFile = isSmall,
): Promise<void> {
  const file = databaseFile()
  if (file === null) return
  if (isSmallFile(file))
    return refuseUnreadable(file, await checkDatabase({ integrity: true, digests: true }))
  if (wasCutShort()) {
    await refuseUnreadableTexts()
    setReadOnly('checking', 'The last process was cut short.')
  }
  const checking = checkDatabase({ integrity: true, digests: true })
  // A check that could not be made is no damage; what was cut short stays to be read until one has passed.
  void checking.then(() => allowWriting('checking')).catch(failed)
}

/** Milliseconds for which a check for a report holds: in between the engine answers from what it has read. */
const HOLDS = 10 * 60_000

/**
 * Before figures are reported: the rows agree with their digests, looked at no longer ago than ten minutes, and a
 * small file is whole. Where something does not agree, `damage` and `readOnly` say so afterwards.
 */
export async function checkForReport(): Promise<void> {
  const file = databaseFile()
  // Also where something is known to be damaged: what it does not touch carries no mark.
  if (file === null) return
  const held = shared.xuefaChecked?.file === file ? shared.xuefaChecked : undefined
  if (held?.running) return void (await held.running)
  if (held?.at && Math.abs(Date.now() - held.at) < HOLDS) return
  const running = checkDatabase({ digests: true, integrity: isSmall(file) })
  shared.xuefaChecked = { file, at: held?.at ?? null, running }
  try {
    await running
  } finally {
    if (shared.xuefaChecked?.running === running)
      shared.xuefaChecked = { file, at: held?.at ?? null, running: null }
  }
}

/** When the rows were last compared with their digests; null where they were not since the start. */
export function lastCheck(): number | null {
  return shared.xuefaChecked?.file === (databaseFile() ?? '') ? shared.xuefaChecked.at : null
}

/** For the command line: checked first as at a start, but for a large file that was closed in order. */
export async function checkForCommand(isSmallFile = isSmall): Promise<void> {
  const file = databaseFile()
  if (file === null) return
  if (isSmallFile(file)) refuseUnreadable(file, await checkDatabase({ integrity: true, digests: true }))
  else if (wasCutShort()) await refuseUnreadableTexts()
}

/** For a command that checks the rest by itself: migrations and the log are read before. */
export async function refuseUnreadableTexts(): Promise<void> {
  const file = databaseFile()
  if (file !== null) refuseUnreadable(file, await checkFile(file, { texts: true }))
}

/** A page that meets such a row would end the process: the driver takes no text that is no UTF-8. */
function refuseUnreadable(file: string, findings: Finding[]): void {
  const tables = findings.flatMap(each => (each.kind === 'unreadable' ? [each.table] : []))
  if (tables.length > 0) throw unreadable(file, tables)
}

function isSmall(file: string): boolean {
  return statSync(/* turbopackIgnore: true */ file).size < SMALL
}

/** `tables`: where, by name; an empty name is the schema. */
export function unreadable(file: string, tables: string[] = []): DatabaseRefused {
  const named = [...new Set(tables)].filter(each => each !== '').join(', ')
  return new DatabaseRefused(
    `${file} 有损坏，有的数据读不出来${named && `（${named}）`}，没有打开，也没有改动。请恢复最近的备份：npm run -s restore -- 备份文件.db`,
    `${file} is damaged and partly unreadable${named && ` (${named})`}; it was neither opened nor changed. Restore the latest backup: npm run -s restore -- FILE.db`,
  )
}
