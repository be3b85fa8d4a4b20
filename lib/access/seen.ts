import { sql } from 'drizzle-orm'
import { write } from '@/db/write'
import { now } from '@/lib/core/clock'
import type { Instant } from '@/lib/core/time'
import { LONG_IDLE, SEEN_EVERY } from './session.rules'

/*
 * When a person was last there. A request of a person counts as seen; a poll, a page's own reload and what an
 * outbox sends later do not, or an open page would keep a session for ever.
 *
 * The exact instant is held in memory, and written at most once in five minutes, so that hundreds of requests a
 * second cost one write. After a restart, or in another process on the same database server, a session may
 * therefore be over up to five minutes early, never late.
 */

type Seen = { seenAt: Instant; sheetOpenedAt: Instant | null }
type Known = Seen & { writtenAt: Instant; sheetWrittenAt: Instant }

// Pages, actions and the door of the hall are separate bundles; only globalThis is shared.
const shared = globalThis as typeof globalThis & {
  xuefaSeen?: { known: Map<string, Known>; due: Set<string>; writing: Promise<void> | null }
}
shared.xuefaSeen ??= { known: new Map(), due: new Set(), writing: null }
const memory = shared.xuefaSeen

/** The row's instants, or the later ones of this process. */
export function lastSeen({ id, seenAt, sheetOpenedAt }: Seen & { id: string }): Seen {
  const known = memory.known.get(id)
  if (!known) return { seenAt, sheetOpenedAt }
  return { seenAt: Math.max(seenAt, known.seenAt), sheetOpenedAt: known.sheetOpenedAt ?? sheetOpenedAt }
}

/** Whether a request says that no person made it: an outbox that sends later, a page fetched in advance. */
export function isByTimer(headers: Headers): boolean {
  return headers.has('x-waited') || headers.has('next-router-prefetch')
}

/**
 * A person has used this session, on a sheet, a stall or the screen of a hall (`onSheet`) or elsewhere. Returns
 * at once and never throws: where nothing can be written now, the next request tries again after five minutes.
 */
export function sawPerson(session: Seen & { id: string }, onSheet = false): void {
  const at = now()
  const { id, sheetOpenedAt } = session
  const before = memory.known.get(id) ?? {
    ...session,
    writtenAt: session.seenAt,
    sheetWrittenAt: sheetOpenedAt ?? 0,
  }
  const known = { ...before, seenAt: at, sheetOpenedAt: onSheet ? at : before.sheetOpenedAt }
  memory.known.set(id, known)
  const isDue = at - known.writtenAt >= SEEN_EVERY
  const isSheetDue = onSheet && at - known.sheetWrittenAt >= SEEN_EVERY
  if (!isDue && !isSheetDue) return
  if (isDue) known.writtenAt = at
  if (isSheetDue) known.sheetWrittenAt = at
  memory.due.add(id)
  memory.writing ??= writeDue().finally(() => {
    memory.writing = null
  })
}

/** For tests: resolves when what is due has been written, or could not be. */
export async function seenWritten(): Promise<void> {
  while (memory.writing) await memory.writing
}

/** All that is due by the time when it is this write's turn goes in one transaction. */
async function writeDue(): Promise<void> {
  // Of the tries before, too: the work is done again after a lock of another process.
  const taken = new Set<string>()
  await write(async tx => {
    for (const id of memory.due) taken.add(id)
    memory.due.clear()
    const rows = [...taken].map(id => ({ id, ...memory.known.get(id) }))
    await tx.run(sql`
      update session set seen_at = max(seen_at, s.value ->> 'writtenAt'),
        sheet_opened_at = coalesce(nullif(s.value ->> 'sheetWrittenAt', 0), sheet_opened_at)
      from json_each(${JSON.stringify(rows)}) s where session.id = s.value ->> 'id' and ended_at is null`)
  }).catch(() => {})
  const at = now()
  for (const [id, { seenAt }] of memory.known) if (at - seenAt > LONG_IDLE) memory.known.delete(id)
}
