import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { audit } from '@/db/schema/audit'
import { person, tag, unit } from '@/db/schema/roster'
import { inScope, requireOrganiser } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import type { NamedPerson } from '@/lib/organisation/audience/audience.commands'
import { type Part, understandAudience } from '@/lib/organisation/audience/audience.rules'
import { audienceOf, dueOn, peopleOfEach } from '@/lib/organisation/audience/audience.sql'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import { visibleActivity } from '@/lib/plan/visible.sql'

type Row = typeof activity.$inferSelect

export type Share = {
  unitId: number
  unitName: string
  count: number
  /** The people of this unit on the list, in words that mean exactly them, and the parsed meaning. */
  words: string
  parts: Part[]
  /** Those of them listed by name: added, excused or invited. */
  people: NamedPerson[]
}

/** Whom an activity addresses, for its organiser. */
export async function audienceFor(viewer: Viewer, of: Row) {
  await requireOrganiser(viewer, of.hostUnitId, db)
  return of.audienceId === null ? null : audienceOf(of.audienceId)
}

/** The list of an activity, unit by unit, for its organiser. */
export async function sharesOf(viewer: Viewer, of: Row, on: On = db): Promise<Share[]> {
  await requireOrganiser(viewer, of.hostUnitId, on)
  if (of.audienceId === null) return []
  const [audience, due, known] = await Promise.all([
    audienceOf(of.audienceId, on),
    dueOn(of.audienceId, of.day, of.hostUnitId, on),
    knownWords(on),
  ])
  const unitIds = [...new Set(due.map(each => each.unitId))]
  const [units, tags, names] = await Promise.all([
    on
      .select({
        id: unit.id,
        name: unit.name,
        // In a query of a single table Drizzle omits the table's name; inside the subquery the column would
        // then be that of `c`.
        below: sql<number>`(select count(*) from unit c where c.parent_id = unit.id)`,
      })
      .from(unit)
      .where(inArray(unit.id, unitIds))
      .orderBy(unit.treeOrder),
    on.select({ id: tag.id, name: tag.name }).from(tag),
    on
      .select({ id: person.id, name: person.name })
      .from(person)
      .where(
        inArray(
          person.id,
          due.map(each => each.personId),
        ),
      ),
  ])
  const tagNames = tags
    .filter(each => audience.parts.some(part => part.tagId === each.id))
    .map(each => each.name)
  // Every wording for a unit's people that audiences understand; resolved all together in one query.
  const namings = units.flatMap(({ id, name, below }) => {
    const self = below > 0 ? `${name}本级` : name
    return [self, ...tagNames.map(word => `${self}${word}`)].flatMap(words => {
      const { unknown, parts } = understandAudience(words, known.of(of.hostUnitId))
      return unknown.length === 0 ? [{ unitId: id, words, parts }] : []
    })
  })
  const meant = await peopleOfEach(
    namings.map(each => each.parts),
    of.day,
    on,
  )
  return units.map(({ id, name }) => {
    const here = due.filter(each => each.unitId === id)
    const people = audience.people
      .filter(each => here.some(one => one.personId === each.personId))
      .map(({ personId, how, reason }) => ({ personId, how, reason }))
    const invited = new Set(people.filter(each => each.how !== 'excused').map(each => each.personId))
    const others = new Set(here.map(each => each.personId).filter(personId => !invited.has(personId)))
    const fitting = namings.find(({ unitId }, at) => {
      const who = meant[at] ?? []
      return unitId === id && who.length === others.size && who.every(personId => others.has(personId))
    })
    const rest = fitting ? [] : [...others]
    const byName = names.filter(each => rest.includes(each.id) || invited.has(each.id))
    const words = [...(fitting ? [fitting.words] : []), ...byName.map(each => each.name)]
    const added = rest.map(personId => ({ personId, how: 'added' as const, reason: null }))
    return {
      unitId: id,
      unitName: name,
      count: here.length,
      words: words.join('、'),
      parts: fitting?.parts ?? [],
      people: [...people, ...added.filter(each => !people.some(one => one.personId === each.personId))],
    }
  })
}

/**
 * Activities ahead that the viewer organises and whose people this one could take over: the nearest day first,
 * on the same day those of the same form first.
 */
export async function mergeable(viewer: Viewer, of: Row, on: On = db) {
  return on
    .select({ id: activity.id, title: activity.title, day: activity.day, unitName: unit.name })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(
      and(
        ne(activity.id, of.id),
        sql`${activity.status} in ('scheduled', 'postponed') and ${activity.deletedAt} is null`,
        sql`${activity.audienceId} is not null and ${activity.rollOpenedAt} is null`,
        sql`${activity.day} between date(${of.day}, '-62 days') and date(${of.day}, '+62 days')`,
        inScope(viewer, unit.path, 'organiser', 'administrator'),
      ),
    )
    .orderBy(
      sql`abs(julianday(${activity.day}) - julianday(${of.day}))`,
      sql`${activity.form} <> ${of.form}`,
      activity.id,
    )
    .limit(50)
}

const joinings = ['activity.split', 'activity.splitOff', 'activity.merge', 'activity.mergeInto'] as const
export type Joining = (typeof joinings)[number]

/**
 * The other sessions, split off from or merged into this activity according to the log; only those visible to
 * the viewer.
 */
export async function sessionsBeside(viewer: Viewer, activityId: number, on: On = db) {
  return on
    .select({
      id: activity.id,
      title: activity.title,
      day: activity.day,
      lastDay: activity.lastDay,
      startsAt: activity.startsAt,
      endsAt: activity.endsAt,
      status: activity.status,
      joining: sql<Joining>`${audit.action}`,
    })
    .from(audit)
    .innerJoin(activity, sql`${activity.id} = ${audit.after} ->> 'withId'`)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(
      and(
        eq(audit.subject, 'activity'),
        eq(audit.subjectId, String(activityId)),
        inArray(audit.action, [...joinings]),
        visibleActivity(viewer),
      ),
    )
    .orderBy(activity.day, activity.id)
}
