// `node --import tsx tests/bench/feed.ts`: requests a second that the feed answers, each relative to an empty
// answer of the same server in the same run (absolute numbers differ from machine to machine, the ratios
// hardly). Needs a build. It prints only and asserts nothing; it is not part of `npm test`.
//
// The empty answer is `/feeds/none`: not a valid token, so the same route answers 404 without reading a request
// header or a row, and without a body. A handler of its own would exist in the product only for the benchmark.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { closeDatabase } from '@/db/client'
import { addDays } from '@/lib/core/time'
import { newFeed } from '../feeds'
import { communitiesNow, startServer } from '../journeys/server'
import { closeWorld, hasActivity, openWorld } from '../world'

const EVENTS = 150
const CONNECTIONS = 4
const ROUNDS = 7
const ROUND_MS = 1500

type Case = { name: string; goal?: string; port: number; request: (n: number) => string; status: number }

async function bench() {
  const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-bench-'))
  process.env.XUEFA_TEMPLATES = folder
  const token = await streetWithEvents(path.join(folder, 'communities'))
  const server = await startServer({ communities: true, now: communitiesNow })
  let nginx: ChildProcess | undefined
  try {
    const { port } = new URL(server.url)
    const address = `/feeds/${token}.ics`
    const first = await fetch(server.url + address)
    const body = Buffer.from(await first.arrayBuffer())
    const events = body.toString().split('BEGIN:VEVENT').length - 1
    console.log(`${events} events, ${(body.length / 1000).toFixed(0)} kB`)
    const etag = first.headers.get('etag') ?? ''
    const get = (where: string, more = '') =>
      `GET ${where} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${more}\r\n`
    const cases: Case[] = [
      { name: 'empty answer', port: Number(port), request: () => get('/feeds/none'), status: 404 },
      {
        name: '304',
        goal: '≥ 0.9',
        port: Number(port),
        request: () => get(address, `If-None-Match: ${etag}\r\n`),
        status: 304,
      },
      {
        name: `200, body kept`,
        goal: '≥ 0.5',
        port: Number(port),
        request: () => get(address),
        status: 200,
      },
      {
        name: '200, body unkept',
        port: Number(port),
        // The links in a body contain the host of the request, so another host gives another body.
        request: n => `GET ${address} HTTP/1.1\r\nHost: h${n}.example.cn\r\n\r\n`,
        status: 200,
      },
    ]
    const file = await staticServer(path.join(folder, 'static'), body)
    if (file) {
      nginx = file.child
      const request = () => 'GET /feed.ics HTTP/1.1\r\nHost: localhost\r\n\r\n'
      cases.push({ name: 'static file of nginx', port: file.port, request, status: 200 })
    } else console.log('skipped: nginx is not installed')
    print(await measureAll(cases))
  } finally {
    nginx?.kill()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A cadre with that many events, in the folder from which the server is started. Returns the token of a feed. */
async function streetWithEvents(folder: string): Promise<string> {
  const { viewers, file } = await openWorld()
  try {
    for (let at = 0; at < EVENTS; at++)
      await hasActivity(viewers.organiser, {
        title: `集中学法：民法典第${at + 1}讲`,
        day: addDays('2023-03-13', at),
        ...{ starts: '15:00', ends: '16:30', place: '街道二楼会议室', lecturer: '陈明' },
      })
    const token = await newFeed(viewers.cadre, { alarm: 120 })
    await closeDatabase()
    cpSync(path.dirname(file), folder, { recursive: true })
    return token
  } finally {
    await closeWorld()
  }
}

type Measured = Case & { perSecond: number[] }

/** Interleaves the cases, one of each a round, so that other load on the machine affects all alike. */
async function measureAll(cases: Case[]): Promise<Measured[]> {
  const measured = cases.map(each => ({ ...each, perSecond: [] as number[] }))
  // The first round compiles the code and fills the caches.
  for (let round = -1; round < ROUNDS; round++)
    for (const each of measured) {
      const perSecond = await requestsIn(each, round < 0 ? 1000 : ROUND_MS)
      if (round >= 0) each.perSecond.push(perSecond)
    }
  return measured
}

let sent = 0

async function requestsIn(each: Case, ms: number): Promise<number> {
  const started = performance.now()
  const counts = await Promise.all(Array.from({ length: CONNECTIONS }, () => connection(each, started + ms)))
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - started) / 1000)
}

/**
 * One request after another over one connection until `until`. Hand-written: a client with a parser of its own
 * would use more of the machine than the server does.
 */
function connection({ port, request, status }: Case, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let count = 0
    let received = 0
    let wanted = 0
    const next = () => {
      received = 0
      wanted = 0
      socket.write(request(sent++))
    }
    socket.setNoDelay(true)
    socket.on('connect', next)
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      if (received === 0) wanted = lengthOf(chunk, status)
      received += chunk.length
      if (received < wanted) return
      count++
      if (performance.now() < until) next()
      else {
        socket.end()
        resolve(count)
      }
    })
  })
}

/** The length of an answer, head and body; throws on an unexpected answer. */
function lengthOf(chunk: Buffer, status: number): number {
  const end = chunk.indexOf('\r\n\r\n')
  const head = chunk.subarray(0, end).toString('latin1')
  const length = /^content-length: (\d+)/im.exec(head)?.[1]
  if (end < 0 || !head.startsWith(`HTTP/1.1 ${status}`) || (status === 200 && !length))
    throw new Error(`unexpected answer:\n${head}`)
  return end + 4 + (status === 304 ? 0 : Number(length ?? 0))
}

async function staticServer(folder: string, body: Buffer) {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' })
  } catch {
    return null
  }
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  writeFileSync(path.join(folder, 'feed.ics'), body)
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
    events {}
    http {
      access_log off; sendfile on; keepalive_requests 1000000; types { text/calendar ics; }
      server { listen 127.0.0.1:${port}; root ${folder}; }
    }`,
  )
  const child = spawn('nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf')], { stdio: 'ignore' })
  for (let n = 0; n < 50; n++) {
    const answer = await fetch(`http://127.0.0.1:${port}/feed.ics`).catch(() => undefined)
    if (answer?.ok) return { child, port }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  child.kill()
  throw new Error('nginx does not answer')
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

function print(rows: Measured[]) {
  const base = median(rows[0]?.perSecond ?? [])
  for (const { name, goal, perSecond } of rows) {
    // Of each round relative to the empty answers of the same round.
    const ratios = perSecond.map((each, at) => each / (rows[0]?.perSecond[at] ?? base))
    const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`
    console.log(
      `${name.padEnd(22)} ${median(perSecond).toFixed(0).padStart(6)} a second  ratio ${median(ratios).toFixed(2)} (${spread})${goal ? `  goal ${goal}` : ''}`,
    )
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

await bench()
