import { randomUUID } from 'node:crypto'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'

/**
 * What a cacheable page states for the service worker (worker.js): its account, when it was rendered, its name,
 * and a number that identifies this rendering. A page without it is not cached.
 */
export function storedAs(viewer: Viewer, name: string): string {
  const kept = { account: viewer.accountId, at: now(), name, id: randomUUID() }
  return encodeURIComponent(JSON.stringify(kept)).replaceAll("'", '%27')
}
