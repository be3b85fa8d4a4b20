import { IncomingMessage } from 'node:http'

/**
 * Bytes of forms that have arrived but are not yet passed on, in all and from one address. Small bodies (signing in,
 * the hall, marks) are bounded by the number of connections alone, so that nothing takes their room.
 */
const MOST_HELD = 64 * 1024 * 1024
const MOST_OF_ONE = 8 * 1024 * 1024

let held = 0
const heldOf = new Map<string, number>()

/** The whole body, whose announced length is within its limit already; null where too much is held for others. */
export async function wholeBody(
  request: IncomingMessage,
  address: string,
  isSmall: boolean,
): Promise<Buffer<ArrayBuffer> | null> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of request) {
      parts.push(part)
      if (isSmall) continue
      bytes += part.length
      hold(address, part.length)
      if (held > MOST_HELD || (heldOf.get(address) ?? 0) > MOST_OF_ONE) return null
    }
    return Buffer.concat(parts)
  } finally {
    hold(address, -bytes)
  }
}

function hold(address: string, bytes: number): void {
  held += bytes
  const ofOne = (heldOf.get(address) ?? 0) + bytes
  if (ofOne > 0) heldOf.set(address, ofOne)
  else heldOf.delete(address)
}

/** What Content-Length says; Node's parser lets no more bytes through than that. */
export function announcedBytes({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0)
}

/** The same request with its body unread again, for a handler that reads it itself. */
export function unread(request: IncomingMessage, body: Buffer): IncomingMessage {
  const again = new IncomingMessage(request.socket)
  again.method = request.method
  again.url = request.url
  again.httpVersion = request.httpVersion
  again.httpVersionMajor = request.httpVersionMajor
  again.httpVersionMinor = request.httpVersionMinor
  again.headers = request.headers
  again.rawHeaders = request.rawHeaders
  again.complete = true
  if (body.length > 0) again.push(body)
  again.push(null)
  return again
}
