// In a worker thread: reading a whole file would stop every request for as long as it takes.
import { isUtf8 } from 'node:buffer'
import { parentPort, workerData } from 'node:worker_threads'
import { ConnectionPool } from '@libsql/client/sqlite3'
import { changedRow } from './changed-row.mjs'
import { addDigest, definitionsSql, rowDigest, scopeSql, textDigest, valuesSql } from './row-digest.mjs'

/** Of what does not agree so much is told: one broken page can break every sheet. */
const MOST = 200
/** In so many scopes the changed row is looked for; it takes a second in a long sheet. */
const MOST_SOUGHT = 5

const { file, integrity, foreignKeys, digests } = workerData
const findings = []
attempt('', () => {
  const connection = new ConnectionPool(file, { timeout: 5000 }, 1).acquireSync()
  // Only the writer checkpoints: two connections that do can corrupt a WAL before SQLite 3.51.3.
  connection.exec('PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;')
  const read = (sql, ...args) => connection.prepare(sql).raw(true).all(args)
  // One moment of the file for all that is compared.
  connection.exec('BEGIN')
  if (integrity) attempt('', () => checkIntegrity(read))
  if (foreignKeys) attempt('', () => checkForeignKeys(read))
  if (digests) attempt('', () => checkDigests(connection, read))
  connection.close()
})
parentPort.postMessage(findings.slice(0, MOST))

function attempt(table, work) {
  try {
    work()
  } catch (error) {
    // A lock or a want of memory is no damage: the check was not made.
    if (/^SQLITE_(BUSY|LOCKED|NOMEM|FULL|CANTOPEN|PERM)/.test(error.code ?? '')) throw error
    findings.push({ kind: 'unreadable', table, text: error.message })
  }
}

function checkIntegrity(read) {
  for (const [bytes] of read(`select cast(integrity_check as blob) from pragma_integrity_check(${MOST})`)) {
    const text = Buffer.from(bytes).toString()
    if (text !== 'ok') findings.push({ kind: 'integrity', text })
  }
}

function checkForeignKeys(read) {
  for (const [table, row, parent] of read('PRAGMA foreign_key_check'))
    findings.push({ kind: 'foreignKey', table, row: row === null ? null : Number(row), parent })
}

// Everything is read as bytes: the driver ends the process at a text that is no UTF-8.
function checkDigests(connection, read) {
  if (read("select 1 from sqlite_schema where name = 'digest_layout'").length === 0) return
  const layouts = read('select migration, layout, definitions, seal from digest_layout')
  if (layouts.length === 0 && read('select 1 from row_digest limit 1').length === 0) return
  const [migration, layoutText, definitions, seal] = layouts[0] ?? []
  if (layouts.length !== 1 || textDigest(`${migration}`, `${layoutText}`, `${definitions}`) !== seal) {
    findings.push({ kind: 'layout' })
    return
  }
  // A migration that was cut short before the sums were taken anew: the next start takes them.
  if (read('select max(created_at) from __drizzle_migrations')[0]?.[0] !== migration) return
  const layout = JSON.parse(layoutText)
  if (textDigest(...read(definitionsSql(Object.keys(layout))).map(([text]) => text)) !== definitions)
    findings.push({ kind: 'definitions' })
  const found = new Map()
  for (const [table, { scope, columns }] of Object.entries(layout))
    attempt(table, () => {
      let isText = true
      // Not by an index: the rows themselves are what the sums are of.
      const rows = connection
        .prepare(
          `select cast(${scopeSql(scope, 't')} as blob), cast(${valuesSql(columns, 't')} as blob) from "${table}" t not indexed`,
        )
        .raw(true)
        .iterate()
      for (const [scopeBytes, bytes] of rows) {
        const name = Buffer.from(scopeBytes).toString()
        const values = Buffer.from(bytes)
        isText &&= isUtf8(values)
        const sum = found.get(name) ?? { count: 0, lanes: [0, 0, 0, 0] }
        found.set(name, sum)
        addDigest(sum, rowDigest(table, values), 1)
      }
      if (!isText) findings.push({ kind: 'unreadable', table, text: 'a text that is no UTF-8' })
    })
  let sought = 0
  for (const [scope, count, ...lanes] of read(
    'select scope, count, a, b, c, d from row_digest order by scope',
  )) {
    const sum = found.get(scope) ?? { count: 0, lanes: [0, 0, 0, 0] }
    found.delete(scope)
    if (sum.count === count && sum.lanes.every((lane, at) => lane === lanes[at])) continue
    const kept = { count, lanes }
    const change = ++sought > MOST_SOUGHT ? null : soughtIn(read, layout, scope, sum, kept)
    findings.push({ kind: 'rows', scope, expected: count, found: sum.count, change })
  }
  for (const [scope, { count }] of found)
    if (count > 0) findings.push({ kind: 'rows', scope, expected: 0, found: count, change: null })
}

function soughtIn(read, layout, scope, sum, kept) {
  try {
    return changedRow(read, layout, scope, sum, kept)
  } catch {
    // A row that cannot be read is told as it is.
    return null
  }
}
