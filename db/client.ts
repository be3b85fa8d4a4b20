import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql'
import { holdDatabase } from './lock'

export type Db = LibSQLDatabase<Record<string, never>>
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
/** Where a read runs: the readers, or the transaction of a command. */
export type On = Db | Tx

type Opened = { url: string; file: string | null; reader: Client; writer: Client; release(): Promise<void> }

// Pages, actions and instrumentation are bundled apart: only the process itself is shared by them.
const shared = globalThis as typeof globalThis & { xuefaDatabase?: Opened }

const READERS = 4

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
  const reader = createClient({ url: `file:${file}`, timeout: 2000, concurrency: READERS })
  // A pragma holds for one connection; asked for all at once, each of the pool's answers.
  await Promise.all(
    Array.from({ length: READERS }, () =>
      reader.executeMultiple('PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;'),
    ),
  )
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
