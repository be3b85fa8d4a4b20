import { decideRemoval } from '@/lib/plan/plan.rules'

/** The fields that decide whether two items are duplicates, and of which point an item can be a part. */
export type Standing = {
  id: number
  parentId: number | null
  timeWords: string
  content: string
  form: string
  unitId: number
}

/** The key of an item within its plan: 时间 + 内容 + 形式 + 责任单位. */
export function isTwinOf(
  item: Standing,
  other: { time: string; content: string; form: string; unitId: number },
): boolean {
  return (
    item.timeWords === other.time &&
    item.content === other.content &&
    item.form === other.form &&
    item.unitId === other.unitId
  )
}

/** A removed item as the history stores it. */
export type Removed = Standing & {
  planId: number
  position: number
  version: number
  topics: { id: number }[]
}

/**
 * Restores a removed item as the last one of its plan, complete with fields that the table does not show. Its
 * link to a point is dropped where the point is gone. Refused where it belongs to another plan, or a duplicate
 * exists by now.
 */
export function restored<T extends Removed>(
  was: T | undefined,
  { planId, standing, id }: { planId: number; standing: Standing[]; id: number },
) {
  if (was?.planId !== planId) return { ok: false, reason: 'planTable.refused.notRestorable' } as const
  if (standing.some(each => isTwinOf(each, { ...was, time: was.timeWords })))
    return { ok: false, reason: 'plan.refused.itemExists' } as const
  const { position, version, topics, ...kept } = was
  const parentId = standing.some(each => each.id === was.parentId) ? was.parentId : null
  return {
    ok: true,
    version: version + 1,
    row: { ...kept, id, parentId, topicIds: topics.map(each => each.id) },
  } as const
}

type Hung = { activities: unknown[]; exams: unknown[]; outputs: unknown[]; files: number }

/** Whether an item may be removed: no activity, exam, material or photo belongs to it, and it has no parts. */
export function removalOf({ activities, exams, outputs, files }: Hung, hasParts: boolean) {
  return decideRemoval({ joined: activities.length + exams.length + outputs.length + files, hasParts })
}

/** Adds to a remark, once, that the lecturer was copied from last year and must be confirmed. */
export function lecturerRemark(remark: string | null): string {
  return remark?.includes(TO_CHECK) ? remark : [remark, TO_CHECK].filter(Boolean).join('；')
}

/** Removes that note once another lecturer is given. */
export function lecturerKnown(remark: string): string {
  return remark
    .split('；')
    .filter(each => each !== TO_CHECK)
    .join('；')
}

const TO_CHECK = '主讲人待确认'
