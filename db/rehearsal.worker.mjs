// In a worker thread: copying a large file would block every request for as long as it takes.
import { parentPort, workerData } from 'node:worker_threads'
import { createClient } from '@libsql/client'

const { file, copy } = workerData
const source = createClient({ url: `file:${file}`, timeout: 5000, concurrency: 1 })
// VACUUM INTO is refused under query_only. Only the writer checkpoints: two connections that checkpoint can corrupt a WAL
// before SQLite 3.51.3.
await source.execute('PRAGMA wal_autocheckpoint=0')
await source.execute({ sql: 'VACUUM INTO ?', args: [copy] })
source.close()
parentPort.postMessage('copied')
