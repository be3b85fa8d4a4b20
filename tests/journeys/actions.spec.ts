import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
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

// Written by any request, so that they say nothing of the action.
const unrelated = /^(sign_in_failure|audit|sqlite_.*|__drizzle_migrations)$/

for (const row of actions)
  test(`${row.action} is done for those whom the table names, and for nobody else`, async () => {
    test.setTimeout(120_000)
    const server = await startServer({ communities: true, now: communitiesNow })
    try {
      const { things } = samplesOf(server.folder)
      const about = (of: 'a' | 'b') => fieldsOf(row, of, things)
      const before = await contentOf(server)

      for (const sender of ['nobody' as const, ...signedInRoles]) {
        if (sender !== 'topAdministrator' && !row.ownOnly) await send(server, row, sender, about('b'))
        if (sender === 'nobody' || !row.allowed.includes(sender)) await send(server, row, sender, about('a'))
        expect(await contentOf(server), `${sender} is refused`).toBe(before)
      }
      // The same request from one who may, or the refusals above would prove nothing.
      const sender = row.allowed[0] ?? 'topAdministrator'
      const answer = await send(server, row, sender, about('a'))
      expect(await contentOf(server), `${sender} is let through: ${answer}`).not.toBe(before)
    } finally {
      await server.stop()
    }
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
      name,
      Array.isArray(value) ? value.map(fill) : fill(value),
    ]),
  )
}

/** Sends the form as a browser without script does, and tells what came back. */
async function send(server: Server, row: ActionRow, sender: Sender, fields: Fields): Promise<string> {
  const cookie = sender === 'nobody' ? undefined : await sessionCookie(server.folder, sender)
  const headers = { origin: server.url, ...(cookie ? { cookie: `${cookie.name}=${cookie.value}` } : {}) }
  if (row.json) {
    const body = JSON.stringify(fields)
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

/** A hash of all rows; read from a copy, since one process owns the file. */
async function contentOf(server: Server): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'xuefa-content-'))
  try {
    for (const end of ['', '-wal'])
      await cp(path.join(server.folder, `xuefa.db${end}`), path.join(copy, `xuefa.db${end}`)).catch(() => {})
    const client = createClient({ url: `file:${path.join(copy, 'xuefa.db')}` })
    const hash = createHash('sha256')
    const tables = await client.execute("select name from sqlite_schema where type = 'table' order by name")
    for (const { name } of tables.rows.filter(each => !unrelated.test(String(each.name))))
      for (const each of (await client.execute(`select * from "${name}"`)).rows.filter(
        row => row.name !== 'health',
      ))
        hash.update(JSON.stringify(each, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
    client.close()
    return hash.digest('hex')
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}
