import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Client, createClient, type InStatement } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { databaseFile, type Tx } from './client'
import { hasCode, NO_ROOM } from './disk-room'
import { slices } from './pause'
import { Turns } from './turns'
import { Unwritten, write } from './write'

/** The name of a copy beside the database; what a killed process has left is removed at the next start. */
export const REHEARSAL = /\.rehearsal-[0-9a-f]{12}(-journal|-wal|-shm)?$/

const shared = globalThis as typeof globalThis & {
  xuefaRehearsals?: Turns
}

/** Rehearsals at a time: each copy takes the room of a database, and one with many files takes minutes. */
const MOST = 3

/**
 * Does `work` on a copy of the database that is thrown away: what it writes is read by what it reads later, and by nobody
 * else. The writer is not held up, readers go on. Of each `asker` one at a time, so that nobody waits for another's hundred
 * files alone. A database on another machine has no file to copy: there it is a transaction that is rolled back.
 */
export function rehearse<T>(asker: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  shared.xuefaRehearsals ??= new Turns(MOST)
  return shared.xuefaRehearsals.take(asker, () => rehearseNow(work))
}

async function rehearseNow<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const file = databaseFile()
  if (file === null) return thrownAway(write, work)
  const copy = `${file}.rehearsal-${randomBytes(6).toString('hex')}`
  try {
    await copied(file, copy)
    return await onCopy(copy, work)
  } catch (error) {
    throw hasCode(error, NO_ROOM) ? new Unwritten('diskFull', error) : error
  } finally {
    for (const ending of ['', '-journal', '-wal', '-shm'])
      rmSync(/* turbopackIgnore: true */ `${copy}${ending}`, { force: true })
  }
}

function copied(file: string, copy: string): Promise<void> {
  return new Promise((done, fail) => {
    const worker = new Worker(/* turbopackIgnore: true */ resolve('db/rehearsal.worker.mjs'), {
      workerData: { file, copy },
    })
    worker.once('message', () => done())
    worker.once('error', fail)
    worker.once('exit', code => fail(new Error(`The worker ended with ${code}.`)))
  })
}

async function onCopy<T>(copy: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = createClient({ url: `file:${copy}`, timeout: 0, concurrency: 1 })
  try {
    // Nothing of it has to last.
    await client.execute('PRAGMA synchronous=OFF')
    await client.execute('PRAGMA journal_mode=MEMORY')
    const database = drizzle(inSlices(client))
    return await thrownAway(whole => database.transaction(whole), work)
  } finally {
    client.close()
  }
}

/** The client, whose transactions let readers of this process through between their statements. */
function inSlices(client: Client): Client {
  const begin = client.transaction.bind(client)
  client.transaction = async () => {
    const transaction = await begin('write')
    const pause = slices()
    const execute: (asked: InStatement) => ReturnType<typeof transaction.execute> =
      transaction.execute.bind(transaction)
    transaction.execute = async (asked: InStatement) => {
      await pause()
      return execute(asked)
    }
    return transaction
  }
  return client
}

/** Ends a transaction that must not be committed. */
class ThrownAway extends Error {}

async function thrownAway<T>(
  begin: (whole: (tx: Tx) => Promise<void>) => Promise<unknown>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const answers: T[] = []
  try {
    await begin(async tx => {
      answers.push(await work(tx))
      throw new ThrownAway()
    })
  } catch (error) {
    if (!(error instanceof ThrownAway)) throw error
  }
  return answers[0] as T
}
