import { db, type On } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { timesWords } from '@/lib/plan/occurrences/occurrence.rules'
import { type PlanItem, planDocument } from '@/lib/plan/plan.queries'
import { inOrder } from '@/lib/plan/plan.rules'
import type { Saved } from './table.rules'
import type { Cells, TableKind } from './table.sheet'

/**
 * A plan and its items as rows of texts, in the order of the document. Throws NotFound where the viewer may not
 * see it.
 */
export async function planTable(viewer: Viewer, planId: number, on: On = db) {
  const { plan, items } = await planDocument(viewer, planId, dayOf(now()), on)
  return { plan, items, rows: savedRows(items) }
}

export function tableKind(plan: { kind: string }): TableKind {
  return plan.kind === 'workPoints' ? 'points' : 'plan'
}

function savedRows(items: PlanItem[]): Saved[] {
  return inOrder(items).map(({ item }) => ({
    id: item.id,
    version: item.version,
    cells: cellsOf(item, items),
  }))
}

/** An item in the words of the office's sheet. */
export function cellsOf(item: PlanItem, items: PlanItem[]): Cells {
  return {
    time: item.timeWords,
    content: item.content,
    form: item.form,
    audience: item.audienceWords,
    lecturer: item.lecturer ?? '',
    unit: item.unitName,
    times: timesWords(item),
    mustLearn: item.topics.map(topic => topic.name).join('、') || (item.mustLearn ? '是' : ''),
    remark: item.remark ?? '',
    parent: items.find(each => each.id === item.parentId)?.content ?? '',
    weight: item.weight === null ? '' : String(item.weight),
    evidence: item.evidence ?? '',
  }
}
