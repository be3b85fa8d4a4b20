import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { erasedPerson, membership, person, personTag, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { canAdminister, canSee, type Viewer } from '@/lib/access/access.rules'
import { idempotent, recordAudit } from '@/lib/access/audit.commands'
import { historyOf } from '@/lib/access/audit.sql'
import { endSessionsOfLeavers } from '@/lib/access/session.commands'
import { isThereOn, type Life } from '@/lib/access/unit-life.rules'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { initialsOf } from '@/lib/core/names'
import { addDays, type Day, dayOf } from '@/lib/core/time'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import type { LeaveInput, MoveInput, NewPersonInput, PersonInput, WithdrawInput } from './person.input'
import { decideJoin, decideMove, decidingOf, endRefusalOf, type Membership, placesOf } from './person.rules'
import { lastPosition, nextStaffNo, takenBy } from './staff-number.sql'

/** Recomputes path and tree order of every unit after a change of the tree. */
export async function placeUnits(tx: Tx): Promise<void> {
  const units = await tx.select({ id: unit.id, parentId: unit.parentId, position: unit.position }).from(unit)
  await tx.run(sql`
    update unit set path = p.value ->> 'path', tree_order = p.value ->> 'treeOrder'
    from json_each(${JSON.stringify(placesOf(units))}) p
    where unit.id = p.value ->> 'id' and (unit.path <> p.value ->> 'path' or unit.tree_order <> p.value ->> 'treeOrder')`)
}

/** A new person in a unit from a day on. Idempotent: the same form sent twice makes one person. */
export async function addPerson(viewer: Viewer, input: NewPersonInput) {
  return write(tx =>
    idempotent(tx, viewer, input.idempotencyKey, async () => {
      const of = await administeredUnit(tx, viewer, input.unitId)
      const refusal = notThereOn(of, input.fromDay, 'fromDay') ?? (await takenBy(tx, input, null))
      if (refusal) return refusal
      const { name, post, rankBand, phone } = input
      const position = input.position ?? (await lastPosition(tx)) + 1
      const [made] = await tx
        .insert(person)
        .values({
          name,
          post,
          rankBand,
          phone,
          position,
          staffNo: input.staffNo ?? (await nextStaffNo(tx)),
          initials: initialsOf(name),
        })
        .returning()
      const { id } = made as { id: number }
      const { unitId, fromDay } = input
      await tx.insert(membership).values({ personId: id, unitId, fromDay })
      if (input.tags.length > 0)
        await tx.insert(personTag).values(input.tags.map(tagId => ({ personId: id, tagId, fromDay })))
      await recordAudit(tx, viewer, {
        action: 'person.add',
        subject: 'person',
        subjectId: id,
        after: { ...made, unitId, fromDay, tags: input.tags },
      })
      await syncAudiences(tx)
      return { ok: true, personId: id } as const
    }),
  )
}

/** Changes name, number, post, phone and position: facts without an interval. Throws Conflict on an older version. */
export async function changePerson(viewer: Viewer, input: PersonInput) {
  const { personId, version, ...facts } = input
  return writeVersioned(viewer, 'person.change', input, async tx => {
    const { person: before } = await administeredPerson(tx, viewer, personId)
    requireVersion(before, version)
    const refusal = await takenBy(tx, facts, before)
    if (refusal) return refusal
    const after = await alterRow(tx, person, eq(person.id, personId), version, {
      ...facts,
      staffNo: facts.staffNo ?? before.staffNo,
      position: facts.position ?? before.position,
      initials: initialsOf(facts.name),
    })
    await recordAudit(tx, viewer, {
      action: 'person.change',
      subject: 'person',
      subjectId: personId,
      before,
      after,
    })
    await syncAudiences(tx)
    return { ok: true, personId } as const
  })
}

/** 调动 or 兼任 from a day on; the past stays as it is. Throws Conflict where the memberships are newer. */
export async function movePerson(viewer: Viewer, input: MoveInput) {
  const { personId, version, unitId, day, how } = input
  return writeVersioned(viewer, 'person.move', input, async tx => {
    const { person: moved, memberships } = await administeredPerson(tx, viewer, personId)
    const into = await administeredUnit(tx, viewer, unitId)
    const gone = notThereOn(into, day, 'day')
    if (gone) return gone
    // A repeated request: already done.
    if (memberships.some(each => each.unitId === unitId && each.fromDay === day))
      return { ok: true, personId } as const
    requireVersion({ version: moved.membershipsVersion }, version)
    const decision =
      how === 'move' ? decideMove(memberships, unitId, day) : decideJoin(memberships, unitId, day)
    if (!decision.ok) return { ...decision, field: decision.reason === 'sameUnit' ? 'unitId' : 'day' }
    const isEnding = ({ id }: { id: number }) => decision.ending.some(each => each.id === id)
    requireAdministered(viewer, memberships.filter(isEnding))
    for (const each of decision.ending)
      await tx.update(membership).set({ toDay: decision.lastDay }).where(eq(membership.id, each.id))
    const isPrimary = how === 'move'
    await tx.insert(membership).values({ personId, unitId, fromDay: day, isPrimary })
    await raiseMemberships(tx, [personId])
    await recordAudit(tx, viewer, {
      action: how === 'move' ? 'person.move' : 'person.join',
      subject: 'person',
      subjectId: personId,
      before: { memberships },
      after: { unitId, fromDay: day, isPrimary },
    })
    await syncAudiences(tx)
    return { ok: true, personId } as const
  })
}

/**
 * 离岗: ends one membership on its last day, or all memberships and every tag. Throws Conflict where the
 * memberships are newer.
 */
export async function leaveUnit(viewer: Viewer, input: Omit<LeaveInput, 'disable'>) {
  return writeVersioned(viewer, 'person.leave', input, tx => leaveUnitIn(tx, viewer, input))
}

/** The same in a transaction that does more. */
export async function leaveUnitIn(
  tx: Tx,
  viewer: Viewer,
  { personId, version, membershipId, lastDay }: Omit<LeaveInput, 'disable'>,
) {
  const { person: leaving, memberships } = await administeredPerson(tx, viewer, personId)
  requireVersion({ version: leaving.membershipsVersion }, version)
  const ending = memberships.filter(each =>
    membershipId === 'all' ? each.toDay === null || each.toDay > lastDay : each.id === membershipId,
  )
  for (const each of ending) {
    if (!canAdminister(viewer, each.unitPath)) throw new Forbidden()
    const reason = endRefusalOf(each, lastDay)
    if (reason) return { ok: false, reason, field: 'lastDay' } as const
  }
  for (const each of ending)
    await tx.update(membership).set({ toDay: lastDay }).where(eq(membership.id, each.id))
  if (membershipId === 'all')
    await tx.run(sql`update person_tag set to_day = ${lastDay}, version = version + 1
        where person_id = ${personId} and from_day <= ${lastDay} and (to_day is null or to_day > ${lastDay})`)
  if (ending.length > 0) {
    await raiseMemberships(tx, [personId])
    await recordAudit(tx, viewer, {
      action: 'person.leave',
      subject: 'person',
      subjectId: personId,
      before: { memberships: ending },
      after: { lastDay },
    })
  }
  await endSessionsOfLeavers(tx, [personId])
  await syncAudiences(tx)
  return { ok: true, personId } as const
}

/** 撤回: removes an entry that has not begun before today; what it had ended continues. */
export async function withdrawEntry(viewer: Viewer, { personId, what, id }: WithdrawInput) {
  const today = dayOf(now())
  return write(async tx => {
    const { memberships } = await administeredPerson(tx, viewer, personId)
    if (what === 'tag') {
      const [held] = await tx.select().from(personTag).where(theTag(personId, id))
      if (!held) return { ok: true } as const
      if (held.fromDay < today) return { ok: false, reason: 'begunAlready' } as const
      await tx.delete(personTag).where(eq(personTag.id, id))
      await recordAudit(tx, viewer, {
        action: 'person.withdraw',
        subject: 'person',
        subjectId: personId,
        before: held,
      })
    } else {
      const held = memberships.find(each => each.id === id)
      if (!held) return { ok: true } as const
      const reopening = await endedBy(tx, personId, held, memberships)
      requireAdministered(viewer, [held, ...reopening])
      if (held.fromDay < today) return { ok: false, reason: 'begunAlready' } as const
      if (memberships.length === 1) return { ok: false, reason: 'onlyOne' } as const
      await tx.delete(membership).where(eq(membership.id, id))
      for (const each of reopening)
        await tx.update(membership).set({ toDay: each.formerEnd }).where(eq(membership.id, each.id))
      await raiseMemberships(tx, [personId])
      await recordAudit(tx, viewer, {
        action: 'person.withdraw',
        subject: 'person',
        subjectId: personId,
        before: held,
      })
    }
    await endSessionsOfLeavers(tx, [personId])
    await syncAudiences(tx)
    return { ok: true } as const
  })
}

/** So that a form opened before moves nobody over it. */
export async function raiseMemberships(tx: Tx, personIds: number[]): Promise<void> {
  await tx.run(sql`
    update person set memberships_version = memberships_version + 1
    where id in (select value from json_each(${JSON.stringify(personIds)}))`)
}

/** The primary membership that this move ended on the day before it began. */
async function endedBy<M extends Membership>(tx: Tx, personId: number, by: Membership, memberships: M[]) {
  if (!by.isPrimary) return []
  const moves = await historyOf('person', personId, { actions: ['person.move'], on: tx })
  const made = moves.findLast(move => {
    const { unitId, fromDay } = move.after as Membership
    return unitId === by.unitId && fromDay === by.fromDay
  })
  const then = (made?.before?.memberships ?? []) as Membership[]
  return memberships
    .filter(each => each.isPrimary && each.toDay === addDays(by.fromDay, -1))
    .map(each => ({ ...each, formerEnd: then.find(one => one.id === each.id)?.toDay ?? null }))
    .filter(each => each.formerEnd !== each.toDay)
}

/** A person may also belong to units outside the scope: the viewer cannot end, remove or reopen those memberships. */
function requireAdministered(viewer: Viewer, memberships: { unitPath: string }[]): void {
  if (!memberships.every(each => canAdminister(viewer, each.unitPath))) throw new Forbidden()
}

/** The person and all memberships, if the viewer administers the person's present or last unit. */
export async function administeredPerson(tx: Tx, viewer: Viewer, personId: number) {
  const [[found], memberships, erased] = await Promise.all([
    tx.select().from(person).where(eq(person.id, personId)),
    tx
      .select({
        id: membership.id,
        unitId: membership.unitId,
        fromDay: membership.fromDay,
        toDay: membership.toDay,
        isPrimary: membership.isPrimary,
        unitPath: unit.path,
      })
      .from(membership)
      .innerJoin(unit, eq(unit.id, membership.unitId))
      .where(eq(membership.personId, personId))
      .orderBy(sql`${membership.fromDay} desc, ${membership.id} desc`),
    tx.select().from(erasedPerson).where(eq(erasedPerson.personId, personId)),
  ])
  if (!found || !memberships.some(each => canSee(viewer, each.unitPath))) throw new NotFound()
  if (erased.length > 0) throw new Forbidden()
  const deciding = decidingOf(memberships, dayOf(now()))
  if (!deciding.some(each => canAdminister(viewer, each.unitPath))) throw new Forbidden()
  return { person: found, memberships }
}

export async function administeredUnit(tx: Tx, viewer: Viewer, unitId: number) {
  const [found] = await tx.select().from(unit).where(eq(unit.id, unitId))
  if (!found || !canSee(viewer, found.path)) throw new NotFound()
  if (!canAdminister(viewer, found.path)) throw new Forbidden()
  return found
}

function notThereOn<F extends string>(of: Life, day: Day, field: F) {
  return isThereOn(of, day) ? null : ({ ok: false, reason: 'unitNotThere', field } as const)
}

function theTag(personId: number, id: number) {
  return and(eq(personTag.id, id), eq(personTag.personId, personId))
}
