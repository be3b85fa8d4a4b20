// `node --import tsx tests/bench/year.ts`: the server's response time for the year view of a plan with 40
// monthly items, 480 occurrences in all, relative to an empty answer of the same server in the same run. Needs
// a build. It prints only and asserts nothing; it is not part of `npm test`.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { closeDatabase, openDatabase } from '@/db/client'
import { viewerOf } from '@/lib/access/access.queries'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan } from '@/lib/plan/plan.commands'
import { itemInput } from '@/lib/plan/plan.input'
import { samplesOf, sessionCookie, writeSamples } from '../journeys/samples'
import { loadDemo, startServer, testNow } from '../journeys/server'

const ITEMS = 40
const TIMES = 30

async function bench() {
  const template = await mkdtemp(path.join(tmpdir(), 'xuefa-bench-'))
  process.env.XUEFA_TEMPLATES = template
  try {
    const demo = path.join(template, 'demo')
    await mkdir(demo)
    await loadDemo(demo)
    await writeSamples(demo, testNow)
    const planId = await putPlan(demo)
    const server = await startServer({ demo: true })
    try {
      const { name, value } = await sessionCookie(server.folder, 'topAdministrator')
      const empty = await median(`${server.url}/feeds/none`, `${name}=${value}`)
      const year = await median(`${server.url}/plans/${planId}/year`, `${name}=${value}`)
      const ratio = (year.ms / empty.ms).toFixed(1)
      console.log(`empty answer ${empty.ms.toFixed(1)} ms`)
      console.log(
        `year view    ${year.ms.toFixed(1)} ms, ratio ${ratio}, ${(year.bytes / 1000).toFixed(0)} kB, ${ITEMS} items × 12`,
      )
    } finally {
      await server.stop()
    }
  } finally {
    await rm(template, { recursive: true, force: true })
  }
}

/** The large plan, inserted into the demo before its server starts. */
async function putPlan(folder: string): Promise<number> {
  await openDatabase(`file:${path.join(folder, 'xuefa.db')}`, { what: 'bench' })
  try {
    const { accountId } = samplesOf(folder).accounts.topAdministrator
    const viewer = await viewerOf(accountId)
    if (!viewer) throw new Error('no administrator in the demo')
    const made = await createPlan(viewer, { year: 2030, kind: 'officials', unitId: 1, title: '' })
    if (!made.ok) throw new Error(made.reason)
    for (let n = 1; n <= ITEMS; n++) {
      const facts = {
        planId: made.planId,
        unitId: 1,
        time: '每月',
        content: `第${n}项学习`,
        form: '集中学法',
      }
      const saved = await saveItem(viewer, itemInput.parse(facts))
      if (!saved.ok) throw new Error(saved.reason)
    }
    return made.planId
  } finally {
    await closeDatabase()
  }
}

async function median(url: string, cookie: string): Promise<{ ms: number; bytes: number }> {
  const took: number[] = []
  let bytes = 0
  // The first ones compile the code and fill the caches.
  for (let n = -5; n < TIMES; n++) {
    const started = performance.now()
    bytes = (await (await fetch(url, { headers: { cookie } })).arrayBuffer()).byteLength
    if (n >= 0) took.push(performance.now() - started)
  }
  return { ms: took.sort((a, b) => a - b)[TIMES / 2] ?? 0, bytes }
}

await bench()
