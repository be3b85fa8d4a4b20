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
/** How Next answers. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>

// Next bundles the door, and this file listens before Next is there: only the process itself is shared by them.
const shared = globalThis as typeof globalThis & { xuefaOpenFront?: (door: Door) => void }

const DOOR = /^\/(s(\/[^/?]+)?|api\/(marks|health))(\?|$)/
/** A form of the door and a mark are a few hundred bytes. */
const MOST_BYTES = 16_384

/** For instrumentation.ts: who answers at the door of a hall, takes marks and says how the server is. */
export function openFront(door: Door): void {
  shared.xuefaOpenFront?.(door)
}

/**
 * Who answers what. 500 phones ask `/s` within seconds, and an organiser waits for each mark; the way of a request
 * through Next (its proxy, its routes, its own Request) takes most of what such an answer costs, so these go to the
 * door itself, and all others to Next. What arrives while the process still begins waits for it.
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

// libuv takes one new connection from a socket in each turn of its loop, and a turn in which pages are made lasts
// 10 ms: 500 phones that come at once waited four seconds to be let in, while everybody inside was answered at once.
// Several sockets on the one port let in as many in a turn.
export const SOCKETS = 16

/** Listens on the port and gives back what closes it. Throws EADDRINUSE where anybody else has it. */
export async function listenOn(
  port: number,
  host: string,
  front: RequestListener,
  { sockets = SOCKETS } = {},
): Promise<() => Promise<void>> {
  // First alone: among those who share a port, a stranger would not be noticed.
  const alone = await listening({ port, host }, front)
  if (sockets === 1 || !canShare()) return () => closed([alone])
  await closed([alone])
  const servers = await Promise.all(
    Array.from({ length: sockets }, () => listening({ port, host, reusePort: true }, front)),
  )
  return () => closed(servers)
}

/** Linux spreads connections over the sockets of a port; Node 23.1 is the first that asks for it. */
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
  // With it the proxy tells the door that it has seen to the headers of safety; nobody else says so.
  headers.delete('content-security-policy')
  // Only the path counts: the host that somebody names may be no host at all.
  const url = `http://front${request.url}`
  const answer = await door(new Request(url, { method: request.method, headers, body }), arrivedAt)
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  response.setHeader('set-cookie', answer.headers.getSetCookie())
  response.statusCode = answer.status
  const text = Buffer.from(await answer.arrayBuffer())
  response.setHeader('content-length', text.length)
  response.end(text)
}

/** Null where it is more than a form of the door can be. */
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
