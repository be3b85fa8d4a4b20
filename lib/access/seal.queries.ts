import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { dayOf, type Instant, instantOf } from '@/lib/core/time'
import { administersAll, type Viewer } from './access.rules'
import { type LogCheck, lastLogCheck } from './log-check'
import { readKept, sealLine } from './seal.crypto'
import { compareKept, type KeptAnswer, lastSeal, sealedSince } from './seal.sql'

export type SealState = {
  /** Null before the first seal. */
  seal: { line: string; id: number; lastAuditId: number; sealedAt: Instant } | null
  /** Entries in all, and those younger than the last seal. */
  entries: number
  unsealed: number
  check: LogCheck | null
}

/** How far the log is sealed, and what the last check found; for the administrator of the top unit. */
export async function sealState(viewer: Viewer): Promise<SealState> {
  administering(viewer)
  const seal = await lastSeal()
  const [counted] = await db.all<{ entries: number; unsealed: number }>(sql`
    select count(*) as entries, count(*) filter (where id > ${seal?.lastAuditId ?? 0}) as unsealed from audit`)
  return {
    seal: seal && {
      line: sealLine(seal),
      id: seal.id,
      lastAuditId: seal.lastAuditId,
      sealedAt: seal.sealedAt,
    },
    entries: counted?.entries ?? 0,
    unsealed: counted?.unsealed ?? 0,
    check: lastLogCheck(),
  }
}

/** The last seal, and a line for each entry that was sealed today: the file that an office keeps elsewhere. */
export async function sealToKeep(viewer: Viewer): Promise<string[]> {
  administering(viewer)
  const seal = await lastSeal()
  if (!seal) throw new NotFound()
  return [sealLine(seal), ...(await sealedSince(db, instantOf(dayOf(now()))))]
}

/** What was kept, compared with the log; `unreadable` where it holds no line of a seal. */
export async function comparedWith(
  viewer: Viewer,
  text: string,
): Promise<{ state: 'unreadable' } | (KeptAnswer & { sealId: number; lastAuditId: number; stamp: string })> {
  administering(viewer)
  const kept = readKept(text)
  if (!kept) return { state: 'unreadable' }
  const { sealId, lastAuditId, stamp } = kept
  return { ...(await compareKept(kept)), sealId, lastAuditId, stamp }
}

function administering(viewer: Viewer): void {
  if (!administersAll(viewer)) throw new NotFound()
}
