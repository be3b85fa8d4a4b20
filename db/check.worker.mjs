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

const { file, integrity, foreignKeys, digests, texts } = workerData
const findings = []
/** Tables whose texts were looked at with their digests. */
const looked = new Set()
attempt('', () => {
  const connection = new ConnectionPool(file, { timeout: 5000 }, 1).acquireSync()
  // Only the writer checkpoints: two connections that do can corrupt a WAL before SQLite 3.51.3.
  connection.exec('PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;')
  const read = (sql, ...args) => connection.prepare(sql).raw(true).all(args)
  // One moment of the file for all that is compared.
  connection.exec('BEGIN')
  if (integrity) attempt('', () => checkIntegrity(read))
  // What cannot be read by name is not read any further.
  const tables = integrity || foreignKeys || digests || texts ? tablesOf(read) : []
  if (tables && foreignKeys) attempt('', () => checkForeignKeys(read))
  if (tables && digests) attempt('', () => checkDigests(connection, read))
  if (tables && (digests || texts))
    for (const table of tables) attempt(table, () => checkTexts(connection, read, table))
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
const notText = 'a text that is no UTF-8'

/** The names of all tables; null, with a finding, where the schema itself holds what is no text. */
function tablesOf(read) {
  const found = []
  attempt('', () => {
    for (const [of, isTable, all] of read(`select cast(name as blob), type = 'table',
      cast(coalesce(type, '') || coalesce(name, '') || coalesce(tbl_name, '') || coalesce(sql, '') as blob) from sqlite_schema`)) {
      if (!isUtf8(Buffer.from(all))) throw new Error(notText)
      if (isTable) found.push(Buffer.from(of).toString())
    }
  })
  return findings.some(each => each.kind === 'unreadable') ? null : found
}

/** Also of what no figure reads: a name or a password that is no text would end the process that signs in. */
function checkTexts(connection, read, table) {
  const places = []
  if (!looked.has(table))
    places.push([read('select name from pragma_table_info(?)', table), `"${table}" not indexed`])
  // A read that an index can answer alone never sees the row.
  for (const [index, sql] of read(
    "select l.name, s.sql from pragma_index_list(?) l left join sqlite_schema s on s.type = 'index' and s.name = l.name",
    table,
  )) {
    const columns = read('select name from pragma_index_info(?) where name is not null', index)
    const [condition = ''] = /\bwhere\b.*$/is.exec(sql ?? '') ?? []
    if (columns.length > 0) places.push([columns, `"${table}" indexed by "${index}" ${condition}`])
  }
  const isKnown = findings.some(each => each.kind === 'unreadable' && each.table === table)
  if (isKnown || places.every(([columns, from]) => areTexts(connection, columns, from))) return
  findings.push({ kind: 'unreadable', table, text: notText })
}

function areTexts(connection, columns, from) {
  // With a line's end between them, as two halves of a character would make a whole one.
  const texts = columns.map(([name]) => `iif(typeof("${name}") = 'text', "${name}", '')`)
  const sql = `select cast(${texts.join(' || char(10) || ')} as blob) from ${from}`
  for (const [bytes] of connection.prepare(sql).raw(true).iterate())
    if (!isUtf8(Buffer.from(bytes))) return false
  return true
}

function checkDigests(connection, read) {
  if (read("select 1 from sqlite_schema where name = 'digest_layout'").length === 0) return
  const layouts = read(`select migration, cast(layout as blob), cast(definitions as blob), cast(seal as blob)
    from digest_layout`).map(([migration, ...texts]) => [migration, ...texts.map(textOf)])
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
      looked.add(table)
      if (!isText) findings.push({ kind: 'unreadable', table, text: notText })
    })
  let sought = 0
  for (const [scopeBytes, count, ...lanes] of read(
    'select cast(scope as blob), count, a, b, c, d from row_digest order by scope',
  )) {
    const scope = textOf(scopeBytes)
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

/** Every bit counts: what is no UTF-8 must not become the same text as before. */
function textOf(bytes) {
  const given = Buffer.from(bytes ?? '')
  return given.toString(isUtf8(given) ? 'utf8' : 'latin1')
}

function soughtIn(read, layout, scope, sum, kept) {
  try {
    return changedRow(read, layout, scope, sum, kept)
  } catch {
    // A row that cannot be read is told as it is.
    return null
  }
}
