// `node --import tsx tests/bench/pages.ts`: the server's response time for each page of the demo year, in
// milliseconds and relative to the quickest page of the same run (milliseconds differ from machine to machine,
// the ratios hardly). Needs a build. It prints only and asserts nothing; it is not part of `npm test`.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { filled, routes } from '../journeys/routes'
import { samplesOf, sessionCookie, writeSamples } from '../journeys/samples'
import { loadDemo, type Server, startServer, testNow } from '../journeys/server'

const times = 30

async function bench() {
  const template = await mkdtemp(path.join(tmpdir(), 'xuefa-bench-'))
  process.env.XUEFA_TEMPLATES = template
  try {
    const demo = path.join(template, 'demo')
    await mkdir(demo)
    await loadDemo(demo)
    await writeSamples(demo, testNow)
    const server = await startServer({ demo: true })
    try {
      print(await measureAll(server))
    } finally {
      await server.stop()
    }
  } finally {
    await rm(template, { recursive: true, force: true })
  }
}

type Row = { path: string; role: string; median: number; slow: number; kB: number }

async function measureAll(server: Server): Promise<Row[]> {
  const { things } = samplesOf(server.folder)
  const rows: Row[] = []
  for (const route of routes) {
    const address = filled(route.path, 'any', things)
    const role = 'topAdministrator'
    if (!address || route.of === 'b' || route.answers[role] !== 'shown') continue
    const { name, value } = await sessionCookie(server.folder, role)
    rows.push({ path: route.path, role, ...(await measure(server.url + address, `${name}=${value}`)) })
  }
  return rows
}

async function measure(url: string, cookie: string) {
  const took: number[] = []
  let size = 0
  // The first ones compile the code and fill the caches.
  for (let n = -5; n < times; n++) {
    const started = performance.now()
    const response = await fetch(url, { headers: { cookie } })
    size = (await response.arrayBuffer()).byteLength
    if (n >= 0) took.push(performance.now() - started)
  }
  took.sort((a, b) => a - b)
  return { median: at(took, 0.5), slow: at(took, 0.95), kB: size / 1000 }
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function print(rows: Row[]) {
  const least = Math.min(...rows.map(row => row.median))
  const widest = Math.max(...rows.map(row => row.path.length))
  console.log(`${'page'.padEnd(widest)}   median     95 %   ratio      HTML   as`)
  for (const { path: page, role, median, slow, kB } of rows.sort((a, b) => b.median - a.median))
    console.log(
      `${page.padEnd(widest)} ${median.toFixed(1).padStart(5)} ms ${slow.toFixed(1).padStart(5)} ms ${(median / least).toFixed(1).padStart(7)} ${kB.toFixed(0).padStart(6)} kB   ${role}`,
    )
}

await bench()
