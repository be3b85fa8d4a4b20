import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** Wednesday, 25 November 2026, 10:00 in Shanghai: the default "today" of journeys. */
export const testNow = '2026-11-25T02:00:00Z'

/**
 * For a journey that asks hundreds of addresses: as behind a proxy, with the address of another client each time,
 * so that no allowance of an address is used up.
 */
export const behindProxy = { APP_URL: 'http://xuefa.test' }
let clients = 0
export function anotherClient(): { 'x-forwarded-for': string } {
  clients++
  return { 'x-forwarded-for': `10.${(clients >> 16) & 255}.${(clients >> 8) & 255}.${clients & 255}` }
}

/** The "today" of the small street: Friday, 10 March 2023, 09:00. */
export const communitiesNow = '2023-03-10T09:00:00+08:00'

export type Server = {
  url: string
  /** The temporary folder with the database and the files. */
  folder: string
  /** The one-time code that an empty database prints for the first run; resolves when it is printed. */
  firstRunCode(): Promise<string>
  log(): string
  /** Stops it and starts it again on the same port and database. */
  restart(): Promise<void>
  /** Stops it and leaves the database, which only one process may open. */
  close(): Promise<void>
  stop(): Promise<void>
}

const QUICKER = ['--import', './tests/loader-packages.mjs']
const START = [...QUICKER, 'server/serve.mjs']
export const DEMO = [...QUICKER, '--import', 'tsx', 'server/demo/start.ts']

type Options = {
  demo?: boolean
  communities?: boolean
  hall?: boolean
  now?: string
  env?: Record<string, string>
  /** What is started: `npm start`, or `npm run demo`. */
  entry?: string[]
  /** Changes the copy of the database before the server opens it. */
  prepare?: (folder: string) => Promise<unknown>
}

/**
 * The product on a free port with its own database: empty, or a copy of one made by setup.ts: the demo, the
 * small street with two communities, or the one with a full hall (for those two pass their `now`). Requires the
 * built app (`next build`).
 */
export async function startServer({
  demo = false,
  communities = false,
  hall = false,
  now = testNow,
  env = {},
  entry = START,
  prepare,
}: Options = {}): Promise<Server> {
  const folder = await mkdtemp(path.join(tmpdir(), 'xuefa-journey-'))
  const from = demo ? 'demo' : communities ? 'communities' : hall ? 'hall' : null
  if (from) await cp(template(from), folder, { recursive: true })
  await prepare?.(folder)
  return launch(folder, { ...env, XUEFA_NOW: now }, entry)
}

/** Loads the demo into `folder` with the product's own importers, and closes the database. */
export async function loadDemo(folder: string, now = testNow): Promise<void> {
  const server = await launch(folder, { XUEFA_NOW: now }, DEMO, 240_000)
  await close(server.child)
}

/** The folder filled by setup.ts; the Playwright workers get it from the environment. */
function template(name: 'demo' | 'communities' | 'hall'): string {
  const folder = process.env.XUEFA_TEMPLATES
  if (!folder)
    throw new Error('Databases are made by tests/journeys/setup.ts: run by tests/playwright.config.ts')
  return path.join(folder, name)
}

async function launch(folder: string, env: Record<string, string>, entry: string[], patience = 60_000) {
  const port = await freePort()
  let running = await run(folder, env, entry, patience, port)
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    child: running.child,
    log: () => running.text(),
    firstRunCode: () => codeIn(() => running.text()),
    async restart() {
      await close(running.child)
      running = await run(folder, env, entry, patience, port)
    },
    close: () => close(running.child),
    async stop() {
      await close(running.child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function run(
  folder: string,
  env: Record<string, string>,
  entry: string[],
  patience: number,
  port: number,
): Promise<{ child: ChildProcess; text: () => string }> {
  const child = spawn(process.execPath, entry, {
    cwd: root,
    // A process group of its own, so that all its child processes can be stopped.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      // A time zone other than the office's: no output may depend on the machine's zone.
      TZ: 'America/New_York',
      XUEFA_TEST: '1',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: `file:${path.join(folder, 'xuefa.db')}`,
      ...env,
    },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', chunk => {
      text += chunk
    })
  }
  const killed = () => kill(child, 'SIGKILL')
  process.once('exit', killed)
  child.once('exit', () => process.off('exit', killed))

  const url = `http://127.0.0.1:${port}`
  try {
    await healthy(url, child, patience)
  } catch (error) {
    kill(child, 'SIGKILL')
    throw new Error(`${entry.at(-1)}: ${(error as Error).message}\n${text}`)
  }
  return { child, text: () => text }
}

async function healthy(url: string, child: ChildProcess, patience: number) {
  const until = Date.now() + patience
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it answered`)
    // One that is accepted and not answered must not outlast the patience: then what the server printed is shown.
    const signal = AbortSignal.timeout(5_000)
    const answer = await fetch(`${url}/api/health`, { signal }).catch(() => undefined)
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error(`no 200 from /api/health within ${patience / 1000} s`)
}

async function codeIn(text: () => string): Promise<string> {
  for (let n = 0; n < 50; n++) {
    const code = /(?:code|码)[^\n]*?[:：]\s*([A-Z0-9-]{4,})/i.exec(text())?.[1]
    if (code) return code
    await sleep(100)
  }
  throw new Error(`No one-time code in what the server printed:\n${text()}`)
}

async function close(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => kill(child, 'SIGKILL'), 15_000)
  await gone
  clearTimeout(late)
}

function kill(child: ChildProcess, signal: NodeJS.Signals) {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    // already gone
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

function sleep(ms: number) {
  return new Promise(resolve => setTimeout(resolve, ms))
}
