import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { isLoopbackAddress } from '@/lib/access/source'

/** Bounds of one listener; times in milliseconds. */
export type Bounds = {
  /** Until the head of a request has arrived, from the opening of the connection on. */
  headMs: number
  /** The span in which `stallBytes` of a body must arrive, or of an answer be read. */
  stallMs: number
  /** A slow phone network carries them in two seconds. */
  stallBytes: number
  connections: number
  /**
   * From one address. A hall of 500 phones behind one address opens up to six connections each; the address of a
   * reverse proxy on this machine stands for all of its users and is not counted.
   */
  connectionsOfOne: number
}

export const bounds: Bounds = {
  headMs: 15_000,
  stallMs: 30_000,
  stallBytes: 16 * 1024,
  connections: 6000,
  connectionsOfOne: 3500,
}

/** Counts the connections of all sockets that share the port; one beyond the bounds is closed without an answer. */
export class Connections {
  #all = 0
  #of = new Map<string, number>()

  constructor(
    readonly bounds: Bounds,
    /** Whether a reverse proxy on this machine sends the requests of everybody. */
    readonly isBehindProxy = false,
  ) {}

  /** Once three quarters are taken, one address holds no more than it leaves free: a few cannot take all. */
  #mostOfOne(): number {
    const { connections, connectionsOfOne } = this.bounds
    const isCrowded = this.#all >= connections * 0.75
    return isCrowded ? Math.min(connectionsOfOne, connections - this.#all) : connectionsOfOne
  }

  admit(server: Server): void {
    server.on('connection', (socket: Socket) => {
      const address = socket.remoteAddress ?? ''
      const ofOne = this.#of.get(address) ?? 0
      const isCounted = !(this.isBehindProxy && isLoopbackAddress(address))
      if (this.#all >= this.bounds.connections || (isCounted && ofOne >= this.#mostOfOne())) {
        socket.destroy()
        return
      }
      this.#all++
      this.#of.set(address, ofOne + 1)
      socket.once('close', () => {
        this.#all--
        const left = (this.#of.get(address) ?? 1) - 1
        if (left > 0) this.#of.set(address, left)
        else this.#of.delete(address)
      })
    })
  }
}

/**
 * Calls `tooSlow` where the body stalls, and ends the connection where nobody reads the answer. While the server
 * itself is at work (an import is judged, a page is built) nothing has to move.
 */
export function watch(
  request: IncomingMessage,
  response: ServerResponse,
  { stallMs, stallBytes }: Bounds,
  tooSlow: () => void,
): void {
  const { socket } = request
  let read = socket.bytesRead
  let written = socket.bytesWritten
  let isOver = false
  const look = () => {
    const isSending = !request.complete && socket.bytesRead - read < stallBytes
    const isUnread = response.writableLength > 0 && socket.bytesWritten - written < stallBytes
    read = socket.bytesRead
    written = socket.bytesWritten
    if (isOver) return
    if (isSending) tooSlow()
    else if (isUnread) socket.destroy()
  }
  // After a turn that was held up, timers come before the sockets: what has arrived meanwhile is read first.
  const timer = setInterval(() => setImmediate(look), stallMs)
  timer.unref()
  response.once('close', () => {
    isOver = true
    clearInterval(timer)
  })
}
