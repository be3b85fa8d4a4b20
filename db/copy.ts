import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { checkDatabase, checkFile } from './check'
import { databaseFile } from './client'
import type { Finding } from './damage'

type Files = { kept: number; missing: string[] }
type Checked = { ok: boolean; rows: Record<string, number>; files: Files }

export type Copied =
  | { ok: true; file: string; bytes: number; rows: Record<string, number>; files: Files }
  | { ok: false; reason: 'remote' }
  /** `findings` of the database; empty where the copy did not pass its check. */
  | { ok: false; reason: 'damaged'; findings: Finding[] }
  | { ok: false; reason: 'taken'; taken: string }

/** The endings under which a copy is made before it has its name. */
const UNFINISHED = ['.part', '.part-wal', '.part-shm', '.part-journal', '.files.part']

/**
 * Copies the open database while it is in use, opens the copy and counts its rows; the copy gets its name only after
 * that check. Photos and sheets are copied to `….files` beside it, each checked against its hash; files missing on
 * disk are named in the answer.
 */
export async function copyDatabase(to: string, filesDirectory: string): Promise<Copied> {
  const file = databaseFile()
  if (file === null) return { ok: false, reason: 'remote' }
  const files = `${to}.files`
  // An existing file under one of these names is never overwritten: it may be the folder of the photos itself.
  for (const taken of [to, files])
    if (existsSync(/* turbopackIgnore: true */ taken)) return { ok: false, reason: 'taken', taken }
  // A copy of a damaged file would take the place of a good one some day.
  const findings = await checkDatabase({ integrity: true, digests: true })
  if (findings.length > 0) return { ok: false, reason: 'damaged', findings }
  mkdirSync(dirname(to), { recursive: true })
  removeUnfinishedCopy(to)
  const [part, filesPart] = [`${to}.part`, `${files}.part`]
  try {
    const checked = await inWorker({ file, copy: part, filesFrom: filesDirectory, filesTo: filesPart })
    const isWhole = checked.ok && (await checkFile(part, { digests: true })).length === 0
    if (!isWhole) return { ok: false, reason: 'damaged', findings: [] }
    if (existsSync(/* turbopackIgnore: true */ filesPart)) renameSync(filesPart, files)
    renameSync(part, to)
    const { size } = statSync(/* turbopackIgnore: true */ to)
    return { ok: true, file: to, bytes: size, rows: checked.rows, files: checked.files }
  } finally {
    removeUnfinishedCopy(to)
  }
}

/** What a copy that was broken off leaves. */
export function removeUnfinishedCopy(to: string): void {
  for (const ending of UNFINISHED) rmSync(`${to}${ending}`, { recursive: true, force: true })
}

function inWorker(workerData: Record<string, string>): Promise<Checked> {
  return new Promise((done, fail) => {
    const worker = new Worker(/* turbopackIgnore: true */ resolve('db/copy.worker.mjs'), { workerData })
    worker.once('message', done)
    worker.once('error', fail)
    worker.once('exit', code => fail(new Error(`The worker ended with ${code}.`)))
  })
}
