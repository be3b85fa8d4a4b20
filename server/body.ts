import { IncomingMessage } from 'node:http'

/**
 * Bytes of all bodies that are being read at one time, by their announced length: 64 forms of pages or 32 bursts of the
 * plan table (server/limits.ts). Without it a thousand slow senders would hold a gigabyte.
 */
const MOST_HELD = 64 * 1024 * 1024
let held = 0

/** The whole body; the caller has checked its announced length. Null where too much is held for other requests. */
export async function wholeBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const length = announcedBytes(request)
  if (held + length > MOST_HELD) return null
  held += length
  try {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    return Buffer.concat(parts)
  } finally {
    held -= length
  }
}

/** What Content-Length says; Node's parser lets no more bytes through than that. */
export function announcedBytes({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0)
}

/** A copy of the request whose body can be read once more, for a handler that reads it itself. */
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
  again.push(body)
  again.push(null)
  return again
}
