import * as crypto from 'node:crypto'

// Plain JavaScript: the worker that checks the file (db/check.worker.mjs) runs without a compiler.

/**
 * The digest of one row: the first 128 bits of SHA-256 over its table and its values as JSON, in four lanes.
 * @param {string} table
 * @param {string | Uint8Array} values
 * @returns {number[]}
 */
export function rowDigest(table, values) {
  const bytes = sha256(
    typeof values === 'string' ? `${table}\n${values}` : Buffer.concat([Buffer.from(`${table}\n`), values]),
  )
  return [bytes.readUInt32BE(0), bytes.readUInt32BE(4), bytes.readUInt32BE(8), bytes.readUInt32BE(12)]
}

/**
 * Adds the digest to a sum, lane by lane and modulo 2^32, or takes it away: sums do not depend on the order of the rows.
 * @param {{ count: number, lanes: number[] }} sum
 * @param {number[]} digest
 * @param {1 | -1} sign
 */
export function addDigest(sum, digest, sign) {
  sum.count += sign
  for (let at = 0; at < 4; at++) sum.lanes[at] = (sum.lanes[at] + sign * digest[at]) >>> 0
}

/**
 * SQL of a row's values as JSON. A value keeps its type: 1, 1.0, '1' and null differ; JSON refuses a blob, and no
 * column of ours is one.
 * @param {string[]} columns
 * @param {string} row
 * @returns {string}
 */
export function valuesSql(columns, row) {
  return `json_array(${columns.map(column => `${row}."${column}"`).join(', ')})`
}

/**
 * SQL of the scope to which a row belongs: `activity:7`.
 * @param {[kind: string, column?: string]} scope
 * @param {string} row
 * @returns {string}
 */
export function scopeSql([kind, column], row) {
  return column ? `'${kind}:' || ${row}."${column}"` : `'${kind}'`
}

/**
 * SQL of the definitions of these tables and their indexes.
 * @param {string[]} tables
 * @returns {string}
 */
export function definitionsSql(tables) {
  const names = tables.map(table => `'${table}'`).join(', ')
  return `select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_schema
    where type in ('table', 'index') and tbl_name in (${names}) order by type, name`
}

/**
 * @param {string[]} texts
 * @returns {string}
 */
export function textDigest(...texts) {
  return sha256(texts.join('\n')).toString('hex')
}

/**
 * Node 20.9 has no one-shot hash, which takes half the time.
 * @param {string | Uint8Array} text
 * @returns {Buffer}
 */
function sha256(text) {
  return crypto.hash
    ? crypto.hash('sha256', text, 'buffer')
    : crypto.createHash('sha256').update(text).digest()
}
