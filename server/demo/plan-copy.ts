import type { Viewer } from '@/lib/access/access.rules'
import { addDays, type Day } from '@/lib/core/time'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan, issuePlan, setDone } from '@/lib/plan/plan.commands'
import { itemInput } from '@/lib/plan/plan.input'
import { itemOf, planDocument, plansOf } from '@/lib/plan/plan.queries'
import { chance } from './chance'
import { type Deed, deed, mustDo } from './diary'

/** The plans of a new year as drafts, copied item by item from another year. */
export async function copyPlans(viewer: Viewer, from: number, to: number): Promise<void> {
  for (const { id, kind, unitId } of await plansOf(viewer, from, `${from}-12-31`)) {
    const { planId } = await mustDo(createPlan(viewer, { year: to, kind, unitId, title: '' }))
    const copies = new Map<number, number>()
    for (const item of (await planDocument(viewer, id, `${from}-12-31`)).items) {
      const input = itemInput.parse({
        planId,
        time: item.timeWords,
        times: item.times,
        content: item.content.replaceAll(String(from), String(to)),
        form: item.form,
        audience: item.audienceWords,
        audienceAsWords: 'on',
        lecturer: item.lecturer ?? '',
        unitId: item.unitId,
        mustLearn: item.mustLearn ? 'on' : undefined,
        topics: item.topics.map(each => each.name).join('、'),
        remark: item.remark ?? '',
        parentId: item.parentId === null ? '' : copies.get(item.parentId),
        weight: item.weight ?? '',
        evidence: item.evidence ?? '',
      })
      copies.set(item.id, (await mustDo(saveItem(viewer, input))).itemId)
    }
  }
}

/** 印发 of every draft plan of a year. */
export async function issuePlans(viewer: Viewer, year: number): Promise<undefined> {
  for (const { id, version } of await plansOf(viewer, year, `${year}-12-31`))
    await mustDo(issuePlan(viewer, { planId: id, version }))
}

/** Work points that no activity completes are marked done shortly before their deadline, all but a few. */
export async function doneWorkPoints(viewer: Viewer, year: number): Promise<Deed[]> {
  const [points] = (await plansOf(viewer, year, `${year}-12-31`)).filter(each => each.kind === 'workPoints')
  if (!points) return []
  const { items } = await planDocument(viewer, points.id, `${year}-12-31`)
  return items.flatMap(item =>
    item.occurrences.flatMap(({ id: occurrenceId, fromDay, toDay }, at) => {
      const draw = chance(`done ${year} ${item.content} ${item.unitName}${at === 0 ? '' : ` ${at + 1}`}`)
      if (draw.next() < 0.12) return []
      const early = addDays(toDay, -draw.between(0, 12))
      const doneOn: Day = early < fromDay ? fromDay : early
      const doneNote = item.evidence ?? '工作小结'
      return [
        deed(doneOn, '11:00', async () => {
          const { version } = (await itemOf(viewer, item.id, doneOn)).item
          await mustDo(setDone(viewer, { itemId: item.id, occurrenceId, version, doneOn, doneNote }))
          return undefined
        }),
      ]
    }),
  )
}
