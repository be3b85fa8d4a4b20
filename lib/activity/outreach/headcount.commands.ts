import { and, eq } from 'drizzle-orm'
import { activityHeads } from '@/db/schema/activity'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion } from '@/lib/access/versioned.commands'
import { forOrganiser } from '@/lib/activity/activity.commands'
import { NotFound, type Refused } from '@/lib/core/errors'
import type { UnitHeadsInput } from './headcount.input'

/**
 * The number of people of one unit who came and are on no roster (enterprises, communities). It is shown beside
 * 受众人次 and not added to it, and enters no rate of people; the paper list is the proof. Throws Conflict where
 * there is another number that the form has not seen.
 */
export async function setUnitHeads(
  viewer: Viewer,
  { activityId, unitId, heads, version }: UnitHeadsInput,
): Promise<{ ok: true } | Refused<'cancelled'>> {
  return write(async tx => {
    const of = await forOrganiser(tx, viewer, activityId)
    if (of.status === 'cancelled') return { ok: false, reason: 'cancelled' } as const
    const [meant] = await tx
      .select({ path: unit.path, name: unit.name })
      .from(unit)
      .where(eq(unit.id, unitId))
    if (!meant || !canOrganise(viewer, meant.path)) throw new NotFound()
    const which = and(eq(activityHeads.activityId, activityId), eq(activityHeads.unitId, unitId))
    const [before] = await tx.select().from(activityHeads).where(which)
    if ((before?.heads ?? null) === heads) return { ok: true } as const
    if (before) requireVersion(before, version)
    if (heads === null) await tx.delete(activityHeads).where(which)
    else if (before) await alterRow(tx, activityHeads, which, before.version, { heads })
    else await tx.insert(activityHeads).values({ activityId, unitId, heads })
    await recordAudit(tx, viewer, {
      action: 'unitHeads.set',
      subject: 'activity',
      subjectId: activityId,
      before: { unit: meant.name, heads: before?.heads ?? null },
      after: { unit: meant.name, heads },
    })
    return { ok: true } as const
  })
}
