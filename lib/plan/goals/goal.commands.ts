import { and, eq } from 'drizzle-orm'
import { yearGoal } from '@/db/schema/goal'
import { requireOrganiser } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import type { GoalInput } from './goal.input'
import { goalsOf } from './goal.queries'

/** Sets the goals of a unit and year, by who organises the unit. Throws Conflict on an older version. */
export async function setGoals(viewer: Viewer, input: GoalInput) {
  const { year, unitId, version, ...goals } = input
  return writeVersioned(viewer, 'goal.set', input, async tx => {
    await requireOrganiser(viewer, unitId, tx)
    const { version: standing, ...before } = await goalsOf(viewer, { unitId, year }, tx)
    requireVersion({ ...before, version: standing }, version)
    const key = and(eq(yearGoal.year, year), eq(yearGoal.unitId, unitId))
    if (standing > 0) await alterRow(tx, yearGoal, key, version, goals)
    else await tx.insert(yearGoal).values({ year, unitId, ...goals })
    await recordAudit(tx, viewer, {
      action: 'goal.set',
      subject: 'unit',
      subjectId: unitId,
      before: { year, ...before },
      after: { year, ...goals },
    })
    return { ok: true, year } as const
  })
}
