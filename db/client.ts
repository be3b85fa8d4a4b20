import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Client, createClient, type InStatement, type InValue } from '@libsql/client'
import { ConnectionPool } from '@libsql/client/sqlite3'
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql'
import { noteChanges, tablesWritten } from './changes'
import { forgetDamage } from './damage'
import { addUpChanges, noteRowChanges } from './digest'
import { claimDatabase } from './identity'
import { endedWell, holdDatabase, holdRealFile, noteEnd, notePurpose, type Purpose } from './lock'
import { isMissing, refuseLost } from './lost'
import { slices } from './pause'
import { forgetReadOnly } from './read-only'
import { refuseHalfRestored } from './restoring'
import { cacheStatements, type StatementCache } from './statement-cache'

export type Db = LibSQLDatabase<Record<string, never>>
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
/** What runs a read: the read connections, or the transaction of a command. */
export type On = Db | Tx

type Opened = {
  url: string
  file: string | null
  writer: Client
  /** Null for a remote database server: reads then go through the writer too. */
  reads: StatementCache | null
  /** Whether the writer's connection notes changes of rows (db/digest.ts); unknown until it is first asked. */
  digests?: boolean
  /** The last process did not close the file: it left a WAL, or its name beside it. */
  isCutShort?: boolean
  release(): Promise<void>
}

// Pages, actions and instrumentation.ts are separate bundles with module state of their own; only globalThis is shared.
const shared = globalThis as typeof globalThis & { xuefaDatabase?: Opened }

export type Opening = {
  /** Names the holder to whoever finds the file in use. */
  what?: string
  authToken?: string
  /** Where the photos are, if not beside the database. */
  filesDirectory?: string
}

/** Milliseconds for which a read waits for another process. */
const PATIENCE = 2000

/**
 * Opens the database for this process: takes the lock, one writer connection, query-only read connections.
 * Importing this file opens nothing. Throws DatabaseHeld where another process owns the file, DatabaseRefused where
 * it is none of ours, or is missing and was there before.
 */
export async function openDatabase(
  url: string,
  { what = 'server', authToken, filesDirectory }: Opening = {},
) {
  if (shared.xuefaDatabase) throw new Error('The database is open already.')
  if (!url.startsWith('file:')) {
    const client = createClient({ url, authToken })
    shared.xuefaDatabase = { url, file: null, writer: client, reads: null, release: async () => {} }
    return
  }
  const file = realFile(resolve(url.slice('file:'.length)))
  mkdirSync(dirname(file), { recursive: true })
  refuseHalfRestored(file)
  if (isMissing(file)) refuseLost(file, filesDirectory)
  const isNew = !existsSync(/* turbopackIgnore: true */ file)
  const isLeft = !endedWell(file)
  const lock = await holdDatabase(file, what)
  const isCutShort = isLeft || hasWal(file)
  // timeout 0: a busy wait inside SQLite would block the whole process; write() retries outside of it.
  const writer = createClient({ url: `file:${file}`, timeout: 0, concurrency: 1 })
  try {
    await claimDatabase(writer, file, () => refuseLost(file, filesDirectory))
  } catch (error) {
    writer.close()
    await lock.release()
    throw error
  }
  await writer.execute('PRAGMA journal_mode=WAL')
  const real = isNew ? await holdRealFile(file) : null
  const release = async () => {
    await real?.release()
    await lock.release()
  }
  shared.xuefaDatabase = { url, file, writer, reads: cacheStatements(file, PATIENCE), isCutShort, release }
}

function hasWal(file: string): boolean {
  return (statSync(/* turbopackIgnore: true */ `${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** Behind symbolic links: two names of one file must not get two locks. */
export function realFile(file: string): string {
  try {
    return realpathSync(/* turbopackIgnore: true */ file)
  } catch {
    // It does not exist yet.
    return file
  }
}

/** For a file that is thrown away unless it is completed: no fsync until `settleDatabase`. */
export async function hurryDatabase(): Promise<void> {
  await opened().writer.execute('PRAGMA synchronous=OFF')
}

/**
 * Flushes everything to disk and checkpoints the WAL into the one file, so that it can be copied or moved once
 * closed.
 */
export async function settleDatabase(): Promise<void> {
  await opened().writer.execute('PRAGMA synchronous=FULL')
  await opened().writer.execute('PRAGMA wal_checkpoint(TRUNCATE)')
}

export async function closeDatabase(): Promise<void> {
  const opened = shared.xuefaDatabase
  if (!opened) return
  shared.xuefaDatabase = undefined
  forgetReadOnly()
  forgetDamage()
  opened.reads?.close()
  opened.writer.close()
  if (opened.file) {
    bringTogether(opened.file)
    noteEnd(opened.file)
  }
  await opened.release()
}

/**
 * Checkpoints the WAL into the one file, for whoever copies it while the server is stopped. Closing the last
 * connection would do so, but a connection with cached statements stays open until they are garbage-collected.
 * Synchronous, because it also runs in the exit handler.
 */
function bringTogether(file: string): void {
  const connection = new ConnectionPool(file, { timeout: 0 }, 1).acquireSync()
  try {
    connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // Another process still reads the file, or the disk is full: the next start recovers everything from the
    // WAL beside it.
  }
  connection.close()
}

export function isOpen(): boolean {
  return shared.xuefaDatabase !== undefined
}

/** Whether the process before this one ended without closing the file. */
export function wasCutShort(): boolean {
  return opened().isCutShort ?? false
}

export function databaseFile(): string | null {
  return opened().file
}

/** Somebody has set the database up: should its file be lost, no start may take its place for a new one. */
export function databaseIsFor(purpose: Purpose): void {
  const { file } = opened()
  if (file !== null) notePurpose(file, purpose)
}

/** For db/write.ts and db/migrate.ts alone. */
export function writerClient(): Client {
  return opened().writer
}

/** For reads. A write through it fails with SQLITE_READONLY. */
export const db: Db = drizzle(standIn(() => opened().reads ?? opened().writer))

/**
 * The first row of a read that runs hundreds of times a second: its columns in order, or undefined where there
 * is none.
 */
export async function firstRow(sql: string, args: InValue[]): Promise<unknown[] | undefined> {
  const { reads, writer } = opened()
  if (reads) return reads.first(sql, args)
  const { rows, columns } = await writer.execute({ sql, args })
  return rows[0] && columns.map((_, at) => rows[0]?.[at])
}

/** Whether the open transaction has its changed rows in `temp.digest_change`. */
export function notesRowChanges(): boolean {
  return opened().digests === true
}

/** The writer as drizzle sees it; for db/write.ts and db/migrate.ts alone. */
export const writerDb: Db = drizzle({
  ...standIn(() => opened().writer),
  async transaction(mode?: 'write' | 'read' | 'deferred') {
    const digests = await noteDigests(opened())
    const transaction = await opened().writer.transaction(mode)
    const rollback = transaction.rollback.bind(transaction)
    // On a full disk the engine rolls the transaction back by itself. A second rollback fails with
    // TRANSACTION_CLOSED, which would hide the real error.
    transaction.rollback = async () => (transaction.closed ? transaction.close() : rollback())
    // Statements run at once in this process: without pauses a long transaction would stop every reader.
    const pause = slices()
    const changed = new Set<string>()
    const execute: (asked: InStatement) => ReturnType<typeof transaction.execute> =
      transaction.execute.bind(transaction)
    transaction.execute = async (asked: InStatement) => {
      await pause()
      for (const table of tablesWritten(typeof asked === 'string' ? asked : asked.sql)) changed.add(table)
      return execute(asked)
    }
    const commit = transaction.commit.bind(transaction)
    transaction.commit = async () => {
      if (digests) await addUpChanges(execute, pause)
      await commit()
      noteChanges(changed)
    }
    return transaction
  },
} as Client)

/** Whether this file has digests; the writer's connection then notes what is changed through it. */
async function noteDigests(opened: Opened): Promise<boolean> {
  if (opened.digests !== undefined) return opened.digests
  const { writer, file } = opened
  const isThere = async (sql: string) => (await writer.execute(sql)).rows.length > 0
  const digests =
    file !== null &&
    (await isThere("select 1 from sqlite_schema where name = 'digest_layout'")) &&
    (await isThere('select 1 from digest_layout'))
  if (digests) await noteRowChanges(writer)
  opened.digests = digests
  return digests
}

/**
 * A new connection of the writer, without the triggers of the digests: they are made again before the next write, and
 * none hinder a migration that rebuilds a table.
 */
export async function reconnectWriter(): Promise<void> {
  const held = opened()
  held.digests = undefined
  await held.writer.reconnect()
}

function opened(): Opened {
  if (!shared.xuefaDatabase) throw new Error('The database is not open.')
  return shared.xuefaDatabase
}

// drizzle needs its client when the module loads, which is before the database is opened: this proxy looks it
// up later.
function standIn(client: () => Client | StatementCache): Client {
  const whole = () => client() as Client
  return {
    execute: (asked: InStatement) => client().execute(asked),
    batch: (...given: Parameters<Client['batch']>) => whole().batch(...given),
    migrate: (...given: Parameters<Client['migrate']>) => whole().migrate(...given),
    transaction: (mode?: 'write' | 'read' | 'deferred') => whole().transaction(mode),
    executeMultiple: (sql: string) => whole().executeMultiple(sql),
  } as Client
}
