import { constants, existsSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { createClient } from '@libsql/client'
import { checkFile } from '@/db/check'
import { closeDatabase, hurryDatabase, openDatabase, realFile, settleDatabase } from '@/db/client'
import { isDatabaseOfOurs } from '@/db/identity'
import { holdDatabase } from '@/db/lock'
import { isMissing } from '@/db/lost'
import { migrateDatabase, refuseNewerSchema } from '@/db/migrate'
import { DatabaseRefused } from '@/db/refused'
import { endRestoring, noteRestoring, restoringOf, settleFile } from '@/db/restoring'
import { session } from '@/db/schema/access'
import { write } from '@/db/write'
import { systemViewer } from '@/lib/access/access.queries'
import { recordAudit } from '@/lib/access/audit.commands'
import { beginRun, endRun } from '@/lib/access/seal.commands'
import { type Carried, carryOver, type NotCarried, type Unplaced } from './carry-over'
import { bringFilesBack, type FilesBack } from './files-back'
import type { LetIn } from './let-in'
import { type Kinship, kinshipOf, readBoth, type Younger } from './reading'
import type { Tell } from './step'
import { asideOf, isTogether, removeStaged, switchOver } from './switching'

export type Restored = {
  from: string
  database: string
  /** The name of the database before; null where there was none. */
  aside: string | null
  kinship: Kinship | 'none' | 'unreadable'
  carried: Carried | null
  notCarried: NotCarried[]
  letIn: LetIn | null
  unplaced: Unplaced[]
  files: FilesBack
  younger: Younger | null
  isSecretOurs: boolean
  /** An earlier run was broken off in its last step, and has now been brought to its end. */
  isFinished: boolean
}

/**
 * Puts a backup in the place of the database. All that can fail is done on a copy beside it; then three renames put
 * the copy in place and the old database aside. Throws DatabaseHeld while a server runs and DatabaseRefused for what
 * is no whole backup; the database is then as it was.
 */
export async function restore(
  { from, url, filesDirectory }: { from: string; url: string; filesDirectory?: string },
  tell: Tell = () => {},
): Promise<Restored> {
  const file = realFile(resolve(url.slice('file:'.length)))
  const lock = await holdDatabase(file, 'npm run restore')
  try {
    const before = restoringOf(file)
    if (before?.phase === 'switching') {
      switchOver(file, before, tell)
      return { ...(before.told as Restored), isFinished: true }
    }
    refuseFrom(from, file)
    const staged = `${file}.restoring`
    const aside = asideOf(file, Date.now())
    removeStaged(staged)
    noteRestoring(file, { phase: 'preparing', from, staged, aside })
    try {
      const told = await prepare({ from, file, staged, aside, filesDirectory }, tell)
      switchOver(file, { phase: 'switching', from, staged, aside, told }, tell)
      return told
    } catch (error) {
      await closeDatabase()
      if (restoringOf(file)?.phase === 'preparing') {
        removeStaged(staged)
        endRestoring(file)
      }
      throw error
    }
  } finally {
    await lock.release()
  }
}

function refuseFrom(from: string, file: string): void {
  const found = statSync(from, { throwIfNoEntry: false })
  if (!found?.isFile())
    throw new DatabaseRefused(
      `${from}：没有这个备份文件，什么也没有改动。请写明 npm run backup 给出的 .db 文件。`,
      `${from}: there is no such backup, nothing was changed. Name the .db file that npm run backup made.`,
    )
  if (realFile(from) === file)
    throw new DatabaseRefused(
      `${from} 就是正在使用的数据库，什么也没有改动。请写明备份文件。`,
      `${from} is the database itself, nothing was changed. Name a backup.`,
    )
}

type Places = { from: string; file: string; staged: string; aside: string; filesDirectory?: string }

/** Builds the new database beside the old one, whole and closed. */
async function prepare({ from, file, staged, aside, filesDirectory }: Places, tell: Tell): Promise<Restored> {
  for (const ending of ['', '-wal'])
    if (existsSync(`${from}${ending}`))
      await copyFile(`${from}${ending}`, `${staged}${ending}`, constants.COPYFILE_FICLONE)
  tell('copied')
  await refuseForeign(from, staged)
  const hasOld = !isMissing(file)
  const { fault, old } = await readBoth(staged, hasOld ? file : null)
  if (fault !== null) throw damaged(from, fault)
  const findings = await checkFile(staged, { digests: true })
  if (findings.length > 0) throw damaged(from, `digests: ${findings.length}`)
  tell('checked')
  // As its own database would be: the old name decides where photos are and what the folder has seen.
  await openDatabase(`file:${staged}`, { what: 'npm run restore', filesDirectory })
  await hurryDatabase()
  await migrateDatabase()
  await beginRun()
  tell('upgraded')
  const readable = old !== null && !('unreadable' in old) ? old : null
  const { carried, notCarried, letIn, unplaced } = readable
    ? await carryOver(readable)
    : { carried: null, notCarried: hasOld ? (['everything'] as NotCarried[]) : [], letIn: null, unplaced: [] }
  await beginAnew(from)
  await endRun()
  tell('carriedOver')
  const files = await bringFilesBack(`${from}.files`)
  tell('filesBack')
  await settleDatabase()
  await closeDatabase()
  if (!isTogether(staged)) throw new Error(`${staged}-wal was not written into the database.`)
  settleFile(staged)
  return {
    from,
    database: file,
    aside: existsSync(file) ? aside : null,
    kinship: readable ? kinshipOf(readable) : hasOld ? 'unreadable' : 'none',
    carried,
    notCarried,
    letIn,
    unplaced,
    files,
    younger: readable?.younger ?? (hasOld ? null : []),
    isSecretOurs: process.env.NEXTAUTH_SECRET === undefined,
    isFinished: false,
  }
}

/** Everybody signs in again: a copy made by hand, unlike a backup, may hold sessions. The log says what happened. */
function beginAnew(from: string): Promise<void> {
  return write(async tx => {
    await tx.delete(session)
    await recordAudit(tx, await systemViewer('命令行', tx), {
      action: 'restore.done',
      subject: 'restore',
      subjectId: basename(from),
    })
  })
}

/** What is no database of ours, or of a later release, is told before anything is read from it. */
async function refuseForeign(from: string, staged: string): Promise<void> {
  const client = createClient({ url: `file:${staged}`, concurrency: 1 })
  try {
    if (!(await isDatabaseOfOurs(client, from)))
      throw new DatabaseRefused(
        `${from} 不是学法日历的备份，什么也没有改动。请写明 npm run backup 给出的 .db 文件。`,
        `${from} is no backup of Xuefa, nothing was changed. Name the .db file that npm run backup made.`,
      )
    await refuseNewerSchema(client, from)
  } catch (error) {
    if (/^SQLITE_CORRUPT/.test((error as { code?: string }).code ?? ''))
      throw damaged(from, (error as Error).message)
    throw error
  } finally {
    client.close()
  }
}

function damaged(from: string, found: string): DatabaseRefused {
  // SQLite writes several lines.
  const fault = found.replace(/\s*\n\s*/g, '; ')
  return new DatabaseRefused(
    `${from} 已损坏（${fault}），什么也没有改动。请换一份备份。`,
    `${from} is damaged (${fault}), nothing was changed. Use another backup.`,
  )
}
