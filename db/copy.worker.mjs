// In a worker thread: copying a large file would block every request for as long as it takes.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { createClient } from '@libsql/client'

const { file, copy, filesFrom, filesTo } = workerData
const source = createClient({ url: `file:${file}`, timeout: 5000, concurrency: 1 })
// VACUUM INTO is refused under query_only. Only the writer checkpoints: two connections that checkpoint can
// corrupt a WAL before SQLite 3.51.3.
await source.execute('PRAGMA wal_autocheckpoint=0')
await source.execute({ sql: 'VACUUM INTO ?', args: [copy] })
source.close()

// A backup counts as one only after it was opened and read.
const opened = createClient({ url: `file:${copy}`, concurrency: 1 })
// A restored backup must not bring back sessions that were ended since.
await opened.execute('delete from session')
const check = await opened.execute('PRAGMA quick_check')
const tables = await opened.execute(
  "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
)
const rows = {}
for (const { name } of tables.rows) {
  const counted = await opened.execute(`select count(*) as count from "${name}"`)
  rows[name] = Number(counted.rows[0].count)
}
// Photos of a folder that wait for their activity too.
const named = await opened.execute(
  `select hash from evidence where purged_at is null
   union select options -> 'stored' ->> 'hash' from import_draft where kind = 'photo' order by hash`,
)
const files = filesOf(named.rows)
opened.close()
parentPort.postMessage({ ok: check.rows[0]?.quick_check === 'ok', rows, files })

/** Copies every file that a row names and compares it with its hash. */
function filesOf(named) {
  const missing = []
  for (const { hash } of named) {
    const place = join(hash.slice(0, 2), hash)
    try {
      const bytes = readFileSync(join(filesFrom, place))
      if (createHash('sha256').update(bytes).digest('hex') !== hash) throw new Error('altered')
      mkdirSync(dirname(join(filesTo, place)), { recursive: true })
      writeFileSync(join(filesTo, place), bytes, { flag: 'wx', flush: true })
    } catch (error) {
      if (['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES'].includes(error.code)) throw error
      missing.push(hash)
    }
  }
  return { kept: named.length - missing.length, missing }
}
