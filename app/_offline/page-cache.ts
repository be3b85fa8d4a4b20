import { randomUUID } from 'node:crypto'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'

/**
 * What a page that may be kept says of itself, for the service worker (worker.js): whose it is, when it was drawn, how
 * it is called, and a number that tells this drawing from others. A page without it is not kept.
 */
export function storedAs(viewer: Viewer, name: string): string {
  const kept = { account: viewer.accountId, at: now(), name, id: randomUUID() }
  return encodeURIComponent(JSON.stringify(kept)).replaceAll("'", '%27')
}
