import { sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { figureCorrection } from '@/db/schema/report'
import { askBeforeCommit } from '@/db/write'
import { recordAudits } from '@/lib/access/audit.commands'
import { correctionReason, LockedYear } from '@/lib/core/correction'
import { movedBetween } from '@/lib/statistics/rates/kept.rules'
import { allLocks, type Lock } from '@/lib/statistics/rates/kept.sql'
import { changedYears } from './changed-year.sql'
import { type Moves, typedMoved } from './correction.rules'
import { cellsOf, typedOf } from './locked-cell.sql'

/** From here on no write of this process moves a figure of a locked year without a reason. */
export function guardLockedYears(): void {
  askBeforeCommit(guard)
}

/**
 * Compares the figures of each locked year that the transaction may have moved, before and after. Where one moves it is
 * listed as 更正, with the reason that was given; without one LockedYear is thrown.
 */
async function guard(tx: Tx): Promise<void> {
  const locks = await allLocks()
  if (locks.length === 0) return
  const years = await changedYears(tx)
  for (const lock of locks) {
    if (years !== 'every' && !years.has(lock.year)) continue
    const moves = await movesOf(tx, lock)
    if (moves.figures.length + moves.typed.length > 0) await listCorrection(tx, lock, moves)
  }
}

async function movesOf(tx: Tx, lock: Lock): Promise<Moves> {
  // A read outside of the transaction still sees what was committed before it.
  const [before, after] = [await cellsOf(lock, db), await cellsOf(lock, tx)]
  return {
    figures: movedBetween(before, after),
    typed: typedMoved(await typedOf(lock, db), await typedOf(lock, tx)),
  }
}

async function listCorrection(tx: Tx, lock: Lock, moves: Moves): Promise<void> {
  const entries = await entriesOf(tx)
  const given = entries.find(each => each.reason !== null && !isNoCorrection(each.action))
  const reason = correctionReason(tx)
  if (!given && !reason) throw new LockedYear(lock, moves)
  const { year, unitId: lockUnitId } = lock
  let auditId = given?.id
  if (!given && reason) {
    const last = entries.at(-1)
    const author = { accountId: last?.accountId ?? null, name: last?.actor ?? '' }
    const after = { unitId: lockUnitId, moved: moves.figures.length + moves.typed.length }
    await recordAudits(tx, [
      [author, { action: 'report.correct', subject: 'report', subjectId: year, reason, after }],
    ])
    auditId = (await entriesOf(tx)).at(-1)?.id
  }
  if (auditId === undefined) throw new Error('A correction without an entry of the log.')
  await tx.insert(figureCorrection).values({ auditId, year, lockUnitId, moved: JSON.stringify(moves) })
}

type Entry = {
  id: number
  accountId: number | null
  action: string
  actor: string | null
  reason: string | null
}

/** What this transaction has written to the log so far: the only one that writes. */
async function entriesOf(tx: Tx): Promise<Entry[]> {
  const [last] = await db.all<{ id: number }>(sql`select coalesce(max(id), 0) as id from audit`)
  return tx.all<Entry>(sql`
    select a.id, a.account_id as accountId, a.action, t.actor, t.reason from audit a left join audit_text t on t.audit_id = a.id
    where a.id > ${last?.id ?? 0} order by a.id`)
}

/** What these entries give as their reason is none for a correction: why somebody asks for leave, a file of a meeting. */
function isNoCorrection(action: string): boolean {
  return action.startsWith('leave.') || action === 'attendance.presence'
}
