import { and, eq } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { yearGoal } from '@/db/schema/goal'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'

export type Goals = { newForms: number | null; newMediaAMonth: number | null; eachTarget: number | null }

/** 年度目标 of a unit, with the version of the form; all empty before the first save. */
export async function goalsOf(
  viewer: Viewer,
  { unitId, year }: { unitId: number; year: number },
  on: On = db,
): Promise<Goals & { version: number }> {
  const [found] = await on
    .select({
      newForms: yearGoal.newForms,
      newMediaAMonth: yearGoal.newMediaAMonth,
      eachTarget: yearGoal.eachTarget,
      version: yearGoal.version,
    })
    .from(yearGoal)
    .innerJoin(unit, eq(unit.id, yearGoal.unitId))
    .where(and(eq(yearGoal.year, year), eq(yearGoal.unitId, unitId), inScope(viewer, unit.path)))
  return found ?? { newForms: null, newMediaAMonth: null, eachTarget: null, version: 0 }
}
