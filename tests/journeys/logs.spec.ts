import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { createClient } from '@libsql/client'
import { expect, test } from '@playwright/test'
import { sessionCookie } from './samples'
import { communitiesNow, startServer } from './server'

const CANARY = 'CANARYword'
const FAILS = "create trigger fails before insert on person begin select raise(abort, 'no'); end"

test('a statement that fails in a page, an action and a command leaves no value in any log', async ({
  browser,
}) => {
  const server = await startServer({ communities: true, now: communitiesNow })
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url })
    const cookie = await sessionCookie(server.folder, 'topAdministrator')
    await context.addCookies([{ ...cookie, url: server.url, httpOnly: true, sameSite: 'Lax' }])
    context.setDefaultTimeout(20_000)
    const page = await context.newPage()
    const before = server.log()

    await page.goto('/people/new')
    await broken(server.folder, FAILS)
    await page.getByLabel('姓名').fill(CANARY)
    await page.getByLabel('工号').fill(CANARY)
    const acted = page.waitForResponse(response => response.request().method() === 'POST')
    await page.getByRole('button', { name: '添加', exact: true }).click()
    const action = (await acted).status()
    const sheet = path.join(server.folder, `${CANARY}.csv`)
    writeFileSync(sheet, `姓名,工号,单位\n${CANARY},${CANARY},党政办公室\n`)
    const command = await imported(server.folder, sheet)
    await broken(server.folder, 'alter table exam rename column title to gone')
    const asked = await page.goto(`/search?q=${CANARY}`)
    await server.close()

    const told = server.log().slice(before.length)
    const folder = path.join(server.folder, 'logs')
    const kept = readdirSync(folder).map(name => readFileSync(path.join(folder, name), 'utf8'))
    expect([action, asked?.status()]).toEqual([500, 500])
    expect(command).toMatchObject({ code: expect.any(Number) })
    // There is something that could have been told.
    expect(told).toContain('"message":"Failed statement: insert person"')
    expect(told).toContain('"what":"page","method":"GET","route":"/search"')
    expect(kept.join('')).toContain('"route":"/search","status":500')
    expect(`${told}${kept.join('')}`).not.toContain(CANARY)
    expect(command.said.replaceAll(sheet, '')).not.toContain(CANARY)
  } finally {
    await server.stop()
  }
})

/** Changes the schema behind the back of the server, so that statements fail that were right. */
async function broken(folder: string, statement: string): Promise<void> {
  const database = createClient({ url: `file:${path.join(folder, 'xuefa.db')}`, timeout: 5000 })
  await database.execute(statement)
  database.close()
}

/** What the command line prints, answered by the running server. */
async function imported(folder: string, sheet: string): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATABASE_URL: `file:${path.join(folder, 'xuefa.db')}` }
  const given = ['--import', './server/loader.mjs', 'server/commands/import.ts', 'roster', sheet]
  return promisify(execFile)(process.execPath, given, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  )
}
