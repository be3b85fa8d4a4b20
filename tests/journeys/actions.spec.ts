import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { expect, test } from '@playwright/test'
import { type ActionRow, actions } from './actions'
import { filled, roles, routes, type SignedInRole, type Things } from './routes'
import { samplesOf, sessionCookie } from './samples'
import { communitiesNow, type Server, startServer } from './server'

const signedInRoles = roles.filter(role => role !== 'nobody')
type Sender = SignedInRole | 'nobody'
type Reference = { filename: string; exportedName: string; workers: Record<string, unknown> }

const references: [id: string, Reference][] = Object.entries(
  JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')).node,
)

// Tables written by any request, so that a change in them proves nothing about the action; rows of the audit
// log are never removed.
const unrelated = /^(sign_in_failure|audit(_text|_seal)?|sqlite_.*|__drizzle_migrations)$/

let server: Server
let database: Client
/** The initial content of the database: a copy that no server has open. */
let atFirst: string

test.beforeAll(async () => {
  server = await startServer({ communities: true, now: communitiesNow })
  const file = path.join(server.folder, 'xuefa.db')
  atFirst = path.join(server.folder, 'at-first.db')
  // The server seals its log within a second of what it wrote.
  database = createClient({ url: `file:${file}`, timeout: 5000 })
  await database.execute({ sql: 'vacuum into ?', args: [atFirst] })
})
test.afterAll(async () => {
  database.close()
  await server.stop()
})

/** The action, and of one with several buttons the one that is pressed. */
const named = ({ action, fields }: (typeof actions)[number]) =>
  [action, fields.press].filter(Boolean).join(' ')

for (const row of actions)
  test(`${named(row)} is done for those whom the table names, and for nobody else`, async () => {
    const { things } = samplesOf(server.folder)
    const about = (of: 'a' | 'b') => fieldsOf(row, of, things)
    const before = await contentNow()
    const logged = await entriesOf(row)

    for (const sender of ['nobody' as const, ...signedInRoles]) {
      if (sender !== 'topAdministrator' && !row.ownOnly) await send(server, row, sender, about('b'))
      if (sender === 'nobody' || !row.allowed.includes(sender)) await send(server, row, sender, about('a'))
      expect([await contentNow(), await entriesOf(row)], `${sender} is refused`).toEqual([before, logged])
    }
    // The same request from somebody with the role must succeed, or the refusals above would prove nothing.
    const sender = row.allowed[0] ?? 'topAdministrator'
    const answer = await send(server, row, sender, about('a'))
    const after = [await contentNow(), await entriesOf(row)]
    await asAtFirst()
    expect(after, `${sender} is let through: ${answer}`).not.toEqual([before, logged])
    expect(await contentNow(), 'the next action begins as this one did').toBe(before)
  })

type Fields = Record<string, string | string[]>

function fieldsOf(row: ActionRow, whose: 'a' | 'b', things: Things): Fields {
  const fill = (text: string) => {
    const value = filled(text, whose, things)
    if (value === undefined) throw new Error(`make what ${text} names in tests/journeys/communities.ts`)
    return value
  }
  return Object.fromEntries(
    Object.entries(row.fields).map(([name, value]) => [
      fill(name),
      Array.isArray(value) ? value.map(fill) : fill(value),
    ]),
  )
}

/** Submits the form as a browser without script does, and returns the response. */
async function send(server: Server, row: ActionRow, sender: Sender, fields: Fields): Promise<string> {
  const cookie = sender === 'nobody' ? undefined : await sessionCookie(server.folder, sender)
  const headers = { origin: server.url, ...(cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {}) }
  if (row.json) {
    // The table contains a list of objects as JSON text.
    const body = JSON.stringify(fields, (_, value) =>
      typeof value === 'string' && value.startsWith('[{') ? JSON.parse(value) : value,
    )
    const response = await fetch(server.url + row.json, { method: 'POST', headers, body })
    return `${response.status} ${await response.text()}`
  }
  if (row.upload) {
    const { to, name, text } = row.upload
    const body = new FormData()
    for (const [field, value] of Object.entries(fields)) body.set(field, String(value))
    body.set('file', new Blob([text]), name)
    const response = await fetch(server.url + to, { method: 'POST', redirect: 'manual', headers, body })
    return `${response.status} ${response.headers.get('location') ?? ''}`
  }
  const [file, name] = row.action.split('#')
  const found = references.find(([, each]) => each.filename === file && each.exportedName === name)
  if (!found) throw new Error(`${row.action} is not in the build: is it used by a page?`)
  const [id, { workers }] = found
  const page = routes.find(route => `${route.file.replace(/\.tsx$/, '')}` in workers)
  const address = page && filled(page.path, 'a', samplesOf(server.folder).things)
  if (!address) throw new Error(`No page of the table of routes holds ${row.action}`)

  const form = new FormData()
  if (row.plain) form.set(`$ACTION_ID_${id}`, '')
  else {
    form.set('$ACTION_REF_1', '')
    form.set('$ACTION_1:0', JSON.stringify({ id, bound: '$@1' }))
    form.set('$ACTION_1:1', '[{"turn":0}]')
    form.set('$ACTION_KEY', 'k1')
  }
  for (const [field, value] of Object.entries(fields))
    for (const each of [value].flat()) form.append(field, each)

  const response = await fetch(server.url + address, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: form,
  })
  const said = /role="(?:alert|status)"[^>]*>(.*?)<\/div>/s.exec(await response.text())?.[1]
  return `${response.status} ${said?.replace(/<[^>]+>/g, ' ').trim() ?? response.headers.get('location') ?? ''}`
}

/** The columns of each table. */
async function tables(): Promise<Map<string, string[]>> {
  const { rows } = await database.execute(`
    select t.name, json_group_array(c.name) as columns from sqlite_schema t, pragma_table_info(t.name) c
    where t.type = 'table' group by 1 order by 1`)
  const found = rows.map(row => [String(row.name), JSON.parse(String(row.columns)) as string[]] as const)
  return new Map(found.filter(([name]) => !unrelated.test(name)))
}

/** That somebody was there is recorded with every request, refused or not. */
const seen = ['seen_at', 'sheet_opened_at']

/** A hash of all rows: of one statement, as it is asked for a thousand times. */
async function contentNow(): Promise<string> {
  reading ??= [...(await tables())]
    .map(([table, columns]) => {
      const values = columns.filter(each => !seen.includes(each)).map(each => `quote("${each}")`)
      const where = columns.includes('name') ? `where name is not 'health'` : ''
      const lines = `select ${values.join(` || ',' || `)} as line from "${table}" ${where}`
      return `select '${table}', (select group_concat(line, char(10)) from (${lines}))`
    })
    .join(' union all ')
  const { rows } = await database.execute(reading)
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}
let reading: string | undefined

/** How many log entries the action has made, for an action that changes nothing else. */
async function entriesOf({ logged }: ActionRow): Promise<number> {
  if (!logged) return 0
  const sql = 'select count(*) from audit where action = ?'
  const { rows } = await database.execute({ sql, args: [logged] })
  return Number(rows[0]?.[0])
}

/** Restores every row to its initial state, underneath the running server. */
async function asAtFirst(): Promise<void> {
  const names = [...(await tables()).keys()]
  await database.executeMultiple(`
    pragma foreign_keys = off;
    attach '${atFirst}' as at_first;
    begin immediate;
    ${names.map(name => `delete from main."${name}"; insert into main."${name}" select * from at_first."${name}";`).join('\n')}
    commit;
    detach at_first;`)
}
