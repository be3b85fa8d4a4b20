import path from 'node:path'
import { type Client, createClient } from '@libsql/client'
import {
  accounts,
  activities,
  exams,
  items,
  type Planted,
  people,
  plans,
  planted,
  type Sharing,
  sharings,
  units,
} from './canary-rows'
import type { Role } from './routes'
import { samplesOf } from './samples'

/** The sharings that a role of A may read: public ones, and what concerns its own person or the people of its unit. */
export function mayRead(role: Role): Sharing[] {
  if (role === 'nobody') return ['public']
  if (role === 'cadre') return ['public', 'listed']
  return [...sharings].filter(sharing => sharing !== 'closed')
}

/** The canaries in a text, as `table.sharing`. */
export function canariesIn(text: string): string[] {
  // iCalendar breaks lines within words; links escape them.
  const plain = text.replace(/\r\n[ \t]/g, '').replace(/(?:%[0-9a-f]{2})+/gi, unescaped)
  return [...new Set([...plain.matchAll(/金丝雀_(\w+\.[a-z]+)/g)].map(found => found[1] ?? ''))]
}

function unescaped(bytes: string): string {
  try {
    return decodeURIComponent(bytes)
  } catch {
    return bytes
  }
}

/**
 * Puts canaries into every record of community B, in a copy of the small street that no server has open. Returns
 * how many rows of each table hold one.
 */
export async function plantCanaries(folder: string): Promise<Record<string, number>> {
  const client = createClient({ url: `file:${path.join(folder, 'xuefa.db')}`, timeout: 5000 })
  try {
    await client.execute('pragma foreign_keys = off')
    const { rows } = await client.execute({
      sql: 'select path from unit where id = ?',
      args: [samplesOf(folder).things.b.unit ?? 0],
    })
    const b = String(rows[0]?.path)
    for (const { make } of Object.values(planted))
      for (const sql of make?.split(';') ?? [])
        await client.execute({ sql, args: sql.includes(':b') ? { b } : {} })
    await copyAudit(client, b)
    for (const [table, rule] of Object.entries(planted)) await plant(client, table, rule, b)
    // Rows changed by another program count as damage; without digests the server takes them as they are.
    for (const table of ['digest_layout', 'row_digest']) await client.execute(`delete from ${table}`)
    const counts: Record<string, number> = {}
    for (const table of [...Object.keys(planted), 'audit_text']) {
      const texts = (await textColumns(client, table)).map(name => `coalesce("${name}", '')`).join(` || `)
      const { rows } = await client.execute(
        `select count(*) as count from "${table}" where ${texts} like '%金丝雀%'`,
      )
      counts[table] = Number(rows[0]?.count)
    }
    return counts
  } finally {
    client.close()
  }
}

async function plant(client: Client, table: string, rule: Planted, b: string): Promise<void> {
  const { of, sharing = `'closed'`, words = [], own = [], json = [] } = rule
  // Some columns are unique.
  const canary = (how: string) => `'金丝雀_${table}.' || ${how} || '.' || hex(randomblob(4))`
  const set = [
    ...words.map(name => `"${name}" = ${canary(sharing)}`),
    ...own.map(name => `"${name}" = ${canary(`'closed'`)}`),
    ...json.map(name => `"${name}" = ${inJson(`"${name}"`, table)}`),
  ]
  const sql = `update "${table}" set ${set.join(', ')} where ${of}`
  await client.execute({ sql, args: sql.includes(':b') ? { b } : {} })
}

/** The name of B in a JSON text, and a cell of its sheet, followed by a canary. */
function inJson(column: string, table: string): string {
  const canary = `金丝雀_${table}.closed`
  return `replace(replace(${column}, '和平社区', '和平社区${canary}'), '横副', '横副${canary}')`
}

/** Triggers keep the rows of the audit log as they are: those about B are written once more, with canaries. */
async function copyAudit(client: Client, b: string): Promise<void> {
  const canary = `'金丝雀_audit_text.closed'`
  const { rows } = await client.execute('select max(id) from audit')
  const past = Number(rows[0]?.[0])
  const sql = `insert into audit (id, at, account_id, action, subject, subject_id, before, after)
    select id + ${past}, at, account_id, action, subject, subject_id, before, after
    from audit where (subject = 'activity' and subject_id in ${activities}) or (subject = 'exam' and subject_id in ${exams})
      or (subject = 'attendance' and cast(subject_id as integer) in ${activities}) or (subject = 'plan' and subject_id in ${plans})
      or (subject = 'planItem' and subject_id in ${items}) or (subject = 'person' and subject_id in ${people})
      or (subject = 'account' and subject_id in ${accounts}) or (subject = 'unit' and subject_id in ${units})`
  await client.execute({ sql, args: { b } })
  const text = (field: string) => inJson(`t.${field}`, 'audit_text')
  await client.execute(`insert into audit_text (audit_id, actor, reason, before, after)
    select t.audit_id + ${past}, ${canary}, ${canary}, ${text('before')}, ${text('after')}
    from audit a join audit_text t on t.audit_id = a.id - ${past} where a.id > ${past}`)
}

async function textColumns(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.execute(`pragma table_info("${table}")`)
  return rows.filter(row => String(row.type).toUpperCase() === 'TEXT').map(row => String(row.name))
}
