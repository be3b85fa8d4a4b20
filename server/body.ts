import { IncomingMessage } from 'node:http'

/**
 * Bytes of forms that are read but not yet passed on, in all: 60 of the largest at once. Each connection may send
 * one, so without it a thousand slow senders would hold a gigabyte.
 */
const MOST_HELD = 64 * 1024 * 1024
let held = 0

/** The whole body, whose announced length is within its limit already; null where too much is held for others. */
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
  again.push(body)
  again.push(null)
  return again
}
