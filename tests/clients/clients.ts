// `node --import tsx tests/clients/clients.ts`, by tests/run.mjs: third-party calendar programs subscribe to a
// feed, every kind of change is made, and each program must show the calendar as it is. A program that is not
// installed (Debian: python3-icalendar, khal, vdirsyncer) is skipped and named. Needs no build: the product's
// own responses are sent by a plain server; a journey proves that Next sends them unchanged.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import { changeActivity } from '@/lib/activity/activity.commands'
import { activityInput } from '@/lib/activity/activity.input'
import { cancelActivity, deleteActivity, postponeActivity } from '@/lib/activity/status.commands'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { feedAnswer } from '@/lib/calendar/feeds/feed.queries'
import { createExam } from '@/lib/exam/exam.commands'
import { examInput } from '@/lib/exam/exam.input'
import { type Event, eventsIn, newFeed } from '../feeds'
import { closeWorld, hasActivity, openWorld, people, units, type World } from '../world'

const run = promisify(execFile)

type Read = Pick<Event, 'uid' | 'sequence' | 'status' | 'summary' | 'location' | 'start'>
type Program = {
  name: string
  /** Throws where it is not installed. */
  isThere: () => Promise<unknown>
  /** Synchronises the program's own copy and returns its content, as far as the program shows it. */
  holds: (feed: { address: string; text: string }) => Promise<Partial<Read>[]>
  /** The fields of an event that the program shows. */
  tells: (event: Read) => Partial<Read>
}

async function main(): Promise<{ passed: number; failed: number }> {
  const count = { passed: 0, failed: 0 }
  const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-clients-'))
  const world = await openWorld()
  const server = await serving()
  try {
    const token = await newFeed(world.viewers.cadre, { alarm: 30 })
    const programs = await installed([icalendar(), khal(folder), vdirsyncer(folder)])
    for (const [step, change] of Object.entries(steps(world))) {
      await change()
      const feed = await fetched(`${server.url}/feeds/${token}.ics`)
      const wanted = eventsIn(feed.text).map(read)
      for (const { name, holds, tells } of programs) {
        const held = await holds(feed)
        const isRight = isDeepStrictEqual(sorted(held), sorted(wanted.map(tells)))
        console.log(`${isRight ? '✓' : '×'} ${name}: ${step} (${wanted.length} events)`)
        if (!isRight) console.error({ held: sorted(held), wanted: sorted(wanted.map(tells)) })
        count[isRight ? 'passed' : 'failed']++
      }
    }
  } finally {
    await server.stop()
    await closeWorld()
    rmSync(folder, { recursive: true, force: true })
  }
  return count
}

async function installed(programs: Program[]): Promise<Program[]> {
  const there: Program[] = []
  for (const program of programs) {
    try {
      await program.isThere()
      there.push(program)
    } catch {
      console.log(`skipped: ${program.name} is not installed`)
    }
  }
  return there
}

/** First every kind of event, then every kind of change. */
function steps({ viewers: { organiser } }: World): Record<string, () => Promise<unknown>> {
  const ids: number[] = []
  const reason = '会议冲突'
  const hours = { starts: null, ends: null }
  return {
    'every kind of event': async () => {
      const timed = { starts: '15:00', ends: '16:30', place: '二楼会议室；a,b' }
      for (let at = 0; at < 6; at++)
        ids.push(await hasActivity(organiser, { title: `学习${at}`, day: `2023-04-0${3 + at}`, ...timed }))
      await hasActivity(organiser, { title: '三天的培训', day: '2023-05-10', lastDay: '2023-05-12' })
      const missed = await hasActivity(organiser, { title: '缺了的学习' })
      const row = { activityId: missed, personId: people.wujianguo, version: 0 }
      await markAttendance(organiser, { ...row, mark: 'absent' })
      const exam = { title: '年度考试', opensOn: '2023-10-09', closesOn: '2023-10-31', fullMark: 100 }
      const rest = { hostUnitId: units.street, passMark: 60, counting: 'best', audienceWords: '机关' }
      await createExam(organiser, examInput.parse({ ...exam, ...rest }))
    },
    'moved, put off, cancelled, deleted, renamed, no longer due': async () => {
      const [moved = 0, putOff = 0, cancelled = 0, deleted = 0, renamed = 0, withdrawn = 0] = ids
      const first = { version: 0, reason }
      await postponeActivity(organiser, { ...first, ...hours, id: moved, newDay: '2023-06-01' })
      await postponeActivity(organiser, { ...first, ...hours, id: putOff, newDay: null })
      await cancelActivity(organiser, { ...first, id: cancelled })
      await deleteActivity(organiser, { ...first, id: deleted })
      const facts = { hostUnitId: units.street, form: '集中学法', compulsory: 'on' }
      for (const [id, title, day, audienceWords] of [
        [renamed, '改了名🏛️的学习', '2023-04-07', '机关'],
        [withdrawn, '学习5', '2023-04-08', '司法所'],
      ] as const) {
        const input = activityInput.parse({ ...facts, title, day, audienceWords })
        await changeActivity(organiser, { ...input, id, version: 0 })
      }
    },
    'dated again': async () => {
      const id = ids[1] ?? 0
      await postponeActivity(organiser, { id, version: 1, reason, ...hours, newDay: '2023-06-02' })
    },
  }
}

function icalendar(): Program {
  // Debian's own Python: another one earlier in the PATH lacks its packages.
  const python = '/usr/bin/python3'
  return {
    name: 'python3-icalendar',
    isThere: () => run(python, ['-c', 'import icalendar']),
    async holds({ text }) {
      const reading = run(python, [path.join(import.meta.dirname, 'read.py')])
      reading.child.stdin?.end(text)
      const { stdout } = await reading
      return stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as Read)
    },
    tells: event => event,
  }
}

function khal(folder: string): Program {
  const config = path.join(folder, 'khal.conf')
  const calendar = path.join(folder, 'khal')
  const khal = (...args: string[]) => run('khal', ['-c', config, ...args], { env: environment(folder) })
  mkdirSync(calendar)
  writeFileSync(
    config,
    `[calendars]
[[xuefa]]
path = ${calendar}
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
dateformat = %m-%d
longdateformat = %Y-%m-%d
datetimeformat = %m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = ${path.join(folder, 'khal.db')}
`,
  )
  return {
    name: 'khal',
    isThere: () => run('khal', ['--version']),
    async holds({ text }) {
      const file = path.join(folder, 'feed.ics')
      writeFileSync(file, text)
      await khal('import', '--batch', '-a', 'xuefa', file)
      const format = '{uid}\t{title}\t{start-long}\t{location}'
      const { stdout } = await khal('list', '--once', '--day-format', '', '-f', format, '2023-01-01', '365d')
      return stdout
        .split('\n')
        .filter(line => line.includes('\t'))
        .map(line => {
          const [uid = '', summary = '', start = '', location = ''] = line.split('\t')
          return { uid, summary, start, location }
        })
    },
    tells({ uid, summary, start, location }) {
      const at = start.includes('T') ? new Date(Date.parse(start) + 8 * 3_600_000) : null
      return { uid, summary, start: at ? at.toISOString().slice(0, 16).replace('T', ' ') : start, location }
    },
  }
}

function vdirsyncer(folder: string): Program {
  const copy = path.join(folder, 'vdir')
  const config = path.join(folder, 'vdirsyncer.conf')
  const sync = (...args: string[]) =>
    run('vdirsyncer', ['-c', config, ...args], { env: environment(folder), timeout: 60_000 })
  let isNew = true
  return {
    name: 'vdirsyncer',
    isThere: () => run('vdirsyncer', ['--version']),
    async holds({ address }) {
      if (isNew) {
        mkdirSync(copy)
        writeFileSync(
          config,
          `[general]
status_path = "${path.join(folder, 'status')}"
[pair xuefa]
a = "copy"
b = "feed"
collections = null
conflict_resolution = "b wins"
[storage copy]
type = "filesystem"
path = "${copy}"
fileext = ".ics"
[storage feed]
type = "http"
url = "${address}"
`,
        )
        await sync('discover')
        isNew = false
      }
      await sync('sync')
      return readdirSync(copy).flatMap(file =>
        eventsIn(readFileSync(path.join(copy, file), 'utf8')).map(each => withoutUid(read(each))),
      )
    },
    // It gives each event another UID, a hash of its content (its storage/http.py).
    tells: withoutUid,
  }
}

function withoutUid({ uid, ...rest }: Read): Partial<Read> {
  return rest
}

/** Isolated from the user's own settings: the programs store everything in this folder. */
function environment(folder: string) {
  return { NODE_ENV: 'test' as const, PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8', TZ: 'UTC' }
}

const read = ({ uid, sequence, status, summary, location, start }: Event): Read => ({
  ...{ uid, sequence, status, summary, location: location ?? '', start },
})

function sorted(events: Partial<Read>[]): Partial<Read>[] {
  return events.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

async function fetched(address: string): Promise<{ address: string; text: string }> {
  const answer = await fetch(address)
  if (answer.status !== 200) throw new Error(`${answer.status} from ${address}`)
  return { address, text: await answer.text() }
}

/** Serves the product's responses on a free port. */
async function serving() {
  const server = createServer(async ({ url = '', headers }, response) => {
    const {
      status,
      headers: sent,
      body,
    } = await feedAnswer({
      segment: url.replace('/feeds/', ''),
      ifNoneMatch: headers['if-none-match'] ?? null,
      ifModifiedSince: headers['if-modified-since'] ?? null,
      base: 'https://xuefa.example.cn',
    })
    response.writeHead(status, sent).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(resolve)
      }),
  }
}

const count = await main()
if (process.env.TEST_REPORT) writeFileSync(process.env.TEST_REPORT, JSON.stringify(count))
if (count.failed > 0) process.exitCode = 1
