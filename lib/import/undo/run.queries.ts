import { and, eq, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { slices } from '@/db/pause'
import { importRun } from '@/db/schema/import'
import { administersAll, holds, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import type { Instant } from '@/lib/core/time'
import { mayImport } from '@/lib/import/import.queries'
import { type RunPart, undoableFrom } from '@/lib/import/run.rules'
import { partsOf } from './undo.sql'
import { isOfUnits, isOutside } from './undo-scope.sql'

export type Run = {
  id: number
  /** Null: the command line. */
  by: string | null
  isOwn: boolean
  writtenAt: Instant
  parts: RunPart[]
  undoneAt: Instant | null
  undoneBy: string | null
  erasedAt: Instant | null
  /** Whether all that it changed is still known: for 30 days. */
  isKept: boolean
  /** Whether the viewer may undo it, once nothing rests on it. */
  mayUndo: boolean
}

const SHOWN = 30
/** So many imports of others are looked through for those of the viewer's units. */
const LOOKED_THROUGH = 300

const columns = {
  id: importRun.id,
  accountId: importRun.accountId,
  by: sql<
    string | null
  >`(select p.name from account k join person p on p.id = k.person_id where k.id = ${importRun.accountId})`,
  writtenAt: importRun.writtenAt,
  parts: importRun.parts,
  undoneAt: importRun.undoneAt,
  undoneBy: sql<
    string | null
  >`(select p.name from account k join person p on p.id = k.person_id where k.id = ${importRun.undoneBy})`,
  erasedAt: importRun.erasedAt,
  isKept: sql<number>`exists (select 1 from import_change c where c.run_id = ${importRun.id})`,
}

/** An import that the viewer wrote, or whose rows an administrator's scope covers; throws NotFound for any other. */
export async function runOf(viewer: Viewer, id: number, on: On = db): Promise<Run> {
  const [found] = await on.select(columns).from(importRun).where(eq(importRun.id, id))
  const run = found && holds(viewer, 'organiser', 'administrator') && (await seenRun(viewer, found, on))
  if (!run) throw new NotFound()
  // They may name people of any unit: for who wrote it, or administers all, while it can be undone.
  const isTold = (run.isOwn || administersAll(viewer)) && run.writtenAt >= undoableFrom(now())
  return isTold ? { ...run, parts: JSON.parse(found.parts) as RunPart[] } : run
}

/** 最近的导入: those of 30 days that the viewer may see, the newest first. */
export async function recentRuns(viewer: Viewer): Promise<Run[]> {
  const isOwn = viewer.accountId === null ? sql`true` : eq(importRun.accountId, viewer.accountId)
  const isAny = viewer.accountId === null || administersAll(viewer)
  const own = await seenRuns(viewer, isAny ? sql`true` : isOwn, SHOWN)
  if (isAny || !holds(viewer, 'administrator')) return own
  const others = await seenRuns(viewer, sql`not (${isOwn})`, LOOKED_THROUGH)
  return [...own, ...others].sort((a, b) => b.id - a.id).slice(0, SHOWN)
}

/** The newest SHOWN that the viewer may see, among the newest `most` of which the condition is true. */
async function seenRuns(viewer: Viewer, which: SQL, most: number): Promise<Run[]> {
  const rows = await db
    .select(columns)
    .from(importRun)
    .where(and(sql`${importRun.writtenAt} >= ${undoableFrom(now())}`, which))
    .orderBy(sql`${importRun.id} desc`)
    .limit(most)
  const runs: Run[] = []
  const pause = slices()
  for (const row of rows) {
    if (runs.length === SHOWN) break
    await pause()
    const run = await seenRun(viewer, row, db)
    if (run) runs.push(run)
  }
  return runs
}

type Row = Omit<Run, 'isOwn' | 'parts' | 'isKept' | 'mayUndo'> & {
  accountId: number | null
  parts: string
  isKept: number
}

async function seenRun(viewer: Viewer, row: Row, on: On): Promise<Run | null> {
  const { accountId, parts: told, isKept, ...run } = row
  const isOwn = accountId === viewer.accountId
  const parts = (JSON.parse(told) as RunPart[]).map(({ unread: _, ...part }): RunPart => part)
  const mayImportAll = parts.every(({ kind }) => kind === 'merge' || mayImport(viewer, kind))
  const isCovered = async () => {
    if (administersAll(viewer)) return true
    if (!holds(viewer, 'administrator') || isKept === 0) return false
    const changed = await partsOf(on, row.id)
    return isOfUnits(changed) && !(await isOutside(on, viewer, changed))
  }
  if (!isOwn && !(await isCovered())) return null
  return {
    ...run,
    isOwn,
    parts,
    isKept: isKept === 1 && run.writtenAt >= undoableFrom(now()),
    mayUndo: mayImportAll,
  }
}
