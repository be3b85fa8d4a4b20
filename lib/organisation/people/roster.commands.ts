import { gt, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { inParts, paged, slices } from '@/db/pause'
import { person } from '@/db/schema/roster'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { endSessionsOfLeavers } from '@/lib/access/session.commands'
import { initialsOf } from '@/lib/core/names'
import type { Day } from '@/lib/core/time'
import { syncAudiences } from '@/lib/organisation/audience/audience.commands'
import { endMemberships, putMemberships, putTags } from './membership.commands'
import type { Settled, TagChange, Tagged } from './membership.rules'
import { staffNosAfter } from './person.rules'

type Person = typeof person.$inferSelect
type Facts = Pick<Person, 'name' | 'post' | 'rankBand' | 'phone' | 'position'> & { staffNo: string | null }
/** A person as a roster makes them, with their memberships and tags. */
export type RosterEntry = {
  before: Person | null
  facts: Facts
  memberships: Settled[]
  tags: { put: TagChange[]; drop: Tagged[] }
}
export type EndingMembership = { id: number; personId: number; lastDay: Day }
export type RosterEffects = { people: RosterEntry[]; ending: EndingMembership[] }

/**
 * Writes people with memberships and tags, and ends memberships, in a constant number of statements. For imports: it
 * neither authorises nor judges.
 */
export async function recordRoster(
  tx: Tx,
  viewer: Viewer,
  people: RosterEntry[],
  ending: EndingMembership[],
): Promise<void> {
  const ids = await putPeople(tx, people)
  await putMemberships(
    tx,
    people.flatMap((entry, at) =>
      entry.memberships.map(({ before, row, ...each }) => ({
        ...each,
        id: before?.id ?? null,
        personId: ids[at] as number,
      })),
    ),
  )
  await putTags(
    tx,
    people.flatMap((entry, at) => entry.tags.put.map(each => ({ ...each, personId: ids[at] as number }))),
    people.flatMap(entry => entry.tags.drop.map(each => each.id)),
  )
  await endMemberships(tx, ending)
  await recordAudit(tx, viewer, ...people.map((entry, at) => entryOf(entry, ids[at] as number)))
  await recordAudit(
    tx,
    viewer,
    ...ending.map(each => ({
      action: 'person.leave' as const,
      subject: 'person',
      subjectId: each.personId,
      after: each,
    })),
  )
  await endSessionsOfLeavers(tx, [...ids, ...ending.map(each => each.personId)])
  if (people.length + ending.length > 0) await syncAudiences(tx)
}

function entryOf({ before, facts, memberships, tags }: RosterEntry, personId: number) {
  return {
    action: before ? ('person.change' as const) : ('person.add' as const),
    subject: 'person',
    subjectId: personId,
    before: before ?? undefined,
    after: {
      ...facts,
      memberships: memberships.map(({ before: _, row, ...each }) => each),
      tags: tags.put,
      tagsEnded: tags.drop,
    },
  }
}

/** Inserts new people and updates changed ones; returns the ids in the same order. */
async function putPeople(tx: Tx, effects: RosterEntry[]): Promise<number[]> {
  const taken = await staffNosIn(tx)
  const given = effects.flatMap(each => each.facts.staffNo ?? [])
  const nameless = effects.filter(each => each.facts.staffNo === null)
  const numbers = staffNosAfter([...taken.map(each => each.staffNo), ...given], nameless.length)
  const pause = slices()
  const values: (Facts & { id: number | null; staffNo: string; initials: string })[] = []
  for (const { before, facts } of effects) {
    await pause()
    values.push({
      ...facts,
      id: before?.id ?? null,
      staffNo: facts.staffNo ?? (numbers.shift() as string),
      initials: initialsOf(facts.name),
    })
  }
  await inParts(values, async part => {
    const list = JSON.stringify(part)
    await tx.run(sql`
    update person set staff_no = p.value ->> 'staffNo', name = p.value ->> 'name', initials = p.value ->> 'initials',
      post = p.value ->> 'post', rank_band = p.value ->> 'rankBand', position = p.value ->> 'position', phone = p.value ->> 'phone',
      version = version + 1
    from json_each(${list}) p where person.id = p.value ->> 'id'`)
    await tx.run(sql`
    insert into person (staff_no, name, initials, post, rank_band, position, phone)
    select value ->> 'staffNo', value ->> 'name', value ->> 'initials', value ->> 'post', value ->> 'rankBand', value ->> 'position',
      value ->> 'phone' from json_each(${list}) where value ->> 'id' is null order by key`)
  })
  const ids = await staffNosIn(tx)
  const byStaffNo = new Map(ids.map(each => [each.staffNo, each.id]))
  return values.map(each => each.id ?? (byStaffNo.get(each.staffNo) as number))
}

function staffNosIn(on: On): Promise<{ id: number; staffNo: string }[]> {
  return paged<{ id: number; staffNo: string }>(slices(), (last, limit) =>
    on
      .select({ id: person.id, staffNo: person.staffNo })
      .from(person)
      .where(gt(person.id, last?.id ?? 0))
      .orderBy(person.id)
      .limit(limit),
  )
}
