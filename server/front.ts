import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { ListenOptions } from 'node:net'
import { now } from '@/lib/core/clock'

type Door = (request: Request, arrivedAt: number) => Promise<Response>
/** Next's request handler. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>

// Next bundles the code of the door, and this file listens before Next is loaded: the two share only globalThis.
const shared = globalThis as typeof globalThis & { xuefaOpenFront?: (door: Door) => void }

const DOOR = /^\/(s(\/[^/?]+)?|api\/(marks|health))(\?|$)/
/** The forms of the door and a mark are a few hundred bytes; larger bodies are refused. */
const MOST_BYTES = 16_384

/** For instrumentation.ts: sets the handler of check-in by code, marks and health. */
export function openFront(door: Door): void {
  shared.xuefaOpenFront?.(door)
}

/**
 * Routes requests. 500 phones ask for `/s` within seconds, and an organiser waits for each mark; Next's
 * overhead (proxy, routing, its own Request) is most of the cost of such an answer, so these bypass it and all
 * others go to Next. Requests that arrive during the start wait for it.
 */
export function frontOf(next: Promise<Handler>): RequestListener {
  const door = new Promise<Door>(resolve => {
    shared.xuefaOpenFront = resolve
  })
  return async (request, response) => {
    const arrivedAt = now()
    try {
      if (DOOR.test(request.url ?? '') && ['GET', 'HEAD', 'POST'].includes(request.method ?? ''))
        await answerAtDoor(await door, request, response, arrivedAt)
      else await (await next)(request, response)
    } catch (error) {
      console.error(error)
      if (!response.headersSent) response.statusCode = 500
      response.end('Internal Server Error')
    }
  }
}

// libuv accepts one new connection per socket in each turn of its event loop, and a turn that renders pages
// takes 10 ms: 500 phones arriving at once waited four seconds to be accepted, while open connections were
// answered at once. Several sockets on the same port accept as many connections per turn.
export const SOCKETS = 16

/**
 * Listens on the port and returns the function that closes it. Throws EADDRINUSE where another process has the
 * port.
 */
export async function listenOn(
  port: number,
  host: string,
  front: RequestListener,
  { sockets = SOCKETS } = {},
): Promise<() => Promise<void>> {
  // First without reusePort: a foreign process that shares the port would not be noticed otherwise.
  const alone = await listening({ port, host }, front)
  if (sockets === 1 || !canShare()) return () => closed([alone])
  await closed([alone])
  const servers = await Promise.all(
    Array.from({ length: sockets }, () => listening({ port, host, reusePort: true }, front)),
  )
  return () => closed(servers)
}

/** Linux spreads connections over the sockets of a port; Node supports `reusePort` from 23.1 on. */
function canShare(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return process.platform === 'linux' && (major > 23 || (major === 23 && minor >= 1))
}

function listening(at: ListenOptions, front: RequestListener): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(front).once('error', reject)
    server.listen(at, () => resolve(server))
  })
}

async function closed(servers: Server[]): Promise<void> {
  await Promise.all(servers.map(server => new Promise(resume => server.close(resume))))
}

async function answerAtDoor(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
  arrivedAt: number,
): Promise<void> {
  const body = request.method === 'POST' ? await bodyOf(request) : undefined
  if (body === null) {
    response.writeHead(413, { connection: 'close' }).end()
    return
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers.set(name, value)
  // Next's proxy sets this header to tell the door that it adds the security headers; a client must not be able to.
  headers.delete('content-security-policy')
  // Only the path is used: the Host header of a client may be invalid.
  const url = `http://front${request.url}`
  const answer = await door(new Request(url, { method: request.method, headers, body }), arrivedAt)
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  response.setHeader('set-cookie', answer.headers.getSetCookie())
  response.statusCode = answer.status
  const text = Buffer.from(await answer.arrayBuffer())
  response.setHeader('content-length', text.length)
  response.end(text)
}

/** Null where the body is larger than any form of the door. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > MOST_BYTES) return null
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}
