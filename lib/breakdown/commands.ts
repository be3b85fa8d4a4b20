import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { output } from '@/db/schema/output'
import { plan } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '../access/rules'
import { recordAudit } from '../audit/commands'
import { now } from '../clock'
import { Conflict, Forbidden, NotFound } from '../errors'
import { recordRevision } from '../plan/commands'
import { itemOf, type PlanItem, planDocument, unitsUnder } from '../plan/queries'
import { decideChange } from '../plan/rules'
import { putItem } from '../planitem/commands'
import { readTime } from '../plantime/rules'
import { dayOf } from '../time/rules'
import type { BreakDownInput, OutputLinkInput } from './input'

/**
 * 要点分解: a part of the point for each unit that was given a weight; one that is there already takes the new weight
 * and deadline. The point itself is then counted by its parts. One change, one revision. Sent twice it changes nothing.
 */
export async function breakDown(viewer: Viewer, input: BreakDownInput) {
  return write(async tx => {
    const today = dayOf(now())
    const found = await itemOf(viewer, input.itemId, today, tx)
    const { plan: head, items } = await planDocument(viewer, found.plan.id, today, tx)
    if (!canOrganise(viewer, head.unitPath)) throw new Forbidden()
    const point = items.find(item => item.id === input.itemId)
    if (!point) throw new NotFound()
    if (head.kind !== 'workPoints' || point.parentId !== null)
      return { ok: false, reason: 'notAPoint' } as const
    const decision = decideChange(head.status, input.reason)
    if (!decision.ok) return decision
    const parts = items.filter(item => item.parentId === point.id)
    const units = await unitsUnder(head.unitPath, tx)
    const rows = []
    for (const row of input.parts) {
      if (!units.some(each => each.id === row.unitId)) throw new NotFound()
      const standing = parts.find(part => part.unitId === row.unitId)
      const time =
        standing?.timeWords === row.time ? standing : readTime(row.time, head.year, { isDeadline: true })
      if (!time) return { ok: false, reason: 'timeUnreadable', field: `time-${row.unitId}` } as const
      if (standing && standing.timeWords === row.time && standing.weight === row.weight) continue
      rows.push({ unitId: row.unitId, weight: row.weight, words: row.time, time, standing })
    }
    if (rows.length === 0)
      return parts.length > 0
        ? ({ ok: true, planId: head.id, itemId: point.id } as const)
        : ({ ok: false, reason: 'noUnits' } as const)
    if (head.version !== input.version) throw new Conflict(head)
    for (const { unitId, weight, time, words, standing } of rows) {
      await putItem(tx, {
        ...(standing ? { id: standing.id } : {}),
        planId: head.id,
        parentId: point.id,
        unitId,
        weight,
        timeWords: words,
        fromDay: time.fromDay,
        toDay: time.toDay,
        every: time.every,
        times: ('times' in time ? time.times : null) ?? 1,
        content: standing?.content ?? point.content,
        evidence: standing?.evidence ?? (input.evidence || point.evidence),
      })
    }
    // A point that is broken down falls due in its parts alone.
    if (point.times !== 0) await putItem(tx, { ...timeOf(point), id: point.id, planId: head.id, times: 0 })
    await tx
      .update(plan)
      .set({ version: head.version + 1 })
      .where(eq(plan.id, head.id))
    await recordAudit(tx, viewer, {
      action: 'plan.breakDown',
      subject: 'planItem',
      subjectId: point.id,
      reason: input.reason || null,
      after: { parts: rows.map(({ unitId, weight, words }) => ({ unitId, weight, time: words })) },
    })
    if (head.status === 'issued') await recordRevision(tx, viewer, head.id, input.reason)
    return { ok: true, planId: head.id, itemId: point.id } as const
  })
}

function timeOf({ timeWords, fromDay, toDay, every, content, unitId }: PlanItem) {
  return { timeWords, fromDay, toDay, every, content, unitId }
}

/** What was handed out or sent discharges a point by itself, or no longer does. */
export async function linkOutput(viewer: Viewer, input: OutputLinkInput) {
  return joinOrLeave(viewer, input, input.itemId)
}

export async function unlinkOutput(viewer: Viewer, input: OutputLinkInput) {
  return joinOrLeave(viewer, input, null)
}

async function joinOrLeave(viewer: Viewer, { itemId, outputId }: OutputLinkInput, planItemId: number | null) {
  return write(async tx => {
    const { plan: head, item } = await itemOf(viewer, itemId, dayOf(now()), tx)
    const before = await ownOutput(tx, viewer, outputId)
    if (!canOrganise(viewer, head.unitPath)) throw new Forbidden()
    if (head.status === 'closed') return { ok: false, reason: 'planClosed' } as const
    if (planItemId !== null && before.planItemId !== null && before.planItemId !== item.id)
      return { ok: false, reason: 'joinedElsewhere', field: 'outputId' } as const
    if (before.planItemId === planItemId) return { ok: true, itemId } as const
    // What counts for another point is not this form's to take away.
    if (planItemId === null && before.planItemId !== item.id) throw new NotFound()
    if (planItemId !== null && !isOf(head, before)) throw new NotFound()
    await tx.update(output).set({ planItemId }).where(eq(output.id, outputId))
    await recordAudit(tx, viewer, {
      action: planItemId === null ? 'plan.unlinkOutput' : 'plan.linkOutput',
      subject: 'planItem',
      subjectId: item.id,
      after: { outputId },
    })
    return { ok: true, itemId } as const
  })
}

/** Materials of the plan's own year and units alone. */
function isOf(head: { year: number; unitPath: string }, sent: { day: string; path: string }): boolean {
  return sent.day.startsWith(`${head.year}-`) && sent.path.startsWith(head.unitPath)
}

async function ownOutput(tx: Tx, viewer: Viewer, outputId: number) {
  const [found] = await tx
    .select({ planItemId: output.planItemId, day: output.day, path: unit.path })
    .from(output)
    .innerJoin(unit, eq(unit.id, output.unitId))
    .where(eq(output.id, outputId))
  if (!found || !canOrganise(viewer, found.path)) throw new NotFound()
  return found
}
