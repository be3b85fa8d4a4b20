import { copyFileSync, rmSync } from 'node:fs'
import { type Client, createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import type { Db } from '@/db/client'
import { saltedText, textFields } from '@/lib/access/audit-text.crypto'
import {
  digestOfSeal,
  entryDigest,
  type LogFinding,
  logTriggers,
  packDigests,
  readKept,
  unpackDigests,
} from '@/lib/access/seal.crypto'
import { checkLog, compareKept, rowsToSeal } from '@/lib/access/seal.sql'

/** What an edit must be told as: the kind of row, and its id or name. */
type Edit = { what: string; names: string[] }
type Place = {
  client: Client
  db: Db
  pick: <T>(of: readonly T[]) => T
  entries: number[]
  seals: number[]
}

/** Edits by hand on a closed database file, each at random; a stop stands at its end. */
const edits: Record<string, (place: Place) => Promise<Edit>> = {
  async update({ client, pick, entries }) {
    const id = pick(entries)
    const column = pick([
      'at',
      'account_id',
      'action',
      'subject',
      'subject_id',
      '"before"',
      '"after"',
      'actor_digest',
    ])
    const value = /digest/.test(column)
      ? 'randomblob(32)'
      : ['at', 'account_id'].includes(column)
        ? `coalesce(${column}, 0) + 1`
        : `coalesce(${column}, '') || 'x'`
    await client.execute(`update audit set ${column} = ${value} where id = ${id}`)
    return { what: `audit.${column}`, names: [`entryChanged ${id}`] }
  },
  async updateWithText({ client, pick, entries }) {
    const id = pick(entries)
    const { salt, digest } = saltedText('别人')
    await client.execute({
      sql: `update audit_text set actor = '别人', actor_salt = ? where audit_id = ${id}`,
      args: [salt],
    })
    await client.execute({ sql: `update audit set actor_digest = ? where id = ${id}`, args: [digest] })
    return { what: 'a name with its digest', names: [`entryChanged ${id}`] }
  },
  async delete({ client, pick, entries }) {
    const id = pick(entries)
    await client.execute(`delete from audit where id = ${id}`)
    if (pick([true, false])) await client.execute(`delete from audit_text where audit_id = ${id}`)
    return { what: 'an entry', names: [`entryDeleted ${id}`] }
  },
  async insert({ client, pick, entries }) {
    const id = pick([Math.max(...entries) + 1, 0, -3])
    const { salt, digest } = saltedText('某人')
    await client.execute({
      sql: `insert into audit (id, at, account_id, action, subject, subject_id, actor_digest)
        select ${id}, at, account_id, action, subject, subject_id, ? from audit where id = ${pick(entries)}`,
      args: [digest],
    })
    await client.execute({
      sql: `insert into audit_text (audit_id, actor, actor_salt) values (${id}, '某人', ?)`,
      args: [salt],
    })
    return { what: 'an entry', names: [`entryInserted ${id}`] }
  },
  async swap({ client, pick, entries }) {
    const a = pick(entries)
    const b = pick(entries.filter(id => id !== a))
    for (const table of ['audit', 'audit_text']) {
      const key = table === 'audit' ? 'id' : 'audit_id'
      for (const [from, to] of [
        [a, -9],
        [b, a],
        [-9, b],
      ])
        await client.execute(`update ${table} set ${key} = ${to} where ${key} = ${from}`)
    }
    return { what: 'two entries', names: [`entryChanged ${a}`, `entryChanged ${b}`] }
  },
  async text({ client, pick, entries }) {
    const { id, field } = await aText(client, pick, entries)
    const set = pick([`"${field}" = "${field}" || 'x'`, `${field}_salt = randomblob(16)`])
    await client.execute(`update audit_text set ${set} where audit_id = ${id}`)
    return { what: `text ${set}`, names: [`textChanged ${id} ${field}`] }
  },
  async textCleared({ client, pick, entries }) {
    const { id, field } = await aText(client, pick, entries)
    await client.execute(
      `update audit_text set "${field}" = null, ${field}_salt = null where audit_id = ${id}`,
    )
    return { what: 'a text', names: [`textCleared ${id} ${field}`] }
  },
  async textDeleted({ client, pick, entries }) {
    const { id, field } = await aText(client, pick, entries)
    await client.execute(`delete from audit_text where audit_id = ${id}`)
    return { what: 'a row of texts', names: [`textDeleted ${id} ${field}`] }
  },
  async trigger({ client, pick }) {
    const name = pick(Object.keys(logTriggers))
    const how = pick(['Dropped', 'Changed', 'Added'])
    if (how === 'Added') {
      await client.execute(
        'create trigger quiet after insert on audit begin update unit set position = position; end',
      )
      return { what: 'a trigger', names: ['triggerAdded quiet'] }
    }
    await client.execute(`drop trigger ${name}`)
    const table = /ON `(\w+)`/i.exec(logTriggers[name] ?? '')?.[1]
    if (how === 'Changed')
      await client.execute(`create trigger ${name} before update on ${table} when 0 begin select 1; end`)
    return { what: 'a trigger', names: [`trigger${how} ${name}`] }
  },
  async seal({ client, pick, seals }) {
    const id = pick(seals)
    const set = pick([
      `sealed_at = sealed_at + 1000`,
      `last_audit_id = last_audit_id + 1`,
      `entries = entries + 1`,
      `kind = iif(kind = 'run', 'stop', 'run')`,
      `digests = randomblob(38)`,
      `previous = lower(hex(randomblob(32)))`,
      `sha256 = lower(hex(randomblob(32)))`,
    ])
    await client.execute(`update audit_seal set ${set} where id = ${id}`)
    return { what: `seal ${set}`, names: [`sealChanged ${id}`] }
  },
  /** Its own sha256 is right again, and no longer what the next seal was made over. */
  async sealReckoned({ client, db, pick, seals }) {
    const id = pick(seals.slice(0, -1))
    await client.execute(`update audit_seal set sealed_at = sealed_at - 60000 where id = ${id}`)
    await reckon(client, db, id, id)
    return { what: 'a seal with its sha256', names: [`sealChanged ${id}`] }
  },
  async sealDeleted({ client, pick, seals }) {
    const id = pick(seals)
    await client.execute(`delete from audit_seal where id = ${id}`)
    return { what: 'a seal', names: [`sealDeleted ${id}`] }
  },
  /** The end of the log is cut off, seals and entries alike. */
  async cut({ client, pick, entries }) {
    const id = pick(entries)
    await client.execute(`delete from audit_seal where last_audit_id >= ${id}`)
    await client.execute(`delete from audit where id >= ${id}`)
    await client.execute(`delete from audit_text where audit_id >= ${id}`)
    return {
      what: 'the end of the log',
      names: entries.filter(each => each >= id).map(each => `entryDeleted ${each}`),
    }
  },
  async recomputed({ client, db, pick, entries, seals }) {
    const id = pick(entries)
    const how = pick(['Changed', 'Deleted'] as const)
    await client.execute(
      how === 'Changed'
        ? `update audit set subject_id = subject_id || '9' where id = ${id}`
        : `delete from audit where id = ${id}`,
    )
    if (how === 'Deleted') await client.execute(`delete from audit_text where audit_id = ${id}`)
    await reckon(client, db, 1, Math.max(...seals))
    return { what: 'an entry, and every seal reckoned anew', names: [`entry${how} ${id}`] }
  },
}

async function aText(client: Client, pick: Place['pick'], entries: number[]) {
  const id = pick(entries)
  const { rows } = await client.execute(`select * from audit_text where audit_id = ${id}`)
  const field = pick(textFields.filter(each => rows[0]?.[each] !== null))
  return { id, field }
}

/** Makes seals anew from the rows as they stand, as somebody would who knows how. */
async function reckon(client: Client, db: Db, from: number, to: number): Promise<void> {
  const rows = new Map((await rowsToSeal(db, 0, 100_000)).map(row => [row.id, row]))
  const { rows: seals } = await client.execute(
    `select * from audit_seal where id between ${from} and ${to} order by id`,
  )
  let before = String(
    (await client.execute(`select sha256 from audit_seal where id = ${from - 1}`)).rows[0]?.[0] ?? '',
  )
  for (const each of seals) {
    const entries = unpackDigests(Buffer.from(each.digests as ArrayBuffer)).flatMap(({ id }) => {
      const row = rows.get(id)
      return row ? [{ id, digest: entryDigest(row) }] : []
    })
    const seal = {
      id: Number(each.id),
      kind: String(each.kind),
      sealedAt: Number(each.sealed_at),
      lastAuditId: entries.at(-1)?.id ?? Number(each.last_audit_id),
      entries: entries.length,
      digests: packDigests(entries),
      previous: before,
    }
    before = digestOfSeal(seal)
    await client.execute({
      sql: 'update audit_seal set last_audit_id = ?, entries = ?, digests = ?, previous = ?, sha256 = ? where id = ?',
      args: [seal.lastAuditId, seal.entries, seal.digests, seal.previous, before, seal.id],
    })
  }
}

/** `missed`: rows that were not named. `beside`: others that were. */
export type Outcome = { kind: string; what: string; missed: string[]; beside: string[] }

/** `count` edits, each on a fresh copy of the file, in turn of their kinds. `kept` is the file of the last seal. */
export async function editByHand(
  file: string,
  kept: string,
  count: number,
  seed: number,
): Promise<Outcome[]> {
  const random = numbers(seed)
  const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T
  const kinds = Object.keys(edits)
  const outcomes: Outcome[] = []
  for (let at = 0; at < count; at++) {
    const kind = kinds[at % kinds.length] as string
    const copy = `${file}.${at}`
    copyFileSync(file, copy)
    const client = createClient({ url: `file:${copy}`, concurrency: 1 })
    const db = drizzle(client) as Db
    const ids = async (table: string) =>
      (await client.execute(`select id from ${table} order by id`)).rows.map(row => Number(row[0]))
    const place = { client, db, pick, entries: await ids('audit'), seals: await ids('audit_seal') }
    if (kind !== 'trigger')
      for (const name of Object.keys(logTriggers)) await client.execute(`drop trigger ${name}`)
    const { what, names } = await (edits[kind] as (typeof edits)[string])(place)
    if (kind !== 'trigger') for (const sql of Object.values(logTriggers)) await client.execute(sql)
    const found = await checkLog(db)
    if (kind === 'recomputed')
      found.push(
        ...(await compareKept(readKept(kept) as NonNullable<ReturnType<typeof readKept>>, db)).findings,
      )
    client.close()
    for (const ending of ['', '-wal', '-shm']) rmSync(`${copy}${ending}`, { force: true })
    const told = found.map(nameOf)
    outcomes.push({
      kind,
      what,
      missed: names.filter(name => !told.includes(name)),
      beside: told.filter(name => !names.includes(name)),
    })
  }
  return outcomes
}

function nameOf(finding: LogFinding): string {
  return [
    finding.kind,
    'name' in finding ? finding.name : finding.id,
    'field' in finding ? finding.field : '',
  ]
    .filter(part => part !== '')
    .join(' ')
}

/** mulberry32: the same edits for the same seed. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
