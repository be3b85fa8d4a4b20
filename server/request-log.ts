import { appendFileSync, chmodSync, createReadStream, createWriteStream, mkdirSync, statSync } from 'node:fs'
import { appendFile, rename, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { now } from '@/lib/core/clock'
import { noteLogFolder, requestLogs } from '@/lib/core/request-logs'
import { type Day, dayOf, type Instant } from '@/lib/core/time'
import { routeOf } from './request-route'

/** Some 400,000 requests; what a flood sends beyond it shall not fill the disk of the database. */
const MOST_BYTES = 50 * 1024 * 1024
/**
 * Of all days together. Where they reach it nothing younger than the law asks for goes: new days become small instead
 * (docs/decisions/0038-retention.md).
 */
const MOST_IN_ALL = 2 * 1024 * 1024 * 1024
/** Some 8,000 requests of a day that comes after a long flood. */
const LEAST_BYTES = 1024 * 1024
/** What waits in memory while the disk is slow. */
const MOST_WAITING = 1024 * 1024
const EVERY_MS = 1000

/** `logs` beside the database. */
export function logFolderOf(databaseUrl: string): string {
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
  /** What the file of the day may have. */
  private mostBytes = 0
  private packing: Promise<void> = Promise.resolve()
  private writing: Promise<void> = Promise.resolve()
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly folder: string,
    private readonly most: { ofDay?: number; inAll?: number } = {},
  ) {
    noteLogFolder(folder)
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
    await this.packing
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

  /** Another day: its folder and file, and the room that all the others leave it. */
  private turnTo(day: Day): void {
    this.day = day
    this.bytes = 0
    try {
      mkdirSync(/* turbopackIgnore: true */ this.folder, { recursive: true, mode: 0o700 })
      chmodSync(/* turbopackIgnore: true */ this.folder, 0o700)
      this.bytes = statSync(/* turbopackIgnore: true */ this.file(), { throwIfNoEntry: false })?.size ?? 0
    } catch {
      // A folder that cannot be made or read: the next write says so to the counter of lost lines.
    }
    const others = requestLogs(this.folder).filter(file => file.day !== day)
    const { ofDay = MOST_BYTES, inAll = MOST_IN_ALL } = this.most
    const left = inAll - others.reduce((sum, file) => sum + file.bytes, 0)
    this.mostBytes = Math.min(ofDay, Math.max(LEAST_BYTES, left))
    const over = others.filter(file => file.day < day && !file.isPacked)
    this.packing = this.packing.then(async () => {
      for (const { name } of over) await packed(join(this.folder, name)).catch(() => {})
    })
  }

  private file(): string {
    return join(this.folder, `requests-${this.day ?? dayOf(now())}.log`)
  }
}

/** Packs the file of a day that is over to a tenth; whole or not at all, and again where that was broken off. */
async function packed(file: string): Promise<void> {
  const part = `${file}.gz.part`
  await pipeline(
    createReadStream(/* turbopackIgnore: true */ file),
    createGzip(),
    createWriteStream(/* turbopackIgnore: true */ part, { mode: 0o600, flush: true }),
  )
  await rename(/* turbopackIgnore: true */ part, `${file}.gz`)
  await rm(/* turbopackIgnore: true */ file, { force: true })
}

const ROOM_FOR_NOTE = 256
const FULL = 'the file of this day is full: no more requests are noted today'

function note(text: string): string {
  return `${JSON.stringify({ at: new Date(now()).toISOString(), note: text })}\n`
}
