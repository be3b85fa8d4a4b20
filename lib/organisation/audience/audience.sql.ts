import { eq, type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { audience, audiencePart, audiencePerson } from '@/db/schema/audience'
import { person, tag, unit } from '@/db/schema/roster'
import { canOrganise, organisesAll, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import { placedCtes } from '@/lib/access/unit-place.sql'
import type { Day } from '@/lib/core/time'
import { type Part, type Understood, understandAudience } from './audience.rules'
import { knownWords } from './word.sql'

/** What the words of this host mean today. */
export async function understood(words: string, hostUnitId: number, on: On = db): Promise<Understood> {
  return understandAudience(words, (await knownWords(on)).of(hostUnitId))
}

export async function audienceOf(audienceId: number, on: On = db) {
  const [[head], parts, people] = await Promise.all([
    on.select().from(audience).where(eq(audience.id, audienceId)),
    on.select().from(audiencePart).where(eq(audiencePart.audienceId, audienceId)),
    on
      .select({
        personId: person.id,
        name: person.name,
        how: audiencePerson.how,
        reason: audiencePerson.reason,
      })
      .from(audiencePerson)
      .innerJoin(person, eq(person.id, audiencePerson.personId))
      .where(eq(audiencePerson.audienceId, audienceId)),
  ])
  return { words: head?.words ?? '', parts, people }
}

export type Due = {
  personId: number
  unitId: number
  standing: 'required' | 'exempt' | 'invited'
  reason: string | null
}

/**
 * Who is due on `day`, one row per person. The row's unit is that of the membership by which the person is due:
 * of several the primary one, else the one that began last (rates.md, "Who is required").
 */
export async function dueOn(audienceId: number, day: Day, hostUnitId: number, on: On = db): Promise<Due[]> {
  const parts = sql`select unit_id, below, unit_kind, tag_id from audience_part where audience_id = ${audienceId}`
  const [last] = await on.all<{ id: number }>(sql`select coalesce(max(id), 0) as id from person`)
  const due: Due[] = []
  // Some thousand people at a time: all 20,000 of a district in one statement would stop everybody else.
  for (let from = 0; from <= (last?.id ?? 0); from += PEOPLE_AT_ONCE) {
    const people = { from, to: from + PEOPLE_AT_ONCE }
    const named = sql`select person_id, how, reason from audience_person
      where audience_id = ${audienceId} and ${isAmong(people)}`
    due.push(...(await on.all<Due>(dueRows(parts, named, day, hostUnitId, people))))
  }
  return due
}

/** People by number: `from` and more, fewer than `to`. */
type Among = { from: number; to: number }
const PEOPLE_AT_ONCE = 4000

function isAmong({ from, to }: Among): SQL {
  return sql`person_id >= ${from} and person_id < ${to}`
}

/** The same for an audience still being typed: nothing is stored. */
export async function dueOfWords(words: string, day: Day, hostUnitId: number, on: On = db) {
  const { outsiders, unknown, ...meant } = await understood(words, hostUnitId, on)
  return { due: await dueOfMeaning(meant, day, hostUnitId, on), outsiders, unknown }
}

/** Who is due by an audience already parsed. */
export function dueOfMeaning(
  { parts, personIds }: Pick<Understood, 'parts' | 'personIds'>,
  day: Day,
  hostUnitId: number,
  on: On = db,
): Promise<Due[]> {
  return on.all<Due>(dueRows(partValues(parts), personValues(personIds), day, hostUnitId))
}

/** The people on that day for each of several sets of units and tags, in one statement. */
export async function peopleOfEach(meanings: Part[][], day: Day, on: On = db): Promise<number[][]> {
  const all = meanings.flatMap((parts, at) => parts.map(part => ({ ...part, at })))
  const rows = await on.all<{ at: number; personId: number }>(sql`
    with recursive ${placedCtes(day)}, part as (
      select value ->> 'at' as at, value ->> 'unitId' as unit_id, value ->> 'below' as below,
        value ->> 'unitKind' as unit_kind, value ->> 'tagId' as tag_id from json_each(${JSON.stringify(all)})
    ), member as (${membersOn(day)})
    select distinct p.at, member.person_id as personId
    from part p left join placed pu on pu.id = p.unit_id join member on ${isMeant(day)}
    order by member.person_id`)
  return meanings.map((_, at) => rows.filter(row => row.at === at).map(row => row.personId))
}

/**
 * Units outside the viewer's scope whose people the audience would put on a list; none for organisers of the
 * whole tree, the only ones who may invite across it.
 */
export async function unitsOutside(
  viewer: Viewer,
  { parts, personIds }: Pick<Understood, 'parts' | 'personIds'>,
  day: Day,
  hostUnitId: number,
  on: On = db,
): Promise<string[]> {
  if (organisesAll(viewer)) return []
  const due = await dueOfMeaning({ parts, personIds }, day, hostUnitId, on)
  const unitIds = JSON.stringify(due.map(row => row.unitId))
  const units = await on
    .select({ name: unit.name, path: unit.path })
    .from(unit)
    .where(sql`${unit.id} in (select value from json_each(${unitIds}))`)
    .orderBy(unit.treeOrder)
  return units.filter(each => !canOrganise(viewer, each.path)).map(each => each.name)
}

/** The office's own words for groups of people, as hints beside a field: units and kinds of units, then tags. */
export async function audienceHints(on: On = db): Promise<string[]> {
  const [units, tags] = await Promise.all([
    on.select({ name: unit.name, parentId: unit.parentId }).from(unit).orderBy(unit.treeOrder),
    on.select({ name: tag.name }).from(tag).orderBy(tag.id),
  ])
  if (units.length === 0) return []
  const groups = ['机关', '各社区', '企事业单位', '全街道']
  return [
    ...groups,
    ...tags.map(each => each.name),
    ...units.filter(each => each.parentId).map(each => each.name),
  ]
}

function partValues(parts: Part[]): SQL {
  return sql`select value ->> 'unitId' as unit_id, value ->> 'below' as below, value ->> 'unitKind' as unit_kind,
    value ->> 'tagId' as tag_id from json_each(${JSON.stringify(parts)})`
}

function personValues(personIds: number[]): SQL {
  return sql`select value as person_id, 'added' as how, null as reason from json_each(${JSON.stringify(personIds)})`
}

function membersOn(day: Day, people?: Among): SQL {
  return sql`
    select m.id, m.person_id, m.unit_id, m.is_primary, m.from_day, u.path
    from membership m join placed u on u.id = m.unit_id
    where m.from_day <= ${day} and (m.to_day is null or m.to_day >= ${day}) and ${people ? isAmong(people) : sql`true`}`
}

/** SQL: whether the part `p`, of the unit `pu`, covers the membership `member`. */
function isMeant(day: Day): SQL {
  return sql`
    (p.unit_id is null or member.unit_id = p.unit_id or (p.below and ${isWithin(sql`member.path`, sql`pu.path`)}))
      and (p.unit_kind is null or exists (
        select 1 from placed k where k.kind = p.unit_kind and ${isWithin(sql`member.path`, sql`k.path`)}
          and (pu.path is null or ${isWithin(sql`k.path`, sql`pu.path`)})))
      and (p.tag_id is null or exists (
        select 1 from person_tag t where t.person_id = member.person_id and t.tag_id = p.tag_id
          and t.from_day <= ${day} and (t.to_day is null or t.to_day >= ${day})))`
}

function dueRows(parts: SQL, named: SQL, day: Day, hostUnitId: number, people?: Among): SQL {
  return sql`
    with recursive ${placedCtes(day)}, part as (${parts}), named as (${named}), member as (${membersOn(day, people)}), through as (
      select member.* from member where exists (
        select 1 from part p left join placed pu on pu.id = p.unit_id where ${isMeant(day)}
      )
    ), best as (
      select person_id, unit_id, row_number() over (partition by person_id order by is_primary desc, from_day desc, id desc) as place
      from through
    ), anywhere as (
      select person_id, unit_id, row_number() over (partition by person_id order by is_primary desc, from_day desc, id desc) as place
      from member where person_id in (select person_id from named)
    )
    select b.person_id as personId, b.unit_id as unitId,
      case n.how when 'excused' then 'exempt' when 'invited' then 'invited' else 'required' end as standing, n.reason
    from best b left join named n on n.person_id = b.person_id where b.place = 1
    union all
    select n.person_id, coalesce(a.unit_id, ${hostUnitId}), case n.how when 'invited' then 'invited' else 'required' end, n.reason
    from named n left join anywhere a on a.person_id = n.person_id and a.place = 1
    where n.how <> 'excused' and n.person_id not in (select person_id from best)`
}
