// Apart from the server's thread: copying a large file would stop every request for as long as it takes.
import { parentPort, workerData } from 'node:worker_threads'
import { createClient } from '@libsql/client'

const { file, copy } = workerData
const source = createClient({ url: `file:${file}`, timeout: 5000, concurrency: 1 })
// VACUUM INTO is refused under query_only. The writer alone checkpoints: two that do can corrupt a WAL before
// SQLite 3.51.3.
await source.execute('PRAGMA wal_autocheckpoint=0')
await source.execute({ sql: 'VACUUM INTO ?', args: [copy] })
source.close()

// A backup that was never opened is a hope.
const opened = createClient({ url: `file:${copy}`, concurrency: 1 })
const check = await opened.execute('PRAGMA quick_check')
const tables = await opened.execute(
  "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
)
const rows = {}
for (const { name } of tables.rows) {
  const counted = await opened.execute(`select count(*) as count from "${name}"`)
  rows[name] = Number(counted.rows[0].count)
}
opened.close()
parentPort.postMessage({ ok: check.rows[0]?.quick_check === 'ok', rows })
