// `node --import tsx tests/bench/hall.ts [LOAD [quiet|killed]]`: 500 people check in with the code of a hall within 5 seconds, each
// with an existing session, one GET and one POST, all from one address, while 50 others load a page every two
// seconds and two screens show the code. First undisturbed, then with the server killed halfway and restarted.
// With LOAD, that many processes spin beside the server from before the first scan on, at its priority; the phones
// are no part of that machine and have a higher one. Prints response times, refusals, the server's CPU time (on
// Linux), and the number of marks in the database. Needs a build. It asserts nothing; it is not part of `npm test`.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
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
import { type Answer, ask, burn, freePort, processorOf, type Question, serve } from './loaded-server'

const PEOPLE = 500
const WITHIN = 5000
const READERS = 50
const READER_EVERY = 2000
const LOAD = Number(process.argv[2] ?? 0)
const MODES = { quiet: [false], killed: [true] }[process.argv[3] ?? ''] ?? [false, true]

type CheckInHall = {
  activityId: number
  secret: string
  organiser: string
  phones: string[]
  readers: string[]
}

async function bench() {
  for (const isKilled of MODES) {
    const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-hall-'))
    const port = await freePort()
    try {
      const hall = await fullHall(folder)
      let server = await serve(folder, port)
      const burning: ChildProcess[] = []
      try {
        await warm(hall, port)
        for (let n = 0; n < LOAD; n++) burning.push(burn())
        const [load = 0] = loadavg()
        console.log(
          `${isKilled ? '\nthe server is killed after 2 s and started again' : 'undisturbed'}, the load of the machine is ${load.toFixed(1)} and ${LOAD} more`,
        )
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
        for (const each of burning) each.kill('SIGKILL')
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
  // The clock of the process stands still since the hall was made.
  const step = stepOf(Date.now())
  return `/s/${codeText({ activityId, step, seal: sealOf(secret, activityId, step) })}`
}

type Took = { get: number[]; post: number[]; page: number[]; screen: number[] }

async function measured(hall: CheckInHall, port: number): Promise<void> {
  const took: Took = { get: [], post: [], page: [], screen: [] }
  const refusals: string[] = []
  const retries = new Map<string, number>()
  let waits = 0
  const started = performance.now()
  let isOver = false
  const again = async (of: keyof Took, question: Question): Promise<Answer> => {
    for (;;) {
      const at = performance.now()
      const answer = await ask({ ...question, port }).catch(
        (error: NodeJS.ErrnoException) => error.code ?? '',
      )
      if (typeof answer !== 'string') {
        took[of].push(performance.now() - at)
        return answer
      }
      retries.set(answer, (retries.get(answer) ?? 0) + 1)
      await sleep(200)
    }
  }
  const phone = async (cookie: string) => {
    await sleep(Math.random() * (WITHIN - 1500))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    let cookies = cookie
    // As a browser does without script: keeps cookies, and a page that says so is asked for again by itself.
    const follow = async (of: 'get' | 'post', question: Omit<Question, 'cookie'>) => {
      let answer = await again(of, { ...question, cookie: cookies, agent })
      for (;;) {
        cookies = [cookies, answer.cookies].filter(Boolean).reverse().join('; ')
        const [, seconds, path] = /http-equiv="refresh" content="(\d+);url=([^"]+)"/.exec(answer.text) ?? []
        if (!path) return answer
        waits++
        await sleep(Number(seconds) * 1000)
        answer = await again(of, { path, cookie: cookies, agent })
      }
    }
    const scanned = await follow('get', { path: pathOf(hall) })
    if (!scanned.text.includes('name="intent" value="press"')) refusals.push(wordsOf(scanned))
    await sleep(200 + Math.random() * 800)
    const pressed = await follow('post', { path: '/s', body: 'intent=press' })
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
    `${PEOPLE} people in ${(all / 1000).toFixed(2)} s, ${refusals.length} refused, tried again after ${JSON.stringify(Object.fromEntries(retries))}, ${waits} pages that said to wait`,
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

await bench()
