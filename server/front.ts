import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { ListenOptions } from 'node:net'
import { countFields, isOneWay } from '@/app/_forms/count-fields'
import { MOST_FIELDS } from '@/app/_forms/fields'
import { securityHeaders } from '@/app/_http/security-headers'
import { isOwnOrigin } from '@/lib/access/origin'
import { addressOf } from '@/lib/access/source'
import { now } from '@/lib/core/clock'
import { closedWithin } from '@/lib/core/closed-time'
import { announcedBytes, unread, wholeBody } from './body'
import { bounds, Connections, watch } from './connections'
import { errorLine } from './error-line'
import { isReadWhole, isSmall, mostBytes } from './limits'
import { countMissed, countRequest } from './rate-limits'
import type { RequestLog } from './request-log'
import { localeOf, type TurnedAway, turnAway } from './turned-away'
import { type Answer, WaitingRoom } from './waiting'
import { readableWithoutScript } from './without-script'

type Door = (request: Request, arrivedAt: number) => Promise<Response>
/** Answers the form of a page, or null where Next does. */
type FormDoor = (request: Request) => Promise<Response | null>
/** Next's request handler. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>

// Next bundles the code of the door, and this file listens before Next is loaded: the two share only globalThis.
const shared = globalThis as typeof globalThis & {
  xuefaOpenFront?: (doors: { door: Door; forms?: FormDoor }) => void
}

const HALL = /^\/s(\/|$)/
/** After this the phone of somebody in the hall is told to wait. */
const PATIENCE_MS = 5000
const DOOR = /^\/(s(\/[^/?]+)?|api\/(marks|health))$/
/** Forms that are also sent by who is not signed in. */
const ENTRY = /^\/(sign-in|second-factor|change-password|first-run|public|api|ui)(\/|$)/

type FrontOptions = { within?: typeof bounds; patienceMs?: number; log?: RequestLog }

/** For product.ts: sets the handlers of check-in by code, marks and health, and of forms sent without script. */
export function openFront(door: Door, forms?: FormDoor): void {
  shared.xuefaOpenFront?.({ door, forms })
}

/**
 * Routes requests. What anybody may send is bounded here: by method, origin and announced length before the body is
 * read, then by the number of fields before Next parses it.
 *
 * 500 phones ask for `/s` within seconds, and an organiser waits for each mark; Next's overhead (proxy, routing,
 * its own Request) is most of the cost of such an answer, so these bypass it and all others go to Next. Requests
 * that arrive during the start wait for it.
 */
export function frontOf(
  next: Promise<Handler>,
  { within = bounds, patienceMs = PATIENCE_MS, log }: FrontOptions = {},
): RequestListener {
  const room = new WaitingRoom(patienceMs)
  const doors = new Promise<{ door: Door; forms?: FormDoor }>(resolve => {
    shared.xuefaOpenFront = resolve
  })
  return async (request, response) => {
    const arrivedAt = now()
    const path = pathOf(request)
    log?.watch(request, response, path, arrivedAt)
    try {
      addHeaders(request, response)
      readableWithoutScript(request, response, localeOf(request.headers.cookie))
      const most = mostBytes(request.method ?? '', path)
      const why = refusedByHead(request, most)
      if (why) return turnAway(request, response, why)
      const address = addressOf(
        new Headers({ 'x-forwarded-for': `${request.headers['x-forwarded-for'] ?? ''}` }),
      )
      const waitMs = countRequest(path, address, arrivedAt)
      if (waitMs > 0) return turnAway(request, response, 'tooOften', waitMs)
      response.once('finish', () => {
        if (response.statusCode === 404) countMissed(path, address, arrivedAt)
      })
      if (!isReadable(path)) {
        response.statusCode = 404
        return void response.end()
      }
      if (request.headers.expect) response.writeContinue()
      watch(request, response, within, () => turnAway(request, response, 'tooSlow'))
      const body =
        request.method === 'POST' && isReadWhole(most)
          ? await wholeBody(request, address, isSmall(most))
          : undefined
      if (body === null) return turnAway(request, response, 'tooMany')
      if (body && countFields(body, request.headers['content-type'] ?? '') > MOST_FIELDS)
        return turnAway(request, response, 'tooMuch')
      if (DOOR.test(path)) {
        const asked = askedOf(request, body)
        const work = async () => heldAnswer(await (await doors).door(asked, arrivedAt))
        send(response, await (HALL.test(path) ? room.answer(asked, work) : work()))
        return
      }
      if (body && isPlainForm(request, body) && !ENTRY.test(path)) {
        const kept = await (await doors).forms?.(askedOf(request, body))
        if (kept) return send(response, await heldAnswer(kept))
      }
      await (await next)(body ? unread(request, body) : request, response)
    } catch (error) {
      // The sender has gone, or was too slow and has been told so.
      if (response.writableEnded || request.destroyed) return
      console.error(errorLine(error))
      if (!response.headersSent) response.statusCode = 500
      response.end()
    }
  }
}

/** Whether it is the form of a page, sent without script. */
function isPlainForm({ headers }: IncomingMessage, body: Buffer): boolean {
  return !headers['next-action'] && body.includes('name="$ACTION_')
}

/** Only the path is used: the Host header of a client may be invalid. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split(/[?#]/, 1)[0] ?? '/'
}

function refusedByHead(request: IncomingMessage, most: number): TurnedAway | null {
  const { method = '', headers } = request
  if (!['GET', 'HEAD', 'POST'].includes(method)) return 'notTaken'
  // Browsers announce the length of every form; without it too much would be noticed only while reading.
  if (headers['transfer-encoding']) return 'lengthRequired'
  if (announcedBytes(request) > most) return 'tooMuch'
  if (
    method === 'POST' &&
    !isOwnOrigin(new Headers({ origin: headers.origin ?? '', host: headers.host ?? '' }))
  )
    return 'badOrigin'
  return isOneWay(headers['content-type'] ?? '') ? null : 'notReadable'
}

/**
 * Next's proxy sets the security headers and does not see every address: uploads, feeds, files of the build and
 * what it cannot parse. Whatever an answer lacks when it is sent is added here.
 */
function addHeaders(request: IncomingMessage, response: ServerResponse): void {
  const send = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse
  response.writeHead = ((...given: unknown[]) => {
    const isHttps = request.headers['x-forwarded-proto'] === 'https'
    for (const [name, value] of securityHeaders('', isHttps))
      if (!response.headersSent && !response.hasHeader(name)) response.setHeader(name, value)
    return send(...given)
  }) as typeof response.writeHead
}

/**
 * Whether the path can be decoded (Next answers 500 where it cannot: `/exams/%ff`) and is what it seems: Next resolves
 * dots and backslashes, which would pass by the limits of the address that is really meant.
 */
function isReadable(path: string): boolean {
  try {
    const steps = decodeURIComponent(path).split('/')
    return path.startsWith('/') && !path.includes('\\') && !steps.some(step => step === '.' || step === '..')
  } catch {
    return false
  }
}

/** How far back the server looks for time in which it was held up, before it calls a head too slow. */
const HELD_UP_MS = 60_000

// libuv accepts one new connection per socket in each turn of its event loop, and a turn that renders pages
// takes 10 ms: 500 phones arriving at once waited four seconds to be accepted, while open connections were
// answered at once. Several sockets on the same port accept as many connections per turn.
export const SOCKETS = 64

/**
 * Listens on the port and returns the function that closes it. Throws EADDRINUSE where another process has the
 * port.
 */
export async function listenOn(
  port: number,
  host: string,
  front: RequestListener,
  { sockets = SOCKETS, within = bounds, isBehindProxy = false } = {},
): Promise<() => Promise<void>> {
  const connections = new Connections(within, isBehindProxy)
  // First without reusePort: a foreign process that shares the port would not be noticed otherwise.
  const alone = await listening({ port, host }, front, connections)
  if (sockets === 1 || !canShare()) return () => closed([alone])
  await closed([alone])
  const servers = await Promise.all(
    Array.from({ length: sockets }, () => listening({ port, host, reusePort: true }, front, connections)),
  )
  return () => closed(servers)
}

/** Linux spreads connections over the sockets of a port; Node supports `reusePort` from 23.1 on. */
function canShare(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return process.platform === 'linux' && (major > 23 || (major === 23 && minor >= 1))
}

function listening(at: ListenOptions, front: RequestListener, connections: Connections): Promise<Server> {
  const headersTimeout = connections.bounds.headMs
  // How often Node looks for heads that are too slow; its default is 30 s.
  const connectionsCheckingInterval = Math.min(2000, headersTimeout / 2)
  // Longer than a turn of a loaded machine: a request that waits in the socket would be cut off at Node's 5 s.
  const keepAliveTimeout = 20_000
  return new Promise((resolve, reject) => {
    const server = createServer({ headersTimeout, connectionsCheckingInterval, keepAliveTimeout }, front)
      // Without it Node asks for the body before anything here has looked at the head.
      .on('checkContinue', front)
      .once('error', reject)
    // A head that waits in the socket for a server that is held up is not slow.
    Object.defineProperty(server, 'headersTimeout', {
      get: () => headersTimeout + closedWithin(HELD_UP_MS, now()),
    })
    connections.admit(server)
    server.listen(at, () => resolve(server))
  })
}

async function closed(servers: Server[]): Promise<void> {
  await Promise.all(servers.map(server => new Promise(resume => server.close(resume))))
}

function askedOf(request: IncomingMessage, body: Buffer<ArrayBuffer> | undefined): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value)
  // Next's proxy sets this header to tell the door that it adds the security headers; a client must not be able to.
  headers.delete('content-security-policy')
  // Only the path is used: the Host header of a client may be invalid.
  return new Request(`http://front${request.url}`, { method: request.method, headers, body })
}

async function heldAnswer(answer: Response): Promise<Answer> {
  return {
    status: answer.status,
    headers: [...answer.headers].filter(([name]) => name !== 'set-cookie'),
    cookies: answer.headers.getSetCookie(),
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

function send(response: ServerResponse, { status, headers, cookies, body }: Answer): void {
  for (const [name, value] of headers) response.setHeader(name, value)
  response.setHeader('set-cookie', cookies)
  response.statusCode = status
  response.setHeader('content-length', body.length)
  response.end(body)
}
