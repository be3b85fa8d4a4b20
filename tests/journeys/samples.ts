import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { encode } from 'next-auth/jwt'
import type { HeldSession } from '@/lib/access/session.queries'
import { roles, type SignedInRole, type Things } from './routes'

/** The users whom the journeys sign in as, and the records for the table of routes. */
export type Samples = {
  accounts: Record<SignedInRole, HeldSession>
  things: Things
}

const activity = `select id from activity where host_unit_id = coalesce(:unit, host_unit_id)
  order by (select count(*) from attendance where activity_id = activity.id) desc, id limit 1`
const exam = `select id from exam where host_unit_id = coalesce(:unit, host_unit_id) order by id limit 1`
const undated = `select 1 from occurrence where plan_item_id = plan_item.id and activity_id is null and exam_id is null`
const datable = `plan_item.form <> '' and plan_item.form not like '%考试' and exists (${undated})`
const plan = `select id from plan where unit_id = coalesce(:unit, unit_id) and status <> 'draft'
  order by year * exists (select 1 from plan_item where plan_id = plan.id and ${datable}) desc,
    (select count(*) from plan_item where plan_id = plan.id) desc, id limit 1`
const item = `select id from plan_item where plan_id = (${plan}) order by (${datable}) desc, to_day desc, id limit 1`

// Records of the demo for the addresses, those with the most data first: `:unit` is a community, or null for
// any unit. The person is on the list of the activity and of the exam, the item is in the plan.
const queries: Record<string, string> = {
  activity,
  exam,
  plan,
  unit: 'select coalesce(:unit, min(id)) from unit',
  person: `select m.person_id from membership m where m.unit_id = coalesce(:unit, m.unit_id) and m.to_day is null
    order by exists (select 1 from attendance r where r.activity_id = (${activity}) and r.person_id = m.person_id)
      + exists (select 1 from exam_candidate c where c.exam_id = (${exam}) and c.person_id = m.person_id) desc,
    m.person_id limit 1`,
  publicEvent: `select id from activity where is_public and status <> 'draft' and host_unit_id = coalesce(:unit, host_unit_id)
    order by day desc, id limit 1`,
  account: `select account.id from account join membership on membership.person_id = account.person_id
    where unit_id = coalesce(:unit, unit_id) and to_day is null order by account.id limit 1`,
  ahead: `select id from activity where status = 'scheduled' and audience_id is not null
    and host_unit_id = coalesce(:unit, host_unit_id)
    order by day desc, (select count(*) from attendance where activity_id = activity.id) desc limit 1`,
  points: `select plan_id from plan_item where parent_id is not null and plan_id in (select id from plan
    where unit_id = coalesce(:unit, unit_id)) order by plan_id desc limit 1`,
  point: `select parent_id from plan_item where parent_id is not null and plan_id in (select id from plan
    where unit_id = coalesce(:unit, unit_id)) order by plan_id desc, id limit 1`,
  item,
  occurrence: `select id from occurrence where plan_item_id = (${item}) and activity_id is null and exam_id is null
    order by to_day desc limit 1`,
  adviser: `select id from adviser where unit_id = coalesce(:unit, unit_id) order by id limit 1`,
  work: `select id from legal_work where unit_id = coalesce(:unit, unit_id) order by id limit 1`,
  output: `select id from output where unit_id = coalesce(:unit, unit_id) order by id limit 1`,
}

/**
 * Finds or creates an account for every role in a demo that no server has open, and stores all of them beside
 * the database.
 */
export async function writeSamples(folder: string, now: string): Promise<void> {
  const client = createClient({ url: `file:${path.join(folder, 'xuefa.db')}`, timeout: 5000 })
  try {
    const [a, b] = await communities(client)
    const accounts = {} as Samples['accounts']
    for (const role of roles)
      if (role !== 'nobody') accounts[role] = await signedIn(client, await accountFor(client, role, a), now)
    const things: Things = {
      a: await thingsOf(client, a),
      b: await thingsOf(client, b),
      any: await thingsOf(client, null),
    }
    writeFileSync(path.join(folder, 'samples.json'), JSON.stringify({ accounts, things }))
  } finally {
    client.close()
  }
}

export function samplesOf(folder: string): Samples {
  return JSON.parse(readFileSync(path.join(folder, 'samples.json'), 'utf8'))
}

/** The session cookie of that role, created by the product's own code. */
export async function sessionCookie(folder: string, role: SignedInRole) {
  const secret = readFileSync(path.join(folder, 'session.secret'), 'utf8')
  const value = await encode({ token: samplesOf(folder).accounts[role], secret, maxAge: 3600 })
  return { name: 'next-auth.session-token', value }
}

async function thingsOf(client: Client, unit: number | null): Promise<Things['a']> {
  const found: Things['a'] = {}
  for (const [name, sql] of Object.entries(queries)) {
    const { rows } = await client.execute({ sql, args: { unit } })
    found[name] = (rows[0]?.[0] ?? null) as string | number | null
  }
  return found
}

/** The two communities with the most activities of their own. */
async function communities(client: Client): Promise<[number, number]> {
  const { rows } = await client.execute(
    `select unit.id from unit left join activity on activity.host_unit_id = unit.id
     where unit.kind = 'community' group by unit.id order by count(activity.id) desc, unit.id limit 2`,
  )
  const [a, b] = rows.map(row => Number(row.id))
  if (!a || !b) throw new Error('The demo has no two communities')
  return [a, b]
}

/** A session that begins at `now`, the clock of the servers that use it. */
async function signedIn(client: Client, accountId: number, now: string): Promise<HeldSession> {
  const sessionId = randomBytes(24).toString('base64url')
  await client.execute({
    sql: `insert into session (id, account_id, started_at, seen_at, browser, system) values (?, ?, ?, ?, 'other', 'other')`,
    args: [sessionId, accountId, Date.parse(now), Date.parse(now)],
  })
  return { accountId, sessionId }
}

async function accountFor(client: Client, role: SignedInRole, a: number): Promise<number> {
  const person = (await personFor(client, role, a)) ?? 0
  await client.execute({
    sql: `insert into account (person_id, password_hash, must_change) values (?, '-', 0)
          on conflict (person_id) do update set must_change = 0`,
    args: [person],
  })
  const { rows } = await client.execute({ sql: 'select * from account where person_id = ?', args: [person] })
  const accountId = Number(rows[0]?.id)
  await client.execute({ sql: 'delete from "grant" where account_id = ?', args: [accountId] })
  if (role !== 'cadre')
    await client.execute({
      sql: role.startsWith('top')
        ? `insert into "grant" (account_id, role, unit_id) select ?, 'administrator', id from unit where parent_id is null`
        : `insert into "grant" (account_id, role, unit_id) values (?, '${role}', ${a})`,
      args: [accountId],
    })
  return accountId
}

/** A person of A, a different one for each role, preferring those with the fewest roles in the demo. */
async function personFor(client: Client, role: SignedInRole, a: number) {
  const { rows } = await client.execute({
    sql: `select person.id from person join membership on membership.person_id = person.id
          left join account on account.person_id = person.id
          left join "grant" on "grant".account_id = account.id
          where membership.unit_id = ? and membership.to_day is null
          group by person.id order by count("grant".id), person.id limit 1 offset ?`,
    args: [a, roles.indexOf(role)],
  })
  return rows[0] ? Number(rows[0].id) : undefined
}
