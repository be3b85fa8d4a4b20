import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Client, createClient, type InValue } from '@libsql/client'
import { ConnectionPool } from '@libsql/client/sqlite3'
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql'
import { holdDatabase } from './lock'

export type Db = LibSQLDatabase<Record<string, never>>
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
/** Where a read runs: the readers, or the transaction of a command. */
export type On = Db | Tx

type Connection = ReturnType<ConnectionPool['acquireSync']>
/** A connection whose statements stay compiled. */
type Keeper = { connection: Connection; statements: Map<string, ReturnType<Connection['prepare']>> }

type Opened = {
  url: string
  file: string | null
  reader: Client
  writer: Client
  /** Opened when it is first asked. */
  keeper?: Keeper
  release(): Promise<void>
}

// Pages, actions and instrumentation are bundled apart: only the process itself is shared by them.
const shared = globalThis as typeof globalThis & { xuefaDatabase?: Opened }

const READERS = 4
/** Milliseconds for which a read waits for another process. */
const PATIENCE = 2000
const READS_ONLY = 'PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;'

/**
 * Opens the database for this process: the lock, one writer, query-only readers. Importing this file opens nothing.
 * Throws DatabaseHeld where another process owns the file.
 */
export async function openDatabase(
  url: string,
  { what = 'server', authToken }: { what?: string; authToken?: string } = {},
) {
  if (shared.xuefaDatabase) throw new Error('The database is open already.')
  if (!url.startsWith('file:')) {
    const client = createClient({ url, authToken })
    shared.xuefaDatabase = { url, file: null, reader: client, writer: client, release: async () => {} }
    return
  }
  const file = resolve(url.slice('file:'.length))
  mkdirSync(dirname(file), { recursive: true })
  const lock = await holdDatabase(file, what)
  // timeout 0: waiting inside SQLite would stop the whole process; write() waits outside.
  const writer = createClient({ url: `file:${file}`, timeout: 0, concurrency: 1 })
  await writer.execute('PRAGMA journal_mode=WAL')
  const reader = createClient({ url: `file:${file}`, timeout: PATIENCE, concurrency: READERS })
  // A pragma holds for one connection; asked for all at once, each of the pool's answers.
  await Promise.all(Array.from({ length: READERS }, () => reader.executeMultiple(READS_ONLY)))
  shared.xuefaDatabase = { url, file, reader, writer, release: lock.release }
}

/** For a file that is thrown away unless it becomes whole: the disk is not waited for until `settleDatabase`. */
export async function hurryDatabase(): Promise<void> {
  await opened().writer.execute('PRAGMA synchronous=OFF')
}

/** Brings everything onto the disk and into the one file, for whoever copies or moves it once it is closed. */
export async function settleDatabase(): Promise<void> {
  await opened().writer.execute('PRAGMA synchronous=FULL')
  await opened().writer.execute('PRAGMA wal_checkpoint(TRUNCATE)')
}

export async function closeDatabase(): Promise<void> {
  const opened = shared.xuefaDatabase
  if (!opened) return
  shared.xuefaDatabase = undefined
  opened.keeper?.connection.close()
  opened.reader.close()
  if (opened.writer !== opened.reader) opened.writer.close()
  await opened.release()
}

export function isOpen(): boolean {
  return shared.xuefaDatabase !== undefined
}

export function databaseFile(): string | null {
  return opened().file
}

/** For db/write.ts and db/migrate.ts alone. */
export function writerClient(): Client {
  return opened().writer
}

/** For reads. A write through it fails with SQLITE_READONLY. */
export const db: Db = drizzle(standIn(() => opened().reader))

/**
 * The first row of a read that is asked hundreds of times a second, its columns in order; undefined where there is
 * none. The client compiles a statement anew each time, which costs ten times what such a read does: here it stays
 * compiled, as the very text that it is asked with.
 */
export async function firstRow(sql: string, args: InValue[]): Promise<unknown[] | undefined> {
  const { file, reader } = opened()
  if (file === null) {
    const { rows, columns } = await reader.execute({ sql, args })
    return rows[0] && columns.map((_, at) => rows[0]?.[at])
  }
  try {
    return keptStatement(file, sql).get(args) as unknown[] | undefined
  } catch (error) {
    // What failed is not used again: an unfinished statement would hold on to an old state of the file.
    opened().keeper?.connection.close()
    opened().keeper = undefined
    throw error
  }
}

function keptStatement(file: string, sql: string) {
  let { keeper } = opened()
  if (!keeper) {
    const connection = new ConnectionPool(file, { timeout: PATIENCE }, 1).acquireSync()
    connection.exec(READS_ONLY)
    keeper = { connection, statements: new Map() }
    opened().keeper = keeper
  }
  let statement = keeper.statements.get(sql)
  if (!statement) {
    statement = keeper.connection.prepare(sql).raw(true)
    keeper.statements.set(sql, statement)
  }
  return statement
}

/** The writer as drizzle sees it; for db/write.ts and db/migrate.ts alone. */
export const writerDb: Db = drizzle(standIn(() => opened().writer))

function opened(): Opened {
  if (!shared.xuefaDatabase) throw new Error('The database is not open.')
  return shared.xuefaDatabase
}

// drizzle wants its client when the module loads, which is before the database is opened.
function standIn(client: () => Client): Client {
  return {
    execute: (...given: Parameters<Client['execute']>) => client().execute(...given),
    batch: (...given: Parameters<Client['batch']>) => client().batch(...given),
    migrate: (...given: Parameters<Client['migrate']>) => client().migrate(...given),
    transaction: (mode?: 'write' | 'read' | 'deferred') => client().transaction(mode),
    executeMultiple: (sql: string) => client().executeMultiple(sql),
  } as Client
}
