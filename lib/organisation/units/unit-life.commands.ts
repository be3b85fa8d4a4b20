import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { membership, unit, unitPlace } from '@/db/schema/roster'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { isWithin } from '@/lib/access/unit-path.rules'
import { isCircular } from '@/lib/access/unit-place.rules'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { addDays, type Day, dayOf } from '@/lib/core/time'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import { touchHosts } from '@/lib/organisation/calendar-version.commands'
import { endMemberships, putMemberships } from '@/lib/organisation/people/membership.commands'
import { administeredUnit, placeUnits } from '@/lib/organisation/people/person.commands'
import type { CloseUnitInput, MergeUnitInput, ReopenUnitInput } from './unit.input'
import { mergedStints, type Stint } from './unit-life.rules'
import { stillHeldBy } from './unit-life.sql'

/** 撤销: the last day of a unit whose people and units have gone elsewhere, or are gone. Its rows stay where they are. */
export async function closeUnit(viewer: Viewer, input: CloseUnitInput) {
  const { unitId, version, lastDay } = input
  return writeVersioned(viewer, 'unit.close', input, async tx => {
    const before = await administeredUnit(tx, viewer, unitId)
    requireVersion(before, version)
    const refusal = endRefusal(before, lastDay, 'lastDay')
    if (refusal) return refusal
    if ((await membersAfter(tx, [unitId], lastDay)).length > 0)
      return { ok: false, reason: 'hasPeople', field: 'lastDay' } as const
    const below = await tx.select().from(unit).where(eq(unit.parentId, unitId))
    if (below.some(each => each.lastDay === null || each.lastDay > lastDay))
      return { ok: false, reason: 'hasUnits', field: 'lastDay' } as const
    await alterRow(tx, unit, eq(unit.id, unitId), version, { lastDay })
    await recordAudit(tx, viewer, {
      action: 'unit.close',
      subject: 'unit',
      subjectId: unitId,
      after: { lastDay },
    })
    return { ok: true } as const
  })
}

/** A unit that goes on after all; who was moved by 撤并 stays where they are. */
export async function reopenUnit(viewer: Viewer, input: ReopenUnitInput) {
  const { unitId, version } = input
  return writeVersioned(viewer, 'unit.reopen', input, async tx => {
    const before = await administeredUnit(tx, viewer, unitId)
    requireVersion(before, version)
    await alterRow(tx, unit, eq(unit.id, unitId), version, { lastDay: null, mergedIntoId: null })
    await recordAudit(tx, viewer, { action: 'unit.reopen', subject: 'unit', subjectId: unitId, before })
    return { ok: true } as const
  })
}

/**
 * 撤并: from a day on the people and units of this unit belong to another one, which also becomes the host of what is
 * still to be held. Nothing before that day changes, nor whom an activity or a plan is for.
 */
export async function mergeUnit(viewer: Viewer, input: MergeUnitInput) {
  const { unitId, version, intoId, from } = input
  return writeVersioned(viewer, 'unit.merge', input, async tx => {
    const before = await administeredUnit(tx, viewer, unitId)
    const into = await administeredUnit(tx, viewer, intoId)
    requireVersion(before, version)
    const lastDay = addDays(from, -1)
    const refusal = endRefusal(before, lastDay, 'from')
    if (refusal) return refusal
    if (from > dayOf(now())) return { ok: false, reason: 'notYet', field: 'from' } as const
    if (isWithin(into.path, before.path))
      return { ok: false, reason: 'belowItself', field: 'intoId' } as const
    if (into.lastDay !== null || (into.firstDay !== null && into.firstDay > from))
      return { ok: false, reason: 'notThere', field: 'intoId' } as const
    const taken = await namesTaken(tx, unitId, intoId)
    if (taken) return { ok: false, reason: 'nameTaken', field: 'intoId' } as const

    const [all, places] = await Promise.all([tx.select().from(unit), tx.select().from(unitPlace)])
    const units = all.filter(each => each.parentId === unitId)
    const isBelow = (id: number) => units.some(each => each.id === id)
    if (places.some(each => isBelow(each.unitId) && each.toDay >= lastDay))
      return { ok: false, reason: 'movedLater', field: 'from' } as const
    const moved = all.map(each => (isBelow(each.id) ? { ...each, parentId: intoId } : each))
    const then = [...places, ...units.map(each => ({ unitId: each.id, parentId: unitId, toDay: lastDay }))]
    if (isCircular(moved, then)) return { ok: false, reason: 'belowItself', field: 'intoId' } as const

    await touchHosts(tx, [unitId, intoId])
    const people = await movePeople(tx, unitId, intoId, from)
    for (const { id } of units) await placeUnder(tx, id, unitId, intoId, lastDay)
    const held = await handOver(tx, unitId, intoId, from)
    await alterRow(tx, unit, eq(unit.id, unitId), version, { lastDay, mergedIntoId: intoId })
    await placeUnits(tx)
    await touchHosts(tx, [unitId, intoId])
    await recordAudit(tx, viewer, {
      action: 'unit.merge',
      subject: 'unit',
      subjectId: unitId,
      after: { intoId, from, people, units: units.length, ...held },
    })
    await syncAudiences(tx)
    return { ok: true } as const
  })
}

/** Moves a unit from the day after `lastDay` on: until then it stood under `fromId`. The path is written by placeUnits. */
export async function placeUnder(tx: Tx, unitId: number, fromId: number, toId: number, lastDay: Day) {
  await tx.insert(unitPlace).values({ unitId, parentId: fromId, toDay: lastDay })
  await tx
    .update(unit)
    .set({ parentId: toId, version: sql`${unit.version} + 1` })
    .where(eq(unit.id, unitId))
}

type Unit = typeof unit.$inferSelect

function endRefusal(of: Unit, lastDay: Day, field: 'lastDay' | 'from') {
  if (of.parentId === null) return { ok: false, reason: 'topUnitStays', field } as const
  if (of.mergedIntoId !== null) return { ok: false, reason: 'endedAlready', field } as const
  if (of.firstDay !== null && of.firstDay > lastDay)
    return { ok: false, reason: 'beforeStart', field } as const
  return null
}

async function membersAfter(tx: Tx, unitIds: number[], day: Day): Promise<(Stint & { personId: number })[]> {
  return tx
    .select({
      id: membership.id,
      personId: membership.personId,
      unitId: membership.unitId,
      fromDay: membership.fromDay,
      toDay: membership.toDay,
      isPrimary: membership.isPrimary,
    })
    .from(membership)
    .where(
      and(
        sql`${membership.unitId} in (select value from json_each(${JSON.stringify(unitIds)}))`,
        sql`(${membership.toDay} is null or ${membership.toDay} > ${day})`,
      ),
    )
}

async function movePeople(tx: Tx, unitId: number, intoId: number, from: Day): Promise<number> {
  const all = await membersAfter(tx, [unitId, intoId], addDays(from, -1))
  const moved = new Set(all.filter(each => each.unitId === unitId).map(each => each.personId))
  const ending: { id: number; lastDay: Day }[] = []
  const dropped: number[] = []
  const made: Parameters<typeof putMemberships>[1] = []
  for (const personId of moved) {
    const found = mergedStints(
      all.filter(each => each.personId === personId),
      intoId,
      from,
    )
    ending.push(...found.ending)
    dropped.push(...found.dropped)
    made.push(...found.made.map(each => ({ ...each, id: null, personId })))
  }
  await endMemberships(tx, ending)
  await tx.run(
    sql`delete from membership where id in (select value from json_each(${JSON.stringify(dropped)}))`,
  )
  await putMemberships(tx, made)
  return moved.size
}

/** Activities and exams from that day on that are still to be held get the other host. */
async function handOver(tx: Tx, unitId: number, intoId: number, from: Day) {
  const held = stillHeldBy(unitId, from)
  const raised = sql`host_unit_id = ${intoId}, sequence = sequence + 1, changed_at = ${now()}`
  const activities = await tx.all(sql`
    update activity set version = version + 1, ${raised}
    where ${held.activities} returning id`)
  const exams = await tx.all(sql`
    update exam set version = version + 1, ${raised} where ${held.exams} returning id`)
  return { activities: activities.length, exams: exams.length }
}

async function namesTaken(tx: Tx, unitId: number, intoId: number): Promise<boolean> {
  const [same] = await tx.all(sql`
    select 1 from unit a join unit b on b.name = a.name and b.parent_id = ${intoId} where a.parent_id = ${unitId} limit 1`)
  return same !== undefined
}
