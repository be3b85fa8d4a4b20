import { decideRemoval } from '@/lib/plan/plan.rules'

/** What an item must not be the twin of, and what it may hang on. */
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

/** An item as the history keeps it since it was removed. */
export type Removed = Standing & {
  planId: number
  position: number
  version: number
  topics: { id: number }[]
}

/**
 * The removed item put back into its plan, last: whole, so that what the table does not show comes back too. Its point
 * is lost where that is gone. Refused where it is no item of this plan, or another says the same meanwhile.
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

/** Whether an item may be taken out: nothing was held, sat, sent out or photographed for it, and it has no parts. */
export function removalOf({ activities, exams, outputs, files }: Hung, hasParts: boolean) {
  return decideRemoval({ joined: activities.length + exams.length + outputs.length + files, hasParts })
}

/** A remark that a lecturer was taken over and must be asked again; said once. */
export function lecturerRemark(remark: string | null): string {
  return remark?.includes(TO_CHECK) ? remark : [remark, TO_CHECK].filter(Boolean).join('；')
}

/** Once another lecturer was written, there is nobody left to ask. */
export function lecturerKnown(remark: string): string {
  return remark
    .split('；')
    .filter(each => each !== TO_CHECK)
    .join('；')
}

const TO_CHECK = '主讲人待确认'
