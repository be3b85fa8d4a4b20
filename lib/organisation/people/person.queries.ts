import { and, asc, eq, getTableColumns, or, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { account } from '@/db/schema/access'
import {
  bodyRole,
  erasedPerson,
  membership,
  person,
  personTag,
  tag,
  unit,
  unitAlias,
} from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canAdminister, canOrganise, type GrantedRole, type Viewer } from '@/lib/access/access.rules'
import { isThereOn } from '@/lib/access/unit-life.rules'
import { isWithin, pathOfUnit } from '@/lib/access/unit-path.sql'
import { NotFound } from '@/lib/core/errors'
import type { Day } from '@/lib/core/time'
import type { UnitKind } from './person.rules'

export type UnitOption = {
  id: number
  name: string
  shortName: string | null
  kind: UnitKind
  path: string
  parentId: number | null
  firstDay: Day | null
  lastDay: Day | null
  /** 0 for the topmost of the list. */
  depth: number
}

const unitColumns = {
  id: unit.id,
  name: unit.name,
  shortName: unit.shortName,
  kind: unit.kind,
  path: unit.path,
  parentId: unit.parentId,
  firstDay: unit.firstDay,
  lastDay: unit.lastDay,
}

/** Units where the viewer holds one of the roles (any granted role by default), in the office's order. */
export async function unitsFor(viewer: Viewer, ...roles: GrantedRole[]): Promise<UnitOption[]> {
  const rows = await db
    .select(unitColumns)
    .from(unit)
    .where(inScope(viewer, unit.path, ...roles))
    .orderBy(asc(unit.treeOrder))
  return indented(rows)
}

/** Those that are there on the day: what is new belongs to no unit that is closed, or not there yet. */
export async function unitsOn(viewer: Viewer, day: Day, ...roles: GrantedRole[]): Promise<UnitOption[]> {
  return (await unitsFor(viewer, ...roles)).filter(each => isThereOn(each, day))
}

export type UnitRow = UnitOption & {
  code: string | null
  position: number
  people: number
  mergedInto: string | null
}

/** The viewer's units with the number of people in their subtree on a day, each person counted once. */
export async function unitTree(viewer: Viewer, on: Day): Promise<UnitRow[]> {
  const rows = await db
    .select({
      ...unitColumns,
      code: unit.code,
      position: unit.position,
      mergedInto: sql<string | null>`(select i.name from unit i where i.id = "unit"."merged_into_id")`,
      people: sql<number>`(
        select count(distinct m.person_id) from membership m join unit u on u.id = m.unit_id
        where ${isWithin(sql`u.path`, sql`"unit"."path"`)} and m.from_day <= ${on} and (m.to_day is null or m.to_day >= ${on}))`,
    })
    .from(unit)
    .where(inScope(viewer, unit.path))
    .orderBy(asc(unit.treeOrder))
  return indented(rows)
}

/** One unit with its aliases. Throws NotFound outside the scope. */
export async function unitById(viewer: Viewer, id: number) {
  const [[found], aliases, [below]] = await Promise.all([
    db
      .select({
        ...getTableColumns(unit),
        mergedInto: sql<string | null>`(select i.name from unit i where i.id = "unit"."merged_into_id")`,
      })
      .from(unit)
      .where(and(eq(unit.id, id), inScope(viewer, unit.path))),
    db.select().from(unitAlias).where(eq(unitAlias.unitId, id)).orderBy(unitAlias.word),
    db.select({ count: sql<number>`count(*)` }).from(unit).where(eq(unit.parentId, id)),
  ])
  if (!found) throw new NotFound()
  return {
    ...found,
    aliases: aliases.map(each => each.word),
    unitsBelow: below?.count ?? 0,
    mayChange: canAdminister(viewer, found.path),
  }
}

export type PersonRow = {
  id: number
  staffNo: string
  name: string
  post: string | null
  rankBand: string | null
  /** null also where the viewer may not see it: neither organiser nor administrator of the unit. */
  phone: string | null
  unitId: number
  unitName: string
  unitPath: string
  fromDay: Day
  toDay: Day | null
  tags: string[]
  /** Other units to which the person belongs on the day, within the scope. */
  alsoIn: string[]
}

export type RosterFilter = {
  on: Day
  /** This unit and its subtree. */
  unitId?: number
  search?: string
  tagId?: number
  limit?: number
  offset?: number
}

/** The people of a day in the office's order, each once, under the primary unit where there are several. */
export async function rosterOf(
  viewer: Viewer,
  { on, unitId, search, tagId, limit = 5000, offset = 0 }: RosterFilter,
): Promise<{ rows: PersonRow[]; total: number }> {
  const within = unitId ? sql`and ${isWithin(sql`unit.path`, pathOfUnit(unitId))}` : sql``
  const tagged = tagId ? sql`and exists (select 1 from ${tagsOn(on)} and t.tag_id = ${tagId})` : sql``
  type Raw = Omit<PersonRow, 'tags' | 'alsoIn'> & { total: number; tags: string; alsoIn: string }
  const rows = await db.all<Raw>(sql`
    with there as (
      select person.id, unit.id as unitId, unit.name as unitName, unit.path as unitPath, unit.tree_order as treeOrder,
        membership.from_day as fromDay, membership.to_day as toDay,
        row_number() over (partition by person.id order by membership.is_primary desc, unit.tree_order) as place,
        group_concat(unit.name, '、') over (partition by person.id) as alsoIn
      from membership join person on person.id = membership.person_id join unit on unit.id = membership.unit_id
      where membership.from_day <= ${on} and (membership.to_day is null or membership.to_day >= ${on})
        and (${inScope(viewer, unit.path)}) ${within} ${tagged} ${searched(search)}
    )
    select person.id, person.staff_no as staffNo, person.name, person.post, person.rank_band as rankBand, person.phone,
      unitId, unitName, unitPath, fromDay, toDay, alsoIn, count(*) over () as total,
      coalesce((select group_concat(tag.name, '、') from tag where tag.id in (select t.tag_id from ${tagsOn(on)})), '') as tags
    from there join person on person.id = there.id where place = 1
    order by treeOrder, person.position, person.id limit ${limit} offset ${offset}`)
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total, tags, alsoIn, ...row }) => ({
      ...row,
      phone: canOrganise(viewer, row.unitPath) ? row.phone : null,
      tags: words(tags),
      alsoIn: words(alsoIn).filter(name => name !== row.unitName),
    })),
  }
}

/**
 * One person with units and tags over time. Throws NotFound where no unit of the person, past or present, is in
 * the scope; units outside the scope are counted, not named.
 */
export async function personById(viewer: Viewer, id: number, on: Day) {
  const [[found], memberships, tags, [held], [erased]] = await Promise.all([
    db.select().from(person).where(eq(person.id, id)),
    db
      .select({
        membership,
        unitName: unit.name,
        unitPath: unit.path,
        seen: sql<number>`(${inScope(viewer, unit.path)})`,
      })
      .from(membership)
      .innerJoin(unit, eq(unit.id, membership.unitId))
      .where(eq(membership.personId, id))
      .orderBy(sql`${membership.fromDay} desc, ${membership.id} desc`),
    db
      .select({
        id: personTag.id,
        tagId: tag.id,
        name: tag.name,
        fromDay: personTag.fromDay,
        toDay: personTag.toDay,
        version: personTag.version,
        role: bodyRole.role,
        roleVersion: bodyRole.version,
      })
      .from(personTag)
      .innerJoin(tag, eq(tag.id, personTag.tagId))
      .leftJoin(bodyRole, and(eq(bodyRole.tagId, personTag.tagId), eq(bodyRole.personId, personTag.personId)))
      .where(eq(personTag.personId, id))
      .orderBy(sql`${personTag.toDay} is not null, ${personTag.fromDay} desc, ${tag.id}`),
    db.select({ id: account.id }).from(account).where(eq(account.personId, id)),
    db.select().from(erasedPerson).where(eq(erasedPerson.personId, id)),
  ])
  const seen = memberships.filter(each => each.seen)
  if (!found || seen.length === 0) throw new NotFound()
  const present = seen.filter(({ membership: { toDay } }) => toDay === null || toDay >= on)
  // For a person who left all units, the newest one decides.
  const deciding = present.length > 0 ? present : seen.slice(0, 1)
  const mayCall = deciding.some(each => canOrganise(viewer, each.unitPath))
  return {
    ...found,
    phone: mayCall ? found.phone : null,
    memberships: seen.map(({ membership: each, unitName, unitPath }) => ({ ...each, unitName, unitPath })),
    hiddenMemberships: memberships.length - seen.length,
    tags,
    accountId: held?.id ?? null,
    mayChange: !erased && deciding.some(each => canAdminister(viewer, each.unitPath)),
    mayCall,
    isErased: erased !== undefined,
  }
}

/** Every tag, with the number of people who have it on the day. */
export async function allTags(
  viewer: Viewer,
  on: Day,
): Promise<{ id: number; name: string; people: number }[]> {
  return db
    .select({
      id: tag.id,
      name: tag.name,
      people: sql<number>`(select count(distinct t.person_id) from person_tag t where t.tag_id = "tag"."id"
        and t.from_day <= ${on} and (t.to_day is null or t.to_day >= ${on})
        and exists (select 1 from membership m join unit u on u.id = m.unit_id where m.person_id = t.person_id
          and m.from_day <= ${on} and (m.to_day is null or m.to_day >= ${on}) and (${inScope(viewer, sql`u.path`)})))`,
    })
    .from(tag)
    .orderBy(tag.id)
}

function indented<T extends { path: string }>(units: T[]): (T & { depth: number })[] {
  const steps = (path: string) => path.split('/').length
  const least = Math.min(...units.map(each => steps(each.path)))
  return units.map(each => ({ ...each, depth: steps(each.path) - least }))
}

function tagsOn(on: Day): SQL {
  return sql`person_tag t where t.person_id = person.id and t.from_day <= ${on} and (t.to_day is null or t.to_day >= ${on})`
}

/** Matches part of the name, or the beginning of the pinyin initials or the staff number. */
function searched(search: string | undefined): SQL {
  const word = search?.normalize('NFKC').replace(/\s+/g, '')
  if (!word) return sql``
  const safe = word.replace(/[\\%_]/g, '\\$&')
  return sql`and ${or(
    sql`person.name like ${`%${safe}%`} escape '\\'`,
    sql`person.initials like ${`${safe.toLowerCase()}%`} escape '\\'`,
    sql`person.staff_no like ${`${safe}%`} escape '\\'`,
  )}`
}

function words(joined: string): string[] {
  return joined === '' ? [] : joined.split('、')
}
