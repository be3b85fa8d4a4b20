import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { unit, unitAlias, unitPlace } from '@/db/schema/roster'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { isWithin } from '@/lib/access/unit-path.rules'
import { isCircular } from '@/lib/access/unit-place.rules'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { addDays, type Day, dayOf } from '@/lib/core/time'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import { touchHost, touchHosts } from '@/lib/organisation/calendar-version.commands'
import { administeredUnit, placeUnits } from '@/lib/organisation/people/person.commands'
import type { NewUnitInput, RemoveUnitInput, ShiftInput, UnitInput } from './unit.input'

/** Adds a unit as the last child of its parent. */
export async function addUnit(viewer: Viewer, input: NewUnitInput) {
  return write(tx => putUnit(tx, viewer, input))
}

export async function putUnit(tx: Tx, viewer: Viewer, input: NewUnitInput) {
  const parent = await administeredUnit(tx, viewer, input.parentId)
  const refusal = await takenBy(tx, input, 0)
  if (refusal) return refusal
  const sisters = await sistersOf(tx, parent.id)
  const position = Math.max(0, ...sisters.map(each => each.position)) + 1
  // The path contains the id, which is not known before the insert.
  const path = `${parent.path}new/`
  const [made] = await tx
    .insert(unit)
    .values({ ...input, path, position })
    .returning()
  const { id } = made as { id: number }
  await placeUnits(tx)
  await recordAudit(tx, viewer, { action: 'unit.add', subject: 'unit', subjectId: id, after: input })
  await syncAudiences(tx)
  return { ok: true, unitId: id } as const
}

/** Changes name, kind, place in the tree and the aliases used by sheets. Throws Conflict on an older version. */
export async function changeUnit(viewer: Viewer, typed: UnitInput) {
  const { unitId, version, aliases, movedOn: on, movedAlways, ...input } = typed
  const movedOn = movedAlways ? 'always' : on
  return writeVersioned(viewer, 'unit.change', typed, async tx => {
    const before = { ...(await administeredUnit(tx, viewer, unitId)), aliases: await aliasesOf(tx, unitId) }
    // As the form shows them: one a line.
    requireVersion({ ...before, aliases: before.aliases.join('\n') }, version)
    const parentId = before.parentId === null ? null : (input.parentId ?? before.parentId)
    if (parentId !== null && parentId !== before.parentId) {
      const parent = await administeredUnit(tx, viewer, parentId)
      if (isWithin(parent.path, before.path))
        return { ok: false, reason: 'belowItself', field: 'parentId' } as const
    }
    const refusal =
      (await takenBy(tx, { ...input, parentId }, unitId)) ?? (await aliasRefusal(tx, unitId, aliases))
    if (refusal) return refusal
    const isMoved = parentId !== before.parentId
    const moving = isMoved ? await movingRefusal(tx, before, parentId, movedOn) : null
    if (moving) return moving
    if (isMoved) await touchHosts(tx, [unitId])
    if (isMoved && before.parentId !== null && movedOn !== null && movedOn !== 'always')
      await tx.insert(unitPlace).values({ unitId, parentId: before.parentId, toDay: addDays(movedOn, -1) })
    await alterRow(tx, unit, eq(unit.id, unitId), version, { ...input, parentId })
    if (input.name !== before.name) await touchHost(tx, unitId)
    await tx.delete(unitAlias).where(eq(unitAlias.unitId, unitId))
    if (aliases.length > 0) await tx.insert(unitAlias).values(aliases.map(word => ({ word, unitId })))
    await placeUnits(tx)
    if (isMoved) await touchHosts(tx, [unitId])
    await recordAudit(tx, viewer, {
      action: 'unit.change',
      subject: 'unit',
      subjectId: unitId,
      before,
      after: { ...input, parentId, aliases, ...(isMoved ? { movedOn } : {}) },
    })
    await syncAudiences(tx)
    return { ok: true } as const
  })
}

/** One position up or down among its siblings. */
export async function shiftUnit(viewer: Viewer, { unitId, way }: ShiftInput) {
  return write(async tx => {
    const moved = await administeredUnit(tx, viewer, unitId)
    const sisters = await sistersOf(tx, moved.parentId)
    const from = sisters.findIndex(each => each.id === unitId)
    const to = way === 'up' ? from - 1 : from + 1
    const other = sisters[to]
    if (!other) return { ok: true } as const
    const order = sisters.map(each => each.id)
    order[from] = other.id
    order[to] = unitId
    await tx.run(
      sql`update unit set position = o.key + 1 from json_each(${JSON.stringify(order)}) o where unit.id = o.value`,
    )
    await placeUnits(tx)
    await recordAudit(tx, viewer, {
      action: 'unit.shift',
      subject: 'unit',
      subjectId: unitId,
      after: { way },
    })
    return { ok: true } as const
  })
}

/** Only a unit that nothing has ever referred to can be removed: no unit below, no member, no plan, no activity. */
export async function removeUnit(viewer: Viewer, input: RemoveUnitInput) {
  const { unitId, version } = input
  return writeVersioned(viewer, 'unit.remove', input, async tx => {
    const before = await administeredUnit(tx, viewer, unitId)
    requireVersion(before, version)
    if (before.parentId === null) return { ok: false, reason: 'topUnit' } as const
    const referring = await tx.all<{ table: string; column: string }>(sql`
      select m.name as "table", f."from" as "column" from sqlite_master m join pragma_foreign_key_list(m.name) f
      where m.type = 'table' and f."table" = 'unit' and m.name <> 'unit_alias'`)
    for (const { table, column } of referring) {
      const [found] = await tx.all(
        sql`select 1 from ${sql.identifier(table)} where ${sql.identifier(column)} = ${unitId} limit 1`,
      )
      if (found) return { ok: false, reason: 'inUse' } as const
    }
    await tx.delete(unitAlias).where(eq(unitAlias.unitId, unitId))
    await tx.delete(unit).where(eq(unit.id, unitId))
    await placeUnits(tx)
    await recordAudit(tx, viewer, { action: 'unit.remove', subject: 'unit', subjectId: unitId, before })
    return { ok: true } as const
  })
}

/** Why the unit cannot stand under another one from that day, or always. The past is known, what is ahead is not. */
async function movingRefusal(tx: Tx, of: Unit, parentId: number | null, movedOn: Day | 'always' | null) {
  if (movedOn === null) return { ok: false, reason: 'dayMissing', field: 'movedOn' } as const
  const [units, places] = await Promise.all([tx.select().from(unit), tx.select().from(unitPlace)])
  const moved = units.map(each => (each.id === of.id ? { ...each, parentId } : each))
  if (movedOn === 'always')
    return isCircular(moved, places)
      ? ({ ok: false, reason: 'belowItself', field: 'parentId' } as const)
      : null
  if (movedOn > dayOf(now())) return { ok: false, reason: 'notYet', field: 'movedOn' } as const
  if (of.firstDay !== null && movedOn <= of.firstDay)
    return { ok: false, reason: 'beforeStart', field: 'movedOn' } as const
  if (places.some(each => each.unitId === of.id && each.toDay >= addDays(movedOn, -1)))
    return { ok: false, reason: 'movedLater', field: 'movedOn' } as const
  const then = [...places, { unitId: of.id, parentId: of.parentId as number, toDay: addDays(movedOn, -1) }]
  return isCircular(moved, then) ? ({ ok: false, reason: 'belowItself', field: 'parentId' } as const) : null
}

type Unit = typeof unit.$inferSelect
type Wanted = Pick<Unit, 'name' | 'kind' | 'code' | 'shortName' | 'position' | 'parentId'>

/**
 * Writes the units of a sheet in the order of `wanted`, which is told the id of each, so that one may be placed under an
 * earlier one. For imports: it neither authorises nor judges.
 */
export async function recordUnits(
  tx: Tx,
  viewer: Viewer,
  wanted: () => Generator<{ before: Unit | null; facts: Wanted }, void, number>,
): Promise<void> {
  const moved: number[] = []
  const steps = wanted()
  for (let step = steps.next(0); !step.done; ) {
    const { before, facts } = step.value
    const isSame = before !== null && !differs(before, facts)
    const id = isSame ? before.id : await recordUnit(tx, viewer, before, facts, moved)
    step = steps.next(id)
  }
  await placeUnits(tx)
  await touchHosts(tx, moved)
  await syncAudiences(tx)
}

async function recordUnit(
  tx: Tx,
  viewer: Viewer,
  before: Unit | null,
  facts: Wanted,
  moved: number[],
): Promise<number> {
  if (before && before.parentId !== facts.parentId) {
    moved.push(before.id)
    await touchHosts(tx, [before.id])
  }
  const id = before ? before.id : await insertUnit(tx, facts)
  if (before)
    await tx
      .update(unit)
      .set({ ...facts, version: sql`${unit.version} + 1` })
      .where(eq(unit.id, id))
  if (before && before.name !== facts.name) await touchHost(tx, id)
  await recordAudit(tx, viewer, {
    action: before ? 'unit.change' : 'unit.add',
    subject: 'unit',
    subjectId: id,
    before: before ?? undefined,
    after: facts,
  })
  return id
}

export async function insertUnit(tx: Tx, values: Omit<typeof unit.$inferInsert, 'path'>): Promise<number> {
  // The path contains the id, which is not known before the insert; placeUnits writes it.
  const [made] = await tx
    .insert(unit)
    .values({ ...values, path: sql`'new/' || hex(randomblob(8))` })
    .returning({ id: unit.id })
  return (made as { id: number }).id
}

function differs(before: Unit, values: Partial<Unit>): boolean {
  return Object.entries(values).some(([name, value]) => before[name as keyof Unit] !== value)
}

async function aliasesOf(tx: Tx, unitId: number): Promise<string[]> {
  const found = await tx
    .select({ word: unitAlias.word })
    .from(unitAlias)
    .where(eq(unitAlias.unitId, unitId))
    .orderBy(unitAlias.word)
  return found.map(each => each.word)
}

function sistersOf(tx: Tx, parentId: number | null) {
  return tx
    .select({ id: unit.id, position: unit.position })
    .from(unit)
    .where(parentId === null ? sql`${unit.parentId} is null` : eq(unit.parentId, parentId))
    .orderBy(unit.position, unit.id)
}

async function takenBy(
  tx: Tx,
  given: { name: string; code: string | null; parentId: number | null },
  except: number,
) {
  const others = await tx
    .select()
    .from(unit)
    .where(
      and(
        ne(unit.id, except),
        sql`((${unit.name} = ${given.name} and ${unit.parentId} is ${given.parentId}) or ${unit.code} = ${given.code})`,
      ),
    )
  if (others.some(each => each.name === given.name && each.parentId === given.parentId))
    return { ok: false, reason: 'nameTaken', field: 'name' } as const
  return others.length > 0 ? ({ ok: false, reason: 'codeTaken', field: 'code' } as const) : null
}

async function aliasRefusal(tx: Tx, unitId: number, aliases: string[]) {
  if (aliases.length === 0) return null
  const [other] = await tx
    .select({ word: unitAlias.word })
    .from(unitAlias)
    .where(and(inArray(unitAlias.word, aliases), ne(unitAlias.unitId, unitId)))
  const [named] = await tx
    .select({ word: unit.name })
    .from(unit)
    .where(and(inArray(unit.name, aliases), ne(unit.id, unitId)))
  return (other ?? named) ? ({ ok: false, reason: 'aliasTaken', field: 'aliases' } as const) : null
}
