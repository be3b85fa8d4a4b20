import { type SQL, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import { reviewKindsOf } from '@/lib/organisation/settings/setting.queries'
import type { ReviewedKind } from '@/lib/organisation/settings/setting.rules'

/** SQL: the path of the street above a unit's path, which reviews its entries; of a tree without one the top unit's. */
export function streetPathOf(path: SQL): SQL<string> {
  return sql`(select s.path from unit s where ${isWithin(path, sql`s.path`)}
    order by s.kind = 'street' desc, length(s.path) * iif(s.kind = 'street', -1, 1) limit 1)`
}

/**
 * Whether what this viewer enters or changes for a unit waits for review: the kind asks for it, the unit lies below its
 * street, and the viewer does not organise the street.
 */
export async function waitsForReview(
  on: On,
  viewer: Viewer,
  kind: ReviewedKind,
  unitId: number,
): Promise<boolean> {
  if (!(await reviewKindsOf(on)).includes(kind)) return false
  const [found] = await on.all<{ path: string; street: string }>(
    sql`select u.path, ${streetPathOf(sql`u.path`)} as street from unit u where u.id = ${unitId}`,
  )
  return found !== undefined && found.path !== found.street && !canOrganise(viewer, found.street)
}

/** Of several units those whose new entries by this viewer wait. */
export async function waitingUnits(
  on: On,
  viewer: Viewer,
  kind: ReviewedKind,
  unitIds: number[],
): Promise<Set<number>> {
  const waiting = new Set<number>()
  for (const unitId of new Set(unitIds))
    if (await waitsForReview(on, viewer, kind, unitId)) waiting.add(unitId)
  return waiting
}
