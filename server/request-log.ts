import { appendFileSync, chmodSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join, resolve } from 'node:path'
import { now } from '@/lib/core/clock'
import { addDays, type Day, dayOf, type Instant } from '@/lib/core/time'
import { routeOf } from './request-route'

/** Six months have at most 184 days, and 网络安全法 asks for logs of the network of six months at least. */
const KEPT_DAYS = 184
/** Some 400,000 requests; what a flood sends beyond it shall not fill the disk of the database. */
const MOST_BYTES = 50 * 1024 * 1024
/** What waits in memory while the disk is slow. */
const MOST_WAITING = 1024 * 1024
const EVERY_MS = 1000

const NAME = /^requests-(\d{4}-\d{2}-\d{2})\.log$/

/** `logs` beside the database. */
export function logFolder(databaseUrl: string): string {
  return databaseUrl.startsWith('file:')
    ? join(dirname(resolve(databaseUrl.slice('file:'.length))), 'logs')
    : resolve('data/logs')
}

/**
 * One line of JSON a request: when, how, which route, and what became of it. Never who: no address of the client, no
 * account, no path, query, head or body. Lines are written once a second and at the end; a disk that does not take
 * them loses them, never a request.
 */
export class RequestLog {
  private waiting = ''
  private lost = 0
  private day: Day | null = null
  private bytes = 0
  private writing: Promise<void> = Promise.resolve()
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly folder: string,
    private readonly mostBytes = MOST_BYTES,
  ) {
    this.timer = setInterval(() => void this.flush(), EVERY_MS).unref()
    process.once('exit', this.flushAtExit)
    this.turnTo(dayOf(now()))
  }

  /** Notes the request once its answer has been sent or its sender has gone. */
  watch(request: IncomingMessage, response: ServerResponse, path: string, arrivedAt: Instant): void {
    // Files of the build: they are the same for everybody, and some twenty a page.
    if (path.startsWith('/_next/static/')) return
    const { socket, method = '' } = request
    const before = socket.bytesWritten
    const since = performance.now()
    response.once('close', () => {
      this.add({
        at: new Date(arrivedAt).toISOString(),
        method,
        route: routeOf(path),
        // The sender went away before there was an answer.
        status: response.headersSent ? response.statusCode : 499,
        ms: Math.round(performance.now() - since),
        bytes: socket.bytesWritten - before,
      })
    })
  }

  private add(line: object): void {
    if (this.waiting.length > MOST_WAITING) this.lost++
    else this.waiting += `${JSON.stringify(line)}\n`
  }

  /** Writes what waits. */
  flush(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const text = this.taken()
      if (text === '') return
      try {
        await appendFile(/* turbopackIgnore: true */ this.file(), text, { mode: 0o600 })
        this.bytes += Buffer.byteLength(text)
      } catch {
        this.failed(text)
      }
    })
    return this.writing
  }

  /** Writes what waits for the last time. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.flush()
    process.off('exit', this.flushAtExit)
  }

  private readonly flushAtExit = () => {
    const text = this.taken()
    try {
      if (text !== '') appendFileSync(/* turbopackIgnore: true */ this.file(), text, { mode: 0o600 })
    } catch {
      // The process ends: nobody is left to be told.
    }
  }

  /** What is to be written now, in the room that the file of the day still has. */
  private taken(): string {
    const today = dayOf(now())
    if (today !== this.day) this.turnTo(today)
    const lost = this.lost > 0 ? note(`${this.lost} requests before this line could not be written`) : ''
    const text = lost + this.waiting
    this.waiting = ''
    if (text === '') return ''
    if (this.bytes + Buffer.byteLength(text) + ROOM_FOR_NOTE <= this.mostBytes) {
      this.lost = 0
      return text
    }
    const isTold = this.bytes >= this.mostBytes
    this.bytes = this.mostBytes
    this.lost = 0
    return isTold ? '' : note(FULL)
  }

  private failed(text: string): void {
    this.lost += text.split('\n').length - 1
    // Perhaps the folder was removed.
    this.day = null
  }

  /** Another day: its folder and file, and an end of the files that are old enough. */
  private turnTo(day: Day): void {
    this.day = day
    this.bytes = 0
    try {
      mkdirSync(/* turbopackIgnore: true */ this.folder, { recursive: true, mode: 0o700 })
      chmodSync(/* turbopackIgnore: true */ this.folder, 0o700)
      this.bytes = statSync(/* turbopackIgnore: true */ this.file(), { throwIfNoEntry: false })?.size ?? 0
      const first = addDays(day, -KEPT_DAYS)
      for (const name of readdirSync(/* turbopackIgnore: true */ this.folder)) {
        const of = NAME.exec(name)?.[1]
        if (of !== undefined && of < first) rmSync(join(this.folder, name), { force: true })
      }
    } catch {
      // A folder that cannot be made or read: the next write says so to the counter of lost lines.
    }
  }

  private file(): string {
    return join(this.folder, `requests-${this.day ?? dayOf(now())}.log`)
  }
}

const ROOM_FOR_NOTE = 256
const FULL = 'the file of this day is full: no more requests are noted today'

function note(text: string): string {
  return `${JSON.stringify({ at: new Date(now()).toISOString(), note: text })}\n`
}
