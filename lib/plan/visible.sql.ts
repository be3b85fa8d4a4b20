import { and, ne, or, type SQL, sql } from 'drizzle-orm'
import { activity } from '@/db/schema/activity'
import { exam } from '@/db/schema/exam'
import { plan } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'

// In this room and not beside activities and exams, because a plan shows what is linked to its items.

/**
 * SQL condition on activity and its host unit: those in the scope, public ones, those of own units that are not
 * drafts, and those with the viewer on the list. Deleted activities are never visible.
 */
export function visibleActivity(viewer: Viewer): SQL {
  const own = viewer.ownUnitPaths.map(
    path => sql`(${activity.status} <> 'draft' and ${isWithin(path, unit.path)})`,
  )
  const listed = sql`exists (select 1 from attendance seen where seen.activity_id = ${activity.id} and seen.person_id = ${viewer.personId} and seen.standing <> 'withdrawn')`
  const open = sql`(${activity.isPublic} and ${activity.status} <> 'draft')`
  const seen = or(inScope(viewer, unit.path), open, viewer.personId === null ? undefined : listed, ...own)
  return sql`(${activity.deletedAt} is null and ${seen ?? sql`0`})`
}

/**
 * SQL condition on exam and its host unit: those in the scope, those of own units that are not drafts, and those
 * that the viewer must sit.
 */
export function visibleExam(viewer: Viewer): SQL {
  const own = viewer.ownUnitPaths.map(
    path => sql`(${exam.status} <> 'draft' and ${isWithin(path, unit.path)})`,
  )
  const listed =
    viewer.personId === null
      ? undefined
      : sql`exists (select 1 from exam_candidate c where c.exam_id = ${exam.id} and c.person_id = ${viewer.personId} and c.standing <> 'withdrawn')`
  return or(inScope(viewer, unit.path), listed, ...own) ?? sql`0`
}

/** SQL: plans in any state under a grant's unit; issued ones also for everybody in the plan's unit and its subtree. */
export function visiblePlan(viewer: Viewer): SQL | undefined {
  const below = [...viewer.ownUnitPaths, ...viewer.grants.map(grant => grant.unitPath)]
  const isOwn = or(sql`0`, ...below.map(path => isWithin(path, unit.path)))
  return or(inScope(viewer, unit.path), and(ne(plan.status, 'draft'), isOwn))
}

/** SQL: the ids of the plans that the viewer may see, for a query that has another unit in it. */
export function visiblePlanIds(viewer: Viewer): SQL {
  return sql`(select ${plan.id} from ${plan} join ${unit} on ${unit.id} = ${plan.unitId} where ${visiblePlan(viewer)})`
}

/** SQL: the ids of the activities that the viewer may see, for a query that has another unit in it. */
export function visibleActivityIds(viewer: Viewer, which?: SQL): SQL {
  return sql`(select ${activity.id} from ${activity} join ${unit} on ${unit.id} = ${activity.hostUnitId}
    where ${and(visibleActivity(viewer), which)})`
}

/** SQL: the ids of the exams that the viewer may see. */
export function visibleExamIds(viewer: Viewer, which?: SQL): SQL {
  return sql`(select ${exam.id} from ${exam} join ${unit} on ${unit.id} = ${exam.hostUnitId}
    where ${and(visibleExam(viewer), which)})`
}
