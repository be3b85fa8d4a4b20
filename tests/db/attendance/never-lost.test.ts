import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { takeMarks } from '@/app/api/marks/handler'
import { closeDatabase, openDatabase, writerClient } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { lostOf, type Marking, markWhile } from '../../marking'
import type { Order } from '../../marks-server'
import { fill } from '../../organisers'
import { closeWorld, hasActivity, openWorld } from '../../world'

// `node --import tsx tests/bench/never-lost.ts` runs it with larger numbers and the product's own server.
const KILLS = 3

let made: string
let viewer: Viewer
let activityId: number
let people: number[]
/** Loading takes longest: the next process loads while this one serves. */
let spare: Promise<ChildProcess>
let port: number

let folder: string
let url: string

beforeAll(async () => {
  spare = loaded()
  port = await freePort()
  const { viewers, file } = await openWorld()
  viewer = viewers.organiser
  await fill(60)
  activityId = await hasActivity(viewer, { audienceWords: '司法所' })
  people = (await sheetOf(viewer, activityId)).rows.map(row => row.personId)
  await closeDatabase()
  made = path.dirname(file)
}, 60_000)
afterAll(async () => {
  await killed(await spare)
  await closeWorld()
})
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-lost-'))
  copyTo(folder)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

test(`fault 2: killed ${KILLS} times while twenty mark, the server has lost no acknowledged mark and doubled none`, async () => {
  let child = await spare
  await told(child, true)
  let isOver = false
  const marking = markWhile({ port }, { activityId, people }, () => !isOver)
  for (let n = 0; n < KILLS; n++) {
    // The last process is reused by the other tests.
    const next = loaded()
    spare = next
    await sleep(100 + Math.random() * 300)
    await killed(child)
    child = await next
    await told(child, true)
  }
  await sleep(200)
  isOver = true

  const done = await marking

  expect(done.errors).toEqual([])
  expect(done.unanswered).toBeGreaterThanOrEqual(KILLS)
  expect(await lost(done)).toEqual([])
}, 60_000)

test('fault 4: the limit of the pages reached is a full disk: said so, nothing half done, reads go on, room again', async () => {
  await openDatabase(url)
  const [pages] = (await writerClient().execute('PRAGMA page_count')).rows
  await writerClient().execute(`PRAGMA max_page_count=${pages?.page_count}`)
  const counted = new Map<number, number>()
  const marked = async (personId: number) => {
    const version = counted.get(personId) ?? 0
    const mark = version % 2 === 0 ? 'present' : 'late'
    const answer = await takeMarks(viewer, { activityId, personId, mark, version })
    if (answer.ok) counted.set(personId, version + 1)
    return answer
  }
  const refused: Response[] = []
  for (let n = 0; n < 2000 && refused.length === 0; n++) {
    const answer = await marked(people[n % people.length] as number)
    if (!answer.ok) refused.push(answer)
  }

  expect(refused.map(answer => [answer.status, answer.headers.get('retry-after')])).toEqual([[507, '5']])
  expect(await refused[0]?.json()).toEqual({ ok: false, reason: 'diskFull' })
  expect((await sheetOf(viewer, activityId)).rows).toHaveLength(people.length)
  // The limit ended with the connection that hit it.
  expect((await marked(people[0] as number)).status).toBe(200)
  const acknowledged = [...counted].map(
    ([id, count]) => [id, { mark: count % 2 === 1 ? 'present' : 'late', count }] as const,
  )
  expect(await lostOf(viewer, activityId, markingOf(new Map(acknowledged)))).toEqual([])
})

const hasLimits = spawnSync('prlimit', ['--version']).status === 0

test.skipIf(!hasLimits)(
  'fault 4: past `ulimit -f` the marks of all wait and go through later, and the server lives on',
  async () => {
    const child = await spare
    await told(child, true)
    spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=131072:unlimited'])

    const done = await untilFull(() => {
      spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:unlimited'])
    })

    expect(done.errors).toEqual([])
    expect(Object.keys(done.waited)).toEqual(['507 diskFull'])
    expect(done.unanswered).toBe(0)
    expect(await lost(done)).toEqual([])
  },
)

test('fault 4: on a full disk of 4 MB the marks of all wait and go through later', async context => {
  const mounted = path.join(folder, 'small')
  mkdirSync(mounted)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', mounted]).status !== 0)
    return context.skip('a disk may be mounted by root alone')
  try {
    copyTo(mounted)
    const child = await spare
    await told(child, true)
    const filler = path.join(mounted, 'filler')
    // Fills the disk, leaving room for a few marks only.
    spawnSync('sh', [
      '-c',
      `head -c $(( $(df -k --output=avail '${mounted}' | tail -1) * 1024 - 200000 )) /dev/zero > '${filler}'`,
    ])

    const done = await untilFull(() => rmSync(filler))

    expect(done.errors).toEqual([])
    expect(Object.keys(done.waited)).toEqual(['507 diskFull'])
    expect(await lost(done)).toEqual([])
  } finally {
    await closeDatabase()
    // Files read by this process are still open.
    spawnSync('umount', ['--lazy', mounted])
  }
})

test('a database that another process holds for a while: the marks of all wait and go through', async () => {
  const child = await spare
  await told(child, true)
  const holder = createClient({ url })
  const lock = await holder.transaction('write')

  const until = Date.now() + 1200
  const marking = markWhile({ port }, { activityId, people }, () => Date.now() < until)
  await sleep(1000)
  await lock.rollback()
  holder.close()
  const done = await marking

  expect([done.errors, done.waited, done.unanswered]).toEqual([[], {}, 0])
  expect(done.acknowledged.size).toBeGreaterThanOrEqual(20)
  expect(await lost(done)).toEqual([])
})

test('a database that stays locked is busy: said so to all who wait, and later it goes through', async () => {
  await openDatabase(url)
  const holder = createClient({ url })
  const lock = await holder.transaction('write')
  const began = Date.now()
  const mark = (personId: number) => takeMarks(viewer, { activityId, personId, mark: 'present', version: 0 })
  const asked = people.slice(0, 3).map(mark)
  // Nine seconds later.
  vi.spyOn(Date, 'now').mockImplementation(() => began + 9000)

  const busy = await Promise.all(asked)
  vi.restoreAllMocks()
  await lock.rollback()
  holder.close()

  expect(busy.map(answer => answer.status)).toEqual([503, 503, 503])
  expect(await busy[0]?.json()).toEqual({ ok: false, reason: 'databaseBusy' })
  const later = await Promise.all(people.slice(0, 3).map(mark))
  expect(later.map(answer => answer.status)).toEqual([200, 200, 200])
  const acknowledged = new Map(people.slice(0, 3).map(id => [id, { mark: 'present' as const, count: 1 }]))
  expect(await lostOf(viewer, activityId, markingOf(acknowledged))).toEqual([])
})

/** Marks until the disk has been full for a while, frees space, and continues for a while. */
async function untilFull(makeRoom: () => void): Promise<Marking> {
  const marking: Marking = { acknowledged: new Map(), unanswered: 0, waited: {}, errors: [] }
  let isOver = false
  const all = markWhile({ port }, { activityId, people }, () => !isOver, marking)
  while (Object.keys(marking.waited).length === 0) await sleep(20)
  await sleep(200)
  makeRoom()
  await sleep(300)
  isOver = true
  return all
}

async function lost(marking: Marking): Promise<string[]> {
  await told(await spare, false)
  await openDatabase(url)
  return lostOf(viewer, activityId, marking)
}

function markingOf(acknowledged: Marking['acknowledged']): Marking {
  return { acknowledged, unanswered: 0, waited: {}, errors: [] }
}

function copyTo(to: string) {
  cpSync(path.join(made, 'xuefa.db'), path.join(to, 'xuefa.db'))
  url = `file:${path.join(to, 'xuefa.db')}`
}

async function loaded(): Promise<ChildProcess> {
  const child = fork(path.resolve(import.meta.dirname, '../../marks-server.ts'), [], {
    execArgv: ['--import', './tests/loader.mjs'],
  })
  await once(child, 'message')
  return child
}

/** Tells the process to open this test's file and listen, or to close it. */
async function told(child: ChildProcess, isToServe: boolean): Promise<void> {
  const done = once(child, 'message')
  child.send(isToServe ? ({ url, port, accountId: viewer.accountId ?? 0 } satisfies Order) : (null as never))
  await done
}

async function killed(child: ChildProcess) {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
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
