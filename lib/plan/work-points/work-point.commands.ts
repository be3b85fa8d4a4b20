import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { output } from '@/db/schema/output'
import { unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { isWithin } from '@/lib/access/unit-path.rules'
import { now } from '@/lib/core/clock'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { pointTime } from '@/lib/plan/items/how-often.rules'
import { planChanged, removeItems } from '@/lib/plan/items/item.commands'
import { removalOf } from '@/lib/plan/items/item.rules'
import { type ItemRow, putItems } from '@/lib/plan/items/item-rows.commands'
import { readTime } from '@/lib/plan/items/time-words.rules'
import { itemOf, type PlanItem, planDocument } from '@/lib/plan/plan.queries'
import { decideChange } from '@/lib/plan/plan.rules'
import type { BreakDownInput, MaterialLinkInput } from './work-point.input'
import { unitsToShare } from './work-point.queries'
import { commonOf, type Sharing, sharingOf } from './work-point.rules'

/**
 * 要点分解: each selected unit gets a part of the point; an existing part takes the new weight and deadline, and
 * the part of an unselected unit is removed where nothing is linked to it. The point is then counted by its
 * parts; without parts it is an ordinary point again. One change, one revision. Idempotent.
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
    const units = await unitsToShare(viewer, head.unitPath, point.id, tx)
    const named = [...input.unitIds, ...input.own.map(each => each.unitId)]
    if (named.some(unitId => !units.some(each => each.id === unitId))) throw new NotFound()
    const sharing = sharingOf(input, units, new Set(parts.map(part => part.unitId)))
    if (!sharing.ok) return sharing
    const rows = rowsOf(sharing.parts, parts, point, input, head.year)
    if (!rows.ok) return rows
    const gone = parts.filter(part => !sharing.parts.some(each => each.unitId === part.unitId))
    if (rows.rows.length + gone.length === 0)
      return parts.length > 0 || input.version < head.version
        ? ({ ok: true, planId: head.id, itemId: point.id } as const)
        : ({ ok: false, reason: 'noUnits' } as const)
    if (head.version !== input.version) throw new Conflict(head)
    // The note of what was done would be lost with the part: it must be withdrawn before the part can be removed.
    const held = gone.find(
      part => [part, ...part.occurrences].some(each => each.doneOn !== null) || !removalOf(part, false).ok,
    )
    if (held) return { ok: false, reason: 'partHeld', field: `weight-${held.unitId}` } as const
    const writes: { row: ItemRow }[] = rows.rows.map(({ standing, ...row }) => ({
      row: {
        ...(standing ? { id: standing.id } : {}),
        ...row,
        planId: head.id,
        parentId: point.id,
        content: standing?.content ?? point.content,
      },
    }))
    // A point that is broken down falls due only through its parts.
    if (sharing.parts.length > 0 && point.times !== 0)
      writes.push({ row: { ...timeOf(point), id: point.id, planId: head.id, times: 0 } })
    await putItems(tx, writes)
    await removeItems(tx, viewer, gone, input.reason)
    await recordAudit(tx, viewer, {
      action: 'plan.breakDown',
      subject: 'planItem',
      subjectId: point.id,
      reason: input.reason || null,
      before: { times: point.times, parts: parts.map(toldOf) },
      after: {
        times: sharing.parts.length > 0 ? 0 : undefined,
        parts: sharing.parts.map(({ unitId, weight, time }) => ({ unitId, weight, time })),
      },
    })
    await planChanged(tx, viewer, head, input.reason)
    return { ok: true, planId: head.id, itemId: point.id } as const
  })
}

function toldOf({ unitId, weight, timeWords, evidence }: PlanItem) {
  return { unitId, weight, time: timeWords, evidence }
}

/** The parts that are new or changed, ready to be written. */
function rowsOf(sharing: Sharing[], parts: PlanItem[], point: PlanItem, input: BreakDownInput, year: number) {
  // Parts that require the usual proof follow a change of it; parts with a different requirement keep theirs.
  const usual = commonOf(parts).evidence ?? null
  const rows = []
  for (const { unitId, weight, time: words, timeField } of sharing) {
    const standing = parts.find(part => part.unitId === unitId)
    const often = pointTime({ time: words, times: null, content: standing?.content ?? point.content }, year)
    const kept = [words, often.time].includes(standing?.timeWords ?? '') ? standing : undefined
    const time = kept ?? readTime(often.time, year, { isDeadline: true })
    if (!time) return { ok: false, reason: 'timeUnreadable', field: timeField } as const
    const evidence =
      standing && standing.evidence !== usual ? standing.evidence : input.evidence || point.evidence
    if (standing && kept && standing.weight === weight && standing.evidence === evidence) continue
    const { fromDay, toDay, every } = time
    const times = (kept ? kept.times : (often.times ?? time.times)) ?? 1
    rows.push({
      unitId,
      weight,
      timeWords: kept?.timeWords ?? often.time,
      fromDay,
      toDay,
      every,
      times,
      evidence,
      standing,
    })
  }
  return { ok: true, rows } as const
}

function timeOf({ timeWords, fromDay, toDay, every, content, unitId }: PlanItem) {
  return { timeWords, fromDay, toDay, every, content, unitId }
}

/** Links material to a point, which it completes by itself, or removes the link. */
export async function linkMaterial(viewer: Viewer, input: MaterialLinkInput) {
  return joinOrLeave(viewer, input, input.itemId)
}

export async function unlinkMaterial(viewer: Viewer, input: MaterialLinkInput) {
  return joinOrLeave(viewer, input, null)
}

async function joinOrLeave(
  viewer: Viewer,
  { itemId, outputId }: MaterialLinkInput,
  planItemId: number | null,
) {
  return write(async tx => {
    const { plan: head, item } = await itemOf(viewer, itemId, dayOf(now()), tx)
    const before = await ownOutput(tx, viewer, outputId)
    if (!canOrganise(viewer, item.unitPath)) throw new Forbidden()
    if (head.status === 'closed') return { ok: false, reason: 'planClosed' } as const
    if (planItemId !== null && before.planItemId !== null && before.planItemId !== item.id)
      return { ok: false, reason: 'joinedElsewhere', field: 'outputId' } as const
    if (before.planItemId === planItemId) return { ok: true, itemId } as const
    // This form must not remove a link to another point.
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

/** Whether the material is of the plan's own year and units. */
function isOf(head: { year: number; unitPath: string }, sent: { day: string; path: string }): boolean {
  return sent.day.startsWith(`${head.year}-`) && isWithin(sent.path, head.unitPath)
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
