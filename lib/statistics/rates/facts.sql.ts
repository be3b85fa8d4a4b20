import { type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import {
  communityRows,
  countedRows,
  examRows,
  type Filter,
  handedOutUnder,
  heldActivities,
  heldUnder,
  heldUnderNone,
  ledgerRows,
  mustLearnTopics,
  paperOnly,
  plannedActivities,
  planTimes,
  scopeCte,
  unreviewedActivities,
  unreviewedOutputs,
} from './counting.sql'
import { type Entry, type Facts, type OfHeld, ofHeld, ofLedger, ofWorks, type RollKind } from './facts.rules'
import {
  fullTimeRows,
  hundredthsOfHours,
  isLedLecture,
  isOfCampaign,
  newMediaItemsOf,
  readsOf,
  unreviewedWorks,
  workRows,
  worksUnder,
} from './legal-work.sql'
import type { Part } from './parts.rules'
import { requiredShareOf } from './required-share.sql'

/*
 * Everything that figures count, in one statement: a figure of any group is a sum over what it reads (facts.rules.ts).
 * The rows of a roll or of an exam come as one text, `unit person bits`, which costs a tenth of so many rows.
 */

type Row = { fact: string; unit: number | null; day: string; form: string; data: string }

/** What the figures of these parts count under the filter; of every part without `parts`. */
export async function factsOf(filter: Filter, on: On = db, parts?: Part[]): Promise<Facts> {
  const wanted = (...of: Part[]) => !parts || of.some(part => parts.includes(part))
  const ctes: SQL[] = []
  const reads = [
    sql`
      select 'unit' as fact, s.leaf as unit, s.from_day as day, '' as form, json_array(s.id, s.to_day, u.name, u.kind, u.tree_order,
        exists (select 1 from place where place.unit_id = s.leaf and place.parent_id = s.top and place.to_day >= ${filter.from})
          and coalesce(u.first_day <= ${filter.to}, 1) and coalesce(u.last_day >= ${filter.from}, 1)) as data
      from scope s join unit u on u.id = s.leaf`,
  ]
  const read = (cte: SQL, ...selects: SQL[]) => {
    ctes.push(cte)
    reads.push(...selects)
  }
  if (wanted('rows', 'topics', 'online', 'awaiting', 'ended'))
    read(
      sql`must_learn as materialized (${mustLearnTopics(filter)}), counted as (${countedRows(filter, 'any')})`,
      sql`select 'topics', null, '', '', json_array(count(*)) from must_learn`,
      sql`
        select 'roll', null, day, form, json_array(kind, leave_rule, make_ups_ended_reason is not null,
          (select group_concat(t.topic_id, ' ') from activity_topic t
            where t.activity_id = counted.activity_id and t.topic_id in (select topic_id from must_learn)),
          group_concat(unit_id || ' ' || person_id || ' ' || (came + 2 * studied + 4 * aside + 8 * best + 16 * completed)
            || iif(best and not studied, ' ' || make_up_due, ''), ','),
          json_group_array(json_array(leave_kind, kind_rule)) filter (where mark = 'leave' and kind_rule <> leave_rule))
        from counted where kind is not null group by activity_id`,
    )
  if (wanted('exams'))
    read(
      examRows(filter),
      sql`
        select 'exam', null, day, '', json_array(group_concat(unit_id || ' ' || person_id || ' '
          || (sat + 2 * passed + 4 * excellent + 8 * first_passed), ','))
        from candidate group by exam_id`,
    )
  if (wanted('plan'))
    read(
      sql`${planTimes(filter)}, standard as (${requiredShareOf(filter)})`,
      sql`select 'time', unit_id, day, form, json_array(item, due) from item_time`,
      sql`select 'share', null, '', '', json_array(share) from standard`,
    )
  if (wanted('held'))
    read(
      sql`held as (${heldActivities(filter)}), planned as (${plannedActivities(filter)}), unpassed as (${unreviewedActivities(filter)})`,
      entries('held', sql`held`, sql`form`, [...ofHeld.map(code => heldAdds[code])]),
      sql`
        select 'event', null, day, form, json_array(is_public, ${paperOnly}, (select x.campaign from activity x where x.id = held.id),
          (select json_group_array(g.target) from activity_target g where g.activity_id = held.id))
        from held`,
      sql`select 'stillPlanned', unit_id, day, form, '[]' from planned`,
      sql`select 'awaitingReview', unit_id, day, form, '[]' from unpassed`,
    )
  if (wanted('ledger'))
    read(
      sql`ledger as (${ledgerRows(filter)}), unpassed_output as (${unreviewedOutputs(filter)})`,
      entries('ledger', sql`ledger`, sql`''`, [...ofLedger.map(code => ledgerAdds[code])]),
      sql`select 'outputsAwaitingReview', unit_id, day, '', '[]' from unpassed_output`,
    )
  if (wanted('legalWork'))
    read(
      sql`work as (${workRows(filter)}), unpassed_work as (${unreviewedWorks(filter)})`,
      entries('works', sql`work`, sql`''`, [...ofWorks.map(code => worksUnder[code])]),
      sql`select 'worksAwaitingReview', unit_id, day, '', '[]' from unpassed_work`,
    )
  if (wanted('advisers'))
    read(
      sql`community as (${communityRows(filter)}), full_time as (${fullTimeRows(filter)})`,
      sql`select 'community', id, ${filter.asOf}, '', json_array(served) from community`,
      sql`select 'fullTime', unit_id, ${filter.asOf}, '', json_array(name) from full_time`,
    )
  const rows = await on.all<Row>(
    sql`${sql.join([scopeCte(filter), ...ctes], sql`, `)} ${sql.join(reads, sql` union all `)}`,
  )
  return factsIn(filter, rows)
}

/** What each entry adds to the headings of its kind, in their order. */
function entries(fact: Entry['of'], from: SQL, form: SQL, adds: SQL[]): SQL {
  return sql`select ${fact}, unit_id, day, ${form}, json_array(${sql.join(adds, sql`, `)}) from ${from}`
}

const heldAdds = {
  ...heldUnder,
  heads: sql`heads`,
  consultations: sql`consultations`,
  leaderLectures: isLedLecture,
  campaignEvents: isOfCampaign(),
  studyHours: hundredthsOfHours,
  otherForms: heldUnderNone,
} satisfies Record<OfHeld, SQL>

const handedOut = (is: SQL) => sql`iif(${is}, quantity, 0)`
const ledgerAdds = {
  banners: handedOut(handedOutUnder.banners),
  leaflets: handedOut(handedOutUnder.leaflets),
  textMessages: handedOut(handedOutUnder.textMessages),
  newMediaItems: newMediaItemsOf,
  reads: readsOf,
} satisfies Record<(typeof ofLedger)[number], SQL>

function factsIn(filter: Filter, rows: Row[]): Facts {
  const facts: Facts = {
    unitId: Number(filter.unitPath.split('/').at(-2)),
    asOf: filter.asOf,
    places: new Map(),
    below: [],
    topics: 0,
    requiredShare: null,
    rolls: [],
    exams: [],
    times: [],
    entries: [],
    events: [],
    communities: [],
    fullTime: [],
  }
  const below: (Facts['below'][number] & { order: number })[] = []
  for (const { fact, unit, day, form, data } of rows) {
    const values = JSON.parse(data)
    const unitId = unit as number
    switch (fact) {
      case 'unit': {
        const [id, to, name, kind, order, isBelow] = values
        const known = facts.places.get(unitId)
        const place = { id, from: day, to }
        if (known) known.push(place)
        else facts.places.set(unitId, [place])
        if (!known && isBelow) below.push({ id: unitId, name, kind, order })
        break
      }
      case 'topics':
        facts.topics = values[0]
        break
      case 'share':
        facts.requiredShare = values[0]
        break
      case 'roll': {
        const [kind, leaveRule, isEnded, topics, people, kinds] = values
        facts.rolls.push({
          ...{ kind: kind as RollKind, day, form, leaveRule, isEnded: Boolean(isEnded) },
          topics: topics === null ? [] : topics.split(' ').map(Number),
          people: rowsIn(people),
          leaveKinds: kinds,
        })
        break
      }
      case 'exam':
        facts.exams.push({ day, people: rowsIn(values[0]) })
        break
      case 'time':
        facts.times.push({ unitId, day, form, item: values[0], isDue: Boolean(values[1]) })
        break
      case 'event': {
        const [isPublic, isPaperOnly, campaign, targets] = values
        facts.events.push({
          form,
          isPublic: Boolean(isPublic),
          isPaperOnly: Boolean(isPaperOnly),
          campaign,
          targets,
        })
        break
      }
      case 'community':
        facts.communities.push({ unitId, isServed: Boolean(values[0]) })
        break
      case 'fullTime':
        facts.fullTime.push({ unitId, name: values[0] })
        break
      default:
        facts.entries.push({ of: fact as Entry['of'], unitId, day, form, adds: values })
    }
  }
  facts.below = below.sort((a, b) => a.order - b.order).map(({ id, name, kind }) => ({ id, name, kind }))
  return facts
}

function rowsIn(text: string) {
  return text.split(',').map(row => {
    const [unitId, personId, bits, until] = row.split(' ')
    return { unitId: Number(unitId), personId: Number(personId), bits: Number(bits), until: until ?? null }
  })
}
