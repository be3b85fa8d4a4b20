import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { activity, activityTopic } from '@/db/schema/activity'
import { attempt, exam } from '@/db/schema/exam'
import { legalWork } from '@/db/schema/legal-work'
import { output } from '@/db/schema/output'
import { mustLearnTopic, occurrence, plan, planItem, topic } from '@/db/schema/plan'
import { adviser, membership, person, personTag, tag, unit, unitPlace } from '@/db/schema/roster'
import { write } from '@/db/write'
import { putAudience, syncActivity, syncExam } from '@/lib/organisation/audience/audience.commands'
import { placesOf } from '@/lib/organisation/people/person.rules'
import { type RandomWorld, tagNames, windowsOf } from './rate-world'

/** Replaces the previous world in the database; the rolls are resolved from the audiences by the product itself. */
export async function buildWorld(world: RandomWorld): Promise<void> {
  await write(async tx => {
    for (const table of [
      'attempt',
      'exam_candidate',
      'exam',
      'attendance',
      'activity_topic',
      'activity',
      'audience_part',
      'audience_person',
      'audience',
      'occurrence',
      'plan_item_topic',
      'plan_item',
      'plan',
      'must_learn_topic',
      'topic',
      'output',
      'legal_work',
      'adviser',
      'membership',
      'person_tag',
      'body_role',
      'tag',
      '"grant"',
      'account',
      'person',
      'unit_place',
      'unit',
    ])
      await tx.run(sql.raw(`delete from ${table}`))
    const places = placesOf(world.units.map(each => ({ ...each, position: each.id })))
    for (const { id, parentId, kind, firstDay, lastDay } of world.units)
      await tx.insert(unit).values({
        parentId,
        kind,
        firstDay,
        lastDay,
        name: `U${id}`,
        ...(places.find(each => each.id === id) as { id: number; path: string; treeOrder: number }),
      })
    if (world.places.length > 0) await tx.insert(unitPlace).values(world.places)
    for (const id of world.people) await tx.insert(person).values({ id, staffNo: `S${id}`, name: `P${id}` })
    await tx.insert(tag).values(tagNames.map((name, at) => ({ id: at + 1, name })))
    if (world.tags.length > 0) await tx.insert(personTag).values(world.tags)
    if (world.memberships.length > 0) await tx.insert(membership).values(world.memberships)
    await tx.insert(topic).values([
      { id: 1, name: 'T1' },
      { id: 2, name: 'T2' },
    ])
    if (world.mustLearn.length > 0) await tx.insert(mustLearnTopic).values(world.mustLearn)
    for (const each of world.items) {
      await tx.insert(plan).values({
        id: each.id,
        year: 2000 + each.id,
        kind: each.kind,
        unitId: 1,
        title: 'plan',
        status: each.status,
      })
      const days = [...each.dueOn].sort()
      await tx.insert(planItem).values({
        id: each.id,
        planId: each.id,
        timeWords: 't',
        fromDay: '2023-01-01',
        toDay: '2023-12-31',
        content: `item ${each.id}`,
        form: each.form,
        unitId: each.unitId,
      })
      for (const toDay of days)
        await tx.insert(occurrence).values({ planItemId: each.id, fromDay: toDay, toDay })
    }
    for (const { topics, audienceUnitId, ...facts } of world.activities) {
      const audienceId = audienceUnitId === null ? null : await everybodyOf(tx, audienceUnitId)
      const [row] = await tx
        .insert(activity)
        .values({
          ...facts,
          uid: `a${facts.id}`,
          title: `A${facts.id}`,
          audienceId,
          createdAt: 4e12,
          changedAt: 0,
        })
        .returning()
      // A draft has no rows yet; rows from before do not count.
      await syncActivity(tx, row as NonNullable<typeof row>)
      if (topics.length > 0)
        await tx.insert(activityTopic).values(topics.map(topicId => ({ activityId: facts.id, topicId })))
    }
    const records = Object.entries(world.records).map(([key, facts]) => {
      const [activityId, personId] = key.split('/').map(Number)
      return { activityId, personId, ...facts }
    })
    await tx.run(sql`
      update attendance set standing = r.value ->> 'standing', mark = r.value ->> 'mark', made_up_on = r.value ->> 'madeUpOn',
        make_up_due = r.value ->> 'makeUpDue', leave_kind = r.value ->> 'leaveKind', leave_rule = r.value ->> 'leaveRule',
        completed_on = r.value ->> 'completedOn'
      from json_each(${JSON.stringify(records)}) r
      where activity_id = r.value ->> 'activityId' and person_id = r.value ->> 'personId'`)
    for (const each of world.exams) {
      const { audienceUnitId, opensOn, makeUpOn, ...facts } = each
      const [row] = await tx
        .insert(exam)
        .values({
          ...facts,
          uid: `e${facts.id}`,
          title: `E${facts.id}`,
          hostUnitId: 1,
          audienceId: await everybodyOf(tx, audienceUnitId),
          ...windowsOf(each),
          fullMark: 100,
          passMark: 60,
          createdAt: 4e12,
          changedAt: 0,
        })
        .returning()
      await syncExam(tx, row as NonNullable<typeof row>)
    }
    await tx.run(sql`
      update exam_candidate set standing = 'exempt', standing_by_hand = 1
      where exam_id || '/' || person_id in (select value from json_each(${JSON.stringify(Object.keys(world.exempt))}))`)
    if (world.attempts.length > 0)
      await tx.insert(attempt).values(
        world.attempts.map(({ annulled, ...each }) => ({
          ...each,
          passMark: 60,
          source: 'import' as const,
          annulledReason: annulled ? 'annulled' : null,
        })),
      )
    for (const { channel, ...each } of world.outputs)
      await tx.insert(output).values({
        ...each,
        channelId: sql`(select id from channel where name = ${channel})`,
        createdAt: 0,
      })
    const advisers = await tx.insert(adviser).values(world.advisers).returning()
    for (const each of world.works) {
      const isOfLeader = each.kind === 'trial' || each.kind === 'account'
      await tx.insert(legalWork).values({
        ...each,
        ...(isOfLeader ? { personId: world.people[0] } : { adviserId: advisers[0]?.id }),
        matter: 'matter',
        createdAt: 0,
      })
    }
  })
}

function everybodyOf(tx: Tx, unitId: number): Promise<number> {
  return putAudience(tx, { words: '', parts: [{ unitId, below: true, unitKind: null, tagId: null }] })
}
