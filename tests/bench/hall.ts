// `node --import tsx tests/bench/hall.ts`: 500 people check in with the code of a hall within 5 seconds, each
// with an existing session, one GET and one POST, all from one address, while 50 others load a page every two
// seconds and two screens show the code. First undisturbed, then with the server killed halfway and restarted.
// Prints response times, refusals, the server's CPU time (on Linux), and the number of marks in the database.
// Needs a build. It asserts nothing; it is not part of `npm test`.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { account } from '@/db/schema/access'
import { write } from '@/db/write'
import type { HeldSession } from '@/lib/access/session.queries'
import { sealOf } from '@/lib/attendance/checkin/code.crypto'
import { codeText, stepOf } from '@/lib/attendance/checkin/code.rules'
import { openCodes } from '@/lib/attendance/checkin/scan.commands'
import { checkInHallOf } from '@/lib/attendance/checkin/scan.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { secretBeside } from '@/server/open'
import { atTime, closeWorld, hasActivity, joins, openWorld, sessionFor, units } from '../world'

const PEOPLE = 500
const WITHIN = 5000
const READERS = 50
const READER_EVERY = 2000

type CheckInHall = {
  activityId: number
  secret: string
  organiser: string
  phones: string[]
  readers: string[]
}

async function bench() {
  for (const isKilled of [false, true]) {
    const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-hall-'))
    const port = await freePort()
    try {
      const hall = await fullHall(folder)
      let server = await serve(folder, port)
      try {
        const [load = 0] = loadavg()
        console.log(
          `${isKilled ? '\nthe server is killed after 2 s and started again' : 'undisturbed'}, the load of the machine is ${load.toFixed(1)}`,
        )
        await warm(hall, port)
        const [begun, usedBefore] = [performance.now(), processorOf(server)]
        const run = measured(hall, port)
        if (isKilled) {
          await sleep(2000)
          const killedAt = performance.now()
          server.kill('SIGKILL')
          await once(server, 'exit')
          server = await serve(folder, port)
          console.log(`answers again after ${(performance.now() - killedAt).toFixed(0)} ms`)
        }
        await run
        const used = processorOf(server) - (isKilled ? 0 : usedBefore)
        const share = isKilled ? '' : ` in ${((performance.now() - begun) / 1000).toFixed(2)} s`
        console.log(`the server used ${used.toFixed(2)} s of a processor${share}`)
      } finally {
        server.kill('SIGKILL')
        if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
      }
      await recount(folder, hall)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Warm-up: a hall fills for half an hour before the rush, so the pages have been requested and are compiled. */
async function warm(hall: CheckInHall, port: number): Promise<void> {
  for (const cookie of hall.readers) {
    await ask({ port, path: '/home', cookie })
    await ask({ port, path: pathOf(hall), cookie })
    await ask({ port, path: '/s', cookie, body: 'intent=none' })
    await ask({ port, path: `/activities/${hall.activityId}/screen/state`, cookie: hall.organiser })
  }
}

/** The code currently on the screen. */
function pathOf({ activityId, secret }: CheckInHall): string {
  const step = stepOf(now())
  return `/s/${codeText({ activityId, step, seal: sealOf(secret, activityId, step) })}`
}

/** CPU seconds used by a process so far; 0 where the system does not report them in this way. */
function processorOf({ pid }: ChildProcess): number {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    const [user = 0, system = 0] = rest.split(' ').slice(11, 13).map(Number)
    return (user + system) / 100
  } catch {
    return 0
  }
}

type Took = { get: number[]; post: number[]; page: number[]; screen: number[] }

async function measured(hall: CheckInHall, port: number): Promise<void> {
  const took: Took = { get: [], post: [], page: [], screen: [] }
  const refusals: string[] = []
  let retries = 0
  const started = performance.now()
  let isOver = false
  const again = async (of: keyof Took, question: Question): Promise<Answer> => {
    for (;;) {
      const at = performance.now()
      const answer = await ask({ ...question, port }).catch(() => null)
      if (answer) {
        took[of].push(performance.now() - at)
        return answer
      }
      retries++
      await sleep(200)
    }
  }
  const phone = async (cookie: string) => {
    await sleep(Math.random() * (WITHIN - 1500))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const scanned = await again('get', { path: pathOf(hall), cookie, agent })
    if (!scanned.text.includes('name="intent" value="press"')) refusals.push(wordsOf(scanned))
    await sleep(200 + Math.random() * 800)
    const body = 'intent=press'
    const pressed = await again('post', { path: '/s', cookie: `${cookie}; ${scanned.cookies}`, agent, body })
    if (!/class="said (good|late)"/.test(pressed.text)) refusals.push(wordsOf(pressed))
    agent.destroy()
  }
  const reader = async (cookie: string) => {
    await sleep(Math.random() * READER_EVERY)
    while (!isOver) {
      const at = performance.now()
      await again('page', { path: '/home', cookie })
      await sleep(Math.max(0, READER_EVERY - (performance.now() - at)))
    }
  }
  const screen = async () => {
    while (!isOver) {
      await again('screen', { path: `/activities/${hall.activityId}/screen/state`, cookie: hall.organiser })
      await sleep(2000)
    }
  }
  const others = [...hall.readers.map(reader), screen(), screen()]
  await Promise.all(hall.phones.map(phone))
  const all = performance.now() - started
  isOver = true
  await Promise.all(others)
  console.log(
    `${PEOPLE} people in ${(all / 1000).toFixed(2)} s, ${refusals.length} refused, ${retries} tries again`,
  )
  for (const text of new Set(refusals)) console.log(`  ${text}`)
  for (const [name, times] of Object.entries(took)) print(name, times)
}

/** A street with 500 cadres in one department, their sessions, and a lecture today whose code is shown. */
async function fullHall(folder: string): Promise<CheckInHall> {
  const { viewers, file } = await openWorld()
  try {
    atTime(new Date().toISOString())
    const ids: number[] = []
    for (let n = 0; n < PEOPLE; n++) ids.push(await joins(`干部${n}`, units.justice))
    const made = await write(tx =>
      tx
        .insert(account)
        .values(ids.map(personId => ({ personId, passwordHash: '-', mustChange: false })))
        .returning({ id: account.id }),
    )
    const activityId = await hasActivity(viewers.organiser, { day: dayOf(now()) })
    await openCodes(viewers.organiser, { activityId })
    const secret = (await checkInHallOf(activityId))?.codeSecret ?? ''
    const held = new Map<number, HeldSession>()
    for (const id of [...made.map(each => each.id), viewers.organiser.accountId ?? 0])
      held.set(id, await sessionFor(id))
    await closeDatabase()
    cpSync(path.dirname(file), folder, { recursive: true })
    secretBeside(`file:${path.join(folder, 'xuefa.db')}`)
    const key = readFileSync(path.join(folder, 'session.secret'), 'utf8')
    const session = async (accountId: number) =>
      `next-auth.session-token=${await encode({ token: held.get(accountId), secret: key, maxAge: 3600 })}`
    const phones = await Promise.all(made.map(each => session(each.id)))
    return {
      activityId,
      secret,
      organiser: await session(viewers.organiser.accountId ?? 0),
      phones,
      readers: phones.slice(0, READERS),
    }
  } finally {
    await closeWorld()
  }
}

async function recount(folder: string, { activityId }: CheckInHall): Promise<void> {
  await openDatabase(`file:${path.join(folder, 'xuefa.db')}`)
  const [found] = await db.all<{ marks: number; scans: number; twice: number; log: number }>(sql`
    select (select count(*) from attendance where activity_id = ${activityId} and how = 'code') as marks,
      (select count(*) from sign_in where activity_id = ${activityId} and outcome = 'signed') as scans,
      (select count(*) from attendance where activity_id = ${activityId} and version > 1) as twice,
      (select count(*) from audit where action = 'attendance.signIn') as log`)
  await closeDatabase()
  console.log(`in the database: ${JSON.stringify(found)}`)
}

type Question = { path: string; cookie: string; port?: number; agent?: Agent; body?: string }
type Answer = { status: number; text: string; cookies: string }

function ask({ path: to, cookie, port, agent, body }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, path: to, agent, method: body ? 'POST' : 'GET' },
        headers: {
          cookie,
          ...(body
            ? {
                origin: `http://127.0.0.1:${port}`,
                'content-type': 'application/x-www-form-urlencoded',
                'content-length': body.length,
              }
            : {}),
        },
      },
      answer => {
        const parts: Buffer[] = []
        answer.on('data', part => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            text: Buffer.concat(parts).toString(),
            cookies: (answer.headers['set-cookie'] ?? []).map(each => each.split(';')[0]).join('; '),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function serve(folder: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['server/serve.mjs'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...{ NODE_ENV: 'production', TZ: 'America/New_York', XUEFA_TEST: '', XUEFA_NOW: '' },
      ...{ HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: `file:${path.join(folder, 'xuefa.db')}` },
    },
  })
  for (let n = 0; n < 600; n++) {
    const answer = await ask({ port, path: '/api/health', cookie: '' }).catch(() => null)
    if (answer?.status === 200) return child
    await sleep(50)
  }
  child.kill('SIGKILL')
  throw new Error('no 200 from /api/health within 30 s')
}

function wordsOf({ status, text }: Answer): string {
  return `${status} ${/class="said[^"]*"[^>]*><b>(.*?)<\/b>/.exec(text)?.[1] ?? text.slice(0, 80)}`
}

function print(name: string, times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(0).padStart(5)
  const most = (sorted.at(-1) ?? Number.NaN).toFixed(0).padStart(5)
  console.log(
    `${name.padEnd(7)} ${String(times.length).padStart(4)} answers   p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   p99 ${at(0.99)} ms   most ${most} ms`,
  )
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

function sleep(ms: number) {
  return new Promise(resolve => setTimeout(resolve, ms))
}

await bench()
