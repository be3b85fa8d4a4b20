import { rowDigest, scopeSql } from './row-digest.mjs'

/** So many digests at most, some two seconds: then it stays unknown which row it was. */
const MOST = 1_500_000

/**
 * Which row of a scope was changed, and what stood there before: the one value, put in place of the present one,
 * that gives the sum which was kept. One flipped bit, a value that another row of the scope has in that column and an
 * emptied field are tried; 128 bits leave no room for chance. Null where more than one value changed.
 * @returns {{ table: string, key: Record<string, unknown>, column: string | null, now: unknown, before: unknown } | null}
 */
export function changedRow(read, layout, scope, sum, kept) {
  // What the digest of the changed row would have to be: kept − (sum − its own).
  const missing = kept.lanes.map((lane, at) => (lane - sum.lanes[at]) >>> 0)
  let tried = 0
  for (const [table, { scope: of, columns }] of Object.entries(layout)) {
    const values = columns.map(column => `cast(json_quote(t."${column}") as blob)`)
    const rows = read(
      `select ${values.join(', ')} from "${table}" t not indexed where ${scopeSql(of, 't')} = ?`,
      scope,
    ).map(row => row.map(bytes => Buffer.from(bytes).toString()))
    const others = columns.map((_, at) => [...new Set(['null', '0', '1', '""', ...rows.map(row => row[at])])])
    const keys = read(`select name from pragma_table_info('${table}') where pk > 0`).map(([name]) => name)
    const told = (row, at, before) => ({
      table,
      key: Object.fromEntries(keys.map(key => [key, JSON.parse(row[columns.indexOf(key)])])),
      column: at === null ? null : columns[at],
      now: at === null ? null : JSON.parse(row[at]),
      before: at === null ? null : JSON.parse(before),
    })
    for (const row of rows) {
      const own = rowDigest(table, `[${row.join(',')}]`)
      if (sum.count === kept.count + 1 && own.every((lane, at) => (missing[at] + lane) >>> 0 === 0))
        return told(row, null, null)
      if (sum.count !== kept.count) continue
      const wanted = missing.map((lane, at) => (lane + own[at]) >>> 0)
      for (const at of columns.keys())
        for (const before of [...others[at].slice(0, 50), ...flipsOf(row[at])]) {
          if (++tried > MOST) return null
          const digest = rowDigest(table, `[${row.with(at, before).join(',')}]`)
          if (digest.every((lane, of) => lane === wanted[of])) return told(row, at, before)
        }
    }
  }
  return null
}

/** The values, as JSON, that differ from this one by one bit. */
function flipsOf(json) {
  const value = JSON.parse(json)
  if (typeof value === 'string') return flippedTexts(value)
  if (Number.isInteger(value) && !json.includes('.')) return flippedIntegers(value)
  return typeof value === 'number' ? flippedReals(value) : []
}

const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function flippedTexts(value) {
  const bytes = Buffer.from(value)
  const flips = []
  for (let bit = 0; bit < Math.min(bytes.length, 200) * 8; bit++) {
    bytes[bit >> 3] ^= 1 << (bit & 7)
    try {
      flips.push(JSON.stringify(text.decode(bytes)))
    } catch {
      // No text.
    }
    bytes[bit >> 3] ^= 1 << (bit & 7)
  }
  return flips
}

function flippedIntegers(value) {
  return Array.from({ length: 48 }, (_, bit) =>
    String(BigInt.asIntN(48, BigInt(value) ^ (1n << BigInt(bit)))),
  )
}

function flippedReals(value) {
  const view = new DataView(new ArrayBuffer(8))
  return Array.from({ length: 64 }, (_, bit) => {
    view.setFloat64(0, value)
    view.setBigUint64(0, view.getBigUint64(0) ^ (1n << BigInt(bit)))
    const flipped = view.getFloat64(0)
    return Number.isInteger(flipped) ? `${flipped}.0` : String(flipped)
  })
}
