import { eq, gt } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { membership, unit } from '@/db/schema/roster'
import type { Day } from '@/lib/core/time'

type MembershipKnown = {
  id: number
  personId: number
  path: string
  unitName: string
  fromDay: Day
  toDay: Day | null
}

/** Every membership with its unit, a page at a time. */
export function membershipsKnown(on: On, pause: Pause): Promise<MembershipKnown[]> {
  return paged<MembershipKnown>(pause, (last, limit) =>
    on
      .select({
        id: membership.id,
        personId: membership.personId,
        path: unit.path,
        unitName: unit.name,
        fromDay: membership.fromDay,
        toDay: membership.toDay,
      })
      .from(membership)
      .innerJoin(unit, eq(unit.id, membership.unitId))
      .where(gt(membership.id, last?.id ?? 0))
      .orderBy(membership.id)
      .limit(limit),
  )
}
