import { dirname, join, resolve } from 'node:path'
import { databaseFile } from '@/db/client'
import { type Copied, copyDatabase, removeUnfinishedCopy } from '@/db/copy'
import { write } from '@/db/write'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { answersTo, keepAnswers, recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { readConfig } from '@/lib/core/config'
import { Forbidden } from '@/lib/core/errors'
import { filesDirectory } from '@/lib/core/files-directory'
import { putSetting } from '@/lib/organisation/settings/setting.commands'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import type { BackUpInput } from './backup.input'
import { type Backup, backupName } from './backup.rules'

type Made = { ok: true; file: string; missing: number }
type NotMade = { ok: false; reason: 'remote' | 'damaged' | 'taken' | 'noRoom' | 'noFolder' }
/** `working` where it takes longer than a form waits: it goes on. */
type Answer = Made | NotMade | { ok: true; working: true }

// Two bundles of the server read this file; only globalThis is shared.
const shared = globalThis as typeof globalThis & { xuefaBackup?: Promise<Made | NotMade> }

const BEGUN = 'backupBegun'
/** The setting that keeps the last backup. */
export const LAST_BACKUP = 'lastBackup'

/** Milliseconds after which the form is answered while the copy is still being made. */
const PATIENCE = 15_000

/** 立即备份: one at a time in the process; whoever presses meanwhile gets the one that is being made. */
export async function backUpNow(viewer: Viewer, { idempotencyKey: key }: BackUpInput): Promise<Answer> {
  if (!administersAll(viewer)) throw new Forbidden()
  const [before] = (await write(tx => answersTo<Made>(tx, viewer, [key]))).values()
  if (before) return before
  shared.xuefaBackup ??= pressed(viewer, key).finally(() => {
    shared.xuefaBackup = undefined
  })
  const later = new Promise<{ ok: true; working: true }>(resume => {
    setTimeout(() => resume({ ok: true, working: true }), PATIENCE).unref()
  })
  return Promise.race([shared.xuefaBackup, later])
}

/** Whether a copy is being made at present. */
export function isBackingUp(): boolean {
  return shared.xuefaBackup !== undefined
}

async function pressed(viewer: Viewer, key: string): Promise<Made | NotMade> {
  let copied: Copied
  try {
    copied = await backUpTo(viewer, join(backupDirectory(), backupName(now())))
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (/^(ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR.*)$/.test(code)) return { ok: false, reason: 'noRoom' }
    if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|SQLITE_CANTOPEN.*)$/.test(code))
      return { ok: false, reason: 'noFolder' }
    throw error
  }
  if (!copied.ok) return { ok: false, reason: copied.reason }
  const made = { ok: true, file: copied.file, missing: copied.files.missing.length } as const
  await write(tx => keepAnswers(tx, viewer, new Map([[key, made]]))).catch(() => {})
  return made
}

/** Makes a backup and keeps when, where and how large. What is begun is noted, for the sweep after a kill. */
export async function backUpTo(viewer: Viewer, to: string): Promise<Copied> {
  // The command line may copy a database that has no unit yet.
  if (viewer.accountId !== null && !administersAll(viewer)) throw new Forbidden()
  // A disk that takes no note may still be read, and another one may take the copy.
  await write(tx => putSetting(tx, BEGUN, to)).catch(() => {})
  const copied = await copyDatabase(to, filesDirectory())
  const at = now()
  await write(async tx => {
    await putSetting(tx, BEGUN, null)
    if (!copied.ok) return
    const { file, bytes, files } = copied
    const last: Backup = { at, file, bytes, photos: files.kept, missing: files.missing }
    await putSetting(tx, LAST_BACKUP, last)
    await recordAudit(tx, viewer, {
      action: 'backup.make',
      subject: 'backup',
      subjectId: 0,
      after: { file, bytes, photos: files.kept, missing: files.missing.length },
    })
  }).catch(() => {})
  return copied
}

/** At the start: what a backup that was killed has left, wherever it was to go. */
export async function sweepBackup(): Promise<void> {
  const begun = await settingOf<string | null>(BEGUN, null)
  if (begun === null) return
  removeUnfinishedCopy(begun)
  await write(tx => putSetting(tx, BEGUN, null))
}

/** BACKUP_DIR, or `backups` beside the database. */
export function backupDirectory(): string {
  const file = databaseFile()
  return resolve(readConfig().BACKUP_DIR ?? (file ? join(dirname(file), 'backups') : 'data/backups'))
}
