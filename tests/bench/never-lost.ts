// `node --import tsx tests/bench/never-lost.ts [times]`: twenty clients mark on a sheet of 60 people while the
// product's own server is killed (SIGKILL) at random, 100 times by default, and restarted. Fails if an
// acknowledged mark is lost or duplicated, if the audit log differs from the marks, or if the database file is
// damaged. Needs a build. `npm test` does the same on a smaller scale, without Next
// (tests/db/attendance/never-lost.test.ts).
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { encode } from 'next-auth/jwt'
import { closeDatabase, openDatabase } from '@/db/client'
import type { HeldSession } from '@/lib/access/session.queries'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { secretBeside } from '@/server/open'
import { lostOf, type Marking, markWhile } from '../marking'
import { fill } from '../organisers'
import { closeWorld, hasActivity, openWorld, sessionFor } from '../world'

const times = Number(process.argv[2] ?? 100)
const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-lost-'))
const url = `file:${path.join(folder, 'xuefa.db')}`
const { viewers, file } = await openWorld()
let child: ChildProcess | undefined
try {
  const viewer = viewers.organiser
  await fill(60)
  const activityId = await hasActivity(viewer, { audienceWords: '司法所' })
  const people = (await sheetOf(viewer, activityId)).rows.map(row => row.personId)
  const held = await sessionFor(viewer.accountId)
  await closeDatabase()
  cpSync(file, path.join(folder, 'xuefa.db'))
  secretBeside(url)
  const place = { port: await freePort(), cookie: await sessionOf(held), agent: new Agent() }

  const marking: Marking = { acknowledged: new Map(), unanswered: 0, waited: {}, errors: [] }
  let isOver = false
  child = started(place.port)
  const all = markWhile(place, { activityId, people }, () => !isOver, marking)
  const began = performance.now()
  const pauses: number[] = []
  for (let n = 0; n < times; n++) {
    await sleep(200 + Math.random() * 1000)
    const killedAt = performance.now()
    await killed(child)
    const before = countOf(marking)
    child = started(place.port)
    while (countOf(marking) === before && performance.now() - killedAt < 60_000) await sleep(5)
    pauses.push(performance.now() - killedAt)
  }
  isOver = true
  await all
  const seconds = (performance.now() - began) / 1000
  await killed(child)

  await openDatabase(url, { what: 'bench' })
  const lost = await lostOf(viewer, activityId, marking)
  await closeDatabase()
  pauses.sort((a, b) => a - b)
  const pause = (share: number) => (pauses[Math.floor(pauses.length * share)] ?? Number.NaN).toFixed(0)
  console.log(
    `${times} times killed in ${seconds.toFixed(0)} s; ${countOf(marking)} marks acknowledged, ${marking.unanswered} tries unanswered, waited ${JSON.stringify(marking.waited)}, ${marking.errors.length} errors`,
  )
  console.log(
    `from the kill to the next acknowledged mark: p50 ${pause(0.5)} ms, p95 ${pause(0.95)} ms, most ${pauses.at(-1)?.toFixed(0)} ms`,
  )
  console.log(lost.length === 0 ? 'nothing is lost, nothing is doubled' : lost.join('\n'))
  for (const error of marking.errors.slice(0, 5)) console.error(error)
  if (lost.length > 0 || marking.errors.length > 0) process.exitCode = 1
} finally {
  if (child && child.exitCode === null && child.signalCode === null) await killed(child)
  await closeWorld()
  rmSync(folder, { recursive: true, force: true })
}

function countOf({ acknowledged }: Marking): number {
  return [...acknowledged.values()].reduce((sum, { count }) => sum + count, 0)
}

async function sessionOf(held: HeldSession): Promise<string> {
  const secret = readFileSync(path.join(folder, 'session.secret'), 'utf8')
  const token = await encode({ token: held, secret, maxAge: 24 * 3600 })
  return `next-auth.session-token=${token}`
}

function started(port: number): ChildProcess {
  return spawn(process.execPath, ['server/serve.mjs'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: url },
    },
  })
}

async function killed(of: ChildProcess): Promise<void> {
  const gone = once(of, 'exit')
  of.kill('SIGKILL')
  await gone
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
