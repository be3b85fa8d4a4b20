// `node --import tsx tests/bench/sheet.ts`: a sheet of 500 people. The server's time to record one mark, and
// the time in Chromium, with the CPU throttled four times, from the key to the painted row (Event Timing, in
// steps of 8 ms; events under 16 ms are not reported and count as 16). Needs a build. It prints only and
// asserts nothing.
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../chromium.mjs'
import { samplesOf, sessionCookie } from '../journeys/samples'
import { communitiesNow, type Server, startServer } from '../journeys/server'

const PEOPLE = 500
const MARKS = 200
const PRESSES = 40

async function bench() {
  const template = await mkdtemp(path.join(tmpdir(), 'xuefa-bench-'))
  process.env.XUEFA_TEMPLATES = template
  const hall = path.join(template, 'hall')
  await mkdir(hall)
  execFileSync(process.execPath, ['--import', 'tsx', 'tests/journeys/hall.ts', hall, String(PEOPLE)])
  const server = await startServer({ hall: true, now: communitiesNow })
  const browser = await chromium.launch({
    executablePath: findChromium('node_modules/@playwright/test/cli.js') ?? undefined,
    args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu'],
  })
  try {
    const { hall, touched, keys } = samplesOf(server.folder).things.a
    const base = await median(() => fetch(`${server.url}/api/health`))
    print('an answer of the server that asks the database nothing else', base)
    print('one mark, server', await marks(server, Number(hall)))
    const few = await presses(server, browser, Number(keys))
    print('a digit on a row of 125, slowed four times: the script', few.script)
    print('                                            painted', few.paint)
    const many = await presses(server, browser, Number(touched))
    print(`a digit on a row of ${PEOPLE}, slowed four times: the script`, many.script)
    print('                                            painted', many.paint)
  } finally {
    await browser.close()
    await server.stop()
    await rm(template, { recursive: true, force: true })
  }
}

/** Milliseconds for `MARKS` consecutive marks, each of another person. */
async function marks(server: Server, activityId: number): Promise<number[]> {
  const { name, value } = await sessionCookie(server.folder, 'organiser')
  const headers = { cookie: `${name}=${value}`, 'content-type': 'application/json', origin: server.url }
  const listed = await fetch(`${server.url}/api/marks?activityId=${activityId}&since=0`, { headers })
  const { rows } = (await listed.json()) as { rows: { personId: number; version: number }[] }
  const took: number[] = []
  for (const [at, { personId, version }] of rows.slice(0, MARKS + 20).entries()) {
    const started = performance.now()
    const answer = await fetch(`${server.url}/api/marks`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        activityId,
        personId,
        mark: 'late',
        version,
        idempotencyKey: `of-the-bench-${at}`,
      }),
    })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`a mark was answered with ${answer.status}`)
    // The first ones compile the code and fill the caches.
    if (at >= 20) took.push(performance.now() - started)
  }
  return took
}

type Press = { script: number; paint: number }
type Presses = Record<keyof Press, number[]>

async function presses(server: Server, browser: Browser, activityId: number): Promise<Presses> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const cookie = await sessionCookie(server.folder, 'organiser')
  await context.addCookies([{ ...cookie, url: server.url }])
  const page = await context.newPage()
  await page.goto(`${server.url}/activities/${activityId}/sheet`)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const rows = page.locator('li[data-id]')
  const took: Presses = { script: [], paint: [] }
  const step = Math.floor((await rows.count()) / (PRESSES + 5))
  for (let n = -5; n < PRESSES; n++) {
    const row = rows.nth((n + 5) * step)
    await row.locator('[data-key=present]').focus()
    await page.waitForTimeout(200)
    const { script, paint } = await painted(page, n % 2 === 0 ? '5' : '1')
    if (n < 0) continue
    took.script.push(script)
    took.paint.push(paint)
  }
  await context.close()
  return took
}

/** Milliseconds of script on the key press, and until the change is painted. */
async function painted(page: Page, key: string): Promise<Press> {
  await page.evaluate(() => {
    const heard: Press[] = []
    new PerformanceObserver(list => {
      for (const entry of list.getEntries() as PerformanceEventTiming[])
        if (entry.name === 'keydown')
          heard.push({ script: entry.processingEnd - entry.processingStart, paint: entry.duration })
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    Object.assign(window, { heard })
  })
  await page.keyboard.press(key)
  await page.waitForTimeout(500)
  const heard = await page.evaluate(() => (window as unknown as { heard: Press[] }).heard)
  return {
    script: Math.max(0, ...heard.map(each => each.script)),
    paint: Math.max(16, ...heard.map(each => each.paint)),
  }
}

async function median(work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let n = -5; n < 50; n++) {
    const started = performance.now()
    await work()
    if (n >= 0) took.push(performance.now() - started)
  }
  return took
}

function print(what: string, took: number[]) {
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(share => at(share).toFixed(1))
  console.log(`${what}: p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms (${took.length})`)
}

await bench()
