import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { endRestoring, noteRestoring, type Restoring, settleFolder } from '@/db/restoring'
import type { Tell } from './step'

/** What SQLite keeps beside a database. */
const BESIDE = ['-wal', '-shm'] as const

/** A name with the time, that nothing has yet. */
export function asideOf(file: string, at: number): string {
  const stamp = new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
  for (let n = 1; ; n++) {
    const name = `${file}.old-${stamp}${n === 1 ? '' : `-${n}`}`
    if (!existsSync(name)) return name
  }
}

/**
 * The old database aside, the new one in its place, a new secret. Killed at any point, the same call goes on: nobody
 * opens the database before `endRestoring`, and each step is done once.
 */
export function switchOver(file: string, restoring: Restoring, tell: Tell): void {
  const { staged, aside } = restoring
  noteRestoring(file, { ...restoring, phase: 'switching' })
  tell('switching')
  if (existsSync(staged)) {
    if (existsSync(file) && !existsSync(aside)) renameSync(file, aside)
    tell('setAside')
    for (const ending of BESIDE)
      if (existsSync(/*turbopackIgnore: true*/ `${file}${ending}`))
        renameSync(`${file}${ending}`, `${aside}${ending}`)
    tell('setBesideAside')
    renameSync(staged, file)
  }
  settleFolder(file)
  tell('switched')
  if (process.env.NEXTAUTH_SECRET === undefined) renewSecret(file)
  tell('secretRenewed')
  removeStaged(staged)
  endRestoring(file)
}

/** Whatever was signed with the secret before counts no more: sessions, known browsers. */
function renewSecret(file: string): void {
  const secret = join(dirname(file), 'session.secret')
  const part = `${secret}.part`
  writeFileSync(part, randomBytes(32).toString('base64'), { mode: 0o600, flush: true })
  renameSync(part, secret)
  settleFolder(secret)
}

/** The database under construction, with what lies beside it. */
export function removeStaged(staged: string): void {
  for (const ending of ['', ...BESIDE, '.lock', '.holder', '.lock-journal'])
    rmSync(`${staged}${ending}`, { force: true })
}

/** Whether all of a closed database is in the one file. */
export function isTogether(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0
}
