import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { plan } from '@/db/schema/plan'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { idempotent, recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Conflict } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { lecturerRemark } from '@/lib/plan/items/item.rules'
import { putItems } from '@/lib/plan/items/item-rows.commands'
import type { CopyInput } from './copy.input'
import { copyOf, type PlanCopy } from './copy.queries'

/**
 * Starts the plan of a year from an earlier one, as shown in the preview, into a new plan or a draft without
 * items. The preview belongs to one version of the source; a later version must be shown first. Idempotent.
 */
export async function copyPlan(viewer: Viewer, input: CopyInput) {
  const { sourceId, year, version, keep } = input
  return write(tx =>
    idempotent(tx, viewer, `copyPlan ${JSON.stringify(input)}`, async () => {
      const copy = await copyOf(viewer, sourceId, year, { asOf: dayOf(now()), keep, on: tx })
      const { source, target } = copy
      if (copy.lines.length === 0) return { ok: false, reason: 'noItems' } as const
      if (target && target.status !== 'draft') return { ok: false, reason: 'targetIssued' } as const
      if (target && target.items > 0) return { ok: false, reason: 'targetNotEmpty' } as const
      if (source.version !== version) throw new Conflict(source)
      const planId = target?.id ?? (await makePlan(tx, viewer, copy))
      await putCopies(tx, planId, copy)
      await tx
        .update(plan)
        .set({ version: (target?.version ?? 0) + 1 })
        .where(eq(plan.id, planId))
      await recordAudit(tx, viewer, {
        action: 'plan.copy',
        subject: 'plan',
        subjectId: planId,
        after: {
          from: source.title,
          items: copy.lines.map(({ content, from, to }) => ({
            content,
            from: from.timeWords,
            to: to.timeWords,
          })),
        },
      })
      return { ok: true, planId } as const
    }),
  )
}

/** A new plan also takes over the rules for its activities. */
async function makePlan(tx: Tx, viewer: Viewer, { source, title, year }: PlanCopy): Promise<number> {
  const { kind, unitId, leaveRule, makeUpDays, requiredShare, theoryLeftOut } = source
  const [made] = await tx
    .insert(plan)
    .values({ year, kind, unitId, title, leaveRule, makeUpDays, requiredShare, theoryLeftOut })
    .returning()
  const { id } = made as { id: number }
  await recordAudit(tx, viewer, { action: 'plan.create', subject: 'plan', subjectId: id, after: made })
  return id
}

/** Points first, so that their parts can refer to them. */
async function putCopies(tx: Tx, planId: number, { lines }: PlanCopy): Promise<void> {
  const ids = new Map<number, number>()
  const placed = lines.map((line, at) => ({ ...line, position: at + 1 }))
  for (const depth of [0, 1]) {
    const some = placed.filter(line => line.depth === depth)
    const made = await putItems(
      tx,
      some.map(({ item, content, to, position }) => ({
        row: {
          planId,
          position,
          ...to,
          times: item.times,
          content,
          form: item.form,
          audienceId: item.audienceId,
          lecturer: item.lecturer,
          unitId: item.unitId,
          mustLearn: item.mustLearn,
          remark: item.lecturer ? lecturerRemark(item.remark) : item.remark,
          parentId: item.parentId === null ? null : (ids.get(item.parentId) ?? null),
          weight: item.weight,
          evidence: item.evidence,
          topicIds: item.topics.map(topic => topic.id),
        },
      })),
    )
    some.forEach(({ item }, at) => {
      ids.set(item.id, made[at] as number)
    })
  }
}
