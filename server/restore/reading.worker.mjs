// In a worker thread: its connections end with it, so none of them is left on a file that is renamed afterwards.
import { isUtf8 } from 'node:buffer'
import { parentPort, workerData } from 'node:worker_threads'
import { createClient } from '@libsql/client'

const { copy, old } = workerData
// What a copy cannot know, from the file that it replaces. Columns that every release had that had the table.
const KINDS = {
  accounts: `select a.rowid as at, a.id, a.person_id as personId, p.staff_no as staffNo, a.password_hash as passwordHash,
    a.must_change as mustChange, a.first_password_until as firstPasswordUntil, a.disabled_at as disabledAt
    from account a join person p on p.id = a.person_id where a.rowid between ? and ?`,
  grants: `select rowid as at, account_id as accountId, role, unit_id as unitId from "grant" where rowid between ? and ?`,
  feeds: `select rowid as at, token_hash as tokenHash, account_id as accountId, revoked_at as revokedAt from feed
    where rowid between ? and ?`,
  memberships: `select rowid as at, id, person_id as personId, unit_id as unitId, from_day as fromDay, to_day as toDay,
    is_primary as isPrimary from membership where rowid between ? and ?`,
  factors: `select rowid as at, account_id as accountId, secret, last_step as lastStep, enrolled_at as enrolledAt
    from second_factor where rowid between ? and ?`,
  codes: `select rowid as at, account_id as accountId, hash, used_at as usedAt from recovery_code
    where rowid between ? and ?`,
  erased: `select rowid as at, person_id as personId, number, keeps_proofs as keepsProofs from erased_person
    where rowid between ? and ?`,
  settings: `select rowid as at, name, value from setting where name in ('idleMinutes', 'secondFactor')
    and rowid between ? and ?`,
  phones: `select rowid as at, device, person_id as personId from bound_device where rowid between ? and ?`,
}
// Every text comes as bytes: the driver ends the process at one that is no UTF-8, and the old file may hold such.
/** Ranges that cannot be read, after which a table is given up: its root is gone. */
const MOST_FAILURES = 2000

const copied = createClient({ url: `file:${copy}`, concurrency: 1 })
const fault = await faultOfCopy()
const found = { fault, old: null }
if (fault === null && old !== null) found.old = await oldOf()
copied.close()
parentPort.postMessage(found)

/** What is wrong with the copy, or null. */
async function faultOfCopy() {
  try {
    for (const check of ['integrity_check', 'foreign_key_check']) {
      const column = check === 'integrity_check' ? check : '"table"'
      const { rows } = await copied.execute(`select cast(${column} as blob) from pragma_${check}`)
      const found = rows.length === 0 ? null : Buffer.from(rows[0][0]).toString()
      const isWell = check === 'integrity_check' ? found === 'ok' : found === null
      if (!isWell) return `${check}: ${found}`
    }
    return null
  } catch (error) {
    return error.message
  }
}

async function oldOf() {
  const client = createClient({ url: `file:${old}`, timeout: 0, concurrency: 1 })
  try {
    await client.execute('PRAGMA query_only=1')
    await client.execute('select 1 from sqlite_schema limit 1')
    const kin = await kinship(client)
    const kinds = {}
    for (const [kind, sql] of Object.entries(KINDS)) kinds[kind] = await rowsOf(client, sql)
    return { ...kin, ...kinds, younger: await youngerThan(client, kin) }
  } catch (error) {
    return { unreadable: error.message }
  } finally {
    client.close()
  }
}

/**
 * How the old file and the copy belong together, by the log that only grows: the last entry that both have, of how
 * many each. Null where it cannot be read.
 */
async function kinship(client) {
  const logs = new Map([
    [client, await logOf(client)],
    [copied, await logOf(copied)],
  ])
  const entry = async (from, id) => {
    const { rows } = await from.execute({
      sql: `select cast(json_array(at, action, subject, subject_id) as blob) from ${logs.get(from)} where id = ?`,
      args: [id],
    })
    return rows[0] ? Buffer.from(rows[0][0]).toString('latin1') : null
  }
  const lastOf = async from =>
    Number((await from.execute(`select max(id) from ${logs.get(from)}`)).rows[0]?.[0] ?? 0)
  try {
    const [copyLast, oldLast] = [await lastOf(copied), await lastOf(client)]
    let [low, high] = [0, Math.min(copyLast, oldLast)]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((await entry(copied, middle)) === (await entry(client, middle))) low = middle
      else high = middle - 1
    }
    return { common: low, copyLast, oldLast }
  } catch {
    return { common: null, copyLast: null, oldLast: null }
  }
}

/** An upgrade that was killed has left the log aside (lib/access/audit-move.commands.ts). */
async function logOf(client) {
  const { rows } = await client.execute("select 1 from sqlite_schema where name = 'audit_standing'")
  return rows.length > 0 ? 'audit_standing' : 'audit'
}

/** Each row of a select as one JSON object, its names those that the select gives. */
function asJson(sql) {
  const [, columns] = /^select\s+(.*?)\s+from\s/s.exec(sql)
  const fields = columns.split(/,\s*/).map(column => {
    const [value, name = value.replace(/^.*\./, '')] = column.split(' as ')
    return `'${name}', ${value}`
  })
  return sql.replace(columns, `cast(json_object(${fields.join(', ')}) as blob)`)
}

/** Every row that can be read, and whether some could not. */
async function rowsOf(client, sql) {
  const rows = []
  let failures = 0
  const read = async (from, to) => {
    try {
      const found = await client.execute({ sql: asJson(sql), args: [from, to] })
      for (const row of found.rows) {
        const bytes = Buffer.from(row[0])
        if (isUtf8(bytes)) rows.push(JSON.parse(bytes))
        else failures++
      }
    } catch (error) {
      // A release that did not have the table yet had nothing in it.
      if (/no such table/.test(error.message)) return
      failures++
      if (/no such column/.test(error.message) || failures > MOST_FAILURES || from === to) return
      const middle = Math.floor((from + to) / 2)
      await read(from, middle)
      await read(middle + 1, to)
    }
  }
  await read(0, 2 ** 24)
  return { rows, isWhole: failures === 0 }
}

/** Entries of the old file's log that the copy lacks, by day in Shanghai and action; the making of copies is none. */
async function youngerThan(client, { common }) {
  try {
    const { rows: last } = await copied.execute(`select coalesce(max(at), 0) from ${await logOf(copied)}`)
    const { rows } = await client.execute({
      sql: `select date(at / 1000, 'unixepoch', '+8 hours') as day, cast(action as blob) as action, count(*) as count from ${await logOf(client)}
        where ${common ? 'id > ?' : 'at > ?'} and action <> 'backup.make' group by 1, 2 order by 1 desc, 3 desc`,
      args: [common || Number(last[0][0])],
    })
    return rows.map(row => ({
      day: String(row[0]),
      action: Buffer.from(row[1]).toString(),
      count: Number(row[2]),
    }))
  } catch {
    return null
  }
}
